import type { Locator, Page } from 'playwright';
import { boundingBoxOf, bringIntoView } from '../../browser/bounding-box.ts';
import type { Box, GestureEnd, Shot } from '../../evidence/events.ts';
import { JournalWriteError } from '../../evidence/journal.ts';
import type { ShotRequest } from '../../evidence/recorder.ts';
import { samePlace } from '../../evidence/redaction/redacted-screenshot.ts';
import { requireDiskSpace } from '../../files/disk-space.ts';
import type { GestureOptions } from '../../portal-sdk/index.ts';
import { Interrupted } from '../explain-error.ts';
import type { ContextOptions, StepTrace } from './options.ts';
import { wordless } from './without-words.ts';

const GIVEN_UP = 'This attempt was given up.';

/** Whether the gesture under way has touched the page, where first, and the place that the picture before it marks. */
interface Touch {
  touched?: true;
  place?: Box;
  marked: Box | undefined;
}

/** The gesture under way. */
interface Current {
  number: number;
  outsidePage: boolean;
  kind: NonNullable<GestureOptions['kind']>;
  title: string;
  started: number;
}

/** The gestures of one attempt: each is journalled and pictured, and leaves its trace. */
export class Gestures {
  readonly trace: StepTrace;
  readonly #options: ContextOptions;
  /** The attempt's own page: the session may have a fresh one by now. */
  readonly #page: Page;
  /** undefined before the first gesture, and in one that only reads. */
  #touch: Touch | undefined;
  /** undefined between gestures, and when the end of one is written. */
  #current: Current | undefined;
  #secretTaken = false;
  #failurePictured = false;

  constructor(options: ContextOptions) {
    this.#options = options;
    const { session } = options;
    this.#page = session.page;
    this.trace = {
      doing: undefined,
      unknownOutcome: false,
      committing: false,
      over: false,
      keepPicture: () => this.#keepPicture(),
      stop: () => this.#stop(),
      get secretUnread() {
        return session.secretUnread;
      },
    };
  }

  /** The gesture under way has read the secret that the screen shows. */
  secretTaken(): void {
    this.#secretTaken = true;
  }

