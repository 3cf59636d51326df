// Longer than 300 lines because it is one subject: the escrow and its commands.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { sealedOf } from '../../pages/connectwise/key-ownership.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { takeCustomerLock } from '../../src/engine/customer-lock.ts';
import { run } from '../../src/engine/run.ts';
import { newRunId } from '../../src/engine/run-id.ts';
import { checkChain, hashOfLine } from '../../src/evidence/chain/hash-chain.ts';
import type { RunEvent } from '../../src/evidence/events.ts';
import { readManualAccess, recordManualAccess } from '../../src/evidence/manual-access-log.ts';
import { type Action, action, type Context, type Portal } from '../../src/portal-sdk/index.ts';
import type { Prepared } from '../../src/runbook/load.ts';
import { readEntries } from '../../src/secrets/escrow/entries.ts';
import { type EscrowEvent, openEscrow, readOnlyEscrow } from '../../src/secrets/escrow/escrow.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { Vault } from '../../src/secrets/vault.ts';
import { cliHere } from '../support/cli-here.ts';
import { listen } from '../support/egress/servers.ts';
import { failDisk } from '../support/faulty-disk.ts';
import { NO_SOURCES } from '../support/no-sources.ts';
import { writeQuickVault } from '../support/quick-vault.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';

test.describe.configure({ timeout: 180_000 });

const PASSPHRASE = 'zx9 Quokka-71 umbra';
const [ONE, TWO, OTHER] = ['qPk2Rt8WmZx4LcVb', 'hJ7sNd3QyTf9GaKe', 'bV5cXz1LpOi8UyTr'] as const;
const PRIVATE = { [ONE]: 'pr1vate-Half-of-one', [TWO]: 'pr1vate-Half-of-two', [OTHER]: 'pr1vate-Half-of-other' };

/** A workspace in which two customers have keys that lie sealed. */
let workspace: string;
let vault: Vault;
let made: string;
const folderOf = (customer: string) => join(workspace, '.keywright', 'escrow', customer);

test.beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'keywright-vault-'));
  await writeQuickVault(join(made, 'vault'), PASSPHRASE);
  vault = await Vault.open(join(made, 'vault'), async () => new Secret(PASSPHRASE, 'passphrase'));
});
test.afterAll(() => rmSync(made, { recursive: true }));

test.beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'keywright-escrow-'));
  for (const [customer, keys] of [
    ['acme', [ONE, TWO]],
    ['other', [OTHER]],
  ] as const) {
    const escrow = openEscrow(folderOf(customer), vault, () => undefined).of('connectwise');
    for (const publicKey of keys)
      await escrow.seal({
        kind: 'API key',
        publicKey,
        description: `MSPCFO kw-${publicKey.slice(0, 8).toLowerCase()}`,
        member: 'MSPCFO',
        privateKey: new Secret(PRIVATE[publicKey], 'private key'),
      });
  }
  cpSync(join(made, 'vault'), join(workspace, '.keywright', 'vault'), { recursive: true });
});
test.afterEach(() => rmSync(workspace, { recursive: true }));

const fileOf = (customer: string, publicKey: string) =>
  readEntries(folderOf(customer)).entries.find((entry) => entry.publicKey === publicKey)!.file;
const list = async (...args: string[]) => await cliHere(['escrow', 'list', ...args], { cwd: workspace });

test('a list names what is sealed, for all customers or one, and changes nothing', async () => {
  const before = readdirSync(workspace, { recursive: true });
  const all = await list();
  expect(all).toMatchObject({ code: 0, stderr: '' });
  for (const text of [
    'acme',
    'other',
    ONE,
    TWO,
    OTHER,
    'MSPCFO kw-qpk2rt8w',
    vault.fingerprint(new Secret(PRIVATE[ONE], 'one')),
  ])
    expect(all.stdout).toContain(text);
  const one = await list('--customer', 'other');
  expect(one.stdout).toContain(OTHER);
  expect(one.stdout).not.toContain(ONE);
  expect((await list('--customer', 'nobody')).stdout).toContain(
    'The escrow holds nothing for customer nobody: every key was handed over.',
  );
  expect(readdirSync(workspace, { recursive: true })).toEqual(before);
  for (const value of Object.values(PRIVATE)) expect(all.stdout + one.stdout).not.toContain(value);
});

