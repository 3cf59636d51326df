import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readSigned } from '../../src/evidence/chain/signed-chain.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
import { makeSigner, readPublicKey, type Signer } from '../../src/evidence/signing.ts';
import { chooseWitness, readWitness, witnessInWords } from '../../src/evidence/witness/settings.ts';
import { tellWitness, witnessedRun } from '../../src/evidence/witness/tell.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';

let folder: string;
let runs: string;
let state: string;
let signer: Signer;
let run: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-witness-'));
  [runs, state] = [join(folder, 'runs'), join(folder, 'state')];
  signer = makeSigner(state);
  run = basename(writeBundle(runs, 1, signer));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

const SUMS = 'a'.repeat(64);
const tell = async () =>
  await tellWitness({ runs, state, run, sums: SUMS, signer, withhold: (name) => name === 'KW_TEST_PASSWORD' });

test('a Git remote gets a commit for each closed run, and the log keeps it', async () => {
  const remote = join(folder, 'remote.git');
  execFileSync('git', ['init', '--quiet', '--bare', remote]);
  chooseWitness(state, readWitness(`git:${remote}`));
  await tell();
  await tell();
  const branch = `keywright-${signer.fingerprint}`;
  const git = (...args: string[]) => execFileSync('git', ['--git-dir', remote, ...args], { encoding: 'utf8' }).trim();
  expect(git('rev-list', '--count', branch)).toBe('2');
  const lines = git('show', `${branch}:runs.jsonl`).split('\n');
  expect(JSON.parse(lines[1]!)).toMatchObject({ run, sums: SUMS, list: { lines: 2 }, key: signer.fingerprint });
  expect(lines.join('')).not.toContain('acme');
  expect(witnessedRun(runs, run)).toMatchObject({ by: 'git', answer: git('rev-parse', branch) });
  expect(verifyRuns(runs, readPublicKey(signer.publicKey)).wrong).toEqual([]);

  const log = join(runs, 'witnesses.jsonl');
  expect(readSigned(log, readPublicKey(signer.publicKey)).wrong).toBeUndefined();
  writeFileSync(log, readFileSync(log, 'utf8').replace(SUMS, 'b'.repeat(64)));
  expect(readSigned(log, readPublicKey(signer.publicKey)).wrong).toBeDefined();
});

test('a command gets the line, but no password; what it prints is kept', async () => {
  process.env['KW_TEST_PASSWORD'] = 'hunter2-hunter2';
  const script = join(folder, 'witness.mjs');
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs';
     console.log('receipt ' + JSON.parse(readFileSync(0)).sums.slice(0, 4) + (process.env.KW_TEST_PASSWORD ?? ' 17'));`,
  );
  chooseWitness(state, readWitness(`command:"${process.execPath}" "${script}"`));
  await tell();
  delete process.env['KW_TEST_PASSWORD'];
  expect(witnessedRun(runs, run)).toMatchObject({ by: 'command', answer: 'receipt aaaa 17' });
});

test('a witness that does not take it is told as that, and leaves no line', async () => {
  chooseWitness(state, readWitness(`command:"${process.execPath}" -e "process.exit(3)"`));
  await expect(tell()).rejects.toThrow(
    'The outside witness was not told of the run (its command ended with exit code 3)',
  );
  chooseWitness(state, readWitness(`git:${join(folder, 'nowhere.git')}`));
  await expect(tell()).rejects.toThrow('The outside witness was not told of the run');
  expect(existsSync(join(runs, 'witnesses.jsonl'))).toBe(false);
});

test('what is no witness is refused, and no password in a remote is shown', () => {
  for (const text of ['http://tsa.example', 'git:--upload-pack=x', 'git:ext::sh -c x', 'command:', 'somebody'])
    expect(() => readWitness(text), text).toThrow('a witness is');
  expect(witnessInWords(readWitness('git:https://kim:hunter2@git.example/a.git'))).toContain(
    'https://git.example/a.git',
  );
  expect(witnessInWords(readWitness('git:https://kim:hunter2@git.example/a.git'))).not.toContain('hunter2');
  expect(witnessInWords(readWitness('command:curl -H token'))).not.toContain('token');
  expect(witnessInWords(readWitness('https://tsa.example/x'))).toContain('tsa.example');
  expect(witnessInWords(readWitness('none'))).toContain('none');
});
