import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { readEntries } from '../../src/secrets/escrow/entries.ts';
import { openEscrow } from '../../src/secrets/escrow/escrow.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { Vault } from '../../src/secrets/vault.ts';
import { type DiskFault, failDisk } from '../support/faulty-disk.ts';
import { writeQuickVault } from '../support/quick-vault.ts';

test.describe.configure({ timeout: 300_000 });

const [OLD, NEW] = ['qPk2Rt8WmZx4LcVb', 'hJ7sNd3QyTf9GaKe'];
const privateHalf = (publicKey: string) => `pr1vate-half-of-${publicKey}`;
const child = (name: string) => fileURLToPath(new URL(`../support/processes/${name}`, import.meta.url));
const FAULTY = pathToFileURL(fileURLToPath(new URL('../support/faulty-disk.ts', import.meta.url))).href;

let workspace: string;
let vault: Vault;
const folder = () => join(workspace, 'escrow');

test.beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'keywright-crash-'));
  await writeQuickVault(join(workspace, 'vault'), 'zx9 Quokka-71 umbra');
  vault = await Vault.open(join(workspace, 'vault'), async () => new Secret('zx9 Quokka-71 umbra', 'passphrase'));
  const escrow = openEscrow(folder(), vault, () => undefined).of('connectwise');
  await escrow.seal({
    kind: 'API key',
    publicKey: OLD,
    description: 'MSPCFO kw-0000aaaa',
    member: 'MSPCFO',
    privateKey: new Secret(privateHalf(OLD), 'private key'),
  });
  mkdirSync(join(workspace, 'before'));
  cpSync(folder(), join(workspace, 'before'), { recursive: true });
});
test.afterAll(() => rmSync(workspace, { recursive: true }));
test.beforeEach(() => {
  rmSync(folder(), { recursive: true });
  cpSync(join(workspace, 'before'), folder(), { recursive: true });
});

/** What a later process finds: each entry opens to its private half, and nothing else lies about. */
async function usableKeys(): Promise<string[]> {
  const escrow = openEscrow(folder(), vault, () => undefined).of('connectwise');
  const { entries, unreadable } = readEntries(folder());
  expect(unreadable).toEqual([]);
  for (const { publicKey } of entries) expect((await escrow.open(publicKey)).reveal()).toBe(privateHalf(publicKey));
  expect(readdirSync(folder())).toHaveLength(entries.length * 2);
  return entries.map(({ publicKey }) => publicKey);
}

/** Does it in a process of its own with a fault. @returns whether the fault was met */
function crashes(what: 'seal' | 'destroy', publicKey: string, fault: DiskFault): boolean {
  const { status, signal, stderr } = spawnSync(process.execPath, [child('use-escrow.ts'), workspace, what, publicKey], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: `--import=${FAULTY}`, DISK_FAULT: JSON.stringify(fault) },
  });
  if (status === 0) return false;
  if (fault.does === 'kill' ? process.platform !== 'win32' && signal !== 'SIGKILL' : !stderr.includes(fault.does))
    throw new Error(stderr);
  return true;
}

test('killed before any call of sealing a key, the escrow holds a whole entry or none', async () => {
  const left = new Set<number>();
  let at = 1;
  for (; crashes('seal', NEW, { on: 'escrow', at, does: 'kill' }); at += 1) {
    const keys = await usableKeys();
    expect(keys).toContain(OLD);
    left.add(keys.length);
    rmSync(folder(), { recursive: true });
    cpSync(join(workspace, 'before'), folder(), { recursive: true });
  }
  expect(at).toBeGreaterThan(12);
  expect([...left].sort()).toEqual([1, 2]);
  expect(await usableKeys()).toEqual([OLD, NEW]);
});

test('killed before any call of destroying a key, the escrow holds a whole entry or none', async () => {
  const left = new Set<number>();
  let at = 1;
  for (; crashes('destroy', OLD, { on: 'escrow', at, does: 'kill' }); at += 1) {
    left.add((await usableKeys()).length);
    rmSync(folder(), { recursive: true });
    cpSync(join(workspace, 'before'), folder(), { recursive: true });
  }
  expect(at).toBeGreaterThan(8);
  expect([...left].sort()).toEqual([0, 1]);
  expect(readdirSync(folder())).toEqual([]);
});

