import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from '../../src/browser/find.ts';
import { loadJob } from '../../src/cli/load-job.ts';
import { run } from '../../src/engine/run.ts';
import { newRunId, type RunId } from '../../src/engine/run-id.ts';
import type { RunResult } from '../../src/engine/run-options.ts';
import type { RunEvent } from '../../src/evidence/events.ts';
import { renderReport } from '../../src/review/report.ts';
import { registerSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';
import type { SecretSource } from '../../src/secrets/sources.ts';
import { Vault } from '../../src/secrets/vault.ts';
import type { Control } from '../../src/watch/control.ts';
import type { LivePicture } from '../../src/watch/live/live-view.ts';
import type { TestWorkspace } from '../support/test-workspace.ts';

function sourcesOf(env: Record<string, string>): SecretSource {
  const known = new Map<string, Secret>();
  const get = (variable: string, label: string): Secret | undefined => {
    if (env[variable] === undefined) return undefined;
    const secret = known.get(variable) ?? new Secret(env[variable], label);
    if (!known.has(variable)) registerSecret(secret);
    known.set(variable, secret);
    return secret;
  };
  const nobody = () => Promise.reject(new Error('nobody is asked here'));
  return {
    get: async (variable, label) => get(variable, label),
    need: async (variable, label) => get(variable, label) ?? (await nobody()),
    ask: nobody,
    give: async () => false,
    forget: () => undefined,
    requireCommand: () => undefined,
  };
}

interface Options {
  id?: RunId;
  signal?: AbortSignal;
  live?: (picture: LivePicture) => void;
  /** Left out: nobody's hands. */
  control?: Control;
  /** Left out: the workspace's environment. */
  sources?: SecretSource;
}

/**
 * Runs a job in this process, so that a test can look at portals and workspace between any two lines of the journal.
 */
export async function runHere(
  { folder, env }: TestWorkspace,
  job: string,
  watch: (event: RunEvent) => void,
  { id = newRunId(), signal = new AbortController().signal, live, control, sources = sourcesOf(env) }: Options = {},
): Promise<RunResult> {
  const state = join(folder, '.keywright');
  const prepared = await loadJob(job, {
    customer: 'practice',
    customers: join(folder, 'customers.yaml'),
    input: [],
  });
  const vault = await Vault.open(join(state, 'vault'), () => sources.need('KEYWRIGHT_PASSPHRASE', 'Escrow passphrase'));
  return await run({
    run: id,
    prepared,
    // Nobody is there to ask.
    approved: prepared.steps.filter(({ approve }) => approve).map(({ id }) => id),
    runs: join(folder, 'runs'),
    state,
    browser: findBrowser()!,
    headed: false,
    operator: 'test',
    sources,
    vault,
    watch,
    live,
    control,
    signal,
    say: () => undefined,
    report: async (where) => writeFileSync(join(where, 'report.html'), await renderReport(where), { mode: 0o600 }),
  });
}
