import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { addTag } from '../../src/engine/run-tags.ts';
import type { JournalLine, StepResult } from '../../src/evidence/events.ts';
import { addKey } from '../../src/practice/connectwise/state.ts';
import { cli } from '../support/cli.ts';
import { addRoleAndMember } from '../support/onboarded.ts';
import { createWorkspace, ONE_OF_EACH, type TestWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 1_800_000 });

let workspace: TestWorkspace;
test.afterEach(async () => await workspace?.end());

const JOBS = ['onboard', 'check-access', 'rotate-keys', 'offboard'];
const run = async (job: string, ...more: string[]) =>
  await workspace.run('run', job, '--customer', 'practice', '--yes', ...more);
const results = (journal: JournalLine[] = workspace.journal()) =>
  Object.fromEntries(
    journal
      .filter((line): line is JournalLine & StepResult => line.type === 'step.result')
      .map((line) => [line.step, line]),
  );
const outcomes = () => Object.fromEntries(Object.entries(results()).map(([step, { outcome }]) => [step, outcome]));
const member = () => workspace.practice.connectwise.company.members.find(({ memberId }) => memberId === 'MSPCFO');
const ourKeys = () =>
  workspace.practice.connectwise.company.keys.filter(({ memberRecid }) => memberRecid === member()?.recid);
const sealed = () => readdirSync(join(workspace.folder, '.keywright', 'escrow', 'practice'));
/** All that a run could have changed in either portal. */
const changes = () =>
  JSON.stringify([
    workspace.practice.connectwise.company.mutations,
    workspace.practice.mspcfo.state.saves,
    workspace.practice.mspcfo.state.credentials,
  ]);

test('the four shipped runbooks are valid', async () => {
  const { code, stdout, stderr } = await cli(['validate', ...JOBS], { cwd: '.' });
  expect(code, stderr).toBe(0);
  expect(stdout.match(/: valid runbook, \d+ steps/g)).toHaveLength(4);
});

test('a customer is onboarded, checked, rotated, found drifted, offboarded and onboarded again', async () => {
  workspace = await createWorkspace();
  const { company } = workspace.practice.connectwise;
  const { state } = workspace.practice.mspcfo;

  const none = await run('rotate-keys');
  expect(none.code, none.stdout + none.stderr).toBe(1);
  expect(none.stdout).toContain('no API member MSPCFO');
  expect(none.stdout).toContain('run onboard first');
  expect(company.mutations).toEqual({});

  const onboarded = await run('onboard');
  expect(onboarded.code, onboarded.stdout + onboarded.stderr).toBe(0);
  expect(workspace.inventory()).toEqual(ONE_OF_EACH);
  const first = state.credentials!.publicKey;
  workspace.expectNoSecret();

  const before = changes();
  const redact = await run('check-access');
  expect(redact.code, redact.stdout + redact.stderr).toBe(0);
  expect(redact.stdout).toContain('✓ All as it should be');
  expect(changes()).toBe(before);

  // Killed when the new key is made and sealed, and MSPCFO does not have it yet.
  const { child, result } = workspace.start('run', 'rotate-keys', '--customer', 'practice', '--yes', '-v');
  child.stdout!.on(
    'data',
    (chunk: Buffer) => chunk.toString().includes('Verify the new keys') && child.kill('SIGKILL'),
  );
  await result;
  expect(state.credentials!.publicKey).toBe(first);
  expect(ourKeys().map(({ publicKey }) => publicKey)).toContain(first);
  expect(sealed()).toHaveLength(2);
  const [made] = ourKeys()
    .map(({ publicKey }) => publicKey)
    .filter((key) => key !== first);

  // Only looking finds the key that hangs in the air, and opens nothing.
  const halfWay = await run('check-access');
  expect(halfWay.code, halfWay.stdout + halfWay.stderr).toBe(3);
  expect(halfWay.stdout).toContain(`To fix: remove the key ${made}`);
  expect(halfWay.stdout).toContain(`The escrow holds a sealed copy of the ConnectWise private key of ${made}`);
  expect(workspace.journal().some(({ type }) => type === 'escrow.opened')).toBe(false);

  const rotated = await run('rotate-keys');
  expect(rotated.code, rotated.stdout + rotated.stderr).toBe(0);
  expect(workspace.inventory()).toEqual(ONE_OF_EACH);
  expect(state.credentials!.publicKey).toBe(made);
  expect(ourKeys().map(({ publicKey }) => publicKey)).toEqual([made]);
  expect(company.mutations).toMatchObject({ 'key created': 2, 'key deleted': 1 });
  expect(sealed()).toEqual([]);
  workspace.expectNoSecret();

  company.roles.find(({ name }) => name === 'MSPCFO')!.levels['Finance/Invoicing'] = {
    add: 'None',
    edit: 'None',
    delete: 'None',
    inquire: 'My',
  };
  const drifted = changes();
  const checked = await run('check-access');
  expect(checked.code, checked.stdout + checked.stderr).toBe(3);
  expect(checked.stdout).toContain('To fix: Finance / Invoicing / Inquire: My → None');
  expect(outcomes()).toEqual({
    connectwise: 'done',
    role: 'drift',
    member: 'already in place',
    mspcfo: 'done',
    held: 'done',
    key: 'already in place',
    credentials: 'already in place',
    sweep: 'already in place',
  });
  expect(results()['role']).toMatchObject({ changes: ['Finance / Invoicing / Inquire: My → None'] });
  expect(workspace.journal().at(-1)).toMatchObject({ type: 'run.end', outcome: 'drift', counts: { commits: 2 + 2 } });
  expect(changes()).toBe(drifted);

  const offboarded = await run('offboard');
  expect(offboarded.code, offboarded.stdout + offboarded.stderr).toBe(0);
  expect(state.credentials).toBeUndefined();
  expect(workspace.inventory()).toMatchObject({ roles: 1, members: 1, keys: 0, connected: false });
  expect(member()).toMatchObject({ inactive: true });
  expect(sealed()).toEqual([]);
  expect(results()['role']).toMatchObject({
    outcome: 'left for you',
    left: [{ what: 'delete the security role MSPCFO' }],
    actual: expect.stringContaining('MSPCFO (inactive)'),
  });
  expect(offboarded.stdout).toContain('! Done, 1 thing left for you');
  expect(offboarded.stdout).toContain(
    '- delete the security role MSPCFO (it still belongs to MSPCFO (inactive); it grants an inactive member nothing',
  );

  const gone = changes();
  const again = await run('offboard');
  expect(again.code, again.stdout + again.stderr).toBe(0);
  expect(again.stdout).toContain('Nothing was changed, 1 thing left for you');
  expect(workspace.journal().at(-1)).toMatchObject({ type: 'run.end', outcome: 'nothing to do' });
  expect(changes()).toBe(gone);

  const back = await run('onboard');
  expect(back.code, back.stdout + back.stderr).toBe(0);
  expect(workspace.inventory()).toEqual(ONE_OF_EACH);
  expect(member()).toMatchObject({ inactive: false });
  expect(company.mutations).toMatchObject({ 'member created': 1, 'role created': 1 });
  expect(ourKeys().map(({ publicKey }) => publicKey)).toEqual([state.credentials!.publicKey]);
});

