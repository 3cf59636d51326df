import { boot } from './boot.ts';
import { Refusal } from './call.ts';
import { element, show } from './element.ts';
import { icon } from './icons.ts';
import { showMessage } from './message-box.ts';
import { onPress } from './press.ts';
import type { Toolbar } from './toolbar.ts';

interface Crumb {
  label: string;
  press?: () => void;
}

/**
 * What every screen has: a banner with breadcrumb and title, perhaps tabs, a toolbar, a line for messages, and its
 * contents (PRODUCT.md A7).
 */
export class ScreenFrame {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  readonly #crumbs = element('div', 'crumbs');
  readonly #title = element('div', 'title', 'detailLabel cw_CwLabel');
  readonly #extra = element('div', 'banner-extra');
  readonly #tabs = element('div', 'tabs-slot');
  readonly #bar = element('div', 'bar-slot');
  readonly #message = element('div', 'message');
  #inline: HTMLElement | undefined;

  /** @param screen the readable class on the container, for example `SecurityModules` */
  constructor(screen: string, ...content: HTMLElement[]) {
    this.body = element('div', 'screen-body', '', ...content);
    const banner = element(
      'div',
      'banner',
      'cw-main-banner cw_BannerView',
      this.#crumbs,
      this.#title,
      this.#extra,
      this.#tabs,
    );
    this.element = element('div', 'screen', screen, banner, this.#bar, this.#message, this.body);
    show(this.#message, false);
  }

  trail(crumbs: Crumb[], title: string): void {
    this.#crumbs.replaceChildren(
      ...crumbs.flatMap(({ label, press }, n) => {
        const crumb = element('div', press ? 'crumb crumb-link' : 'crumb', 'navigationEntry cw_CwLabel', label);
        if (press) onPress(crumb, press);
        return n === 0 ? [crumb] : [icon('right', 10), crumb];
      }),
    );
    this.#title.textContent = title;
  }

  /** Something between title and tabs. */
  extra(content: HTMLElement): void {
    this.#extra.replaceChildren(content);
  }

  tabs(strip: HTMLElement | undefined): void {
    this.#tabs.replaceChildren(...(strip ? [strip] : []));
  }

  toolbar(bar: Toolbar): void {
    this.#bar.replaceChildren(bar.element);
  }

  /** The green line after a save (PRODUCT.md D4). */
  saved(): void {
    this.#say('good', 'You have successfully updated this record.');
  }

  /** Takes messages away. */
  quiet(): void {
    show(this.#message, false);
    this.#inline?.remove();
  }

  /** Reports a refusal in a window, on a red line, or below the box that is to blame. */
  refuse(problem: unknown, boxes: Record<string, HTMLElement> = {}): void {
    if (!(problem instanceof Refusal)) throw problem;
    this.quiet();
    const box = problem.field === undefined ? undefined : boxes[problem.field];
    if (boot.variants.messages === 'window' || (boot.variants.messages === 'inline' && box === undefined))
      showMessage(problem.message, 'Error');
    else if (boot.variants.messages === 'banner' || box === undefined) this.#say('bad', problem.message);
    else box.after((this.#inline = element('div', 'inline-error', '', problem.message)));
  }

  #say(kind: 'good' | 'bad', text: string): void {
    this.#message.replaceChildren(
      element(
        'div',
        `message-line ${kind}`,
        '',
        icon(kind === 'good' ? 'tick' : 'warning', 17),
        element('div', '', 'gwt-Label', text),
      ),
    );
    show(this.#message, true);
  }
}
