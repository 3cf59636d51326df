import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createPublicKey } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { BESIDE, filesOf } from '../src/evidence/bundle/close.ts';
import { inWords, verifyBundle } from '../src/evidence/bundle/verify.ts';
import { VERIFY_SCRIPT } from '../src/evidence/bundle/verify-script.ts';
import { makeSigner, type Signer } from '../src/evidence/signing.ts';
import { alterations } from './bundle/alterations.ts';
import { writeBundle } from './bundle/sample-bundle.ts';

let folder: string;
let signer: Signer;
let key: string;
let script: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-bundle-'));
  signer = makeSigner(join(folder, 'state'));
  key = join(folder, 'key.pem');
  writeFileSync(key, signer.publicKey);
  script = join(folder, 'verify.sh');
  writeFileSync(script, VERIFY_SCRIPT);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

const publicKey = () => createPublicKey(signer.publicKey);

/** What the shell script says, and its exit code. */
async function bySh(bundle: string, ...args: string[]): Promise<{ code: number; said: string }> {
  return await promisify(execFile)('sh', [script, bundle, ...args]).then(({ stdout }) => ({ code: 0, said: stdout }), (error: { code: number; stdout: string }) => ({ code: error.code, said: error.stdout }));
}

test('a bundle as it was closed passes both verifiers, with the key and without', async () => {
  const bundle = writeBundle(join(folder, 'runs'), 1, signer);
  expect(verifyBundle(bundle, publicKey())).toMatchObject({ state: 'ok', signature: 'good', wrong: [], events: 16, files: 12, signedBy: signer.fingerprint });
  expect(inWords(verifyBundle(bundle, undefined))).toContain('All 12 files are as they were when the bundle was closed, signed, but no key was given');
  test.skip(process.platform === 'win32', 'Windows has no sh');
  expect(await bySh(bundle, key)).toMatchObject({ code: 0, said: expect.stringMatching(/^OK: 16 events, 12 files, signed by this key/) as unknown });
  expect(await bySh(bundle)).toMatchObject({ code: 0, said: expect.stringContaining('no key given') as unknown });
  expect(readFileSync(join(bundle, 'verify.sh'), 'utf8')).toBe(VERIFY_SCRIPT);
});

test('a bundle of a killed run is as it was closed, and never complete', async () => {
  const bundle = writeBundle(join(folder, 'runs'), 2, signer, { end: false });
  expect(verifyBundle(bundle, publicKey())).toMatchObject({ state: 'incomplete', signature: 'good', wrong: [] });
  test.skip(process.platform === 'win32', 'Windows has no sh');
  expect(await bySh(bundle, key)).toMatchObject({ code: 2, said: expect.stringContaining('INCOMPLETE') as unknown });
});

test('another key, or none where one is asked for, is no signature', async () => {
  const other = makeSigner(join(folder, 'other'));
  const bundle = writeBundle(join(folder, 'runs'), 3, signer);
  expect(verifyBundle(bundle, createPublicKey(other.publicKey))).toMatchObject({ state: 'bad', signature: 'bad' });
  expect(inWords(verifyBundle(bundle, createPublicKey(other.publicKey)))).toBe(`This is not as the holder of this key closed it: SHA256SUMS.sig is not the signature of this key over SHA256SUMS. The bundle itself names another key (SHA-256 ${signer.fingerprint}): if that is the one that you were told of, check with it.`);
  const unsigned = writeBundle(join(folder, 'unsigned'), 3, undefined);
  expect(verifyBundle(unsigned, undefined)).toMatchObject({ state: 'ok', signature: 'none' });
  expect(verifyBundle(unsigned, publicKey())).toMatchObject({ state: 'bad', wrong: ['There is no signature (SHA256SUMS.sig).'] });
  test.skip(process.platform === 'win32', 'Windows has no sh');
  expect(await bySh(unsigned, key)).toMatchObject({ code: 1 });
});

test('every alteration of a bundle is seen by both verifiers', async () => {
  test.skip(process.platform === 'win32', 'Windows has no sh, links need rights there');
  test.setTimeout(240_000);
  const bundle = writeBundle(join(folder, 'runs'), 4, signer);
  const all = alterations(filesOf(bundle).filter((file) => !BESIDE.test(file)));
  const missed: string[] = [];
  for (const [n, { what, make }] of all.entries()) {
    const copy = join(folder, `altered-${n}`);
    cpSync(bundle, copy, { recursive: true });
    make(copy, signer);
    if (verifyBundle(copy, publicKey()).state !== 'bad' && verifyBundle(copy, publicKey()).state !== 'open') missed.push(`keywright: ${what}`);
    if ((await bySh(copy, key)).code !== 1) missed.push(`verify.sh: ${what}`);
    for (const beside of [copy, `${copy}.away`, `${copy}.shared`]) rmSync(beside, { recursive: true, force: true });
  }
  expect(missed).toEqual([]);
  expect(all.length).toBeGreaterThanOrEqual(300);
  console.log(`${all.length} of ${all.length} alterations seen by both`);
});
