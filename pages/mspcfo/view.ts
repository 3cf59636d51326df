import type { Locator } from 'playwright';
import { excerpt, SessionLost, type Context } from '../../src/portal-sdk/index.ts';
import { coverOf } from '../sight/cover.ts';
import { sight } from '../sight/engine.ts';
import { shownTexts, shownWindows } from '../sight/read.ts';
import { View as Seen } from '../screen/view.ts';
import { spokenTexts, type WindowKinds } from '../sight/windows.ts';
import { labels } from './labels.ts';
import { bad, messages, saved, works } from './messages.ts';

const WINDOWS: WindowKinds = {
  certain: 'dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]',
  likely: '[class*=modal i], [class*=dialog i], [class*=popup i], [class*=confirm i]',
  answers: [...labels.confirm, ...labels.dismiss, 'Cancel', 'No', 'Keep'],
};

/** Whether a text tells what has become of something. */
const tells = (text: string): boolean =>
  saved(text) || works(text) || bad(text) || messages.unclear.test(text) || messages.removed.test(text);

/** A screen of MSPCFO. */
export class View extends Seen {
  protected readonly usualHint =
    'Look at the picture. If something is in the way, close it in MSPCFO, then run again: it looks first and ' +
    'goes on from what is there.';
  /** Whether the sign-in page is where it should be. */
  readonly #signingIn: boolean;

  constructor(ctx: Context, name: string, { signingIn = false } = {}) {
    super(ctx, `MSPCFO, ${name}`);
    this.#signingIn = signingIn;
  }

  /** All that is said now, on the page and in windows. */
  async texts(): Promise<string[]> {
    const [texts, windows] = await Promise.all([
      shownTexts(this.ctx.page, WINDOWS),
      shownWindows(this.ctx.page, WINDOWS),
    ]);
    return [...texts, ...windows.flatMap((window) => spokenTexts(window, tells))];
  }

  /** Whether a page asks for the user name alone, as some do before the password. */
  private async asksWho(): Promise<boolean> {
    const boxes = await this.all({ css: 'input:not([type]), input[type=text], input[type=email]' });
    return (
      boxes.length === 1 &&
      (await this.look(
        { css: 'input[type=email], input[autocomplete=username]' },
        { field: [...labels.signIn.username] },
      )) !== undefined
    );
  }

  async signInPage(): Promise<boolean> {
    if ((await this.look({ css: 'input[type=password]' })) === undefined && !(await this.asksWho())) return false;
    return (
      (await this.look(
        { field: [...labels.credentials.publicKey] },
        { field: [...labels.credentials.server] },
        { words: [...labels.menu.apiCredentials] },
      )) === undefined &&
      (await this.look({ words: [...labels.signIn.enter] }, { css: 'form button, form input[type=submit]' })) !==
        undefined
    );
  }

  protected async clearTheWay(what: string, at?: Locator): Promise<void> {
    if (at !== undefined) await this.uncover(at);
    if (!this.#signingIn && (await this.signInPage())) {
      throw new SessionLost({
        screen: this.name,
        expected: what,
        actual: 'the sign-in page',
        hint: 'Run again; it signs in, looks first and goes on from what is there.',
      });
    }
  }

  /** Closes what lies over a thing, when it has a button that only closes. */
  private async uncover(at: Locator): Promise<void> {
    const over = await coverOf(at);
    if (over === undefined) return;
    for (const word of labels.dismiss) {
      const button = await over.$(sight({ words: [word] }));
      if (button === null) continue;
      this.ctx.note(
        `Closed something that was in the way in MSPCFO: "${excerpt(await over.innerText().catch(() => ''), 200)}"`,
      );
      return await button.click({ timeout: 3_000 }).catch(() => undefined);
    }
  }

  protected async describe(): Promise<string> {
    const title = await this.ctx.page.title().catch(() => '');
    const heading = await this.look({ css: 'h1' }, { css: 'h2' })
      .then(async (at) => await at?.innerText())
      .catch(() => undefined);
    const names = [title, heading].flatMap((text) => (text ? [excerpt(text, 200)] : []));
    return `the page "${names.join(' / ')}"`;
  }
}
