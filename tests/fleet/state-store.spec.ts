import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { addTag, readTags } from '../../src/engine/run-tags.ts';
import { recordReview, reviewLogInWords } from '../../src/evidence/runs/reviews.ts';
import { appendToList, type RunListLine, readRunList } from '../../src/evidence/runs/run-list.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
import { makeSigner, ownPublicKey } from '../../src/evidence/signing.ts';
import { mountState } from '../../src/files/state-store.ts';
import { Lease } from '../../src/fleet/lease.ts';
import { moveToFolder, moveToStore, setAside, stateIn } from '../../src/fleet/move-state.ts';
import { PostgresStore } from '../../src/fleet/postgres-store.ts';
import { ConfirmedWords, type KeptWord } from '../../src/runbook/confirmed-words.ts';
import { openEscrow } from '../../src/secrets/escrow/escrow.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { Vault } from '../../src/secrets/vault.ts';
import { test as base, type TestDatabase } from '../support/postgres.ts';
import { writeQuickVault } from '../support/quick-vault.ts';

const KEY = randomBytes(32);
const WHO = { doing: 'run 1', operator: 'test', host: 'here', pid: 1, since: '2026-11-30T00:00:00.000Z' };
const PRIVATE = 'pr1vate-Half-of-one';

interface Shared {
  folder: string;
  store: PostgresStore;
  /** Another machine's. */
  other(): PostgresStore;
  lease(customer: string, seconds?: number): Promise<Lease>;
  vault: Vault;
}

let vault: Promise<Vault> | undefined;
const vaults = mkdtempSync(join(tmpdir(), 'kw-vault-'));
const test = base.extend<{ shared: Shared }>({
  shared: async ({ fresh }: { fresh: TestDatabase }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'kw-state-'));
    mkdirSync(join(folder, '.keywright'));
    vault ??= writeQuickVault(join(vaults, 'vault'), 'zx9 Quokka-71 umbra').then(
      async () => await Vault.open(join(vaults, 'vault'), async () => new Secret('zx9 Quokka-71 umbra', 'passphrase')),
    );
    const stores: PostgresStore[] = [];
    const leases: Lease[] = [];
    const other = () => {
      const store = new PostgresStore(new Secret(fresh.url, 'database address'), KEY, 5_000);
      stores.push(store);
      return store;
    };
    const lease = async (customer: string, seconds = 30) => {
      const taken = await Lease.take(fresh.database, customer, WHO, { seconds });
      if ('heldBy' in taken) throw new Error(`${customer} is held`);
      leases.push(taken);
      return taken;
    };
    const store = other();
    await use({ folder, store, other, lease, vault: await vault });
    mountState(folder, undefined);
    for (const one of leases) await one.release();
    for (const one of stores) await one.close();
    rmSync(folder, { recursive: true });
  },
});
test.afterAll(() => rmSync(vaults, { recursive: true, force: true }));

const sealed = (privateKey: Secret) => ({
  kind: 'API key',
  publicKey: 'qPk2Rt8WmZx4LcVb',
  description: 'MSPCFO kw-0000aaaa',
  member: 'MSPCFO',
  privateKey,
});

const begun = (run: string) => (lines: RunListLine[]) =>
  ({
    type: 'run.begun',
    run,
    number: lines.length + 1,
    customer: { name: 'acme', title: 'Acme' },
    runbook: { name: 'onboard', title: 'A job', sha256: '0'.repeat(64) },
    operator: 'test',
    host: 'elsewhere',
    folder: 'elsewhere',
  }) as const;

const WORD: KeptWord = {
  portal: 'connectwise',
  term: 'member.role',
  is: 'Role ID',
  kind: 'box',
  says: 'Security Role',
  who: 'Sam',
  when: '2026-11-30T00:00:00.000Z',
  run: '20261130-000000-0000aaaa',
  gesture: 3,
};