test('entries that are damaged are named with their file and what to do, and the others stay usable', async () => {
  const [one, two] = [fileOf('acme', ONE), fileOf('acme', TWO)];
  truncateSync(`${one}.age`, 100);
  const cut = await list();
  expect(cut.code).toBe(0);
  expect(cut.stdout).toContain(`${one}.age was cut or changed. Run the runbook again`);
  rmSync(`${one}.age`);
  expect((await list()).stdout).toContain(`${one}.age is missing`);
  for (const text of ['{"publicKey":"torn', '[]', '{"publicKey":7}', '']) {
    writeFileSync(`${one}.json`, text);
    const { code, stdout, stderr } = await list();
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(`${one}.json cannot be read`);
    expect(stdout).toContain(TWO);
  }
  const escrow = openEscrow(folderOf('acme'), vault, () => undefined).of('connectwise');
  expect((await escrow.list()).map(({ publicKey }) => publicKey)).toEqual([TWO]);
  expect((await escrow.open(TWO)).reveal()).toBe(PRIVATE[TWO]);
  truncateSync(`${two}.age`, 100);
  expect(await escrow.list()).toMatchObject([
    { publicKey: TWO, damaged: expect.stringContaining('cut or changed') as unknown },
  ]);
  await expect(escrow.open(TWO)).rejects.toThrow(/cannot be opened: its sealed half .*keywright escrow forget/);
  await escrow.destroy(TWO);
  expect(await escrow.list()).toEqual([]);
});

test('a sealed key that the disk does not give is not taken for none', async () => {
  const escrow = openEscrow(folderOf('acme'), vault, () => undefined).of('connectwise');
  const disk = failDisk({ on: `${fileOf('acme', ONE)}.json`, calls: ['openSync'], at: 1, does: 'EIO', once: true });
  await expect(escrow.list().finally(disk.restore)).rejects.toThrow(/could not be read \(EIO/);
  expect((await escrow.list()).map(({ publicKey }) => publicKey)).toEqual([ONE, TWO]);
});

test('an entry that was sealed for another vault is named as such', async () => {
  await writeQuickVault(join(workspace, 'other-vault'), PASSPHRASE);
  const other = await Vault.open(join(workspace, 'other-vault'), async () => new Secret(PASSPHRASE, 'passphrase'));
  await expect(
    openEscrow(folderOf('acme'), other, () => undefined)
      .of('connectwise')
      .open(ONE),
  ).rejects.toThrow(/was sealed for another workspace's vault/);
});

test('leftovers of crashes are listed, and removed when the escrow is opened next', async () => {
  const one = fileOf('acme', ONE);
  rmSync(`${one}.json`);
  writeFileSync(`${one}.json.0123456789ab.draft`, 'half');
  const { code, stdout } = await list('--customer', 'acme');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    new RegExp(
      [
        String.raw`[0-9a-f]{16}\.json\.0123456789ab\.draft is an unfinished file: .* `,
        String.raw`It cannot be used, and the next run for this customer removes it\.`,
      ].join(''),
    ),
  );
  expect(stdout).toMatch(
    new RegExp(
      [
        String.raw`[0-9a-f]{16}\.age is a sealed key without the file that names it: `,
        String.raw`.* the next run for this customer removes it\.`,
      ].join(''),
    ),
  );
  rmSync(`${fileOf('other', OTHER)}.json`);
  expect((await list('--customer', 'other')).stdout).toMatch(/^other\n {2}! .*\.age is a sealed key/);
  openEscrow(folderOf('acme'), vault, () => undefined);
  expect(readdirSync(folderOf('acme')).filter((name) => name.includes(one.slice(-16)))).toEqual([]);
  expect(readEntries(folderOf('acme')).entries).toHaveLength(1);
});

test('without a terminal nothing is opened and nothing forgotten', async () => {
  for (const command of ['open', 'forget']) {
    const { code, stdout, stderr } = await cliHere(['escrow', command, ONE, '--customer', 'acme'], {
      cwd: workspace,
      env: { KEYWRIGHT_PASSPHRASE: PASSPHRASE },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('needs a terminal');
    expect(stdout).not.toContain(PRIVATE[ONE]);
  }
  expect(readEntries(folderOf('acme')).entries).toHaveLength(2);
  expect(existsSync(join(folderOf('acme'), 'log.jsonl'))).toBe(false);
});

const LAST_FOUR = /last four characters of the public key to continue: /;
const typed = async (command: string, publicKey: string, answers: [RegExp, string][], customer = 'acme') =>
  await atTerminal(['escrow', command, publicKey, '--customer', customer], {
    cwd: workspace,
    env: { KEYWRIGHT_OPERATOR: 'Sam' },
    answers,
  });

test('a person can open a key by its last characters and the passphrase, and it is recorded', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  const { code, screen } = await typed('open', ONE, [
    [LAST_FOUR, ONE.slice(-4)],
    [/Escrow passphrase: /, PASSPHRASE],
  ]);
  expect(code, screen).toBe(0);
  expect(screen).toContain(PRIVATE[ONE]);
  expect(screen).not.toContain(PASSPHRASE);
  expect(screen.indexOf('fingerprint')).toBeLessThan(screen.indexOf(PRIVATE[ONE]));
  expect(readManualAccess(folderOf('acme'))).toMatchObject([
    { event: 'opened', publicKey: ONE, operator: 'Sam', fp: vault.fingerprint(new Secret(PRIVATE[ONE], 'one')) },
  ]);
  expect(readEntries(folderOf('acme')).entries).toHaveLength(2);
  expect((await list()).stdout).toMatch(/opened by hand .* by Sam on /);
  for (const file of readdirSync(workspace, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()))
    expect(readFileSync(join(file.parentPath, file.name), 'latin1')).not.toContain(PRIVATE[ONE]);
});

test('a person at a terminal can forget a key, and it is recorded', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  const { code, screen } = await typed('forget', TWO, [[LAST_FOUR, TWO.slice(-4)]]);
  expect(code, screen).toBe(0);
  expect(readEntries(folderOf('acme')).entries.map(({ publicKey }) => publicKey)).toEqual([ONE]);
  expect(readManualAccess(folderOf('acme'))).toMatchObject([{ event: 'forgotten', publicKey: TWO, operator: 'Sam' }]);
});

test('wrong characters, passphrases or keys and a running job open nothing', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  const wrong = await typed('forget', ONE, [[LAST_FOUR, 'nope']]);
  expect(wrong).toMatchObject({ code: 2, screen: expect.stringContaining('Nothing was done') as unknown });
  const passphrase = await typed('open', ONE, [
    [LAST_FOUR, ONE.slice(-4)],
    [/Escrow passphrase: /, 'not the passphrase'],
  ]);
  expect(passphrase.code).toBe(2);
  expect(passphrase.screen).toContain('passphrase does not open');
  expect((await typed('open', OTHER, [])).screen).toContain(`The escrow holds no key ${OTHER} for customer acme`);
  expect((await typed('open', ONE, [], '../escrow/acme')).screen).toContain('The escrow holds no key');
  const lock = await takeCustomerLock(join(workspace, '.keywright'), 'acme', {
    doing: 'run 20261124-141532-7k3f9xwp',
    operator: 'test',
  });
  const busy = await typed('forget', ONE, [[LAST_FOUR, ONE.slice(-4)]]);
  expect(busy).toMatchObject({
    code: 4,
    screen: expect.stringContaining('run 20261124-141532-7k3f9xwp, by test') as unknown,
  });
  if ('release' in lock) lock.release();
  expect(readEntries(folderOf('acme')).entries).toHaveLength(2);
  expect(readManualAccess(folderOf('acme'))).toEqual([]);
});

