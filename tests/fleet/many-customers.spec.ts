import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadChosen } from '../../src/cli/load-chosen.ts';
import { jobSha256, loadJobs } from '../../src/cli/load-job.ts';
import { chosenCustomers, type ManyOptions } from '../../src/cli/many-customers.ts';
import { takeCustomerLock } from '../../src/engine/customer-lock.ts';
import { type Batch, checkBatches, writeBatch } from '../../src/evidence/runs/batches.ts';
import { appendToList, type RunBegun, readRunList } from '../../src/evidence/runs/run-list.ts';
import { makeSigner } from '../../src/evidence/signing.ts';
import { closeKilledBatches } from '../../src/fleet/close-batches.ts';
import { BatchRecord } from '../../src/fleet/record.ts';
import { cli } from '../support/cli.ts';
import { cliHere } from '../support/cli-here.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';
import { giveVault, PASSPHRASE } from '../support/test-workspace.ts';

const folders: string[] = [];
test.afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A workspace whose customers have no passwords, so that no run of theirs gets as far as a browser. */
async function workspace(number: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kw-many-'));
  folders.push(folder);
  const entries = Array.from({ length: number }, (_, at) => {
    const portal = (rest: string) => `{ url: https://portal.example.com, username: setup${rest} }`;
    return [
      `  msp-${at + 1}:`,
      `    title: MSP ${at + 1}`,
      ...(at % 2 === 0 ? ['    tags: [pilot]'] : []),
      '    portals:',
      `      connectwise: ${portal(', company: acme')}`,
      `      mspcfo: ${portal('')}`,
    ].join('\n');
  });
  writeFileSync(join(folder, 'customers.yaml'), `keywright: 1\ncustomers:\n${entries.join('\n')}\n`);
  await giveVault(folder);
  return folder;
}

const env = { KEYWRIGHT_OPERATOR: 'test', KEYWRIGHT_PASSPHRASE: PASSPHRASE };
const run = async (folder: string, ...args: string[]) => await cli(args, { cwd: folder, env });
/** For what starts no run. */
const here = async (folder: string, ...args: string[]) => await cliHere(args, { cwd: folder, env });

function batches(folder: string): Batch[] {
  const all = join(folder, 'runs', '_batches');
  if (!existsSync(all)) return [];
  return readdirSync(all)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(all, name, 'batch.json'), 'utf8')) as Batch);
}

test('a secret that is missing everywhere holds the batch after three customers, and says what to do', async () => {
  const folder = await workspace(12);
  const result = await run(folder, 'run', 'check-access', '--all', '--at-once', '1');
  expect(result.code).toBe(2);
  expect(result.stdout).toMatch(/✗ {2}1 of 12 {2}msp-1 +not started: KW-SECRET-MISSING/);
  expect(result.stderr).toContain('The batch is held: 3 customers in a row failed for the same cause');
  expect(result.stdout).toContain('12 customers: 3 not started, 9 not begun');
  expect(result.stdout).toMatch(/KW-SECRET-MISSING: 3 \(msp-1, msp-2, msp-3\)/);
  expect(result.stdout).toContain('keywright run check-access --only-failed');
  const [batch] = batches(folder);
  expect(batch!.customers.map(({ outcome }) => outcome)).toEqual([
    ...Array.from({ length: 3 }, () => 'not started'),
    ...Array.from({ length: 9 }, () => 'not begun'),
  ]);
  expect(batch!.stopped).toContain('KW-SECRET-MISSING');
  expect(readFileSync(join(folder, 'runs', '_batches', batch!.batch, 'summary.html'), 'utf8')).toMatch(
    /<code>keywright run check-access --only-failed<\/code>[\s\S]*msp-12/,
  );
});

test('while a password is asked for at the terminal, the page says for whom it waits', async ({ page }) => {
  test.skip(noTerminal !== undefined, noTerminal);
  const folder = await workspace(2);
  const asked = /(http:\S+)[\s\S]*ConnectWise password of setup at (msp-\d) \(MSP \d\): /;
  let shown: string | undefined;
  const { screen } = await atTerminal(['run', 'check-access', '--all', '--at-once', '2', '--watch'], {
    cwd: folder,
    env,
    answers: [
      [
        asked,
        async ([, link, name]) => {
          await page.goto(link!);
          shown = await page.locator('.card', { hasText: name! }).innerText();
          return '\u0003';
        },
      ],
      [/ConnectWise password of setup at /, '\u0003'],
    ],
  });
  expect(shown, screen).toMatch(
    /waits for you[\s\S]*waits for an entry at the terminal: ConnectWise password of setup/,
  );
});

