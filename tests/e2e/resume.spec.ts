import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import { killAtLine } from '../support/journal-lines.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 600_000 });

let workspace: TestWorkspace;
test.afterEach(async () => await workspace.end());

/** Runs until everything is killed after a line of the journal. */
async function killedAt(seq: number, ...args: string[]): Promise<string> {
  Object.assign(workspace.env, killAtLine(seq));
  const { code, stdout, stderr } = await workspace.run(...args);
  delete workspace.env['KILL_AT_LINE'];
  if (process.platform !== 'win32') expect(code, stdout + stderr).toBeNull();
  expect(workspace.journal().at(-1)).toMatchObject({ seq });
  return stdout;
}

const journalText = (folder: string) => readFileSync(join(folder, 'journal.jsonl'), 'utf8');
const temp = () => readdirSync(join(workspace.folder, 'temp'));

test('the next run continues a killed one, whatever has changed since', async () => {
  workspace = await createWorkspace({ mfa: false });
  expect(await workspace.run('resume')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Nothing to resume') as unknown,
  });

  await killedAt(
    8,
    'run',
    'onboard',
    '--customer',
    'practice',
    '--input',
    'role=Reports only',
    '--input',
    'levels={ System: { API Reports: { inquire: My } } }',
  );
  const [first] = workspace.runs();
  expect(existsSync(join(first!, 'report.html'))).toBe(false);
  expect(temp().filter((name) => name.startsWith('keywright-'))).toHaveLength(1);
  const before = journalText(first!);

  // What the customers file says now is not what the job was given.
  const customers = join(workspace.folder, 'customers.yaml');
  writeFileSync(
    customers,
    `${readFileSync(customers, 'utf8')}    inputs: { onboard: { role: Another role, location: Tampa Office } }\n`,
  );
  const stdout = await killedAt(12, 'resume');
  const second = workspace.runs()[1]!;
  expect(stdout).toContain(`Continues run ${basename(first!)}`);
  expect(stdout).toContain(
    `Run ${basename(first!)} (onboard) was killed before it ended. Its folder has a report now, marked incomplete.`,
  );
  expect(workspace.journal(second)[0]).toMatchObject({
    type: 'run.start',
    continues: basename(first!),
    inputs: { role: 'Reports only', levels: { System: { 'API Reports': { inquire: 'My' } } } },
  });
  expect(workspace.journal(second)[0]).not.toHaveProperty('inputs.location');
  expect(workspace.journal(second)[1]).toMatchObject({
    type: 'note',
    text: expect.stringContaining(basename(first!)) as unknown,
  });
  expect(readFileSync(join(second, 'runbook.yaml'))).toEqual(readFileSync(join(first!, 'runbook.yaml')));
  expect(journalText(first!)).toBe(before);
  expect(readFileSync(join(first!, 'report.html'), 'utf8')).toContain('the run was killed');
  expect(
    temp().filter((name) => name.startsWith('keywright-')),
    'what the first run left is gone',
  ).toHaveLength(1);

  // A plain run names it too, and Ctrl-C leaves a job to be resumed.
  const { child, result } = workspace.start('run', 'onboard', '--customer', 'practice', '--verbose');
  child.stdout!.on('data', (chunk: Buffer) => chunk.toString().includes('Step 1 of') && child.kill('SIGINT'));
  expect((await result).code).toBe(process.platform === 'win32' ? null : 130);
  const third = workspace.runs()[2]!;
  expect(workspace.journal(third)[0]).toMatchObject({ continues: basename(second) });
  expect(readFileSync(join(third, 'report.html'), 'utf8')).toContain(basename(second));
  expect(temp()).toEqual([]);
  for (const folder of workspace.runs()) expect(checkChain(journalText(folder))).toHaveProperty('head');

  // The runbook that is kept with a run must be the one that ran.
  writeFileSync(join(third, 'runbook.yaml'), `${readFileSync(join(third, 'runbook.yaml'), 'utf8')}# edited\n`);
  const changed = await workspace.run('resume', basename(third));
  expect(changed.code).toBe(2);
  expect(changed.stderr).toContain('has changed since');
  expect((await workspace.run('resume', '20200101-000000-00000000')).code).toBe(2);
  expect(workspace.runs()).toHaveLength(3);
});