  /** `Context.reading` */
  async reading<T>(what: string, read: () => Promise<T>): Promise<T> {
    const { readings, recorder, step, session } = this.#options;
    const known = readings.of(this.#page, what);
    if (known !== undefined) {
      const { title } = session.portal;
      recorder.write({
        type: 'note',
        step,
        text: `${what} was read by gesture ${known.gesture}, and nothing was done in ${title} since. Not read again.`,
        readBy: known.gesture,
      });
      return known.value as T;
    }
    const value = await read();
    readings.keep(this.#page, what, value, recorder.counts.gestures);
    return value;
  }

  /** `Context.gesture` */
  async make<T>(title: string, act: () => Promise<T>, options: GestureOptions = {}): Promise<T> {
    const { kind = 'look', at, reads = false, proof, outsidePage = false } = options;
    const { session, readings } = this.#options;
    if (!reads) readings.forget(this.#page);
    await this.#mayBegin(title, kind);
    if (kind === 'commit') await this.#mayCommit();
    const number = this.#writeIntent(title, kind, options);
    // A person scrolls to a thing before pressing it, so the picture before shows it where it will be pressed.
    if (kind !== 'look' && at !== undefined) await bringIntoView(at);
    // What an edit leaves is pictured after it, so it needs no picture of its own of what the last one shows already.
    const marked =
      kind === 'look' || outsidePage
        ? undefined
        : await this.#shoot(number, 'before', title, at, { unlessSame: kind === 'edit' });
    const current: Current = { number, kind, title, outsidePage, started: performance.now() };
    this.#current = current;
    this.#secretTaken = false;
    this.#touch = reads ? undefined : { marked };
    await this.#prepareSession(options);
    if (kind === 'commit') this.trace.committing = true;
    try {
      const result = await act();
      if (this.#secretTaken) session.secretUnread = false;
      if (this.#current !== current) throw new Interrupted();
      this.#writeEnd(current, 'done', options.chooses ? { chose: String(result) } : {});
      if (!outsidePage)
        await this.#shoot(number, 'after', title, (await this.#spotOf(proof)) ?? (kind === 'commit' ? undefined : at));
      return result;
    } catch (error) {
      throw await this.#failed(current, error);
    } finally {
      session.dialog = 'dismiss';
      this.trace.committing = false;
    }
  }

  /** @throws where the evidence has no room, or another machine may work for the customer by now */
  async #mayCommit(): Promise<void> {
    const { recorder, mayCommit } = this.#options;
    if (recorder.folder !== undefined) requireDiskSpace(recorder.folder);
    await mayCommit?.();
  }

  /** What carries the proof, scrolled to as a person would; undefined where it is not found. */
  async #spotOf(proof: GestureOptions['proof']): Promise<Locator | undefined> {
    const spot = await proof?.().catch(() => undefined);
    if (spot !== undefined) await bringIntoView(spot);
    return spot;
  }

  /** @returns what the gesture throws */
  async #failed(current: Current, error: unknown): Promise<unknown> {
    // The end of a gesture in which the run was stopped is written already.
    if (error instanceof JournalWriteError || this.#current !== current) return error;
    const { kind, number, title } = current;
    this.#options.readings.forget(this.#page);
    if (kind === 'commit') this.trace.unknownOutcome = true;
    this.#writeEnd(current, kind === 'commit' ? 'unknown' : 'failed');
    if (!current.outsidePage) {
      await this.#shoot(number, 'failure', title);
      this.#failurePictured = true;
    }
    return this.#options.session.secretUnread ? wordless(error, title) : error;
  }

  /** The run stops in the middle of a gesture: its end is told as that, with a picture of the screen as it is left. */
  async #stop(): Promise<void> {
    const current = this.#current;
    if (current === undefined || current.kind === 'commit') return;
    this.#writeEnd(current, 'stopped');
    await this.#shoot(current.number, 'after', current.title);
  }

  /** `Context.touches` */
  async touches(at: Locator, known?: Box): Promise<void> {
    // Pictures were taken since the intent was written, and the machine may have slept.
    if (this.trace.committing) await this.#options.mayCommit?.();
    if (this.trace.over) throw new Error(GIVEN_UP);
    const touch = this.#touch;
    if (touch === undefined || touch.touched) return;
    touch.touched = true;
    this.#options.session.lastTouched = at;
    const place = known ?? (await boundingBoxOf(at));
    if (place === undefined) return;
    // The page may have scrolled or changed since the picture before.
    const asPictured =
      (touch.marked && samePlace(place, touch.marked)) || (await this.#options.recorder.isAsPictured(this.#view()));
    if (asPictured) touch.place = place;
  }

  async #mayBegin(title: string, kind: GestureOptions['kind']): Promise<void> {
    const { signal, planning, people, step, session } = this.#options;
    if (signal.aborted) throw new Interrupted();
    if (this.trace.over) throw new Error(GIVEN_UP);
    this.trace.doing = title;
    if (planning && kind !== 'look')
      throw new Error(`A plan or a check changes nothing, so it cannot do this: ${title}`);
    await people?.beforeGesture(step, title, session);
    if (signal.aborted) throw new Interrupted();
  }

  /** @returns the gesture's number */
  #writeIntent(
    title: string,
    kind: NonNullable<GestureOptions['kind']>,
    { proves, outsidePage }: Pick<GestureOptions, 'proves' | 'outsidePage'> = {},
  ): number {
    const { recorder, step, session } = this.#options;
    const number = recorder.counts.gestures + 1;
    const { name: portal } = session.portal;
    recorder.write({
      type: 'gesture',
      step,
      gesture: number,
      title,
      kind,
      portal,
      ...(proves !== undefined && { proves }),
      ...(outsidePage && { outsidePage }),
    });
    return number;
  }

  #writeEnd(
    { number, kind, started }: Current,
    outcome: GestureEnd['outcome'],
    more: Pick<GestureEnd, 'chose'> = {},
  ): void {
    this.#current = undefined;
    // The picture that shows where an edit lands may be the one after the gesture before.
    const place = this.#touch?.place ?? (kind === 'edit' ? this.#touch?.marked : undefined);
    this.#options.recorder.write({
      type: 'gesture.end',
      step: this.#options.step,
      gesture: number,
      outcome,
      ms: Math.round(performance.now() - started),
      // What fills in or commits does so with mouse and keys.
      ...((this.#touch?.touched || kind !== 'look') && { touched: true }),
      ...(place && { place }),
      ...more,
    });
  }

  async #prepareSession({ dialog = 'dismiss', at, reveals = false }: GestureOptions): Promise<void> {
    const { session } = this.#options;
    session.dialog = dialog;
    session.lastTouched = at;
    if (!reveals) return;
    session.secretUnread = true;
    await session.cover();
  }

  #view(): Pick<ShotRequest, 'page' | 'account' | 'secretExposed' | 'code' | 'overlay' | 'silence'> {
    const { session } = this.#options;
    return {
      page: this.#page,
      account: session.account,
      secretExposed: session.secretExposed,
      code: session.code,
      overlay: session.view,
      silence: session.secretUnread ? 'a private key that nobody has read yet may stand on the screen' : undefined,
    };
  }

  async #shoot(
    number: number,
    when: Shot['when'],
    title: string,
    at?: Locator,
    how?: Pick<ShotRequest, 'unlessSame'>,
  ): Promise<Box | undefined> {
    const { recorder, step } = this.#options;
    return await recorder.shoot({ ...this.#view(), step, gesture: number, when, at, ...how }, title);
  }

  async #keepPicture(): Promise<void> {
    if (this.#failurePictured) return;
    const title = 'Take a picture of the final screen';
    const { recorder, step } = this.#options;
    const number = this.#writeIntent(title, 'look');
    recorder.write({ type: 'gesture.end', step, gesture: number, outcome: 'done', ms: 0 });
    await this.#shoot(number, 'after', title);
  }
}