/** Writes something of each kind. */
async function fill({ folder, vault }: Shared): Promise<void> {
  const state = join(folder, '.keywright');
  const signer = makeSigner(state);
  const escrow = openEscrow(join(state, 'escrow', 'acme'), vault, () => undefined).of('connectwise');
  await escrow.seal(sealed(new Secret(PRIVATE, 'private key')));
  addTag(state, 'acme', '0000aaaa', []);
  appendToList(join(folder, 'runs'), signer, begun('20261130-000000-0000aaaa'));
  appendToList(join(folder, 'runs'), signer, begun('20261130-000001-0000aaab'));
  const words = ConfirmedWords.read(folder, 'acme');
  if ('diagnostics' in words) throw new Error('the words cannot be read');
  words.keep(WORD);
  recordReview(join(folder, 'runs'), signer, {
    type: 'review',
    customer: 'acme',
    run: '20261130-000000-0000aaaa',
    verdict: 'remarked',
    reviewer: 'Sam',
    host: 'here',
    journal: '0'.repeat(64),
  });
}

/** What was filled in is there, and good. */
async function expectFilled({ folder, vault }: Shared): Promise<void> {
  const state = join(folder, '.keywright');
  const escrow = openEscrow(join(state, 'escrow', 'acme'), vault, () => undefined).of('connectwise');
  expect(await escrow.list()).toMatchObject([{ publicKey: 'qPk2Rt8WmZx4LcVb', member: 'MSPCFO' }]);
  expect((await escrow.open('qPk2Rt8WmZx4LcVb')).reveal()).toBe(PRIVATE);
  expect([...readTags(state, 'acme')]).toEqual(['0000aaaa']);
  expect(ConfirmedWords.read(folder, 'acme')).toMatchObject({ all: [WORD] });
  const runs = join(folder, 'runs');
  expect(readRunList(runs)).toHaveLength(2);
  expect(reviewLogInWords(runs, ownPublicKey(state)).good).toContain('1 line');
}

test('state of all kinds lies in the database, and nothing of it in the folder or readable in the rows', async ({
  shared,
  fresh: { database },
}) => {
  const { folder, store, lease } = shared;
  mountState(folder, store);
  store.fence(await lease('acme'));
  await fill(shared);
  await expectFilled(shared);
  expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual(
    ['', 'signing', join('signing', 'private.pem'), join('signing', 'public.pem')]
      .map((name) => join('.keywright', name).replace(/[\\/]$/, ''))
      .concat('runs'),
  );
  const { rows } = await database.executeSql('select name, sealed from keywright.state');
  expect(rows.length).toBeGreaterThan(6);
  const all = Buffer.concat(rows.map((row) => row['sealed'] as Buffer)).toString('latin1');
  for (const word of ['MSPCFO', 'Acme', 'run.begun', 'age-encryption', '0000aaaa']) expect(all).not.toContain(word);
  expect(verifyRuns(join(folder, 'runs'), ownPublicKey(join(folder, '.keywright')))).toMatchObject({ list: 'good' });
});

test('a transfer into the database and back loses nothing and changes no byte', async ({ shared }) => {
  const { folder, store } = shared;
  await fill(shared);
  const files = (names: string[]) => names.map((name) => [name, readFileSync(join(folder, name), 'hex')]);
  store.fence('nobody works');
  const { names, aside } = moveToStore(folder, store);
  const before = files(names);
  setAside(folder, names, aside);
  expect(names.filter((name) => name.includes('escrow'))).toHaveLength(2);
  expect(names).toEqual(expect.arrayContaining(['runs/list.jsonl', 'runs/list.jsonl.sig', 'runs/reviews.jsonl.sig']));
  expect(moveToFolder(folder, store).sort()).toEqual([...names].sort());
  expect(files(names)).toEqual(before);
  expect(stateIn(store)).toEqual([]);
  await expectFilled(shared);
});

test('nothing is moved while somebody works, or over state that is not the same', async ({ shared }) => {
  const { folder, store, lease } = shared;
  await fill(shared);
  store.fence('nobody works');
  const held = await lease('beta');
  expect(() => moveToStore(folder, store)).toThrow('somebody works for beta');
  await held.release();
  moveToStore(folder, store);
  rmSync(join(folder, 'runs', 'reviews.jsonl'));
  expect(() => moveToStore(folder, store)).toThrow('holds state already that this folder has not');
});

