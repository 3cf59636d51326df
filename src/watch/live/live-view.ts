import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { liveSecrets } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import { type LiveShot, liveShot } from './live-shot.ts';

/** What people elsewhere see of the page: a picture that was checked, or the reason why there is none. */
export type LivePicture =
  | { picture: Buffer; type: 'image/jpeg' | 'image/png' }
  | { withheld: string }
  /**
   * The page has changed since the last picture, and no new one could be checked so far: the picture shows the page as
   * of this time, in milliseconds since 1970.
   */
  | { asOf: number };

export interface LivePage {
  page: Page;
  /** The page has had a private key, so it could draw it. */
  secretExposed: boolean;
  /** The page may show a private key that nobody has read yet. */
  secretUnread: boolean;
  /** The one-time code that was used last. */
  code: Secret | undefined;
}

/** The time between two pictures: `times` as long as the last one took, within limits in milliseconds. */
const PAUSE = { least: 200, most: 800, times: 3 };
/** For how long an evidence picture is new enough. Milliseconds. */
const EVIDENCE_LASTS = 800;
/** For how long the last picture stays without a word when none can be taken, as while a page loads. Milliseconds. */
const PATIENCE = 3_000;
const HIDDEN = 'Hidden: a secret may be visible on this screen';

/**
 * The live picture. Frames of the screencast only tell that the page has changed. What is sent is taken between looks
 * that find no secret, so a secret that comes and goes between two looks is in no picture; nor is one that is read or
 * typed (`hide`).
 */
export class LiveView {
  readonly counts = { sent: 0, held: 0, cards: 0 };
  #send: (picture: LivePicture) => void;
  #at: LivePage | undefined;
  #page: Page | undefined;
  /** When the page changed last. Milliseconds since 1970. */
  #changed = 0;
  /** When the last picture was drawn. Taking one draws the page anew, which is no change. Milliseconds since 1970. */
  #drawn = 0;
  /** The reason that is shown in place of a picture. */
  #card: string | undefined;
  /** Since when no picture could be taken, for reasons that pass. Milliseconds since 1970. */
  #without: number | undefined;
  /** The picture that watchers see; undefined if they see a card, or nothing yet. */
  #shown: Buffer | undefined;
  #outdated = false;
  /** Grows with each `hide`: a look from before it does not count. */
  #hidden = 0;
  #open = true;
  #wake: (() => void) | undefined;
  #loop: Promise<void>;

  constructor(send: (picture: LivePicture) => void) {
    this.#send = send;
    this.#loop = this.#run();
  }

  /** Watches this portal's page from now on. */
  async follow(at: LivePage): Promise<void> {
    const before = this.#page;
    this.#at = at;
    this.#page = at.page;
    if (before === at.page) return;
    await before?.screencast.stop().catch(() => undefined);
    // Nobody sees these frames.
    await at.page.screencast
      .start({
        size: { width: 160, height: 100 },
        quality: 1,
        fps: 8,
        onFrame: ({ timestamp }) => this.#change(timestamp),
      })
      .catch(() => undefined);
    this.#drawn = 0;
    this.#change(Date.now());
  }

  /** The page may show a secret from now on, until a look finds none. */
  hide(): void {
    this.#hidden += 1;
    this.#withhold(HIDDEN);
    this.#wake?.();
  }

  /** Sends an evidence picture on which nothing was redacted, to save taking another. */
  offer(page: Page, png: Buffer): void {
    if (page !== this.#page || this.#at?.secretUnread) return;
    this.#show(png, 'image/png', Date.now());
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#wake?.();
    await this.#loop;
    await this.#page?.screencast.stop().catch(() => undefined);
  }

  #change(at: number): void {
    this.#changed = at;
    this.#wake?.();
  }

  /** A picture of the page as it is. One that looks as the last one is not sent again. */
  #show(picture: Buffer, type: 'image/jpeg' | 'image/png', drawn: number): void {
    const same = !this.#outdated && this.#shown?.equals(picture) === true;
    this.#card = this.#without = undefined;
    this.#outdated = false;
    [this.#shown, this.#drawn] = [picture, drawn];
    if (same) return;
    this.counts.sent += 1;
    this.#send({ picture, type });
  }

  #withhold(reason: string): void {
    this.#without = this.#shown = undefined;
    this.#outdated = false;
    if (this.#card === reason) return;
    this.#card = reason;
    this.counts.cards += 1;
    this.#send({ withheld: reason });
  }

  async #run(): Promise<void> {
    while (this.#open) {
      const at = this.#at;
      if (at === undefined || !this.#isOld) await new Promise<void>((resolve) => (this.#wake = resolve));
      else {
        // While gestures follow each other, evidence pictures are enough.
        const rest = this.#drawn + EVIDENCE_LASTS - Date.now();
        if (rest > 0 && this.#card === undefined) {
          await delay(rest);
          continue;
        }
        const begun = Date.now();
        await this.#look(at);
        await delay(Math.min(PAUSE.most, Math.max(PAUSE.least, (Date.now() - begun) * PAUSE.times)));
      }
    }
    // The last picture stays on the watchers' screens, so it must show how the page is at the end.
    for (const end = Date.now() + PATIENCE; this.#at !== undefined && this.#isOld && Date.now() < end; )
      if (!(await this.#look(this.#at))) break;
  }

  /**
   * Whether the last picture may be out of date. A card always may be: the page can have become fit to be shown without
   * any change.
   */
  get #isOld(): boolean {
    return this.#changed > this.#drawn || this.#card !== undefined;
  }

  /** Sends a picture, or a card in its place. @returns whether there may be a picture in a moment */
  async #look(at: LivePage): Promise<boolean> {
    const { page } = at;
    const hidden = this.#hidden;
    const shot = await this.#take(at);
    // The page was hidden or left meanwhile, so this look does not count.
    if (hidden !== this.#hidden || at !== this.#at || page !== at.page) {
      this.counts.held += 1;
      return true;
    }
    if ('jpeg' in shot) {
      this.#show(shot.jpeg, 'image/jpeg', shot.drawn);
      return false;
    }
    this.counts.held += 1;
    // A look at a page that does not answer takes about as long, so the time runs from the end of the look.
    if (!shot.passing) this.#withhold(shot.withheld);
    else if (Date.now() - (this.#without ??= Date.now()) > PATIENCE) this.#missPicture(shot.withheld);
    return shot.passing;
  }

  /** No picture has come for a while. The last one was checked, so it stays, and watchers are told its age. */
  #missPicture(reason: string): void {
    if (this.#shown === undefined) this.#withhold(reason);
    else if (!this.#outdated) {
      this.#outdated = true;
      this.#send({ asOf: this.#drawn });
    }
  }

  async #take({ page, secretUnread, code, secretExposed }: LivePage): Promise<LiveShot> {
    if (secretUnread) return { withheld: HIDDEN, passing: false };
    if (page.url() === 'about:blank') return { withheld: 'No page is open yet', passing: false };
    return await liveShot(page, [...liveSecrets(), ...(code ? [code] : [])], secretExposed).catch(() => ({
      withheld: 'No picture right now: the page is not responding',
      passing: true,
    }));
  }
}