/** Whom a command line with these options would take. */
async function chosenBy(folder: string, options: ManyOptions): Promise<string[]> {
  const customers = [join(folder, 'customers.yaml'), ...(options.customers ?? [])];
  const prepared = await loadChosen('check-access', chosenCustomers({ ...options, customers }), options);
  return prepared.map(({ customer: { name } }) => name);
}

test('only those whom a batch did not serve are taken again, and tags, names and files narrow the choice', async () => {
  const folder = await workspace(4);
  const { stdout } = await run(folder, 'run', 'check-access', '--json', '--at-once', '1', '--where', 'tag=pilot');
  const { customers } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { customers: { name: string }[] };
  expect(customers.map(({ name }) => name)).toEqual(['msp-1', 'msp-3']);
  const chosen = async (options: ManyOptions) => await chosenBy(folder, options);
  expect(await chosen({ onlyFailed: true })).toEqual(['msp-1', 'msp-3']);
  expect(await chosen({ customers: ['msp-4,msp-1'] })).toEqual(['msp-1', 'msp-4']);
  expect(await chosen({ customer: 'msp-4,msp-1' })).toEqual(['msp-1', 'msp-4']);
  expect(await chosen({ onlyFailed: batches(folder)[0]!.batch })).toEqual(['msp-1', 'msp-3']);
  await expect(chosen({ customers: ['msp-1,msp-9'] })).rejects.toThrow('The customers file has no customer "msp-9"');
  await expect(chosen({ where: ['tag=europe'] })).rejects.toThrow('Tags of the customers file: pilot');
  await expect(chosen({ onlyFailed: 'never' })).rejects.toThrow('There is no batch "never"');
});

