import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { openSources } from '../../secrets/sources.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { execute } from '../run-job.ts';
import { loadJob, type CustomerOptions } from '../load-job.ts';
import type { Prepared } from '../../runbook/load.ts';
import { askSecret, chooseSecret } from '../prompt.ts';
import { watchingOf, type WatchingOptions } from '../watch-options.ts';
import { workspaceOf } from '../workspace.ts';

export async function runCommand(runbook: string, options: CustomerOptions & Partial<WatchingOptions>): Promise<void> {
  refuseLeakyEnvironment();
  const prepared = await loadJob(runbook, options);
  if (prepared !== undefined) await runPrepared(prepared, options);
}

/**
 * Runs in the workspace of the customers file.
 * @param continues the run that this one continues, where it isn't to be looked for
 */
export async function runPrepared(
  prepared: Prepared,
  options: Pick<CustomerOptions, 'customers' | 'json'> & Partial<WatchingOptions>,
  continues?: string,
): Promise<void> {
  const workspace = workspaceOf(options);
  const state = join(workspace, '.keywright');
  // A passphrase that will be needed again is typed twice.
  const prompt = (question: string) =>
    question.includes('KEYWRIGHT_PASSPHRASE') && !existsSync(join(state, 'vault', 'recipient.txt'))
      ? chooseSecret(question)
      : askSecret(question);
  process.exitCode = await execute({
    prepared,
    state,
    ...(continues !== undefined && { continues }),
    sources: openSources(workspace, prepared.customer.name, prompt),
    runs: join(workspace, 'runs'),
    watching: watchingOf(options),
    json: options.json ?? false,
  });
}
