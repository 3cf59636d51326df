import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@playwright/test';
import type { Database } from '../../src/fleet/database.ts';
import { Lease } from '../../src/fleet/lease.ts';
import { test } from '../support/postgres.ts';
import { scanForSecrets } from '../support/secret-scanner.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

/** Everything that somebody finds who has stolen the database. */
async function dump(database: Database): Promise<string> {
  const { rows } = await database.executeSql(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('keywright', 'keywright_queue')`,
  );
  const tables = await Promise.all(
    rows.map(async ({ name }) => (await database.executeSql(`select t::text as row from ${String(name)} t`)).rows),
  );
  return tables
    .flat()
    .map(({ row }) => String(row))
    .join('\n');
}

/** The lines of the newest run, as far as they are written. */
function linesOf(workspace: TestWorkspace): { type: string; kind?: string; outcome?: string }[] {
  if (!existsSync(join(workspace.folder, 'runs', 'practice'))) return [];
  const [run] = workspace.runs().slice(-1);
  const file = join(run!, 'journal.jsonl');
  if (!existsSync(file)) return [];
  const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line) as { type: string });
}

async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 120_000; !(await is()); await delay(20))
    if (performance.now() > end) throw new Error(`Not in two minutes: ${what}`);
}

test('a run whose lease went to another machine ends at once, and its retry makes one of each', async ({ fresh }) => {
  test.slow();
  const { database, url } = fresh;
  const workspace = await createWorkspace();
  Object.assign(workspace.env, { KEYWRIGHT_DATABASE_URL: url, KEYWRIGHT_OPERATOR: 'jane' });
  const stateOfJob = async () =>
    String((await database.executeSql('select state::text from keywright_queue.job')).rows[0]?.['state']);
  const worker = workspace.start('worker', '--json');
  try {
    expect((await workspace.run('submit', 'onboard', '--customer', 'practice')).code).toBe(0);
    await until('a commit', () => linesOf(workspace).some(({ kind }) => kind === 'commit'));
    // As if this machine had slept: its lease has run out, and another one's run is under way.
    await database.executeSql(`update keywright.lease set until = clock_timestamp()`);
    const who = { doing: 'run 2', operator: 'other', host: 'other', pid: 1, since: '' };
    const other = await Lease.take(database, 'practice', who);
    if ('heldBy' in other) throw new Error('It was not free.');
    expect(other.epoch).toBe(2);
    await until('the end of the run', async () => (await stateOfJob()) === 'failed');
    const lines = linesOf(workspace);
    expect(lines.some(({ type }) => type === 'run.end')).toBe(false);
    const queue = await workspace.run('queue');
    expect(queue.stdout).toMatch(/failed +practice {2}onboard, asked for by jane, since .* UTC: KW-LEASE-LOST/);
    await other.release();

    expect((await workspace.run('queue', 'retry', 'practice')).code).toBe(0);
    await until('the end of the retry', async () => ['completed', 'failed'].includes(await stateOfJob()));
    expect(await stateOfJob()).toBe('completed');
    worker.child.kill('SIGINT');
    expect((await worker.result).code).toBe(0);
    expect(workspace.inventory()).toMatchObject({ roles: 1, members: 1, keys: 1, connected: true });
    const [start] = workspace.journal();
    expect(start).toMatchObject({ type: 'run.start', operator: 'jane' });
    const { rows } = await database.executeSql(
      'select epoch::int, until <= clock_timestamp() as free from keywright.lease',
    );
    expect(rows).toEqual([{ epoch: 3, free: true }]);
    expect((await workspace.run('verify')).code).toBe(0);

    const names = Object.keys(workspace.env).filter((name) => /PASS|SECRET|DATABASE/.test(name));
    const signing = join(workspace.folder, '.keywright', 'signing');
    expect(readdirSync(signing)).toContain('private.pem');
    const { found } = scanForSecrets({
      secrets: {
        ...Object.fromEntries(names.map((name) => [name, workspace.env[name]!])),
        'database password': new URL(url).password,
        'private key': workspace.practice.mspcfo.state.credentials!.privateKey,
        'signing key': readFileSync(join(signing, 'private.pem'), 'utf8').split('\n')[1]!,
      },
      folders: [],
      texts: { database: await dump(database) },
      ocr: false,
    });
    expect(found).toEqual([]);
  } finally {
    worker.child.kill('SIGINT');
    await worker.result;
    await workspace.end();
  }
});
