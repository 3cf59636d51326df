import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readRunList } from '../../src/evidence/runs/run-list.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 900_000 });

let workspace: TestWorkspace;
test.afterEach(async () => await workspace.end());

const ONBOARD = ['run', 'onboard', '--customer', 'practice'];
test('a plan says what would change and touches nothing', async () => {
  workspace = await createWorkspace();
  const planned = await workspace.run('plan', 'onboard', '--customer', 'practice');
  expect(planned.code, planned.stderr).toBe(0);
  expect(planned.stdout).toContain('would change: create the security role MSPCFO');
  expect(planned.stdout).toContain('System / API Reports / Inquire: None → All');
  for (const [value, says] of [
    ['every other level', 'None'],
    ['Member Name', 'MSPCFO'],
    ['Role ID', 'MSPCFO'],
    ['Level', 'preset or first entry of the list, not known yet'],
    ['Default Territory', 'preset or first entry of the list, not known yet'],
  ])
    expect(planned.stdout).toContain(`would change: ${value}: ${says}\n`);
  expect(planned.stdout).toContain('depends on “Create the API member MSPCFO with this role”');
  expect(workspace.practice.connectwise.company.mutations).toEqual({});
  expect(workspace.practice.mspcfo.state.saves).toBe(0);
  // It signed in, so the list of runs says who looked, and when. It is no run.
  const runs = join(workspace.folder, 'runs');
  expect(readdirSync(runs).filter((name) => name !== 'list.lock')).toEqual(['list.jsonl']);
  const [line, ...more] = readRunList(runs);
  expect(more).toEqual([]);
  expect(line).toMatchObject({
    type: 'plan.made',
    customer: { name: 'practice' },
    runbook: { name: 'onboard' },
    operator: 'test',
    found: { role: 'needed', member: 'needed', key: 'not known' },
  });
  expect((await workspace.run('verify')).stdout).toContain('0 runs');
});

test('Ctrl-C closes the journal, the browser and the temporary folder, and leaves a report', async () => {
  test.skip(process.platform === 'win32', 'signals cannot be sent there');
  workspace = await createWorkspace();
  const { child, result } = workspace.start(...ONBOARD, '--verbose');
  child.stdout!.on('data', (chunk: Buffer) => chunk.toString().includes('as Role ID') && child.kill('SIGINT'));
  const interrupted = await result;
  expect(interrupted.code, interrupted.stdout).toBe(130);
  expect(interrupted.stderr).toContain('Stopping at the next safe place');
  const journal = workspace.journal();
  expect(journal.at(-1)).toMatchObject({ type: 'run.end', outcome: 'interrupted' });
  expect(existsSync(join(workspace.runs().at(-1)!, 'report.html'))).toBe(true);
  expect(readdirSync(join(workspace.folder, 'temp'))).toEqual([]);
});

test('a wrong password is tried once, and the report says where, what and what next', async () => {
  workspace = await createWorkspace({ mfa: false });
  workspace.env['CONNECTWISE_PASSWORD'] = 'Wr0ng!quux-9173';
  const { code, stdout } = await workspace.run(...ONBOARD);
  expect(code).toBe(1);
  expect(stdout).toContain('Where:    ConnectWise, sign-in');
  expect(stdout).toContain('The company, user name or password you entered is incorrect.');
  expect(stdout).toContain('Next:     Check company and user name');
  const { requests } = workspace.practice.connectwise.company;
  expect(
    Object.entries(requests)
      .filter(([name]) => name.startsWith('POST') && name.includes('login.aspx'))
      .map(([, count]) => count),
  ).toEqual([1]);
});

test('a member whose rights do not suffice is told so', async () => {
  workspace = await createWorkspace({ mfa: false });
  workspace.practice.connectwise.company.users[0]!.admin = false;
  const { code, stdout } = await workspace.run(...ONBOARD);
  expect(code).toBe(1);
  expect(stdout).toContain('Expected: the entry "Security Roles" under System');
  expect(stdout).toContain('lacks the right');
});