test('a batch is in the list of runs, and an altered batch.json or page is found', async () => {
  const folder = await workspace(2);
  await run(folder, 'run', 'check-access', '--all');
  const good = await here(folder, 'verify');
  expect(good.stdout).toContain('1 batch');
  expect(good.code).toBe(0);
  const [batch] = batches(folder);
  const file = join(folder, 'runs', '_batches', batch!.batch, 'batch.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('not started', 'done'));
  appendFileSync(join(file, '..', 'summary.html'), '<p>All is done.</p>');
  const bad = await here(folder, 'verify');
  expect(bad.code).toBe(1);
  expect(bad.stdout + bad.stderr).toContain(`Batch ${batch!.batch}: its batch.json was altered.`);
  expect(bad.stdout + bad.stderr).toContain(`Batch ${batch!.batch}: its summary.html was altered.`);
  const again = await here(folder, 'run', 'check-access', '--only-failed');
  expect(again.stderr).toMatch(/batch\.json was altered\. So nobody can tell[\s\S]*keywright verify|KW-BATCH-ALTERED/);
  expect(again.code).toBe(2);
});

test('what is for one customer is refused for many, before anything starts', async () => {
  const folder = await workspace(2);
  for (const option of ['--headed', '--step']) {
    const { code, stderr } = await here(folder, 'run', 'onboard', '--all', option);
    expect(code).toBe(2);
    expect(stderr).toContain(`${option} is for one customer`);
  }
  expect(batches(folder)).toEqual([]);
});

test('a job that deletes is not begun for many without a yes', async () => {
  const folder = await workspace(3);
  const { code, stderr } = await here(folder, 'run', 'offboard', '--all');
  expect(code).toBe(2);
  expect(stderr).toContain('deletes or replaces what 3 customers may use');
  expect(batches(folder)).toEqual([]);
});

test('one customer with a wrong input keeps the batch from beginning, with its line', async () => {
  const folder = await workspace(3);
  const file = join(folder, 'customers.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}    inputs: { onboard: { member: 12 } }\n`);
  const { code, stderr } = await here(folder, 'run', 'onboard', '--all');
  expect(code).toBe(2);
  expect(stderr).toMatch(/customers\.yaml:\d+:\d+/);
  expect(batches(folder)).toEqual([]);
});

test('screens are checked for many customers, too', async () => {
  const folder = await workspace(2);
  const { code, stdout } = await run(folder, 'check-screens', '--all', '--job', 'onboard');
  expect(code).toBe(2);
  expect(stdout).toContain('KW-SECRET-MISSING: 2 (msp-1, msp-2)');
  expect(batches(folder)[0]!.runbook.name).toBe('check-screens');
});

test('while a batch is under way, nobody takes what it has left; after its end, they do', async () => {
  const folder = await workspace(2);
  await run(folder, 'run', 'check-access', '--all');
  const [batch] = batches(folder);
  const state = join(folder, '.keywright');
  const lock = await takeCustomerLock(state, `_batch.${batch!.batch}`, { doing: 'batch', operator: 'test' });
  await expect(chosenBy(folder, { onlyFailed: true })).rejects.toMatchObject({
    message: expect.stringContaining(`batch ${batch!.batch} is under way`) as unknown,
    exitCode: 4,
  });
  if ('release' in lock) lock.release();
  expect(await chosenBy(folder, { onlyFailed: true })).toEqual(['msp-1', 'msp-2']);
});

test('two that run what is due do not do it twice', async () => {
  const folder = await workspace(1);
  const lock = await takeCustomerLock(join(folder, '.keywright'), '_due', { doing: 'due --run', operator: 'test' });
  const { code, stderr } = await run(folder, 'due', '--run');
  expect(code).toBe(4);
  expect(stderr).toContain('KW-BUSY');
  if ('release' in lock) lock.release();
});

test('a run of a batch is not begun where the runbook or its customer is not as it was confirmed', async () => {
  const folder = await workspace(1);
  const only = async (hash: string) =>
    (await run(folder, 'run', 'check-access', '--customer', 'msp-1', '--job-sha256', hash)).stderr;
  const [prepared] = await loadJobs('check-access', { customers: join(folder, 'customers.yaml') }, (all) => [
    ...all.values(),
  ]);
  const confirmed = jobSha256(prepared!);
  expect(await only(confirmed)).toContain('KW-SECRET-MISSING');
  const file = join(folder, 'customers.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/username: [^ ,}\n]+/, 'username: somebody-else'));
  expect(await only(confirmed)).toContain('was changed after the batch began');
});

test('what is due ends with one result, however many batches it begins', async () => {
  const folder = await workspace(1);
  const { stdout } = await run(folder, 'due', '--run', '--yes', '--json');
  const types = stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type);
  expect(types.filter((type) => type === 'result')).toHaveLength(1);
  expect(types.at(-1)).toBe('result');
});

test('a batch that was killed gets its end at the next start, and only those it missed are taken again', async () => {
  const folder = await workspace(4);
  const [runs, state] = [join(folder, 'runs'), join(folder, '.keywright')];
  const signer = makeSigner(state);
  const runbook = { name: 'check-access', title: 'Check', sha256: '' };
  const places = { runs, state };
  const operator = 'test';
  const names = ['msp-1', 'msp-2', 'msp-3', 'msp-4'];
  const customers = names.map((name) => ({ name, title: name }));
  const { batch } = new BatchRecord(
    places,
    { batch: '20260101-000000-aaaaaaaa', runbook, operator, atOnce: 2 },
    customers,
  );
  // The first came to its end without the batch hearing of it; the second and third were under way.
  const begun = { type: 'run.begun' as const, runbook, operator, host: hostname(), batch: batch.batch };
  for (const [at, name] of names.slice(0, 2).entries()) {
    const who = { name, title: name };
    appendToList(
      runs,
      signer,
      () => ({ ...begun, run: `20260101-000000-${at}aaaaaaa`, number: at + 1, customer: who }) as RunBegun,
    );
  }
  const end = { journalHead: '', sums: '', counts: {} as never, ms: 1_000, outcome: 'done' as const };
  appendToList(runs, signer, () => ({ type: 'run.closed', run: '20260101-000000-0aaaaaaa', ...end }));
  for (const one of batch.customers.slice(0, 3)) one.outcome = 'under way';
  writeBatch(runs, batch);
  const ours = { ...places, operator };
  const page = async () => '<p>page</p>';
  // One of its runs is still on its way to a safe place.
  const lock = await takeCustomerLock(state, 'msp-3', { doing: 'run', operator });
  expect(await closeKilledBatches(ours, page)).toEqual([]);
  if ('release' in lock) lock.release();
  expect(await closeKilledBatches(ours, page)).toHaveLength(1);
  expect(await closeKilledBatches(ours, page)).toEqual([]);
  const [closed] = batches(folder);
  expect(closed).toMatchObject({ stopped: 'its process was killed', ended: expect.any(String) });
  expect(closed!.customers.map(({ outcome, code }) => code ?? outcome)).toEqual([
    'done',
    'KW-RUN-LOST',
    'KW-RUN-LOST',
    'not begun',
  ]);
  expect(checkBatches(runs, readRunList(runs))).toEqual({ number: 1, wrong: [], notes: [] });
  expect(await chosenBy(folder, { onlyFailed: true })).toEqual(['msp-2', 'msp-3', 'msp-4']);
});
