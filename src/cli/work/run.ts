import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Prepared } from '../../runbook/load.ts';
import { openSources } from '../../secrets/sources.ts';
import type { CustomerOptions } from '../load-job.ts';
import { askSecret, chooseSecret } from '../prompt.ts';
import { watchingOf, type WatchingOptions } from '../watch-options.ts';
import { runsOf, stateOf, workspaceOf } from '../workspace.ts';
import { runJob } from './run-job.ts';

/**
 * Runs a job in the workspace of the customers file, and sets the exit code.
 * @param continues the run that this one continues; left out, the engine looks for it
 */
export async function runInWorkspace(
  prepared: Prepared,
  options: Pick<CustomerOptions, 'customers' | 'json'> & Partial<WatchingOptions>,
  continues?: string,
): Promise<void> {
  const state = stateOf(options);
  // A new passphrase is typed twice, because it will be needed again.
  const prompt = (question: string) =>
    question.includes('KEYWRIGHT_PASSPHRASE') && !existsSync(join(state, 'vault', 'recipient.txt'))
      ? chooseSecret(question)
      : askSecret(question);
  process.exitCode = await runJob({
    prepared,
    state,
    ...(continues !== undefined && { continues }),
    sources: openSources(workspaceOf(options), prepared.customer.name, prompt),
    runs: runsOf(options),
    watching: watchingOf(options),
    json: options.json ?? false,
  });
}
