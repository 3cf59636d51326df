import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inWords, verifyBundle } from '../../evidence/bundle/verify.ts';
import { listFile } from '../../evidence/run-list.ts';
import { fingerprintOf, readPublicKey } from '../../evidence/signing.ts';
import { verifyRuns } from '../../evidence/verify-runs.ts';
import { exit } from '../exit-codes.ts';
import type { CustomerOptions } from '../prepare.ts';
import { print } from '../terminal.ts';
import { workspaceOf } from '../workspace.ts';

/** The key that was given, or the workspace's own. */
function keyFor(given: string | undefined, customers: string): KeyObject | undefined {
  const own = join(workspaceOf({ customers }), '.keywright', 'signing', 'public.pem');
  const file = given ?? (existsSync(own) ? own : undefined);
  if (file === undefined) {
    print('No public key was given (--key), and this workspace has none: signatures are not checked, only that everything is as the sums say.');
    return undefined;
  }
  const key = readPublicKey(readFileSync(file, 'utf8'));
  print(`Checking with the key ${fingerprintOf(key)}${given === undefined ? " (this workspace's own: an auditor uses one that came through another channel)" : ''}.`);
  return key;
}

/** Checks one bundle, or a whole folder of runs with its list. */
export function verifyCommand(path: string, { key: given, customers }: { key?: string } & Pick<CustomerOptions, 'customers'>): void {
  const folder = resolve(path);
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}. Give a run's folder, or the folder of all runs.`);
  const key = keyFor(given, customers);
  if (!existsSync(listFile(folder))) {
    const verified = verifyBundle(folder, key);
    print(`${verified.state === 'bad' || verified.state === 'open' ? '✗' : verified.state === 'ok' ? '✓' : '!'} ${inWords(verified)}`);
    if (verified.state === 'bad' || verified.state === 'open') process.exitCode = exit.runFailed;
    return;
  }
  const { runs, wrong, notes, reviews } = verifyRuns(folder, key);
  const count = (state: string) => runs.filter(({ verified }) => verified.state === state).length;
  print(`${runs.length} ${runs.length === 1 ? 'run' : 'runs'}: ${count('ok')} as they were closed, ${count('pruned')} pruned, ${count('incomplete')} killed and closed as they were, ${count('bad')} changed, ${count('open')} not closed.`);
  for (const note of notes) print(`! ${note}`);
  if (reviews !== undefined) print(`✓ ${reviews}`);
  for (const sentence of wrong) print(`✗ ${sentence}`);
  if (wrong.length > 0) process.exitCode = exit.runFailed;
  else print('✓ The list of runs hangs together, and every run that it knows is there.');
}
