import { ownerOf } from '../../engine/portals.ts';
import type { Prepared } from '../../runbook/load.ts';
import { openSources } from '../../secrets/sources.ts';
import { confirmedWords } from '../confirmed-words.ts';
import type { CustomerOptions } from '../load-job.ts';
import { promptIn } from '../prompt.ts';
import { printError } from '../terminal.ts';
import { type WatchingOptions, watchingOf } from '../watch-options.ts';
import { runsOf, stateOf, workspaceOf } from '../workspace.ts';
import { type Output, runJob, type Survey } from './run-job.ts';

/**
 * Runs a job in the workspace of the customers file, and sets the exit code.
 * @param continues the run that this one continues; left out, the engine looks for it
 * @param survey of a check of screens: the jobs that it is made for, and how its end is told
 */
export async function runInWorkspace(
  prepared: Prepared,
  options: Pick<CustomerOptions, 'customers'> & Output & Partial<WatchingOptions>,
  continues?: string,
  survey?: Survey,
): Promise<void> {
  const state = stateOf(options);
  process.exitCode = await runJob({
    prepared,
    state,
    ...(continues !== undefined && { continues }),
    sources: openSources(workspaceOf(options), ownerOf(prepared.customer), promptIn(state), printError),
    runs: runsOf(options),
    watching: watchingOf(options),
    output: options,
    words: confirmedWords(options, prepared.customer.name),
    ...(survey && { survey }),
  });
}
