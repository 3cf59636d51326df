import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { boundingBoxOf } from '../browser/bounding-box.ts';
import { within } from '../browser/within.ts';
import { diskWords, makeFolder, syncFolder, writeDurably } from '../files/durable-write.ts';
import { sha256Of } from '../files/sha256.ts';
import { liveSecrets, redact } from '../secrets/redact.ts';
import type { Secret } from '../secrets/secret.ts';
import type { Box, RunEnd, RunEvent, Shot, StepResult } from './events.ts';
import { Journal, JournalWriteError } from './journal.ts';
import { looksAsBefore, type Overlay, redactedScreenshot } from './redaction/redacted-screenshot.ts';

export interface ShotRequest {
  page: Page;
  step: string;
  gesture: number;
  when: Shot['when'];
  /** Who is signed in there, as `Shot.account`. */
  account?: string | null | undefined;
  /** What the picture marks, if it is in sight. */
  at?: Locator | undefined;
  /** Nothing new is written where the last picture still shows the page as it is. */
  unlessSame?: boolean;
  /** A reason to take no picture at all, whatever the page shows. */
  silence?: string | undefined;
  /** The page knows a private key that it could draw. */
  secretExposed: boolean;
  /** A one-time code, which is no live secret of the filter. */
  code?: Secret | undefined;
  overlay?: Overlay | undefined;
}

function slug(text: string): string {
  return redact(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 48);
}

/** The journal is for people, and a page's title or address may be of any length. */
function cut(text: string): string {
  const whole = redact(text);
  return whole.length <= 1_000 ? whole : `${whole.slice(0, 1_000)}…`;
}

/** A query or fragment without the tokens of sessions and single sign-on. */
function withoutTokens(query: string): string {
  return query.replace(/[\w.~%+/-]{16,}/g, (run) => (/\d/.test(run) && /[A-Za-z]/.test(run) ? '…' : run));
}

type View = Pick<ShotRequest, 'page' | 'silence' | 'secretExposed' | 'code' | 'overlay'>;

const secretsWith = (code: Secret | undefined): Secret[] => [...liveSecrets(), ...(code ? [code] : [])];

/** How long one picture may take on a busy page, in milliseconds. */
const LIMIT = 45_000;

/**
 * Writes one run's evidence. Each event goes to the journal first, then to those who watch. Each picture is redacted.
 */
export class Recorder {
  readonly folder: string;
  /** How the steps ended so far. */
  readonly results: StepResult[] = [];
  readonly counts: RunEnd['counts'] = { steps: 0, gestures: 0, shots: 0, files: 0, withheld: 0, commits: 0 };
  /** Gets each picture on which nothing was redacted. */
  onClear: ((page: Page, png: Buffer) => void) | undefined;
  #journal: Journal;
  #watch: (event: RunEvent) => void;
  #fingerprint: (secret: Secret) => string;
  #files = new Map<string, string>();
  #number = 0;
  /** A picture could not be kept: no further gesture is begun. */
  #lost: JournalWriteError | undefined;
  /** The last picture, if nothing on it was redacted. */
  #last: { page: Page; layout: string; shot: Shot } | undefined;

  constructor(folder: string, watch: (event: RunEvent) => void, fingerprint: (secret: Secret) => string) {
    this.folder = folder;
    makeFolder(join(folder, 'shots'));
    syncFolder(folder);
    this.#journal = new Journal(folder);
    this.#watch = watch;
    this.#fingerprint = fingerprint;
  }