test('whichever call of sealing fails, a key that counts as sealed can be opened', async () => {
  for (const does of ['ENOSPC', 'EIO']) {
    let at = 1;
    for (; ; at += 1) {
      const escrow = openEscrow(folder(), vault, () => undefined).of('connectwise');
      const disk = failDisk({ on: 'escrow', at, does });
      const failed = await escrow
        .seal({
          kind: 'API key',
          publicKey: NEW,
          description: 'MSPCFO kw-7k3f9xwp',
          member: 'MSPCFO',
          privateKey: new Secret(privateHalf(NEW), 'private key'),
        })
        .then(
          () => undefined,
          (error: NodeJS.ErrnoException) => error.code ?? error.message,
        )
        .finally(disk.restore);
      if (!disk.failed()) break;
      expect(failed, `call ${at}`).toBeDefined();
      await usableKeys();
      rmSync(folder(), { recursive: true });
      cpSync(join(workspace, 'before'), folder(), { recursive: true });
    }
    expect(at).toBeGreaterThan(12);
    expect(await usableKeys()).toEqual([OLD, NEW]);
    rmSync(folder(), { recursive: true });
    cpSync(join(workspace, 'before'), folder(), { recursive: true });
  }
});

test('a key is sealed or destroyed, whichever call is locked for a moment', async () => {
  const escrow = openEscrow(folder(), vault, () => undefined).of('connectwise');
  for (const [does, holding] of [
    ['EPERM', true],
    ['EBUSY', false],
  ] as const) {
    let at = 1;
    for (let met = true; met; at += 1) {
      const disk = failDisk({ on: 'escrow', at, does, once: true });
      if (holding)
        await escrow
          .seal({
            kind: 'API key',
            publicKey: NEW,
            description: 'MSPCFO kw-7k3f9xwp',
            member: 'MSPCFO',
            privateKey: new Secret(privateHalf(NEW), 'private key'),
          })
          .finally(disk.restore);
      else await escrow.destroy(OLD).finally(disk.restore);
      met = disk.failed();
      expect(await usableKeys(), `call ${at}`).toEqual(holding ? [OLD, NEW] : []);
      rmSync(folder(), { recursive: true });
      cpSync(join(workspace, 'before'), folder(), { recursive: true });
    }
    expect(at).toBeGreaterThan(8);
  }
});

test('a key is sealed and destroyed in an order that a power cut cannot turn around', async () => {
  const disk = failDisk({ on: 'escrow', at: Infinity, does: 'EIO' });
  const escrow = openEscrow(folder(), vault, () => undefined).of('connectwise');
  const steps = (calls: string[]) =>
    calls
      .splice(0)
      .map((call) =>
        call
          .replace(/\/.*escrow$/, '<folder>')
          .replace(
            /\/.*\.(age|json)(.*\.draft)?$/,
            (_, ending: string, draft?: string) => `${ending}${draft ? ' draft' : ''}`,
          ),
      );
  steps(disk.calls);
  await escrow.seal({
    kind: 'API key',
    publicKey: NEW,
    description: 'MSPCFO kw-7k3f9xwp',
    member: 'MSPCFO',
    privateKey: new Secret(privateHalf(NEW), 'private key'),
  });
  const durably = (ending: string) => [
    `openSync ${ending} draft`,
    `writeSync ${ending} draft`,
    `fsyncSync ${ending} draft`,
    `closeSync ${ending} draft`,
    `renameSync ${ending} draft`,
    'openSync <folder>',
    'fsyncSync <folder>',
    'closeSync <folder>',
  ];
  const sync = process.platform === 'win32' ? [] : ['openSync <folder>', 'fsyncSync <folder>', 'closeSync <folder>'];
  expect(steps(disk.calls)).toEqual(
    [...durably('age'), ...durably('json')].filter((step) => sync.length > 0 || !step.includes('<folder>')),
  );
  await escrow.destroy(NEW);
  const destroyed = steps(disk.calls);
  // Before that it only reads.
  expect(destroyed.slice(destroyed.indexOf('rmSync json'))).toEqual([
    'rmSync json',
    ...sync,
    // How long it is.
    'openSync age',
    'closeSync age',
    'openSync age',
    'writeSync age',
    'fsyncSync age',
    'closeSync age',
    'rmSync age',
    ...sync,
  ]);
  disk.restore();
});

test('a sealed half that the disk did not remove is removed at the next look, in the same run', async () => {
  const escrow = openEscrow(folder(), vault, () => undefined).of('connectwise');
  const disk = failDisk({ on: 'escrow.*\\.age$', calls: ['rmSync'], at: 1, does: 'EIO', once: true });
  await expect(escrow.destroy(OLD).finally(disk.restore)).rejects.toThrow('EIO');
  expect(await escrow.list()).toEqual([]);
  expect(readdirSync(folder())).toEqual([]);
});
