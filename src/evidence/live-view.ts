import type { Page } from 'playwright';
import { liveSecrets } from '../secrets/filter.ts';
import type { Secret } from '../secrets/secret.ts';
import { lookThrough } from './guard.ts';

/** What whoever watches from elsewhere sees of the page now: a picture that was checked, or the reason why there is none. */
export type LivePicture = { jpeg: Buffer } | { withheld: string };

export interface LivePage {
  page: Page;
  /** The page knows a private key that it could draw. */
  knowsKey: boolean;
  /** A private key that nobody has read yet may stand there. */
  blind: boolean;
  code: Secret | undefined;
}

interface Frame {
  data: Buffer;
  /** When the browser drew it, in milliseconds since 1970. */
  timestamp: number;
}

/** The least time between two looks, in milliseconds. A picture is looked through twice, so this is also about its delay. */
const PAUSE = 200;
const SIZE = { width: 1152, height: 720 };
const HIDDEN = 'A secret may stand on this page, so it is not shown';

/**
 * The live picture. A frame is sent only when the page was looked through before it was drawn and after it came, showed no secret both times, and had the same
 * texts; and never one that was drawn while a secret was read or typed (`hide`).
 */
export class LiveView {
  readonly counts = { sent: 0, held: 0, cards: 0 };
  #send: (picture: LivePicture) => void;
  #at: LivePage | undefined;
  #page: Page | undefined;
  #frame: Frame | undefined;
  #card: string | undefined;
  /** Grows with each `hide`, so that what was looked at before it counts no more. */
  #hidden = 0;
  #open = true;
  #wake: (() => void) | undefined;
  #loop: Promise<void>;

  constructor(send: (picture: LivePicture) => void) {
    this.#send = send;
    this.#loop = this.#run();
  }

  /** From now on this portal's page is the one that is watched. */
  async follow(at: LivePage): Promise<void> {
    const before = this.#page;
    this.#at = at;
    this.#page = at.page;
    if (before === at.page) return;
    this.#frame = undefined;
    await before?.screencast.stop().catch(() => undefined);
    await this.#start(at.page);
  }

  /** A secret may stand on the page from now on, until a look says that none does. */
  hide(): void {
    this.#hidden += 1;
    this.#frame = undefined;
    this.#withhold(HIDDEN);
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#wake?.();
    await this.#loop;
    await this.#page?.screencast.stop().catch(() => undefined);
  }

  async #start(page: Page): Promise<void> {
    await page.screencast.start({
      size: SIZE, quality: 70, fps: 8,
      onFrame: ({ data, timestamp }) => {
        if (this.#frame !== undefined) this.counts.held += 1;
        this.#frame = { data, timestamp };
        this.#wake?.();
      },
    }).catch(() => undefined);
  }

  #withhold(reason: string): void {
    if (this.#card === reason) return;
    this.#card = reason;
    this.counts.cards += 1;
    this.#send({ withheld: reason });
  }

  async #run(): Promise<void> {
    /** The last look: what it saw, and when it was over. */
    let before: { texts: string; over: number; page: Page; hidden: number } | undefined;
    while (this.#open) {
      const at = this.#at;
      if (at === undefined || (this.#frame === undefined && this.#card === undefined && before !== undefined && before.page === at.page)) {
        await this.#woken();
        continue;
      }
      const frame = this.#frame;
      const hidden = this.#hidden;
      const seen = at.blind ? { withheld: HIDDEN } : await lookThrough(at.page, [...liveSecrets(), ...(at.code ? [at.code] : [])], at.knowsKey).catch(() => ({ withheld: 'The page does not answer just now' }));
      const over = Date.now();
      if (hidden !== this.#hidden || at !== this.#at) continue;
      if ('withheld' in seen) {
        if (frame !== undefined) this.counts.held += 1;
        if (this.#frame === frame) this.#frame = undefined;
        before = undefined;
        this.#withhold(seen.withheld);
      } else {
        const same = before !== undefined && before.page === at.page && before.hidden === hidden && before.texts === seen.texts;
        if (same && frame !== undefined && frame.timestamp > before!.over) {
          if (this.#frame === frame) this.#frame = undefined;
          this.#card = undefined;
          this.counts.sent += 1;
          this.#send({ jpeg: frame.data });
        } else if (same && (frame === undefined || this.#frame === frame)) {
          // Nothing has moved since: a frame that is young enough must be asked for.
          await at.page.screencast.stop().catch(() => undefined);
          await this.#start(at.page);
        }
        before = { texts: seen.texts, over, page: at.page, hidden };
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  async #woken(): Promise<void> {
    await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = undefined;
  }
}
