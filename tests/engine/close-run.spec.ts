import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import fs, { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { closeRun } from '../../src/engine/close-run.ts';
import { verifyBundle } from '../../src/evidence/bundle/verify.ts';
import { listedRuns, readRunList } from '../../src/evidence/runs/run-list.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
import { makeSigner, type Signer } from '../../src/evidence/signing.ts';
import { picture, writeBundle } from '../support/bundle/sample-bundle.ts';
import { failDisk } from '../support/faulty-disk.ts';

const wait = Atomics.wait;
// How long it is tried again, tests/files/durable-write.spec.ts shows.
test.beforeAll(() => (Atomics.wait = () => 'timed-out'));
test.afterAll(() => (Atomics.wait = wait));

let root: string;
let runs: string;
let signer: Signer;
let bundle: string;
test.beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kw-close-'));
  runs = join(root, 'runs');
  signer = makeSigner(join(root, 'state'));
  bundle = writeBundle(runs, 1, signer, { closed: false });
});
test.afterEach(() => rmSync(root, { recursive: true }));

const key = () => createPublicKey(signer.publicKey);
const close = async () =>
  await closeRun({
    runs,
    state: join(root, 'state'),
    folder: bundle,
    run: listedRuns(readRunList(runs))[0]!.begun.run,
    timeStamps: undefined,
    portals: [],
  });
const listedAsClosed = () => listedRuns(readRunList(runs))[0]!.closed !== undefined;

/** It is closed, and both verifiers and the list say so. */
function expectGood(): void {
  expect(readdirSync(bundle, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.draft'))).toEqual(
    [],
  );
  expect(verifyBundle(bundle, key())).toMatchObject({ state: 'ok', signature: 'good', wrong: [] });
  expect(verifyRuns(runs, key())).toMatchObject({ wrong: [], notes: [] });
  if (process.platform === 'win32') return;
  writeFileSync(join(root, 'key.pem'), signer.publicKey);
  expect(execFileSync('sh', [join(bundle, 'verify.sh'), bundle, join(root, 'key.pem')]).toString()).toMatch(/^OK: /);
}

test('drafts and screenshots without a journal line are removed before closing', async () => {
  writeFileSync(join(bundle, 'shots', '0005-press-after.png.0123456789ab.draft'), 'half a picture');
  writeFileSync(join(bundle, 'run.json.0123456789ab.draft'), '{');
  // As when the run was killed, or the disk refused, between a picture and its line in the journal.
  writeFileSync(join(bundle, 'shots', '0005-press-after.png'), picture(5));
  await close();
  expect(existsSync(join(bundle, 'shots', '0005-press-after.png'))).toBe(false);
  expectGood();
});

for (const [what, fault] of Object.entries({
  SHA256SUMS: { on: 'SHA256SUMS\\.[0-9a-f]+\\.draft', calls: ['renameSync'] },
  'its signature': { on: 'SHA256SUMS\\.sig', calls: ['renameSync'] },
  'the statement': { on: 'run\\.json', calls: ['renameSync'] },
  'a draft that was left': { on: 'left\\.draft', calls: ['rmSync'] },
})) {
  test(`a run folder stays open while the disk refuses ${what}, and the next try closes it`, async () => {
    writeFileSync(join(bundle, 'left.draft'), 'x');
    const disk = failDisk({ ...fault, at: 1, does: 'EPERM' });
    const refused = await close()
      .then(
        () => '',
        (error: Error) => error.message,
      )
      .finally(disk.restore);
    expect(refused).toMatch(/could not be (written|removed) \(EPERM: /);
    expect(listedAsClosed()).toBe(false);
    expect(verifyBundle(bundle, key())).toMatchObject({ state: 'open' });
    expect(verifyRuns(runs, key()).wrong).toEqual([]);
    if (what !== 'a draft that was left')
      expect(readdirSync(bundle).filter((name) => name.includes('.draft'))).toEqual([]);
    await close();
    expectGood();
  });
}

/** Another program puts a file into the folder right after its sums were written, once. */
function meddle(file: string): () => void {
  const real = fs.renameSync;
  fs.renameSync = (from, to) => {
    real(from, to);
    if (!String(to).endsWith('SHA256SUMS')) return;
    writeFileSync(file, 'x');
    restore();
  };
  const restore = () => {
    fs.renameSync = real;
    syncBuiltinESMExports();
  };
  syncBuiltinESMExports();
  return restore;
}

test('a closed folder is checked before it is listed, and closed again after a change', async () => {
  const draft = join(bundle, 'shots', '0001-press-after.png.0123456789ab.draft');
  const restore = meddle(draft);
  await close().finally(restore);
  expect(existsSync(draft)).toBe(false);
  expectGood();
});

test('a folder that fails its own check stays open and says why, and the next try closes it', async () => {
  writeFileSync(join(bundle, 'notes (1).txt'), 'of another program');
  await expect(close()).rejects.toThrow(
    /does not pass its own check, so it was not closed\. .*the next run of this customer closes it/,
  );
  expect(listedAsClosed()).toBe(false);
  expect(verifyBundle(bundle, key())).toMatchObject({ state: 'open' });
  rmSync(join(bundle, 'notes (1).txt'));
  await close();
  expectGood();
});

test('an unsaved signature of the list is reported, and nothing is called altered', async () => {
  const disk = failDisk({ on: 'list\\.jsonl\\.sig', calls: ['renameSync'], at: 2, does: 'EPERM' });
  await expect(close().finally(disk.restore)).rejects.toThrow(/list\.jsonl\.sig could not be written \(EPERM: /);
  expect(readdirSync(runs).filter((name) => name.includes('.draft'))).toEqual([]);
  expect(verifyBundle(bundle, key())).toMatchObject({ state: 'ok', wrong: [] });
  expect(verifyRuns(runs, key()).wrong).toEqual([]);
});