test('the record of manual access is chained, private, and continues after a torn line', () => {
  const event = {
    utc: '2026-11-24T14:15:32.000Z',
    event: 'opened',
    publicKey: ONE,
    description: 'MSPCFO kw-qpk2rt8w',
    fp: '3f9a-17c2-b04e',
    operator: 'Sam',
    host: 'here',
  } as const;
  const folder = folderOf('acme');
  recordManualAccess(folder, event);
  recordManualAccess(folder, { ...event, event: 'forgotten' });
  if (process.platform !== 'win32') expect(statSync(join(folder, 'log.jsonl')).mode & 0o777).toBe(0o600);
  appendFileSync(join(folder, 'log.jsonl'), '{"prev":"torn');
  recordManualAccess(folder, event);
  const text = readFileSync(join(folder, 'log.jsonl'), 'utf8');
  expect(checkChain(text)).toMatchObject({ lines: 3 });
  const lines = text.trimEnd().split('\n');
  expect(new Set(lines.map((line) => line.slice(0, 40))).size).toBe(3);
  expect(readManualAccess(folder).map((one) => one.event)).toEqual(['opened', 'forgotten', 'opened']);

  // What others have changed gets no line.
  writeFileSync(join(folder, 'log.jsonl'), text.replace('"operator":"Sam"', '"operator":"Kim"'));
  expect(() => recordManualAccess(folder, event)).toThrow(
    /The record of what was done by hand .* was changed: line 2 does not follow .*Nothing was done/,
  );
});

