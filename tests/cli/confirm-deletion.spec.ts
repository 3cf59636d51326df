import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { confirmDeletion } from '../../src/cli/confirm-deletion.ts';
import { loadJob } from '../../src/cli/load-job.ts';
import { approvedBeforehand, refuseUnattended, refuseUnknownSteps, watchingOf } from '../../src/cli/watch-options.ts';
import type { Prepared } from '../../src/runbook/load.ts';
import { GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { cli } from '../support/cli.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywright-cli-'));
  writeFileSync(join(folder, 'customers.yaml'), GOOD_CUSTOMERS);
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The run goes on to look for this browser, and there it ends. */
const NO_BROWSER = () => ({ KEYWRIGHT_BROWSER: join(folder, 'no-browser') });
const RUNBOOKS = fileURLToPath(new URL('../../runbooks/', import.meta.url));
const DELETING = ['credentials', 'remove', 'member', 'role'];

async function prepared(job: string): Promise<Prepared> {
  return await loadJob(join(RUNBOOKS, `${job}.yaml`), {
    customer: 'acme',
    customers: join(folder, 'customers.yaml'),
    input: [],
  });
}

test('what operators must sign is approved by no option, and needs no terminal where the run is', async () => {
  const job = await prepared('offboard');
  const steps = job.steps.map((step) => ({ ...step, ...(step.approve && { signed: { by: 'another' as const } }) }));
  const signed = { ...job, steps };
  expect(approvedBeforehand(signed, watchingOf({ yes: true }))).toEqual([]);
  expect(() => refuseUnknownSteps(signed, watchingOf({ approve: ['remove'] }))).toThrow('needs a signed approval');
  refuseUnattended(signed, watchingOf({}), false);
  expect(() => refuseUnattended(job, watchingOf({}), false)).toThrow('need approval');
});

test('what a step does says whether it deletes, and not the name of its runbook', async () => {
  const deleting = async (job: string) => (await prepared(job)).steps.filter(({ deletes }) => deletes);
  expect((await deleting('offboard')).map(({ id }) => id)).toEqual(DELETING);
  expect((await deleting('rotate-keys')).map(({ id }) => id)).toEqual(['key']);
  for (const job of ['onboard', 'check-access']) expect(await deleting(job)).toEqual([]);
  for (const step of [...(await deleting('offboard')), ...(await deleting('rotate-keys'))])
    expect(step.approve, step.id).toBe(true);
});

test('without a terminal, a job that deletes needs --yes, or an approval of each step that deletes', async () => {
  const job = await prepared('offboard');
  const confirm = async (options: Parameters<typeof watchingOf>[0]) =>
    await confirmDeletion(job, watchingOf(options), false);
  for (const options of [{}, { approve: ['remove'] }, { headed: true }])
    await expect(confirm(options)).rejects.toMatchObject({ code: 'KW-NO-TERMINAL' });
  for (const options of [{ yes: true }, { approve: DELETING }, { watch: true }]) await confirm(options);
  const unasked = { ...job, steps: job.steps.map((step) => ({ ...step, approve: false })) };
  await expect(confirmDeletion(unasked, watchingOf({ watch: true }), false)).rejects.toThrow('pass --yes');
  await confirmDeletion(await prepared('onboard'), watchingOf({}), false);

  const args = ['run', 'offboard', '--customer', 'acme'];
  const { code, stderr } = await cli(args, { cwd: folder, env: NO_BROWSER() });
  expect(code).toBe(2);
  expect(stderr).toContain('[KW-NO-TERMINAL]\nNext:     Run it at a terminal, or pass --yes');
  expect((await cli([...args, '--yes'], { cwd: folder, env: NO_BROWSER() })).stderr).toContain('no-browser');
});

test('at a terminal, a job that deletes asks for the name of the customer, and starts on no other', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  const typed = async (answer: string) =>
    await atTerminal(['run', 'offboard', '--customer', 'acme'], {
      cwd: folder,
      env: NO_BROWSER(),
      answers: [[/Type the customer's name \(acme\) to start/, answer]],
    });
  const wrong = await typed('acne');
  expect(wrong.code).toBe(2);
  expect(wrong.screen).toContain('The name does not match “acme”. Nothing was started. [KW-NOT-CONFIRMED]');
  expect(wrong.screen).toContain('  - step 5 of 7, “Delete the API keys of MSPCFO that Keywright made”');
  const right = await typed('acme');
  expect(right.screen).toContain('no-browser');
  expect(existsSync(join(folder, 'runs'))).toBe(false);
});
