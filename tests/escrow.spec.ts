import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { takeCustomerLock } from '../src/engine/customer-lock.ts';
import { openEscrow } from '../src/secrets/escrow.ts';
import { readEntries } from '../src/secrets/escrow-entries.ts';
import { readByHand, recordByHand } from '../src/secrets/escrow-log.ts';
import { Secret } from '../src/secrets/secret.ts';
import { Vault } from '../src/secrets/vault.ts';
import { cli } from './e2e/cli.ts';
import { atTerminal, noTerminal } from './e2e/terminal.ts';

test.describe.configure({ timeout: 180_000 });

const PASSPHRASE = 'zx9 Quokka-71 umbra';
const [ONE, TWO, OTHER] = ['qPk2Rt8WmZx4LcVb', 'hJ7sNd3QyTf9GaKe', 'bV5cXz1LpOi8UyTr'] as const;
const PRIVATE = { [ONE]: 'pr1vate-Half-of-one', [TWO]: 'pr1vate-Half-of-two', [OTHER]: 'pr1vate-Half-of-other' };

/** A workspace in which two customers have keys that lie sealed. */
let workspace: string;
/** Making a vault takes a second, so it is made once. */
let vault: Vault;
let made: string;
const folderOf = (customer: string) => join(workspace, '.keywright', 'escrow', customer);

test.beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'keywright-vault-'));
  vault = await Vault.open(join(made, 'vault'), async () => new Secret(PASSPHRASE, 'passphrase'));
});
test.afterAll(() => rmSync(made, { recursive: true }));

test.beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'keywright-escrow-'));
  for (const [customer, keys] of [['acme', [ONE, TWO]], ['other', [OTHER]]] as const) {
    const escrow = openEscrow(folderOf(customer), vault, () => undefined);
    for (const publicKey of keys) await escrow.seal({ publicKey, description: `MSPCFO kw-${publicKey.slice(0, 8).toLowerCase()}`, member: 'MSPCFO', privateKey: new Secret(PRIVATE[publicKey], 'private key') });
  }
  cpSync(join(made, 'vault'), join(workspace, '.keywright', 'vault'), { recursive: true });
});
test.afterEach(() => rmSync(workspace, { recursive: true }));

const fileOf = (customer: string, publicKey: string) => readEntries(folderOf(customer)).entries.find((entry) => entry.publicKey === publicKey)!.file;
const list = async (...args: string[]) => await cli(['escrow', 'list', ...args], { cwd: workspace });

test('a list names what lies sealed, for all customers or one, without opening or changing anything', async () => {
  const before = readdirSync(workspace, { recursive: true });
  const all = await list();
  expect(all).toMatchObject({ code: 0, stderr: '' });
  for (const text of ['acme', 'other', ONE, TWO, OTHER, 'MSPCFO kw-qpk2rt8w', vault.fingerprint(new Secret(PRIVATE[ONE], 'one'))]) expect(all.stdout).toContain(text);
  const one = await list('--customer', 'other');
  expect(one.stdout).toContain(OTHER);
  expect(one.stdout).not.toContain(ONE);
  expect((await list('--customer', 'nobody')).stdout).toContain('Nothing lies sealed for customer nobody');
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
  const escrow = openEscrow(folderOf('acme'), vault, () => undefined);
  expect((await escrow.list()).map(({ publicKey }) => publicKey)).toEqual([TWO]);
  expect((await escrow.open(TWO)).reveal()).toBe(PRIVATE[TWO]);
  truncateSync(`${two}.age`, 100);
  expect(await escrow.list()).toMatchObject([{ publicKey: TWO, damaged: expect.stringContaining('cut or changed') as unknown }]);
  await expect(escrow.open(TWO)).rejects.toThrow(/cannot be opened: its sealed half .*keywright escrow forget/);
  await escrow.destroy(TWO);
  expect(await escrow.list()).toEqual([]);
});