test('a record from before lines had numbers is kept, read, and vouched for by the next one', () => {
  const folder = folderOf('acme');
  const event = {
    utc: '2026-11-24T14:15:32.000Z',
    event: 'opened',
    publicKey: ONE,
    description: 'MSPCFO kw-qpk2rt8w',
    fp: '3f9a-17c2-b04e',
    operator: 'Sam',
    host: 'here',
  } as const;
  const first = `${JSON.stringify({ prev: '0'.repeat(64), ...event })}\n`;
  const former = `${first}{"prev":"torn\n${JSON.stringify({ prev: hashOfLine(first), ...event })}\n`;
  writeFileSync(join(folder, 'log.jsonl'), former);
  expect(readManualAccess(folder).map((one) => one.event)).toEqual(['opened', 'opened']);
  recordManualAccess(folder, { ...event, event: 'forgotten' });
  recordManualAccess(folder, event);
  expect(readManualAccess(folder).map((one) => one.event)).toEqual(['opened', 'opened', 'forgotten', 'opened']);
  expect(readFileSync(join(folder, 'log.former.jsonl'), 'utf8')).toBe(former);
  const text = readFileSync(join(folder, 'log.jsonl'), 'utf8');
  expect(checkChain(text)).toMatchObject({ lines: 2 });
  expect(text.split('\n').map((line) => line.includes(hashOfLine(former)))).toEqual([true, false, false]);
});

const DIRECTUS = {
  kind: 'static token',
  publicKey: 'kw-0000aaaa',
  description: 'kw-0000aaaa',
  member: 'MSPCFO',
  privateKey: new Secret('t0ken-of-a-reader', 'Directus token'),
};

test("a portal does not see another portal's sealed secrets, even of a namesake", async () => {
  const events: EscrowEvent[] = [];
  const escrow = openEscrow(folderOf('acme'), vault, (event) => events.push(event));
  await escrow.of('directus').seal(DIRECTUS);
  // A key that the other portal has under the same name, too.
  await escrow.of('directus').seal({ ...DIRECTUS, publicKey: ONE });
  const connectwise = escrow.of('connectwise');
  const swept = await sealedOf({ escrow: connectwise } as Context, 'MSPCFO');
  expect(swept.map(({ publicKey }) => publicKey)).toEqual([ONE, TWO]);
  await expect(connectwise.open(DIRECTUS.publicKey)).rejects.toThrow('holds nothing of connectwise under kw-0000aaaa');
  await expect(connectwise.destroy(DIRECTUS.publicKey)).rejects.toThrow(
    'holds nothing of connectwise under kw-0000aaaa',
  );
  await connectwise.refuse(ONE);
  for (const { publicKey } of swept) await connectwise.destroy(publicKey);
  expect(await escrow.of('directus').list()).toMatchObject([{ publicKey: DIRECTUS.publicKey }, { publicKey: ONE }]);
  expect((await escrow.of('directus').list()).some((one) => 'refusedAt' in one)).toBe(false);
  expect(events.slice(-1)).toEqual([
    { type: 'escrow.destroyed', portal: 'connectwise', label: 'private key', publicKey: TWO },
  ]);
});

test("a reopened secret keeps its label, and old entries have ConnectWise's", async () => {
  await openEscrow(folderOf('acme'), vault, () => undefined)
    .of('directus')
    .seal(DIRECTUS);
  const old = `${fileOf('acme', ONE)}.json`;
  const {
    portal: _,
    kind: __,
    label: ___,
    ...before
  } = JSON.parse(readFileSync(old, 'utf8')) as Record<string, string>;
  writeFileSync(old, JSON.stringify(before));
  const events: EscrowEvent[] = [];
  const later = openEscrow(folderOf('acme'), vault, (event) => events.push(event));
  expect(await later.of('directus').open(DIRECTUS.publicKey)).toMatchObject({ label: 'Directus token' });
  expect(await later.of('connectwise').open(ONE)).toMatchObject({ label: 'ConnectWise private key' });
  expect(events).toMatchObject([
    { portal: 'directus', label: 'Directus token' },
    { portal: 'connectwise', label: 'ConnectWise private key' },
  ]);
  const known = { portal: 'connectwise', kind: 'API key', label: 'ConnectWise private key', publicKey: ONE };
  expect(readOnlyEscrow(folderOf('acme')).list()).toContainEqual(expect.objectContaining(known));
  const { stdout } = await list('--customer', 'acme');
  expect(stdout).toContain('Directus token: static token of MSPCFO, portal directus');
  expect(stdout).toContain('ConnectWise private key: API key of MSPCFO, portal connectwise');
});

