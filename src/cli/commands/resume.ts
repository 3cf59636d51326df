import { join } from 'node:path';
import { previousRun, newestUnfinished } from '../../engine/previous-runs.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { loadSameJob, type CustomerOptions } from '../load-job.ts';
import { print, printError } from '../terminal.ts';
import type { WatchingOptions } from '../watch-options.ts';
import { runPrepared } from './run.ts';
import { workspaceOf } from '../workspace.ts';

export type ResumeOptions = Omit<CustomerOptions, 'customer' | 'input'> &
  Partial<WatchingOptions> & { customer?: string };

/** Goes on with a job that is not done: the same runbook and inputs, in a new run that begins with looking. */
export async function resumeCommand(run: string | undefined, options: ResumeOptions): Promise<void> {
  refuseLeakyEnvironment();
  const say = options.json ? printError : print;
  const runs = join(workspaceOf(options), 'runs');
  const found = run === undefined ? newestUnfinished(runs, options.customer) : previousRun(runs, run, options.customer);
  if (found === undefined)
    return say(
      `Nothing is unfinished${options.customer === undefined ? '' : ` for customer ${options.customer}`}: no ` +
        `runbook's newest run was killed or interrupted.`,
    );
  const { start, end } = found;
  if (start === undefined)
    throw new Error(
      `Run ${found.run} was killed before it began, so nothing is known of its job. Start it anew with keywright run.`,
    );
  if (end?.outcome === 'done' || end?.outcome === 'nothing to do')
    return say(`Run ${found.run} came to its end (${end.outcome}): there is nothing to resume.`);
  const prepared = await loadSameJob({ ...found, start }, options.customers);
  if (prepared !== undefined) await runPrepared(prepared, options, found.run);
}
