import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { openSources } from '../../secrets/sources.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { execute } from '../execute.ts';
import { prepareOrExplain, workspaceOf, type CustomerOptions } from '../prepare.ts';
import { askSecret, chooseSecret } from '../prompt.ts';

export async function runCommand(runbook: string, options: CustomerOptions): Promise<void> {
  refuseLeakyEnvironment();
  const prepared = await prepareOrExplain(runbook, options);
  if (prepared === undefined) return;
  const workspace = workspaceOf(options);
  const state = join(workspace, '.keywright');
  // A passphrase that will be needed again is typed twice.
  const prompt = (question: string) => (question.includes('KEYWRIGHT_PASSPHRASE') && !existsSync(join(state, 'vault', 'recipient.txt')) ? chooseSecret(question) : askSecret(question));
  process.exitCode = await execute({
    prepared, state, sources: openSources(workspace, options.customer, prompt), runs: join(workspace, 'runs'),
    headed: options.headed ?? false, slowMo: options.slowMo, json: options.json ?? false,
  });
}
