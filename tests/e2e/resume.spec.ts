import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkChain } from '../../src/evidence/journal.ts';
import { rehearse, type TestWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 600_000 });

let rehearsal: TestWorkspace;
test.afterEach(async () => await rehearsal.end());

/** Runs until everything is killed after a line of the journal. */
async function killedAt(seq: number, ...args: string[]): Promise<string> {
  rehearsal.env['KEYWRIGHT_TEST_FAULTS'] = '1';
  rehearsal.env['KEYWRIGHT_KILL_AT'] = String(seq);
  const { code, stdout, stderr } = await rehearsal.run(...args);
  delete rehearsal.env['KEYWRIGHT_KILL_AT'];
  if (process.platform !== 'win32') expect(code, stdout + stderr).toBeNull();
  expect(rehearsal.journal().at(-1)).toMatchObject({ seq });
  return stdout;
}

const journalText = (folder: string) => readFileSync(join(folder, 'journal.jsonl'), 'utf8');
const temp = () => readdirSync(join(rehearsal.folder, 'temp'));

test('the next run continues a killed one, whatever has changed since', async () => {
  rehearsal = await rehearse({ mfa: false });
  expect(await rehearsal.run('resume')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Nothing is unfinished') as unknown,
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
  const [first] = rehearsal.runs();
  expect(existsSync(join(first!, 'report.html'))).toBe(false);
  expect(temp().filter((name) => name.startsWith('keywright-'))).toHaveLength(1);
  const before = journalText(first!);

  // What the customers file says now is not what the job was given.
  const customers = join(rehearsal.folder, 'customers.yaml');
  writeFileSync(
    customers,
    `${readFileSync(customers, 'utf8')}    inputs: { onboard: { role: Another role, location: Tampa Office } }\n`,
  );
  const stdout = await killedAt(12, 'resume');
  const second = rehearsal.runs()[1]!;
  expect(stdout).toContain(`Continues run ${basename(first!)}`);
  expect(stdout).toContain(
    `Run ${basename(first!)} (onboard) was killed before it ended. Its folder has a report now, marked incomplete.`,
  );
  expect(rehearsal.journal(second)[0]).toMatchObject({
    type: 'run.start',
    continues: basename(first!),
    inputs: { role: 'Reports only', levels: { System: { 'API Reports': { inquire: 'My' } } } },
  });
  expect(rehearsal.journal(second)[0]).not.toHaveProperty('inputs.location');
  expect(rehearsal.journal(second)[1]).toMatchObject({
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
  const { child, result } = rehearsal.start('run', 'onboard', '--customer', 'practice');
  child.stdout!.on('data', (chunk: Buffer) => chunk.toString().includes('Step 1 of') && child.kill('SIGINT'));
  expect((await result).code).toBe(process.platform === 'win32' ? null : 130);
  const third = rehearsal.runs()[2]!;
  expect(rehearsal.journal(third)[0]).toMatchObject({ continues: basename(second) });
  expect(readFileSync(join(third, 'report.html'), 'utf8')).toContain(basename(second));
  expect(temp()).toEqual([]);
  for (const folder of rehearsal.runs()) expect(checkChain(journalText(folder))).toHaveProperty('head');

  // The runbook that is kept with a run must be the one that ran.
  writeFileSync(join(third, 'runbook.yaml'), `${readFileSync(join(third, 'runbook.yaml'), 'utf8')}# edited\n`);
  const changed = await rehearsal.run('resume', basename(third));
  expect(changed.code).toBe(2);
  expect(changed.stderr).toContain('was changed since');
  expect((await rehearsal.run('resume', '20200101-000000-00000000')).code).toBe(2);
  expect(rehearsal.runs()).toHaveLength(3);
});
