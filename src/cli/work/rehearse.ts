import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { usedPortals } from '../../engine/portals.ts';
import { UserError } from '../../files/user-error.ts';
import { type PracticeOptions, startPractice } from '../../practice/start.ts';
import type { Prepared } from '../../runbook/load.ts';
import { type CustomerOptions, loadJob } from '../load-job.ts';
import { atPractice, practiceEnvironment } from '../practice-workspace.ts';
import { print } from '../terminal.ts';
import type { WatchingOptions } from '../watch-options.ts';
import { runsOf, stateOf, workspaceOf } from '../workspace.ts';
import { demoState, runAtPractice } from './demo.ts';
import type { Output } from './run-job.ts';

export type RehearseOptions = CustomerOptions & Partial<WatchingOptions> & Output;

/** What a rehearsal must not reach: notices and witnesses of the real thing. */
const REAL = ['KEYWRIGHT_NOTIFY_URL', 'KEYWRIGHT_NOTIFY_COMMAND', 'KEYWRIGHT_TIME_STAMP_URL'];

/** A tenant that offers what the customer's inputs name. */
function companyOf({ customer, inputs }: Prepared): NonNullable<PracticeOptions['company']> {
  const named = (input: string): string[] => (typeof inputs[input] === 'string' ? [inputs[input]] : []);
  const first = (names: string[], usual: string[]) => [...new Set([...names, ...usual])];
  const [level = 'Corporate (Level 1)'] = named('level');
  return {
    companyName: customer.title,
    lists: {
      timeZones: first(named('timeZone'), ['US Eastern', 'US Pacific', 'GMT']),
      structure: { [level]: first(named('levelName'), ['Corporate']) },
      locations: first(named('location'), ['Head Office']),
      departments: first(named('businessUnit'), ['Admin', 'Services']),
      territories: first(named('territory'), ['Corporate']),
    },
  };
}

/**
 * Runs a job for a customer on practice portals of their names. Its evidence goes to `rehearsals/`, a workspace of its
 * own with a key of its own: no auditor takes it for a run.
 */
export async function runRehearsal(runbook: string, options: RehearseOptions): Promise<void> {
  const real = await loadJob(runbook, options);
  const other = usedPortals(real).find(({ name }) => name !== 'connectwise' && name !== 'mspcfo');
  if (other !== undefined)
    throw new UserError(
      'KW-USAGE',
      `error: there is no practice portal for ${other.title}, so this cannot be rehearsed.`,
    );
  const company = real.customer.portals['connectwise']?.settings['company'];
  const portals = await startPractice({
    ...(typeof company === 'string' && { companyId: company }),
    company: companyOf(real),
    mfa: Object.values(real.customer.portals).some(({ settings }) => settings['sign-in'] === 'password-and-code'),
  });
  const workspace = { customers: join(workspaceOf(options), 'rehearsals', 'customers.yaml') };
  const runs = runsOf(workspace);
  // No auditor gets this key, so nobody is told to hand it over.
  const state = demoState(stateOf(workspace), runs, () => undefined);
  try {
    print(
      `Rehearsal for ${real.customer.title} on practice portals: ${portals.connectwise.url}, ${portals.mspcfo.url}`,
    );
    const prepared = await loadJob(runbook, options, (customer) => atPractice(customer, portals));
    const commands = Object.keys(practiceEnvironment(portals)).map((variable) => `${variable}_COMMAND`);
    for (const name of [...REAL, ...commands]) delete process.env[name];
    await runAtPractice(prepared, portals, { state, runs }, options);
  } finally {
    await portals.stop();
    rmSync(state, { recursive: true, force: true });
  }
}