  /**
   * @throws JournalWriteError when the journal cannot be written; for a gesture, also when a picture could not be kept
   *   before
   */
  write(event: RunEvent): void {
    if (event.type === 'gesture' && this.#lost !== undefined) throw this.#lost;
    if (event.type === 'step.intent') this.counts.steps = Math.max(this.counts.steps, event.n);
    if (event.type === 'gesture') this.counts.gestures += 1;
    if (event.type === 'gesture' && event.kind === 'commit') this.counts.commits += 1;
    if (event.type === 'shot') {
      this.counts.shots += 1;
      this.counts.files = this.#files.size;
    }
    if (event.type === 'shot.withheld') this.counts.withheld += 1;
    if (event.type === 'step.result') this.results.push(event);
    this.#journal.write(event);
    this.#watch(event);
  }

  /**
   * Takes a redacted picture, keeps it and journals it; or journals why there is none. A missing picture stops nothing.
   * @returns the place that the picture marks
   * @throws JournalWriteError when the disk does not keep it, for good: that is journalled, too
   */
  async shoot(request: ShotRequest, title: string, tries = 3): Promise<Box | undefined> {
    const { page, step, gesture, when, at, account, silence } = request;
    const withhold = (reason: string) => void this.write({ type: 'shot.withheld', step, gesture, when, reason });
    if (silence !== undefined) return withhold(silence);
    if (page.isClosed()) return withhold('the browser window is closed');
    const url = page.url();
    // Secrets first: a secret that lost a part of itself is not found any more.
    const address = cut(redact(url).replace(/[?#].*$/s, withoutTokens));
    const titled = within(page.title()).catch(() => '');
    // Unless something has changed since, the picture after the last gesture is the picture before this one.
    const last =
      when === 'before' && this.#last?.page === page && this.#last.shot.url === address ? this.#last : undefined;
    this.#last = undefined;
    const measure = at && (() => boundingBoxOf(at));
    const shot = await within(
      redactedScreenshot(page, secretsWith(request.code), request.secretExposed, {
        layout: last?.layout,
        overlay: request.overlay,
        measure,
      }),
      LIMIT,
    ).catch((error: Error) => ({
      withheld: `no picture could be taken (${redact(error.message).split('\n')[0]!.slice(0, 120)})`,
    }));
    if ('withheld' in shot) return withhold(shot.withheld);
    const { box } = shot;
    const before = { url: address, title: cut(await titled) };
    const who = account === undefined ? {} : { account };
    if ('same' in shot) {
      if (request.unlessSame) return box;
      const { account: _, ...same } = last!.shot;
      this.write({ ...same, step, gesture, when, ...before, box, ...who, reused: true });
      return box;
    }
    if (page.url() !== url) {
      // The gesture may have seen what it waited for before the page had arrived.
      if (tries > 1) return await this.shoot(request, title, tries - 1);
      return withhold('the page went to another address while the picture was taken');
    }
    if (shot.redacted.length === 0) this.onClear?.(page, shot.png);
    const sha256 = sha256Of(shot.png);
    // Equal pictures share one file.
    let file = this.#files.get(sha256);
    if (file === undefined) {
      this.#number += 1;
      file = `shots/${String(this.#number).padStart(4, '0')}-${slug(title)}-${when}.png`;
      this.#keep(file, shot.png, withhold);
      this.#files.set(sha256, file);
    }
    const event: Shot = {
      type: 'shot',
      step,
      gesture,
      when,
      file,
      sha256,
      ...before,
      width: shot.png.readUInt32BE(16),
      height: shot.png.readUInt32BE(20),
      ...(box === undefined ? {} : { box }),
      ...who,
      redacted: shot.redacted.map(({ secret, places }) => ({
        secret: secret.label,
        fp: this.#fingerprint(secret),
        places,
      })),
    };
    this.write(event);
    if (shot.layout !== undefined) this.#last = { page, layout: shot.layout, shot: event };
    return box;
  }

  /**
   * Whether the page still looks as the last picture shows it, so that places on the page are places in the picture.
   */
  async isAsPictured({ page, silence, code, overlay }: View): Promise<boolean> {
    if (silence !== undefined || this.#last?.page !== page) return false;
    const as = looksAsBefore(page, overlay === undefined ? [] : secretsWith(code), this.#last.layout, overlay);
    return await within(as, LIMIT).catch(() => false);
  }

  #keep(file: string, png: Buffer, withhold: (reason: string) => void): void {
    try {
      writeDurably(join(this.folder, file), png);
    } catch (error) {
      this.#lost = new JournalWriteError(`The picture ${file}`, this.#journal.file, error);
      withhold(`the disk did not keep it (${diskWords(error)})`);
      throw this.#lost;
    }
  }

  close(): void {
    this.#journal.close();
  }
}
