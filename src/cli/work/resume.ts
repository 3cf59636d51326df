import { newestUnfinished, previousRun } from '../../engine/previous-runs.ts';
import { UserError } from '../../files/user-error.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { loadSameJob } from '../load-job.ts';
import { print, printError } from '../terminal.ts';
import type { WatchingOptions } from '../watch-options.ts';
import { type InWorkspace, runsOf } from '../workspace.ts';
import { runInWorkspace } from './run.ts';
import type { Output } from './run-job.ts';

export type ResumeOptions = InWorkspace & Output & Partial<WatchingOptions> & { customer?: string };

/**
 * Continues a run that did not come to its end.
 * @param run left out: the newest one whose job is not done
 */
export async function resumeRun(run: string | undefined, options: ResumeOptions): Promise<void> {
  refuseLeakyEnvironment();
  const { customer, json, customers } = options;
  const say = json ? printError : print;
  const runs = runsOf(options);
  const found = run === undefined ? newestUnfinished(runs, customer) : previousRun(runs, run, customer);
  if (found === undefined)
    return say(
      `Nothing to resume${customer === undefined ? '' : ` for customer ${customer}`}: no run was killed or stopped.`,
    );
  const { start, end } = found;
  if (start === undefined)
    throw new UserError(
      'KW-RUN-NEVER-STARTED',
      `Run ${found.run} was killed before it began, so its job is not known.\nNext:     Start it with "keywright run".`,
    );
  if (end?.outcome === 'done' || end?.outcome === 'nothing to do')
    return say(`Nothing to resume: run ${found.run} ended (${end.outcome}).`);
  await runInWorkspace(await loadSameJob({ ...found, start }, customers), options, found.run);
}
