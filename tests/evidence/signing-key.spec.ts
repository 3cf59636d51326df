import { fork } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { ensureSigningKey } from '../../src/cli/ensure-signing-key.ts';
import { recordReview } from '../../src/evidence/runs/reviews.ts';
import { listFile } from '../../src/evidence/runs/run-list.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
import { openSigner } from '../../src/evidence/signing.ts';
import { makeSigningKey, signingKeyForRun } from '../../src/evidence/signing-key.ts';
import { ReviewLogReader } from '../../src/review/app/review-log.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';
import { cliHere } from '../support/cli-here.ts';

let folder: string;
let state: string;
let runs: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-key-'));
  [state, runs] = [join(folder, '.keywright'), join(folder, 'runs')];
});
test.afterEach(() => rmSync(folder, { recursive: true }));

const keyOf = () => createPublicKey(openSigner(state)!.publicKey);
const verify = async (...args: string[]) => await cliHere(['verify', ...args], { cwd: folder });

/** What the terminal would say. */
function said(): string {
  const lines: string[] = [];
  ensureSigningKey(state, runs, (text) => lines.push(text));
  return lines.join('\n');
}

test('the first run makes the signing key and says where it is; later runs use it silently', () => {
  const first = said();
  const { fingerprint } = openSigner(state)!;
  expect(first).toContain(join(state, 'signing'));
  expect(first).toContain(`SHA-256 fingerprint: ${fingerprint}`);
  expect(first).toContain('Give auditors public.pem or this fingerprint, separately from the evidence');
  expect(first).not.toContain('PRIVATE');
  expect(said()).toBe('');
  expect(openSigner(state)!.fingerprint).toBe(fingerprint);
});

test('two first runs that begin at once end with one key, which both use', async () => {
  const child = fileURLToPath(new URL('../support/processes/first-run.ts', import.meta.url));
  writeBundle(runs, 1, undefined);
  for (let turn = 0; turn < 3; turn += 1) {
    rmSync(state, { recursive: true, force: true });
    rmSync(`${listFile(runs)}.sig`, { force: true });
    const children = Array.from({ length: 4 }, () => fork(child, [state, runs]));
    await Promise.all(children.map(async (one) => await once(one, 'message')));
    const answers = children.map(
      async (one) => (await once(one, 'message'))[0] as { made: boolean; fingerprint: string },
    );
    for (const one of children) one.send('go');
    const got = await Promise.all(answers);
    expect(new Set(got.map(({ fingerprint }) => fingerprint)), JSON.stringify(got)).toEqual(
      new Set([openSigner(state)!.fingerprint]),
    );
    expect(got.filter(({ made }) => made)).toHaveLength(1);
    expect(readdirSync(state)).toEqual(['signing']);
    expect(verifyRuns(runs, keyOf())).toMatchObject({ verdict: 'intact', wrong: [] });
  }
});

test('runs from before the key are unsigned, vouched for once there is one, and never altered', async () => {
  for (const n of [1, 2]) writeBundle(runs, n, undefined);
  recordReview(runs, undefined, {
    type: 'review',
    customer: 'acme',
    run: '20261124-140001-7k3f9xwp',
    verdict: 'approved',
    reviewer: 'kim',
    host: 'here',
    journal: 'j',
  });
  const before = await verify();
  expect(before, before.stdout + before.stderr).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(
      /2 runs: 2 unsigned\.\n[\s\S]*! The run list is unsigned: made before this workspace had a signing key\./,
    ) as unknown,
  });
  expect(before.stdout).not.toMatch(/altered|✗/);
  expect((await cliHere(['keys', 'init'], { cwd: folder })).code).toBe(0);
  writeBundle(runs, 3, openSigner(state));
  expect(verifyRuns(runs, keyOf())).toMatchObject({
    verdict: 'intact',
    wrong: [],
    list: 'good',
    runs: [{ verdict: 'unsigned' }, { verdict: 'unsigned' }, { verdict: 'intact' }],
  });
  expect(new ReviewLogReader(runs, keyOf()).read().warning).toBeUndefined();
  const after = await verify();
  expect(after, after.stdout + after.stderr).toMatchObject({ code: 0 });
  expect(after.stdout).toContain('3 runs: 1 intact, 2 unsigned.');
  expect(after.stdout).toContain(
    '! Run 20261124-140001-7k3f9xwp is unsigned itself; the signed list of runs vouches for its files.',
  );
  expect(after.stdout).toContain('✓ The run list is intact and no run is missing.');
  // What is vouched for, nobody changes unseen, however carefully.
  const other = join(folder, 'other');
  writeBundle(other, 2, undefined, { pictures: 3 });
  rmSync(join(runs, 'acme', '20261124-140002-7k3f9xwp'), { recursive: true });
  cpSync(join(other, 'acme', '20261124-140002-7k3f9xwp'), join(runs, 'acme', '20261124-140002-7k3f9xwp'), {
    recursive: true,
  });
  expect(await verify()).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      new RegExp(
        [
          String.raw`3 runs: 1 intact, 1 unsigned, 1 altered\.[\s\S]*✗ Run `,
          '20261124-140002-7k3f9xwp: its files are not those that the list knows',
        ].join(''),
      ),
    ) as unknown,
  });
});

