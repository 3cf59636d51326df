import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeSigner } from '../../evidence/signing.ts';
import { startPractice } from '../../practice/start.ts';
import { openSources } from '../../secrets/sources.ts';
import { runJob, type Output } from './run-job.ts';
import { loadJob } from '../load-job.ts';
import { practiceEnvironment, writePracticeWorkspace } from '../practice-workspace.ts';
import { print } from '../terminal.ts';
import { watchingOf, type WatchingOptions } from '../watch-options.ts';

/** The whole job on practice portals: nothing is asked, and nothing but the report stays. */
export async function runDemo(options: Partial<WatchingOptions> & Output): Promise<void> {
  print('Starting the practice portals (local stand-ins for ConnectWise and MSPCFO) …');
  const portals = await startPractice({});
  const state = mkdtempSync(join(tmpdir(), 'keywright-demo-'));
  try {
    print(`  ConnectWise: ${portals.connectwise.url}\n  MSPCFO:      ${portals.mspcfo.url}`);
    const customers = writePracticeWorkspace(state, 'practice', portals);
    const prepared = await loadJob('onboard', { customer: 'practice', customers, input: [] });
    print(
      `The evidence is signed with a throw-away key, made for this demo (SHA-256 ${makeSigner(state).fingerprint}).`,
    );
    // The passwords exist for this demo only; handed over in memory, they never touch the disk.
    Object.assign(process.env, practiceEnvironment(portals), {
      KEYWRIGHT_PASSPHRASE: randomBytes(24).toString('base64url'),
    });
    process.exitCode = await runJob({
      prepared,
      state,
      runs: resolve('runs'),
      sources: openSources(state, { name: 'practice' }, async () => undefined),
      watching: watchingOf(options),
      output: options,
    });
  } finally {
    await portals.stop();
    rmSync(state, { recursive: true, force: true });
  }
}