test('an offboarding leaves alone what others made, and goes on when they have cleared up', async () => {
  workspace = await createWorkspace({ mfa: false });
  const { company } = workspace.practice.connectwise;
  const { state } = workspace.practice.mspcfo;
  // As somebody would have made it by hand, with a key that Keywright made and one that it did not.
  const api = addRoleAndMember(company);
  addTag(join(workspace.folder, '.keywright'), 'practice', '0abc1234', []);
  const ours = addKey(company, api.recid, 'MSPCFO kw-0abc1234').key;
  const { key: others, privateKey } = addKey(company, api.recid, 'Report tool');
  state.credentials = {
    publicKey: others.publicKey,
    privateKey,
    serverUrl: workspace.practice.connectwise.url,
    companyId: company.companyId,
    savedAt: '2026-01-05T10:00:00Z',
    savedBy: 'Sam Rivera',
  };
  const before = changes();

  const renewed = await run('rotate-keys');
  expect(renewed.code, renewed.stdout + renewed.stderr).toBe(1);
  expect(renewed.stdout).toContain(
    `Saw:      the key ${others.publicKey}, which is not among the live keys that Keywright made for MSPCFO`,
  );
  expect(renewed.stdout).toContain('run onboard instead');

  const foreign = await run('offboard');
  expect(foreign.code, foreign.stdout + foreign.stderr).toBe(1);
  expect(foreign.stdout).toContain('run again with --input includeUnmanaged=true');
  expect(changes()).toBe(before);
  expect(company.keys).toEqual(expect.arrayContaining([ours, others]));

  const inUse = await run('offboard', '--input', 'includeUnmanaged=true');
  expect(inUse.code, inUse.stdout + inUse.stderr).toBe(1);
  expect(state.credentials).toBeUndefined();
  expect(ourKeys()).toEqual([others]);
  expect(inUse.stdout).toContain(`a live key of MSPCFO from elsewhere: Report tool: ${others.publicKey}`);
  expect(member()).toMatchObject({ inactive: false });

  others.inactive = true;
  api.name = 'Somebody else';
  const another = await run('offboard');
  expect(another.code, another.stdout + another.stderr).toBe(1);
  expect(another.stdout).toContain('the API member MSPCFO with Member Name Somebody else instead of MSPCFO');
  expect(member()).toMatchObject({ inactive: false });

  api.name = 'MSPCFO';
  const passed = await run('offboard');
  expect(passed.code, passed.stdout + passed.stderr).toBe(0);
  expect(member()).toMatchObject({ inactive: true });
  expect(ourKeys()).toEqual([others]);

  // A live key of somebody else's would work again together with the member.
  others.inactive = false;
  const revived = await run('onboard');
  expect(revived.code, revived.stdout + revived.stderr).toBe(1);
  expect(revived.stdout).toContain('would work again together with the member');
  expect(member()).toMatchObject({ inactive: true });

  company.keys.splice(company.keys.indexOf(others), 1);
  company.members.splice(company.members.indexOf(api), 1);
  const last = await run('offboard');
  expect(last.code, last.stdout + last.stderr).toBe(0);
  expect(workspace.inventory()).toMatchObject({ roles: 0, members: 0, keys: 0, connected: false });
  expect(outcomes()).toMatchObject({
    credentials: 'already in place',
    remove: 'already in place',
    member: 'already in place',
    role: 'done',
  });
});
