import { execFile, spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { closeBundle, filesOf, UNSUMMED_FILES } from '../../src/evidence/bundle/close.ts';
import { formatVerdict } from '../../src/evidence/bundle/format-verdict.ts';
import { verifyBundle } from '../../src/evidence/bundle/verify.ts';
import { makeSigner, type Signer } from '../../src/evidence/signing.ts';
import { alterations } from '../support/bundle/alterations.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';
import { cliHere } from '../support/cli-here.ts';
import { failDisk } from '../support/faulty-disk.ts';
import { LONG } from '../support/representative.ts';

const SCRIPT = fileURLToPath(new URL('../../src/evidence/bundle/verify.sh', import.meta.url));

let folder: string;
let signer: Signer;
let key: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-bundle-'));
  signer = makeSigner(join(folder, 'state'));
  key = join(folder, 'key.pem');
  writeFileSync(key, signer.publicKey);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

const publicKey = () => createPublicKey(signer.publicKey);

/** What the shell script says, and its exit code. */
async function bySh(bundle: string, ...args: string[]): Promise<{ code: number; said: string }> {
  return await promisify(execFile)('sh', [SCRIPT, bundle, ...args]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, said: error.stdout }),
  );
}

test('a bundle as it was closed passes both verifiers, with the key and without', async () => {
  const bundle = writeBundle(join(folder, 'runs'), 1, signer);
  expect(verifyBundle(bundle, publicKey())).toMatchObject({
    verdict: 'intact',
    state: 'ok',
    signature: 'good',
    wrong: [],
    events: 16,
    files: 13,
    signedBy: signer.fingerprint,
  });
  expect(formatVerdict(verifyBundle(bundle, undefined))).toContain(
    'Intact, but the signature was NOT checked (no key given). All 13 files are as they were when the bundle was ' +
      'closed',
  );
  test.skip(process.platform === 'win32', 'Windows has no sh');
  expect(await bySh(bundle, key)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^OK: 16 events, 13 files, signed by this key/) as unknown,
  });
  expect(await bySh(bundle)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^OK, but the signature was NOT checked \(no key given\): 16 events/) as unknown,
  });
  expect(readFileSync(join(bundle, 'verify.sh'), 'utf8')).toBe(readFileSync(SCRIPT, 'utf8'));
  // Where nothing is named, the bundle that the script lies in.
  const own = spawnSync('sh', [join(bundle, 'verify.sh')], { encoding: 'utf8', cwd: folder });
  expect({ code: own.status, said: own.stdout }).toEqual(await bySh(bundle));
});

test('shellcheck finds nothing in verify.sh', () => {
  const { error, stdout } = spawnSync('shellcheck', [SCRIPT], { encoding: 'utf8' });
  test.skip(error !== undefined, 'shellcheck is not installed');
  expect(stdout).toBe('');
});

test('a bundle of a killed run is as it was closed, and never complete', async () => {
  const bundle = writeBundle(join(folder, 'runs'), 2, signer, { end: false });
  expect(verifyBundle(bundle, publicKey())).toMatchObject({ state: 'incomplete', signature: 'good', wrong: [] });
  test.skip(process.platform === 'win32', 'Windows has no sh');
  expect(await bySh(bundle, key)).toMatchObject({ code: 2, said: expect.stringContaining('INCOMPLETE') as unknown });
});

test('a signature by another key is none', async () => {
  const other = makeSigner(join(folder, 'other'));
  const bundle = writeBundle(join(folder, 'runs'), 3, signer);
  expect(verifyBundle(bundle, createPublicKey(other.publicKey))).toMatchObject({ state: 'bad', signature: 'bad' });
  expect(formatVerdict(verifyBundle(bundle, createPublicKey(other.publicKey)))).toBe(
    'Altered: this is not as the holder of this key closed it: SHA256SUMS.sig is not the signature of this key ' +
      `over SHA256SUMS. The bundle itself names another key (SHA-256 ${signer.fingerprint}): if that is the one ` +
      'you were told about, check with that.',
  );
});