test('without the key an auditor is told that signatures were not checked', async () => {
  writeBundle(runs, 1, undefined);
  const signer = makeSigningKey(state, runs);
  const signed = writeBundle(runs, 2, signer);
  rmSync(state, { recursive: true });
  expect(verifyRuns(runs, undefined)).toMatchObject({ verdict: 'unsigned', list: 'not checked', wrong: [] });
  expect(await verify()).toMatchObject({
    code: 3,
    stdout: expect.stringContaining(
      '! The run list is intact and no run is missing, but its signature was NOT checked (no key given).',
    ) as unknown,
  });
  expect(await verify(signed)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('! Intact, but the signature was NOT checked (no key given).') as unknown,
  });
});

test('a list or a run that has lost its signature is altered, whatever else was taken out', () => {
  writeBundle(runs, 1, undefined);
  const signer = makeSigningKey(state, runs);
  const signed = writeBundle(runs, 2, signer);
  const key = createPublicKey(signer.publicKey);
  rmSync(`${listFile(runs)}.sig`);
  expect(verifyRuns(runs, key)).toMatchObject({
    verdict: 'altered',
    wrong: expect.arrayContaining(['The list of runs has lost its signature (list.jsonl.sig).']) as unknown,
  });
  expect(verifyRuns(runs, undefined)).toMatchObject({ verdict: 'altered' });
  writeFileSync(`${listFile(runs)}.sig`, signer.sign(readFileSync(listFile(runs))));
  rmSync(join(signed, 'SHA256SUMS.sig'));
  expect(verifyRuns(runs, key)).toMatchObject({
    verdict: 'altered',
    runs: [{ verdict: 'unsigned' }, { verdict: 'altered' }],
  });
});

test('a signed bundle gives away a list whose signature was removed', () => {
  const signer = makeSigningKey(state, runs);
  writeBundle(runs, 1, signer);
  const other = join(folder, 'other');
  writeBundle(other, 1, undefined);
  cpSync(join(runs, 'acme'), join(other, 'acme'), { recursive: true });
  const sums = (file: string) => /"sums":"([0-9a-f]{64})"/.exec(readFileSync(file, 'utf8'))![1]!;
  writeFileSync(
    listFile(other),
    readFileSync(listFile(other), 'utf8').replace(sums(listFile(other)), sums(listFile(runs))),
  );
  expect(verifyRuns(other, createPublicKey(signer.publicKey)).wrong).toEqual([
    expect.stringContaining('is signed, but the list of runs is not: it has lost its signature'),
  ]);
});

test('a lost signing key is not replaced: nothing can be signed, and it says what to do', async () => {
  makeSigningKey(state, runs);
  writeBundle(runs, 1, openSigner(state));
  rmSync(state, { recursive: true });
  const words = said();
  expect(words).toContain(
    "This run's evidence cannot be signed. The list of runs was signed before, but the key that signs is not in " +
      'this workspace any more',
  );
  expect(words).toContain('Put it back from your copy');
  expect(existsSync(join(state, 'signing'))).toBe(false);
  rmSync(`${listFile(runs)}.sig`);
  expect(signingKeyForRun(state, runs), 'its lines still say that it was signed').toHaveProperty('missing');
  expect(await cliHere(['keys', 'init'], { cwd: folder })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no other key is made in its place') as unknown,
  });
});

test('no key is made that would vouch for a changed list', async () => {
  writeBundle(runs, 1, undefined);
  appendFileSync(listFile(runs), '{"seq":7,"prev":"0"}\n');
  expect(await cliHere(['keys', 'init'], { cwd: folder })).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/The list of runs .* was changed: line 3 .*No key was made/) as unknown,
  });
  expect(openSigner(state)).toBeUndefined();
});

test('keys init keeps an existing key, says its fingerprint, and names a folder without one', async () => {
  const { fingerprint } = makeSigningKey(state, runs);
  expect(await cliHere(['keys', 'init'], { cwd: folder })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(fingerprint) as unknown,
  });
  expect(openSigner(state)!.fingerprint).toBe(fingerprint);
  rmSync(join(state, 'signing', 'private.pem'));
  expect(await cliHere(['keys', 'init'], { cwd: folder })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no private.pem is in it') as unknown,
  });
  rmSync(join(state, 'signing'), { recursive: true });
  mkdirSync(join(state, 'signing'));
  expect(signingKeyForRun(state, runs), 'an empty folder is in nobody’s way').toMatchObject({ made: true });
});
