import { JournalWriteError } from '../../evidence/journal.ts';
import { explainError, Interrupted } from '../explain-error.ts';
import { Attempts } from './attempts.ts';
import { failure, lastTry } from './problems.ts';
import { type Ending, ResultWriter } from './result.ts';
import type { StepOutcome, StepRuntime, StepSpec } from './spec.ts';
import { bounded } from './time-limit.ts';

/**
 * Runs one step: intent on disk, look, do if needed, read back, result. Every attempt begins from looking. After a
 * failure, a person says what to do.
 * @throws Interrupted, JournalWriteError
 */
export async function runStep(spec: StepSpec, runtime: StepRuntime): Promise<StepOutcome> {
  const results = new ResultWriter(spec, runtime);
  let made = 0;
  const attempt = async (again?: string): Promise<Ending> => {
    const attempts = new Attempts(spec, runtime, results, { made, again });
    try {
      return await attempts.runWithRetries();
    } finally {
      made = attempts.count;
    }
  };
  let ending = await attempt();
  while ('problem' in ending) {
    const problem = { screen: runtime.where, ...ending.problem };
    if (ending.declined) {
      results.failed(problem);
      throw new Interrupted();
    }
    const choice = (await runtime.onFailure?.(problem, ending.retry)) ?? 'stop';
    // What was left undone is asked about once more.
    if (choice === 'point' && !(await runtime.teach?.(problem.term!))) continue;
    if (choice === 'stop') {
      results.failed(problem);
      return { outcome: 'failed', problem };
    }
    // What the old page says about the refused secret would be taken for the answer to the next one.
    if (choice === 'retry' && ending.retry !== undefined) await runtime.freshPage().catch(() => undefined);
    ending =
      choice === 'retry' || choice === 'point'
        ? await attempt(lastTry(problem))
        : await confirmManualStep(spec, runtime, results);
  }
  return ending;
}

/** Somebody did the step by hand: only the portal can say whether it is done. */
async function confirmManualStep(spec: StepSpec, runtime: StepRuntime, results: ResultWriter): Promise<Ending> {
  const { action, input, timeoutMs } = spec;
  const { ctx, trace } = await runtime.open();
  try {
    await runtime.arrive(ctx);
    const look = (action.confirm ?? action.inspect)(ctx, input);
    return results.finish(await bounded(look, timeoutMs, trace, runtime), true, ' (done by hand, and read back)');
  } catch (error) {
    if (error instanceof JournalWriteError) throw error;
    if (error instanceof Interrupted || runtime.signal.aborted) throw new Interrupted();
    return failure(error, explainError(error, trace.doing, runtime.customer));
  }
}