test(
  'unsigned is neither intact nor altered: both verifiers say so of a bundle from before there was a key, with ' +
    'the key and without',
  async () => {
    const unsigned = writeBundle(join(folder, 'unsigned'), 3, undefined);
    for (const given of [undefined, publicKey()]) {
      expect(verifyBundle(unsigned, given)).toMatchObject({
        verdict: 'unsigned',
        state: 'ok',
        signature: 'none',
        wrong: [],
      });
      expect(formatVerdict(verifyBundle(unsigned, given))).toBe(
        'Unsigned: made before this workspace had a signing key. All 12 files are as they were when the bundle ' +
          'was closed, and the journal (16 lines) is unbroken and matches the pictures.',
      );
    }
    expect(readFileSync(join(unsigned, 'README.txt'), 'utf8')).toContain(
      'This bundle is unsigned: the workspace had no signing key when it was closed.',
    );
    const killed = writeBundle(join(folder, 'unsigned'), 4, undefined, { end: false });
    expect(verifyBundle(killed, publicKey())).toMatchObject({ verdict: 'unsigned', state: 'incomplete', wrong: [] });
    test.skip(process.platform === 'win32', 'Windows has no sh');
    for (const args of [[], [key]]) {
      expect(await bySh(unsigned, ...args)).toMatchObject({
        code: 3,
        said: expect.stringMatching(
          /^UNSIGNED: made before this workspace had a signing key\. Nothing was altered: 16 events, 12 files/,
        ) as unknown,
      });
      expect(await bySh(killed, ...args)).toMatchObject({
        code: 2,
        said: expect.stringContaining('unsigned') as unknown,
      });
    }
  },
);

test(
  'a signature that was taken away is an alteration, with the key and without, and by what the list of runs says, ' +
    'too',
  async () => {
    const stripped = writeBundle(join(folder, 'stripped'), 5, signer);
    rmSync(join(stripped, 'SHA256SUMS.sig'));
    for (const given of [undefined, publicKey()]) {
      expect(verifyBundle(stripped, given)).toMatchObject({
        verdict: 'altered',
        wrong: ['The signature (SHA256SUMS.sig) is missing, though run.json says that the bundle was signed.'],
      });
    }
    const unsigned = writeBundle(join(folder, 'unsigned'), 6, undefined);
    expect(verifyBundle(unsigned, undefined, { signedBy: signer.fingerprint })).toMatchObject({
      verdict: 'altered',
      wrong: [expect.stringContaining('though the list of runs says') as unknown],
    });
    test.skip(process.platform === 'win32', 'Windows has no sh');
    for (const args of [[], [key]])
      expect(await bySh(stripped, ...args)).toMatchObject({
        code: 1,
        said: expect.stringContaining('the signature (SHA256SUMS.sig) is missing, though run.json says') as unknown,
      });
  },
);

test('a changed unsigned bundle is altered, and both verifiers name the first five files', async () => {
  const bundle = writeBundle(join(folder, 'unsigned'), 7, undefined);
  const copy = (name: string) => {
    cpSync(bundle, join(folder, name), { recursive: true });
    return join(folder, name);
  };
  const changed = copy('changed');
  for (const file of ['journal.jsonl', 'report.html', 'run.json', 'runbook.yaml', 'steps.json', 'verify.sh'])
    appendFileSync(join(changed, file), ' ');
  rmSync(join(changed, 'README.txt'));
  const added = copy('added');
  for (const name of ['shots/0009-x-after.png', 'a\u001b[31mb.txt']) writeFileSync(join(added, name), 'x');
  expect(verifyBundle(changed, publicKey())).toMatchObject({
    verdict: 'altered',
    wrong: expect.arrayContaining(['README.txt is missing.', 'journal.jsonl was changed.']) as unknown,
  });
  expect(formatVerdict(verifyBundle(changed, undefined))).toMatch(
    /^Altered after closing: README\.txt is missing\. .* And \d more\.$/,
  );
  expect(verifyBundle(added, undefined)).toMatchObject({ verdict: 'altered' });
  test.skip(process.platform === 'win32', 'Windows has no sh');
  expect(await bySh(changed)).toMatchObject({
    code: 1,
    said: 'FAIL: missing or changed: README.txt journal.jsonl report.html run.json runbook.yaml\n',
  });
  expect(await bySh(added)).toMatchObject({
    code: 1,
    said: 'FAIL: not in the list of files: a??31mb.txt shots/0009-x-after.png\n',
  });
});

