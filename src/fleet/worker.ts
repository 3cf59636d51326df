import type { KeyObject } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from './batch.ts';
import { Holds } from './holds.ts';
import type { JobMarks } from './job-marks.ts';
import type { RunEnding } from './job-process.ts';
import type { JobOutcome, Queue, Taken } from './queue.ts';
import { type Envelope, JobRefused, openEnvelope, type QueuedJob } from './signed-job.ts';

/** Exit code of a run that was not started, because somebody else works for the customer. */
const BUSY = 4;
const INTERRUPTED = 130;
/** Seconds until a busy customer is tried again. */
const BUSY_PAUSE = 20;

/** What a worker tells of a job. */
export type Told =
  | { what: 'begun'; job: QueuedJob }
  | { what: 'ended'; job: QueuedJob; end: RunEnding; given?: 'back' }
  | { what: 'refused'; customer: string; why: string }
  | { what: 'no database'; why: string };

export interface WorkerOptions {
  queue: Pick<Queue, 'take' | 'beat' | 'complete' | 'fail' | 'giveBack'>;
  /** The tag of the jobs that it takes; undefined for those without one. */
  tag: string | undefined;
  atOnce: number;
  marks: JobMarks;
  /** Read each time: somebody may be added while it works. */
  keys(): readonly KeyObject[];
  /** Begins a job's run. */
  begin(job: QueuedJob): Job<RunEnding>;
  /** Submits the jobs of schedules whose dates have come. */
  follow?(): Promise<void>;
  tell(told: Told): void;
  /** Takes no more jobs, and asks those under way to stop at the next safe place. */
  signal: AbortSignal;
  /** Milliseconds between two looks into an empty queue, and between two signs of life (and looks at schedules). */
  pause?: { look: number; beat: number };
}

interface UnderWay {
  taken: Taken;
  run: Job<RunEnding> | undefined;
  ended: Promise<void>;
}

/** Takes jobs from the queue and runs them, some at once. */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #pause: { look: number; beat: number };
  readonly #underWay = new Set<UnderWay>();
  readonly #holds = new Holds();
  #held: string | undefined;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#pause = options.pause ?? { look: 2_000, beat: 15_000 };
  }

  /** Works until it is stopped. @returns why it takes no more, where that was not asked for */
  async work(): Promise<string | undefined> {
    const { signal } = this.#options;
    const end = new AbortController();
    const beating = [this.#every(end.signal, () => this.#beat()), this.#every(end.signal, () => this.#follow())];
    signal.addEventListener('abort', () => {
      for (const { run } of this.#underWay) run?.stop();
    });
    while (!signal.aborted && this.#held === undefined) {
      const taken = await this.#take();
      for (const one of taken) this.#start(one);
      if (taken.length === 0) await this.#wait();
    }
    await Promise.all([...this.#underWay].map(({ ended }) => ended));
    end.abort();
    await Promise.all(beating);
    return signal.aborted ? undefined : this.#held;
  }

  async #take(): Promise<Taken[]> {
    const { queue, tag, atOnce, tell } = this.#options;
    const free = atOnce - this.#underWay.size;
    if (free <= 0) return [];
    try {
      return await queue.take(tag, free);
    } catch (error) {
      tell({ what: 'no database', why: (error as Error).message });
      return [];
    }
  }

  /** Until there is reason to look into the queue again. */
  async #wait(): Promise<void> {
    const { signal, atOnce } = this.#options;
    const full = this.#underWay.size >= atOnce;
    const wake = new AbortController();
    const stop = AbortSignal.any([signal, wake.signal]);
    const look = delay(full ? 60_000 : this.#pause.look, undefined, { signal: stop }).catch(() => undefined);
    await Promise.race([look, ...[...this.#underWay].map(({ ended }) => ended)]);
    wake.abort();
  }

  #start(taken: Taken): void {
    const one: UnderWay = { taken, run: undefined, ended: Promise.resolve() };
    this.#underWay.add(one);
    one.ended = this.#run(one).finally(() => this.#underWay.delete(one));
  }

  async #run(one: UnderWay): Promise<void> {
    const { queue, begin, tell, signal } = this.#options;
    const { taken } = one;
    let job: QueuedJob;
    let takeBack: () => void;
    try {
      ({ job, takeBack } = this.#accept(taken));
    } catch (error) {
      const code = error instanceof JobRefused ? error.code : 'KW-OTHER';
      await this.#settle(() => queue.fail(taken, { outcome: 'refused', exit: null, code, host: hostname() }));
      tell({ what: 'refused', customer: taken.customer, why: (error as Error).message });
      return;
    }
    tell({ what: 'begun', job });
    one.run = begin(job);
    // It may have been stopped while the job was on its way.
    if (signal.aborted) one.run.stop();
    const end = await one.run.ended;
    const again = end.exit === BUSY || (end.exit === INTERRUPTED && signal.aborted);
    if (again) takeBack();
    else this.#held ??= this.#holds.see(end.exit === 1 || end.exit === 2 ? (end.code ?? 'KW-OTHER') : undefined);
    await this.#settle(() => {
      if (again) return queue.giveBack(taken, end.exit === BUSY ? BUSY_PAUSE : 0);
      const isDone = end.exit === 0 || end.outcome === 'drift';
      return isDone ? queue.complete(taken, outcomeOf(end)) : queue.fail(taken, outcomeOf(end));
    });
    tell({ what: 'ended', job, end, ...(again && { given: 'back' }) });
  }

  /** @throws JobRefused if it is not what a trusted person asked for, or not the customer's next job */
  #accept(taken: Taken): { job: QueuedJob; takeBack: () => void } {
    const { keys, marks } = this.#options;
    const job = openEnvelope(taken.data, keys());
    if (job.customer !== taken.customer) throw new JobRefused('it waits under the name of another customer');
    return { job, takeBack: marks.begin(job, taken.data as Envelope) };
  }

  /** Tells the queue how a job has ended; a database that restarts is waited for. */
  async #settle(work: () => Promise<void>): Promise<void> {
    for (let tries = 0; tries < 30; tries += 1) {
      try {
        await work();
        return;
      } catch (error) {
        this.#options.tell({ what: 'no database', why: (error as Error).message });
        await delay(this.#pause.look);
      }
    }
    // The queue takes the worker for dead, and a person decides about the job.
  }

  async #every(ended: AbortSignal, work: () => Promise<void>): Promise<void> {
    while (!ended.aborted) {
      await work();
      await delay(this.#pause.beat, undefined, { signal: ended }).catch(() => undefined);
    }
  }

  async #beat(): Promise<void> {
    // One that does not come through is made up for by the next.
    await this.#options.queue.beat([...this.#underWay].map(({ taken }) => taken)).catch(() => undefined);
  }

  async #follow(): Promise<void> {
    const { follow, tell, signal } = this.#options;
    // One that takes no more jobs makes none.
    if (signal.aborted || this.#held !== undefined) return;
    await follow?.().catch((error: Error) => tell({ what: 'no database', why: error.message }));
  }
}

function outcomeOf({ outcome, exit, code, report }: RunEnding): JobOutcome {
  const run = report?.split(/[\\/]/).at(-2);
  return { outcome, exit, ...(code && { code }), ...(run && { run }), host: hostname() };
}
