import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { cli } from '../support/cli.ts';
import type { DiskFault } from '../support/faulty-disk.ts';
import { test } from '../support/postgres.ts';
import { startStore } from '../support/s3-stand-in.ts';
import { createHandOver } from './hand-over.ts';

/** The environment of a run that dies when a new key is sealed, before the journal says so. */
const DIES: Record<string, string> = {
  NODE_OPTIONS: `--import=${new URL('../support/faulty-disk.ts', import.meta.url).href}`,
  DISK_FAULT: JSON.stringify({
    on: 'journal\\.jsonl',
    calls: ['writeSync'],
    holding: '"type":"escrow.sealed"',
    at: 1,
    does: 'kill',
  } satisfies DiskFault),
};

/** What a second machine of the workspace gets. */
const BROUGHT = [
  'customers.yaml',
  'keywright.yaml',
  'hand-over.yaml',
  '.keywright/vault',
  '.keywright/signing',
  '.keywright/state-in-database',
];

test('a second machine goes on from what the first has sealed in the database, and neither loses anything', async ({
  fresh,
}) => {
  test.setTimeout(600_000);
  const { workspace } = await createHandOver();
  const second = mkdtempSync(join(tmpdir(), 'kw-second-'));
  mkdirSync(join(second, 'temp'));
  workspace.env['KEYWRIGHT_DATABASE_URL'] = fresh.url;
  const store = await startStore();
  Object.assign(workspace.env, store.env);
  writeFileSync(join(workspace.folder, 'keywright.yaml'), `keywright: 1\nbundles: { endpoint: '${store.endpoint}' }\n`);
  const onSecond = async (...args: string[]) =>
    await cli(args, { cwd: second, env: { ...workspace.env, TMPDIR: join(second, 'temp') } });
  try {
    expect(await workspace.run('keys', 'init')).toMatchObject({ code: 0 });
    const moved = await workspace.run('state', 'to-database');
    expect(moved, moved.stderr).toMatchObject({ code: 0 });
    for (const name of BROUGHT) cpSync(join(workspace.folder, name), join(second, name), { recursive: true });

    // The first machine dies when its key is sealed, and before it is handed over.
    Object.assign(workspace.env, DIES);
    expect((await workspace.run('run', 'hand-over.yaml', '--customer', 'practice')).code).toBeNull();
    for (const name of Object.keys(DIES)) delete workspace.env[name];
    expect(existsSync(join(workspace.folder, '.keywright', 'escrow'))).toBe(false);
    const [key] = workspace.practice.connectwise.company.keys.slice(-1);
    expect((await onSecond('escrow', 'list')).stdout).toContain(key!.publicKey);

    await fresh.database.executeSql('update keywright.lease set until = clock_timestamp()');
    const ran = await onSecond('run', 'hand-over.yaml', '--customer', 'practice');
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    expect(workspace.inventory()).toMatchObject({ roles: 1, members: 1, keys: 1, connected: true });
    expect(workspace.practice.mspcfo.state.credentials!.publicKey).toBe(key!.publicKey);
    expect((await onSecond('escrow', 'list')).stdout).toContain('The escrow is empty');
    expect(readdirSync(join(second, '.keywright')).sort()).toEqual(
      expect.not.arrayContaining(['escrow', 'tags', 'sessions', 'jobs']),
    );

    // The first one comes back, closes what it had left, and takes all of it home.
    expect(await workspace.run('run', 'hand-over.yaml', '--customer', 'practice')).toMatchObject({ code: 0 });
    // The store has the bundles of both, and of the one that was killed; each machine can have the other's.
    expect(store.objects.size).toBe(3);
    expect((await workspace.run('bundles', 'fetch')).stdout).toMatch(/^Brought practice\/\S+\.$/m);
    expect(await workspace.run('verify')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^3 runs: 3 intact/m),
    });
    const back = await workspace.run('state', 'to-folder');
    expect(back, back.stderr).toMatchObject({ code: 0 });
    const verified = await workspace.run('verify');
    expect(verified.stdout).toMatch(/^3 runs/m);
    expect(verified.code).toBe(0);
  } finally {
    await store.stop();
    rmSync(second, { recursive: true, force: true });
    await workspace.end();
  }
});
