import { setTimeout as delay } from 'node:timers/promises';
import { Holds } from './holds.ts';
import type { Hours } from './hours.ts';

/** How a run of a batch has ended. */
export interface JobEnd {
  /** As in `run.end`, or `not started`. */
  outcome: string;
  exit: number;
  /** `KW-…`, where it failed. */
  code?: string;
}

/** A run of a batch that is under way. */
export interface Job<E extends JobEnd> {
  ended: Promise<E>;
  /** Asks it to stop at the next safe place. */
  stop(): void;
}

/** A customer's place in a batch. */
export interface Turn<E extends JobEnd> {
  /** From 1. */
  n: number;
  customer: string;
  state: 'waiting' | 'running' | 'busy' | 'ended';
  /** Milliseconds of `performance.now()`. */
  begun?: number;
  end?: E;
  /** How long the run took, in milliseconds. */
  ms?: number;
}

export interface BatchOptions<E extends JobEnd> {
  /** In the order in which they are begun. */
  customers: readonly string[];
  /** How many run at once. */
  atOnce: number;
  hours: Hours;
  /** Hold after so many failures, whatever their causes. */
  stopAfter?: number | undefined;
  /** Begins a customer's run. */
  begin(turn: Turn<E>): Job<E>;
  /** Asks whether to go on, now that so much has failed. While it is asked, nobody's run begins. */
  goOn(why: string): Promise<boolean>;
  /** Something has changed. */
  changed(turn: Turn<E>): void;
  signal: AbortSignal;
  /** Milliseconds between two tries for a customer for whom somebody else works, and for how long. */
  busy?: { pause: number; patience: number };
}

export interface BatchResult<E extends JobEnd> {
  turns: readonly Turn<E>[];
  /** Why not all were begun; undefined if all were. */
  stopped: string | undefined;
}

/** Exit code of a run that was not started, because somebody else works for the customer. */
const BUSY = 4;
const USUAL_BUSY = { pause: 10_000, patience: 600_000 };

/** When a turn may be taken, and until when it is tried again; of `performance.now()`. */
interface Place<E extends JobEnd> {
  turn: Turn<E>;
  from: number;
  until: number;
}

/** Runs one job for many customers, some at once, in their order. One that is busy is taken later. */
export async function runBatch<E extends JobEnd>(options: BatchOptions<E>): Promise<BatchResult<E>> {
  return await new Batch(options).run();
}

class Batch<E extends JobEnd> {
  readonly #options: BatchOptions<E>;
  readonly #turns: readonly Turn<E>[];
  readonly #queue: Place<E>[];
  readonly #running = new Set<Job<E>>();
  readonly #holds: Holds;
  #stopped: string | undefined;
  #held = false;
  #asking = Promise.resolve();

  constructor(options: BatchOptions<E>) {
    this.#options = options;
    this.#holds = new Holds(options.stopAfter);
    this.#turns = options.customers.map((customer, index) => ({ n: index + 1, customer, state: 'waiting' }));
    this.#queue = this.#turns.map((turn) => ({ turn, from: 0, until: Infinity }));
  }

  async run(): Promise<BatchResult<E>> {
    const { atOnce, signal } = this.#options;
    signal.addEventListener('abort', () => {
      this.#stopped ??= 'a person stopped it';
      for (const job of this.#running) job.stop();
    });
    await Promise.all(Array.from({ length: Math.min(atOnce, this.#turns.length) }, () => this.#lane()));
    const isOver = this.#turns.every(({ state }) => state === 'ended');
    return { turns: this.#turns, stopped: isOver ? undefined : this.#stopped };
  }

  /** One of those that run at once: a customer after the other. */
  async #lane(): Promise<void> {
    for (let next = await this.#take(); next !== undefined; next = await this.#take()) await this.#work(next);
  }

  /** The next customer whose turn it is; undefined if no more are begun. */
  async #take(): Promise<Place<E> | undefined> {
    const { signal } = this.#options;
    for (;;) {
      await this.#asking;
      const ms = this.#untilNext();
      if (ms === undefined) return undefined;
      // A machine that slept must not wait for as long again.
      if (ms > 0) await delay(Math.min(ms, 30_000), undefined, { signal }).catch(() => undefined);
      else return this.#queue.splice(this.#firstReady(), 1)[0];
    }
  }

  #firstReady(): number {
    return this.#queue.findIndex(({ from }) => from <= performance.now());
  }

  /** Milliseconds until a run may begin; undefined if none is begun any more. */
  #untilNext(): number | undefined {
    const { opens, closes } = this.#options.hours;
    const now = Date.now();
    if (closes !== undefined && now >= closes.getTime() && this.#queue.length > 0)
      this.#stopped ??= 'the hours in which runs may begin are over';
    if (this.#stopped !== undefined || this.#queue.length === 0) return undefined;
    const busy = Math.min(...this.#queue.map(({ from }) => from)) - performance.now();
    return Math.max(opens.getTime() - now, busy, 0);
  }

  async #work({ turn, until }: Place<E>): Promise<void> {
    const { begin, changed, busy = USUAL_BUSY } = this.#options;
    turn.state = 'running';
    turn.begun = performance.now();
    const job = begin(turn);
    this.#running.add(job);
    changed(turn);
    const end = await job.ended;
    this.#running.delete(job);
    const now = performance.now();
    const limit = Math.min(until, now + busy.patience);
    if (end.exit === BUSY && now < limit && this.#stopped === undefined) {
      turn.state = 'busy';
      this.#queue.push({ turn, from: now + busy.pause, until: limit });
    } else {
      turn.state = 'ended';
      turn.end = end;
      turn.ms = Math.round(now - turn.begun);
    }
    changed(turn);
    if (turn.state === 'ended') this.#heed(end);
  }

  /** Holds the batch where a customer's end is one failure too many. */
  #heed({ exit, code = 'KW-OTHER' }: E): void {
    const why = this.#holds.see(exit === 1 || exit === 2 ? code : undefined);
    if (why !== undefined && !this.#held && this.#stopped === undefined && this.#queue.length > 0)
      this.#asking = this.#hold(why);
  }

  async #hold(why: string): Promise<void> {
    this.#held = true;
    if (await this.#options.goOn(why)) this.#holds.forget();
    else this.#stopped ??= why;
    this.#held = false;
  }
}
