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

/** Runs one job for many customers, some at once, in their order. One that is busy is taken later. */
export async function runBatch<E extends JobEnd>(options: BatchOptions<E>): Promise<BatchResult<E>> {
  const { customers, atOnce, hours, begin, changed, goOn, signal, busy = USUAL_BUSY } = options;
  /** When a turn may be taken, and until when it is tried again; of `performance.now()`. */
  type Place = { turn: Turn<E>; from: number; until: number };
  const turns = customers.map((customer, index): Turn<E> => ({ n: index + 1, customer, state: 'waiting' }));
  const queue = turns.map((turn): Place => ({ turn, from: 0, until: Infinity }));
  const running = new Set<Job<E>>();
  const holds = new Holds(options.stopAfter);
  let stopped: string | undefined;
  let held = false;
  let asking = Promise.resolve();
  const pause = async (ms: number) => await delay(ms, undefined, { signal }).catch(() => undefined);

  signal.addEventListener('abort', () => {
    stopped ??= 'a person stopped it';
    for (const job of running) job.stop();
  });

  async function hold(why: string): Promise<void> {
    held = true;
    if (await goOn(why)) holds.forget();
    else stopped ??= why;
    held = false;
  }

  /** Milliseconds until a run may begin; undefined if none is begun any more. */
  function untilNext(): number | undefined {
    const now = Date.now();
    if (hours.closes !== undefined && now >= hours.closes.getTime() && queue.length > 0)
      stopped ??= 'the hours in which runs may begin are over';
    if (stopped !== undefined || queue.length === 0) return undefined;
    const busy = Math.min(...queue.map(({ from }) => from)) - performance.now();
    return Math.max(hours.opens.getTime() - now, busy, 0);
  }

  /** The next customer whose turn it is; undefined if no more are begun. */
  async function take(): Promise<Place | undefined> {
    for (;;) {
      await asking;
      const ms = untilNext();
      if (ms === undefined) return undefined;
      // A machine that slept must not wait for as long again.
      if (ms > 0) await pause(Math.min(ms, 30_000));
      else
        return queue.splice(
          queue.findIndex(({ from }) => from <= performance.now()),
          1,
        )[0];
    }
  }

  async function work({ turn, until }: Place): Promise<void> {
    turn.state = 'running';
    turn.begun = performance.now();
    const job = begin(turn);
    running.add(job);
    changed(turn);
    const end = await job.ended;
    running.delete(job);
    const now = performance.now();
    const limit = Math.min(until, now + busy.patience);
    if (end.exit === BUSY && now < limit && stopped === undefined) {
      turn.state = 'busy';
      queue.push({ turn, from: now + busy.pause, until: limit });
    } else {
      turn.state = 'ended';
      turn.end = end;
      turn.ms = Math.round(now - turn.begun);
    }
    changed(turn);
    if (turn.state === 'busy') return;
    const why = holds.see(end.exit === 1 || end.exit === 2 ? (end.code ?? 'KW-OTHER') : undefined);
    if (why !== undefined && !held && stopped === undefined && queue.length > 0) asking = hold(why);
  }

  async function lane(): Promise<void> {
    for (let next = await take(); next !== undefined; next = await take()) await work(next);
  }

  await Promise.all(Array.from({ length: Math.min(atOnce, turns.length) }, lane));
  return { turns, stopped: turns.every(({ state }) => state === 'ended') ? undefined : stopped };
}
