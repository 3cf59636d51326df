import { html, raw } from 'hono/html';
import type { Page } from 'playwright';
import type { Rectangle } from '../browser/bounding-box.ts';
import type { Html } from '../web/html.ts';
import { readStyles } from '../web/read-styles.ts';
import { TabTitle } from './tab-title.ts';

/** What the bar over the page says. */
export interface OverlayState {
  customer: string;
  phase: string;
  step: string;
  n: number;
  of: number;
  /** How many steps are finished. */
  finished: number;
  /** The gesture, as an instruction. */
  doing: string;
  /** Why nothing moves, in words. */
  waiting?: string | undefined;
  /** Something went wrong, and where on the page, if known. */
  wrong?: { place: Rectangle | undefined };
}

const STYLE = readStyles(new URL('./', import.meta.url), ['run-overlay']);

/** More ticks leave no room for words. */
const MOST_TICKS = 24;

function tick(at: number, { n, finished }: OverlayState): Html {
  if (at < finished) return html`<span class="tick done">✓</span>`;
  return html`<span class="tick ${at === n - 1 ? 'now' : ''}"></span>`;
}

function barOf(state: OverlayState): Html {
  const { customer, phase, step, n, of, doing, waiting, wrong } = state;
  const ticks = of > MOST_TICKS ? [] : Array.from({ length: of }, (_, at) => tick(at, state));
  return html`<div class="bar ${wrong ? 'wrong' : ''}">
    <span class="who">${customer}</span>
    <span class="quiet">${phase}</span>
    <span class="ticks">${ticks}</span>
    <span class="who">Step ${n} of ${of}</span>
    ${doing !== step && html`<span class="quiet">${step}</span>`}
    <span class="doing">${doing}</span>
    ${waiting !== undefined && html`<span class="waiting">${waiting}</span>`}
  </div>`;
}

const CARD = html`<div class="card">
  <span>A secret is on screen, so this view is covered.</span>
  <small>The run continues.</small>
</div>`;

function outlineOf({ x, y, width, height }: Rectangle): Html {
  return html`<div class="place" style="left:${x}px;top:${y}px;width:${width}px;height:${height}px"></div>`;
}

/** The longest time an outline is shown, in milliseconds: inputs wait for it, and they have a time limit. */
const OUTLINED = 500;

/** How often the card is raised above what the page has opened since, in milliseconds. */
const RAISE = 50;

/**
 * What people see over the page in the browser window: a bar that says what happens, outlines of what is about to be
 * touched, and a card over everything while a secret may be on the page. Playwright's overlays take no mouse and no
 * keys. All of it is hidden while a picture is taken.
 */
export class RunOverlay {
  #page: Page;
  #tab: TabTitle;
  #caption: OverlayState | undefined;
  #secret = false;
  #pace = 0;
  #shown: { dispose(): Promise<void> } | undefined;
  #lifted = false;
  #last: Promise<void> = Promise.resolve();
  #raising: NodeJS.Timeout | undefined;

  constructor(page: Page) {
    this.#page = page;
    this.#tab = new TabTitle(page);
  }

  /** Outlines what each input is about to touch. @param pace how long, in milliseconds; 0 outlines nothing */
  async pace(pace: number): Promise<void> {
    const ms = Math.min(pace, OUTLINED);
    if (ms === this.#pace) return;
    this.#pace = ms;
    const { screencast } = this.#page;
    if (ms === 0) return await screencast.hideActions().catch(() => undefined);
    await screencast
      .showActions({
        duration: ms,
        cursor: 'none',
        style: {
          highlight:
            'outline: 4px solid #ffb703; outline-offset: 3px; border-radius: 4px; background: rgb(255 183 3 / 18%)',
          point:
            'width: 18px; height: 18px; border-radius: 50%; background: rgb(229 38 31 / 85%); border: 3px solid #fff',
          title: 'display: none',
        },
      })
      .catch(() => undefined);
  }

  /** Shows what happens now. */
  async say(caption: OverlayState): Promise<void> {
    this.#caption = caption;
    const { waiting, doing } = caption;
    await Promise.all([this.#draw(), this.#tab.show(waiting && `${waiting} – ${doing}`)]);
  }

  /** Covers the page until `show` says that no secret stands there any more. Done when the cover is there. */
  async cover(): Promise<void> {
    this.#secret = true;
    this.#raising ??= setInterval(
      () => void (this.#lifted ? undefined : this.#page.screencast.showOverlays().catch(() => undefined)),
      RAISE,
    );
    await this.#draw();
  }

  /** Takes everything of ours away, for a picture. */
  async hide(): Promise<void> {
    this.#lifted = true;
    await this.#draw();
  }

  /** Puts it back. @param secret whether a secret stands there; undefined: nobody knows, so it is as it was */
  async show(secret: boolean | undefined): Promise<void> {
    this.#lifted = false;
    this.#secret = secret ?? this.#secret;
    if (!this.#secret) {
      clearInterval(this.#raising);
      this.#raising = undefined;
    }
    await this.#draw();
  }

  close(): void {
    clearInterval(this.#raising);
  }

  /** One drawing after another; the page may go away in the middle of any. */
  async #draw(): Promise<void> {
    this.#last = this.#last
      .then(async () => {
        const before = this.#shown;
        const html = this.#html();
        // A card is there before the last one goes. In all else the glass is wiped first: an overlay that was added
        // while the page changed may stand on it twice.
        const redacted = this.#secret && !this.#lifted;
        if (!redacted) await before?.dispose().then(() => this.#page.hideHighlight());
        this.#shown = html === undefined ? undefined : await this.#page.screencast.showOverlay(html);
        if (redacted) await before?.dispose();
      })
      .catch(() => undefined);
    await this.#last;
  }

  #html(): string | undefined {
    if (this.#lifted || (this.#caption === undefined && !this.#secret)) return undefined;
    const place = this.#caption?.wrong?.place;
    return String(
      html`<style>${raw(STYLE)}</style>
        ${this.#secret ? CARD : place && outlineOf(place)} ${this.#caption && barOf(this.#caption)}`,
    );
  }
}