test('a machine whose lease is over writes nothing, wherever in its work it wakes', async ({ shared, fresh }) => {
  const { store, other, lease } = shared;
  const first = await lease('acme');
  store.fence(first);
  store.write('.keywright/tags/acme.txt', Buffer.from('0000aaaa\n'));
  expect(() => store.write('.keywright/tags/beta.txt', Buffer.from('x'))).toThrow('no lease for beta');
  await fresh.database.executeSql(`update keywright.lease set until = clock_timestamp() where customer = 'acme'`);
  const next = other();
  next.fence(await lease('acme'));
  const tries = {
    write: () => store.write('.keywright/escrow/acme/1.age', Buffer.from('x')),
    append: () => store.append('.keywright/tags/acme.txt', 9, Buffer.from('x')),
    remove: () => store.remove('.keywright/tags/acme.txt'),
    rename: () => store.rename('.keywright/tags/acme.txt', '.keywright/tags/acme'),
    'a line of the list': () => store.append('runs/list.jsonl', 0, Buffer.from('x')),
  };
  for (const [what, act] of Object.entries(tries)) expect(act, what).toThrow('epoch 1) is over');
  expect(next.read('.keywright/tags/acme.txt')?.toString()).toBe('0000aaaa\n');
  expect(stateIn(next)).toEqual(['.keywright/tags/acme.txt']);
});

test('a row that was altered, moved or taken away is not believed', async ({ shared, fresh: { database } }) => {
  const { store } = shared;
  store.write('runs/list.jsonl', Buffer.from('one\n'));
  store.append('runs/list.jsonl', 4, Buffer.from('two\n'));
  store.write('runs/reviews.jsonl', Buffer.from('three\n'));
  for (const statement of [
    `update keywright.state set sealed = set_byte(sealed, 30, 1 + get_byte(sealed, 30) % 255) where part = 1`,
    `update keywright.state set sealed = (select sealed from keywright.state where name = 'runs/reviews.jsonl') where name = 'runs/list.jsonl' and part = 0`,
    `delete from keywright.state where name = 'runs/list.jsonl' and part = 0`,
  ]) {
    await database.executeSql(statement);
    expect(() => store.read('runs/list.jsonl'), statement).toThrow(/was altered|is missing/);
    store.write('runs/list.jsonl', Buffer.from('one\n'));
    store.append('runs/list.jsonl', 4, Buffer.from('two\n'));
  }
  expect(store.read('runs/list.jsonl')?.toString()).toBe('one\ntwo\n');
});

test('several machines add lines to one list: all of them count, in one chain', async ({ shared }) => {
  const { folder, store, other } = shared;
  const signer = makeSigner(join(folder, '.keywright'));
  const machines = [store, other(), other()];
  for (let n = 0; n < 12; n += 1) {
    mountState(folder, machines[n % 3]);
    appendToList(join(folder, 'runs'), signer, begun(`20261130-0000${n + 10}-0000aaaa`));
  }
  expect(readRunList(join(folder, 'runs'))).toHaveLength(12);
  expect(verifyRuns(join(folder, 'runs'), ownPublicKey(join(folder, '.keywright')))).toMatchObject({
    list: 'good',
    wrong: [],
  });
});

test('a database that restarts is waited for; what was written before counts, and nothing counts twice', async ({
  shared,
  fresh,
}) => {
  test.skip(fresh.restart === undefined, 'the server is not ours to restart');
  const { store } = shared;
  store.write('runs/list.jsonl', Buffer.from('one\n'));
  let restarts = 0;
  store.exclusively('runs/list.lock', () => {
    const length = store.read('runs/list.jsonl')!.length;
    if (restarts === 0) killConnections(fresh.url);
    restarts += 1;
    store.append('runs/list.jsonl', length, Buffer.from('two\n'));
  });
  expect(restarts).toBe(2);
  await fresh.restart!();
  expect(store.read('runs/list.jsonl')?.toString()).toBe('one\ntwo\n');
});

/** Ends all connections of the stores, as a server does that goes down. Synchronous, in a store of its own. */
function killConnections(url: string): void {
  const flag = join(dirname(vaults), `kw-kill-${randomBytes(4).toString('hex')}.mjs`);
  writeFileSync(
    flag,
    `import pg from '${import.meta.resolve('pg')}';
const client = new pg.Client({ connectionString: process.env.URL });
await client.connect();
await client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'keywright state'");
await client.end();`,
  );
  execFileSync(process.execPath, [flag], { env: { ...process.env, URL: url } });
  rmSync(flag);
}
