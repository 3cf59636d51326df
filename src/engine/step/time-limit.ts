import { setTimeout as delay } from 'node:timers/promises';
import type { StepTrace } from '../context/options.ts';
import { Interrupted } from '../explain-error.ts';
import type { StepRuntime } from './spec.ts';

/** How long a commit may take to finish after its step's time is up. Milliseconds. */
const COMMIT_GRACE = 60_000;

/** The step took longer than it may. What still runs of the attempt must not touch the page of the next one. */
export class StepTimeout extends Error {}

/**
 * Waits for `work`, but no longer than the step may take, and not after the run was interrupted. A commit under way may
 * finish first, because its outcome matters. Time in which the run waits for people does not count.
 * @throws StepTimeout, Interrupted
 */
export async function bounded<T>(
  work: Promise<T>,
  timeoutMs: number,
  trace: StepTrace,
  { signal, pausedMs = () => 0 }: Pick<StepRuntime, 'signal' | 'pausedMs'>,
): Promise<T> {
  const timer = new AbortController();
  work.catch(() => undefined);
  const stop = async (): Promise<never> => {
    const started = performance.now() - pausedMs();
    while (!signal.aborted && performance.now() - pausedMs() - started < timeoutMs)
      await delay(100, undefined, { signal: timer.signal });
    const aborted = signal.aborted;
    const grace = performance.now() + COMMIT_GRACE;
    while (trace.committing && performance.now() < grace) await delay(50, undefined, { signal: timer.signal });
    trace.over = true;
    if (trace.committing) trace.unknownOutcome = true;
    if (aborted) await trace.stop();
    throw aborted ? new Interrupted() : new StepTimeout(`Timeout ${timeoutMs}ms exceeded for the whole step.`);
  };
  try {
    return await Promise.race([work, stop()]);
  } finally {
    timer.abort();
  }
}