test('a person says which portal is meant where two have a secret under one name', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  await openEscrow(folderOf('acme'), vault, () => undefined)
    .of('directus')
    .seal({ ...DIRECTUS, publicKey: ONE });
  expect((await typed('forget', ONE, [])).screen).toContain('Say which with --portal');
  const { code, screen } = await atTerminal(['escrow', 'forget', ONE, '--customer', 'acme', '--portal', 'directus'], {
    cwd: workspace,
    env: {},
    answers: [[LAST_FOUR, ONE.slice(-4)]],
  });
  expect(code, screen).toBe(0);
  expect(screen).toContain('destroys the sealed copy of the Directus token');
  expect(
    readOnlyEscrow(folderOf('acme'))
      .list()
      .map(({ portal }) => portal),
  ).toEqual(['connectwise', 'connectwise']);
  expect(readManualAccess(folderOf('acme'))).toMatchObject([{ portal: 'directus', label: 'Directus token' }]);
});

/** A portal of one action that does something with its escrow. */
function portalThat(name: string, act: (ctx: Context) => Promise<unknown>): Portal {
  const none = z.strictObject({});
  const inspect = async (ctx: Context) => {
    await act(ctx);
    return { state: 'satisfied' as const, actual: 'It was done.', output: {} };
  };
  const only = action({
    name: `${name}.do`,
    title: name,
    doc: name,
    input: none,
    output: none,
    inspect,
  }) as unknown as Action;
  return {
    name,
    title: name,
    settings: none,
    secrets: {},
    signIn: only,
    hosts: () => [],
    watch: () => Promise.resolve(),
    actions: [only],
  };
}

/** Runs a step at each of these portals for the customer acme. */
async function runAt(url: URL, portals: Portal[], check = false): Promise<{ outcome: string; events: RunEvent[] }> {
  const events: RunEvent[] = [];
  const steps = portals.map((portal, index) => ({
    phase: 0,
    index,
    id: portal.name,
    title: portal.name,
    portal,
    action: portal.actions[0]!,
    needs: [],
    timeoutMs: 60_000,
    retries: 0,
    approve: false,
    resolve: () => ({}),
  }));
  const prepared = {
    runbook: { name: 'try', title: 'Try', check, phases: [{ title: 'All', steps: [] }] },
    file: 'try.yaml',
    bytes: Buffer.from('try'),
    sha256: '0'.repeat(64),
    inputs: {},
    steps,
    customer: {
      name: 'acme',
      title: 'Acme',
      portals: Object.fromEntries(portals.map(({ name }) => [name, { url, settings: {} }])),
      inputs: {},
    },
  } as unknown as Prepared;
  const { outcome } = await run({
    run: newRunId(),
    prepared,
    runs: join(workspace, 'runs'),
    state: join(workspace, '.keywright'),
    browser: findBrowser()!,
    headed: false,
    operator: 'test',
    vault,
    sources: NO_SOURCES,
    watch: (event) => events.push(event),
    say: () => undefined,
    report: async () => undefined,
    signal: new AbortController().signal,
  });
  return { outcome, events };
}

const sweeps = async (ctx: Context) => {
  for (const { publicKey } of await sealedOf(ctx, 'MSPCFO')) await ctx.escrow.destroy(publicKey);
};

test('in a run each portal reaches its own sealed secrets only', async () => {
  const directus = portalThat('directus', async ({ escrow }) => await escrow.seal(DIRECTUS));
  const server = createServer((_, response) => response.end('home'));
  const url = new URL(`http://127.0.0.1:${await listen(server)}`);
  const { outcome, events } = await runAt(url, [directus, portalThat('connectwise', sweeps)]);
  expect(outcome, JSON.stringify(events)).toBe('nothing to do');
  expect(events.filter(({ type }) => type.startsWith('escrow.'))).toMatchObject([
    { type: 'escrow.sealed', step: 'directus', portal: 'directus', label: 'Directus token' },
    { type: 'escrow.destroyed', step: 'connectwise', portal: 'connectwise', publicKey: ONE },
    { type: 'escrow.destroyed', step: 'connectwise', portal: 'connectwise', publicKey: TWO },
  ]);
  const [idle, other] = [
    portalThat('connectwise', async () => undefined),
    portalThat('directus', async () => undefined),
  ];
  expect((await runAt(url, [idle], true)).outcome).toBe('nothing to do');
  const check = await runAt(url, [idle, other], true);
  server.close();
  expect(check.outcome).toBe('drift');
  expect(check.events).toContainEqual(
    expect.objectContaining({
      text: expect.stringContaining('a sealed copy of the Directus token of kw-0000aaaa') as unknown,
    }),
  );
});
