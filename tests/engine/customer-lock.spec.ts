import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { busyError } from '../../src/cli/lock-message.ts';
import { customerLockHolder, type Holder, takeCustomerLock } from '../../src/engine/customer-lock.ts';
import { openEscrow, readOnlyEscrow } from '../../src/secrets/escrow/escrow.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { Vault } from '../../src/secrets/vault.ts';
import { GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { cli } from '../support/cli.ts';

const HOLD = fileURLToPath(new URL('../support/processes/hold-lock.ts', import.meta.url));
const WHO = { doing: 'run 20261124-141532-7k3f9xwp', operator: 'test' };
/** Longer than any test takes. */
const FOREVER = 600_000;

let state: string;
let children: ChildProcess[];
test.beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'keywright-lock-'));
  children = [];
});
test.afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

interface Held {
  child: ChildProcess;
  ready: Promise<unknown>;
  /** Whether it got the lock. */
  said: Promise<string>;
  ended: Promise<number | null>;
}

function hold(ms: number): Held {
  const child = spawn(process.execPath, [HOLD, state, String(ms)], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  const ready = lines.next();
  return {
    child,
    ready,
    said: ready.then(async () => (await lines.next()).value as string),
    ended: new Promise((resolve) => child.on('close', resolve)),
  };
}

const go = () => writeFileSync(join(state, 'go'), '');

/** A process that owns the lock now. */
async function owner(): Promise<Held> {
  go();
  const holder = hold(FOREVER);
  expect(await holder.said).toBe('owner');
  return holder;
}

test('where there can be no lock, the disk is named, and what to do', async () => {
  const file = join(state, 'file');
  writeFileSync(file, '');
  await expect(takeCustomerLock(file, 'acme', WHO)).rejects.toThrow(
    /locks could not be made \(ENOTDIR: not a directory\)\. Check the disk/,
  );
});

test('of many starts at once, one gets the lock, and the rest are told who has it', async () => {
  const all = Array.from({ length: 24 }, () => hold(1_500));
  await Promise.all(all.map(({ ready }) => ready));
  go();
  const codes = await Promise.all(all.map(({ ended }) => ended));
  const log = readFileSync(join(state, 'log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '));
  // One that comes late may own it after the first; but each ends before the next begins.
  for (let at = 0; at < log.length; at += 2)
    expect([log[at]![0], log[at + 1]![0], log[at + 1]![1]]).toEqual(['begins', 'ends', log[at]![1]]);
  expect(codes.filter((code) => code === 0)).toHaveLength(log.length / 2);
  const refused = (await Promise.all(all.map(({ said }) => said))).filter((line) => line.startsWith('busy'));
  expect(refused).toHaveLength(codes.filter((code) => code === 4).length);
  expect(refused.length).toBeGreaterThan(10);
  const owners = log.filter(([what]) => what === 'begins').map(([, pid]) => pid);
  for (const line of refused) expect(owners).toContain(String((JSON.parse(line.slice(6)) as Holder).pid));
});

test('a stopped owner keeps the lock, and a killed one frees it at once', async () => {
  test.skip(process.platform === 'win32', 'a process cannot be stopped there');
  const { child, ended } = await owner();
  child.kill('SIGSTOP');
  const refused = await takeCustomerLock(state, 'acme', WHO);
  expect(refused).toMatchObject({ heldBy: { doing: `run ${child.pid}`, pid: child.pid, operator: 'test' } });
  child.kill('SIGKILL');
  await ended;
  const began = performance.now();
  const lock = await takeCustomerLock(state, 'acme', WHO);
  expect(lock).toHaveProperty('release');
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(customerLockHolder(state, 'acme')).toMatchObject({ ...WHO, pid: process.pid });
  if ('release' in lock) lock.release();
});

test('a lock that is released is free, and what its owner wrote is gone', async () => {
  const lock = await takeCustomerLock(state, 'acme', WHO);
  expect(await takeCustomerLock(state, 'acme', WHO)).toMatchObject({ heldBy: WHO });
  expect(await takeCustomerLock(state, 'other', WHO)).toHaveProperty('release');
  if ('release' in lock) lock.release();
  expect(existsSync(join(state, 'locks', 'acme.json'))).toBe(false);
  expect(customerLockHolder(state, 'acme')).toBeUndefined();
  expect(await takeCustomerLock(state, 'acme', WHO)).toHaveProperty('release');
});

test("a dead owner's lock file is not taken for the present owner's", async () => {
  const { child, ended } = await owner();
  child.kill('SIGKILL');
  await ended;
  expect(existsSync(join(state, 'locks', 'acme.json'))).toBe(true);
  expect(customerLockHolder(state, 'acme')).toBeUndefined();
  expect(await takeCustomerLock(state, 'acme', WHO)).toHaveProperty('release');
});

test('a second run starts nothing, says who is running, and ends with exit code 4', async () => {
  writeFileSync(join(state, 'customers.yaml'), GOOD_CUSTOMERS);
  const lock = await takeCustomerLock(join(state, '.keywright'), 'acme', WHO);
  const { code, stdout, stderr } = await cli(['run', 'onboard', '--customer', 'acme'], { cwd: state });
  expect(code, stdout + stderr).toBe(4);
  expect(stderr).toContain('Not started: another run for customer acme is in progress.');
  expect(stderr).toContain(`run 20261124-141532-7k3f9xwp, by test on`);
  expect(stderr).toMatch(new RegExp(`\\(process ${process.pid}\\), since \\d+ \\w+ \\d{4}, [\\d:]{8} \\(`));
  expect(stderr).toContain('that frees the customer at once');
  expect(existsSync(join(state, 'runs'))).toBe(false);
  if ('release' in lock) lock.release();
  expect((await cli(['run', 'onboard', '--customer', 'acme'], { cwd: state })).stderr).not.toContain('is in progress');
});

test('an owner that has not said who it is yet is spoken of so', () => {
  expect(busyError('acme', undefined).message).toContain('another Keywright that has just started');
});

test('looking into the escrow leaves alone what a run is just writing', async () => {
  const folder = join(state, 'escrow');
  mkdirSync(folder);
  // Between the two writes of sealing a key.
  writeFileSync(join(folder, '0123456789abcdef.age'), 'sealed');
  expect(await readOnlyEscrow(folder).list()).toEqual([]);
  expect(existsSync(join(folder, '0123456789abcdef.age'))).toBe(true);
  expect(await readOnlyEscrow(join(state, 'none')).list()).toEqual([]);
  expect(existsSync(join(state, 'none'))).toBe(false);
});

test('two runs that make the vault at once use the same one', async () => {
  test.slow();
  const folder = join(state, 'vault');
  const passphrase = async () => new Secret('correct horse battery', 'passphrase');
  const [one, two] = await Promise.all([Vault.open(folder, passphrase), Vault.open(folder, passphrase)]);
  const value = new Secret('c4N-private-half-of-a-key', 'private key');
  expect(one.fingerprint(value)).toBe(two.fingerprint(value));
  const escrow = openEscrow(join(state, 'escrow'), one, () => undefined).of('connectwise');
  await escrow.seal({
    kind: 'API key',
    publicKey: 'PUBLIC1234567890',
    description: 'MSPCFO kw-7k3f9xwp',
    member: 'MSPCFO',
    privateKey: value,
  });
  const later = openEscrow(join(state, 'escrow'), two, () => undefined).of('connectwise');
  expect((await later.open('PUBLIC1234567890')).reveal()).toBe(value.reveal());
});
