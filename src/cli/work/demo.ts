import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { signingFiles } from '../../evidence/signing.ts';
import { type Practice, startPractice } from '../../practice/start.ts';
import type { Prepared } from '../../runbook/load.ts';
import { openSources } from '../../secrets/sources.ts';
import { ensureSigningKey } from '../ensure-signing-key.ts';
import { loadJob } from '../load-job.ts';
import { practiceEnvironment, writePracticeWorkspace } from '../practice-workspace.ts';
import { print } from '../terminal.ts';
import { type WatchingOptions, watchingOf } from '../watch-options.ts';
import { type Output, runJob } from './run-job.ts';

/**
 * A state for one demo, with the key that signs the runs of this folder: another key could not go on with their list.
 * @param own the folder's own state
 * @param say tells that the key was made
 */
export function demoState(own: string, runs: string, say: (text: string) => void = print): string {
  const state = mkdtempSync(join(tmpdir(), 'keywright-demo-'));
  ensureSigningKey(own, runs, say);
  const { folder } = signingFiles(own);
  if (existsSync(folder)) cpSync(folder, signingFiles(state).folder, { recursive: true });
  return state;
}

/**
 * Runs a job on practice portals. Their passwords exist for this run only; handed over in memory, they never touch the
 * disk.
 */
export async function runAtPractice(
  prepared: Prepared,
  portals: Practice,
  { state, runs }: { state: string; runs: string },
  options: Partial<WatchingOptions> & Output,
): Promise<void> {
  Object.assign(process.env, practiceEnvironment(portals), {
    KEYWRIGHT_PASSPHRASE: randomBytes(24).toString('base64url'),
  });
  process.exitCode = await runJob({
    prepared,
    state,
    runs,
    sources: openSources(state, { name: prepared.customer.name }, async () => undefined),
    watching: watchingOf(options),
    output: options,
    practice: true,
  });
}

/** The whole job on practice portals: nothing is asked, and nothing but the evidence and the key that signs it stays. */
export async function runDemo(options: Partial<WatchingOptions> & Output): Promise<void> {
  print('Starting the practice portals (local stand-ins for ConnectWise and MSPCFO) …');
  const portals = await startPractice({});
  const runs = resolve('runs');
  const state = demoState(resolve('.keywright'), runs);
  try {
    print(`  ConnectWise: ${portals.connectwise.url}\n  MSPCFO:      ${portals.mspcfo.url}`);
    const customers = writePracticeWorkspace(state, 'practice', portals);
    const prepared = await loadJob('onboard', { customer: 'practice', customers, input: [] });
    await runAtPractice(prepared, portals, { state, runs }, options);
  } finally {
    await portals.stop();
    rmSync(state, { recursive: true, force: true });
  }
}