test('what was sealed for another vault is said so', async () => {
  const other = await Vault.open(join(workspace, 'other-vault'), async () => new Secret(PASSPHRASE, 'passphrase'));
  await expect(openEscrow(folderOf('acme'), other, () => undefined).open(ONE)).rejects.toThrow(/was sealed for another workspace's vault/);
});

test('leftovers of crashes and failing disks are listed, and cleared away by the next that opens the escrow', async () => {
  const one = fileOf('acme', ONE);
  rmSync(`${one}.json`);
  writeFileSync(`${one}.json.0123456789ab.draft`, 'half');
  const { code, stdout } = await list('--customer', 'acme');
  expect(code).toBe(0);
  expect(stdout).toMatch(/[0-9a-f]{16}\.json\.0123456789ab\.draft is the beginning of a file that was never finished.* Nobody can use it, and the next run for this customer removes it\./);
  expect(stdout).toMatch(/[0-9a-f]{16}\.age is a sealed half without the file that says of which key.* the next run for this customer removes it\./);
  rmSync(`${fileOf('other', OTHER)}.json`);
  expect((await list('--customer', 'other')).stdout).toMatch(/^other\n {2}! .*\.age is a sealed half/);
  openEscrow(folderOf('acme'), vault, () => undefined);
  expect(readdirSync(folderOf('acme')).filter((name) => name.includes(one.slice(-16)))).toEqual([]);
  expect(readEntries(folderOf('acme')).entries).toHaveLength(1);
});

test('without a terminal nothing is opened and nothing forgotten', async () => {
  for (const command of ['open', 'forget']) {
    const { code, stdout, stderr } = await cli(['escrow', command, ONE, '--customer', 'acme'], { cwd: workspace, env: { KEYWRIGHT_PASSPHRASE: PASSPHRASE } });
    expect(code).toBe(2);
    expect(stderr).toContain('needs a terminal');
    expect(stdout).not.toContain(PRIVATE[ONE]);
  }
  expect(readEntries(folderOf('acme')).entries).toHaveLength(2);
  expect(existsSync(join(folderOf('acme'), 'log.jsonl'))).toBe(false);
});

const LAST_FOUR = /last four characters of the public key to go on: /;
const typed = async (command: string, publicKey: string, answers: [RegExp, string][], customer = 'acme') =>
  await atTerminal(['escrow', command, publicKey, '--customer', customer], { cwd: workspace, env: { KEYWRIGHT_OPERATOR: 'Sam' }, answers });

test('a person at a terminal can open a key, by its last four characters and the passphrase, and it is recorded', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  const { code, screen } = await typed('open', ONE, [[LAST_FOUR, ONE.slice(-4)], [/Escrow passphrase \(KEYWRIGHT_PASSPHRASE\): /, PASSPHRASE]]);
  expect(code, screen).toBe(0);
  expect(screen).toContain(PRIVATE[ONE]);
  expect(screen).not.toContain(PASSPHRASE);
  expect(screen.indexOf('fingerprint')).toBeLessThan(screen.indexOf(PRIVATE[ONE]));
  expect(readByHand(folderOf('acme'))).toMatchObject([{ event: 'opened', publicKey: ONE, operator: 'Sam', fp: vault.fingerprint(new Secret(PRIVATE[ONE], 'one')) }]);
  expect(readEntries(folderOf('acme')).entries).toHaveLength(2);
  expect((await list()).stdout).toMatch(/opened by hand .* by Sam on /);
  for (const file of readdirSync(workspace, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) expect(readFileSync(join(file.parentPath, file.name), 'latin1')).not.toContain(PRIVATE[ONE]);
});

test('a person at a terminal can forget a key, and it is recorded', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  const { code, screen } = await typed('forget', TWO, [[LAST_FOUR, TWO.slice(-4)]]);
  expect(code, screen).toBe(0);
  expect(readEntries(folderOf('acme')).entries.map(({ publicKey }) => publicKey)).toEqual([ONE]);
  expect(readByHand(folderOf('acme'))).toMatchObject([{ event: 'forgotten', publicKey: TWO, operator: 'Sam' }]);
});

test('other characters, a wrong passphrase, another key or a customer at work do nothing', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  const wrong = await typed('forget', ONE, [[LAST_FOUR, 'nope']]);
  expect(wrong).toMatchObject({ code: 2, screen: expect.stringContaining('Nothing was done') as unknown });
  const passphrase = await typed('open', ONE, [[LAST_FOUR, ONE.slice(-4)], [/PASSPHRASE\): /, 'not the passphrase']]);
  expect(passphrase.code).toBe(2);
  expect(passphrase.screen).toContain('passphrase does not open');
  expect((await typed('open', OTHER, [])).screen).toContain(`The escrow holds no key ${OTHER} for customer acme`);
  expect((await typed('open', ONE, [], '../escrow/acme')).screen).toContain('The escrow holds no key');
  const lock = await takeCustomerLock(join(workspace, '.keywright'), 'acme', { doing: 'run 20261124-141532-7k3f9xwp', operator: 'test' });
  const busy = await typed('forget', ONE, [[LAST_FOUR, ONE.slice(-4)]]);
  expect(busy).toMatchObject({ code: 4, screen: expect.stringContaining('run 20261124-141532-7k3f9xwp, by test') as unknown });
  if ('release' in lock) lock.release();
  expect(readEntries(folderOf('acme')).entries).toHaveLength(2);
  expect(readByHand(folderOf('acme'))).toEqual([]);
});

test('the record of what was done by hand is chained, for its owner only, and goes on after a torn line', () => {
  const event = { utc: '2026-11-24T14:15:32.000Z', event: 'opened', publicKey: ONE, description: 'MSPCFO kw-qpk2rt8w', fp: '3f9a-17c2-b04e', operator: 'Sam', host: 'here' } as const;
  const folder = folderOf('acme');
  recordByHand(folder, event);
  recordByHand(folder, { ...event, event: 'forgotten' });
  if (process.platform !== 'win32') expect(statSync(join(folder, 'log.jsonl')).mode & 0o777).toBe(0o600);
  appendFileSync(join(folder, 'log.jsonl'), '{"prev":"torn');
  recordByHand(folder, event);
  const lines = readFileSync(join(folder, 'log.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(new Set(lines.map((line) => line.slice(0, 40))).size).toBe(4);
  expect(readByHand(folder).map((one) => one.event)).toEqual(['opened', 'forgotten', 'opened']);
});