test('a file that the disk does not give is told as that, and not as missing or changed', () => {
  const bundle = writeBundle(join(folder, 'unread'), 8, signer);
  for (const name of ['SHA256SUMS', 'SHA256SUMS.sig', 'run.json', 'steps.json']) {
    const disk = failDisk({ on: `${name}$`, calls: ['openSync'], at: 1, does: 'EIO' });
    const { state, wrong } = verifyBundle(bundle, publicKey());
    disk.restore();
    expect(state, name).toBe('bad');
    expect(wrong.join(' ')).toContain(`${name} could not be read (EIO: made up by a test)`);
    expect(wrong.join(' ')).not.toMatch(/missing|was changed\.|not closed/);
  }
  expect(verifyBundle(bundle, publicKey())).toMatchObject({ state: 'ok' });
});

test(
  'a crash between the closing of a bundle and its signature leaves one that is open, and none that seems to lack ' +
    'its signature',
  () => {
    const bundle = writeBundle(join(folder, 'crashed'), 8, signer);
    const failing: Signer = {
      ...signer,
      sign: () => {
        throw new Error('the machine went down');
      },
    };
    rmSync(join(bundle, 'SHA256SUMS'));
    rmSync(join(bundle, 'SHA256SUMS.sig'));
    expect(() => closeBundle(bundle, { run: 'x' }, failing)).toThrow('the machine went down');
    expect(existsSync(join(bundle, 'SHA256SUMS'))).toBe(false);
    expect(verifyBundle(bundle, publicKey())).toMatchObject({ verdict: 'not closed', state: 'open' });
  },
);

test('keywright verify ends with 0 for intact, 3 for unsigned and 1 for altered', async () => {
  const verify = async (bundle: string) => await cliHere(['verify', bundle, '--key', key], { cwd: folder });
  const intact = writeBundle(join(folder, 'codes'), 1, signer);
  const unsigned = writeBundle(join(folder, 'codes', 'before'), 2, undefined);
  expect(await verify(intact)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^✓ Intact, and signed with the key [0-9a-f]{12}\./m) as unknown,
  });
  expect(await verify(unsigned)).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('! Unsigned: made before this workspace had a signing key.') as unknown,
  });
  rmSync(join(intact, 'SHA256SUMS.sig'));
  expect(await verify(intact)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('✗ Altered after closing: The signature (SHA256SUMS.sig) is missing') as unknown,
  });
  rmSync(join(unsigned, 'SHA256SUMS'));
  expect(await verify(unsigned)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('✗ There is no SHA256SUMS') as unknown,
  });
  expect((await cliHere(['--help'], { cwd: folder })).stdout).toMatch(
    /3 +a check found .*evidence is unsigned \(verify\)/,
  );
});

/** @param every which of them the shell script sees, too: it takes a tenth of a second each time */
async function alterAll(every: number): Promise<void> {
  const bundle = writeBundle(join(folder, `altered by ${every}`), 4, signer);
  const all = alterations(filesOf(bundle).filter((file) => !UNSUMMED_FILES.test(file)));
  const missed: string[] = [];
  for (const [n, { what, make }] of all.entries()) {
    const copy = join(folder, `altered-${every}-${n}`);
    cpSync(bundle, copy, { recursive: true });
    make(copy, signer);
    if (!['bad', 'open'].includes(verifyBundle(copy, publicKey()).state)) missed.push(`keywright: ${what}`);
    if (n % every === 0 && (await bySh(copy, key)).code !== 1) missed.push(`verify.sh: ${what}`);
    for (const beside of [copy, `${copy}.away`, `${copy}.shared`]) rmSync(beside, { recursive: true, force: true });
  }
  expect(missed).toEqual([]);
  expect(all.length).toBeGreaterThanOrEqual(300);
  console.log(`${all.length} alterations seen, one in ${every} by both`);
}

test('every alteration of a bundle is seen, and each twelfth by both verifiers', async () => {
  test.skip(process.platform === 'win32', 'Windows has no sh, links need rights there');
  await alterAll(12);
});

test('every alteration of a bundle is seen by both verifiers', LONG, async () => {
  test.skip(process.platform === 'win32', 'Windows has no sh, links need rights there');
  test.setTimeout(240_000);
  await alterAll(1);
});
