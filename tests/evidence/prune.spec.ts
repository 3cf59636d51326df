import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import {
  appendFileSync,
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
import { verifyBundle } from '../../src/evidence/bundle/verify.ts';
import { pruneRun, toPrune } from '../../src/evidence/runs/prune.ts';
import { listedRuns, readRunList } from '../../src/evidence/runs/run-list.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
import { makeSigner, type Signer } from '../../src/evidence/signing.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';

const SCRIPT = fileURLToPath(new URL('../../src/evidence/bundle/verify.sh', import.meta.url));

let folder: string;
let runs: string;
let signer: Signer;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-prune-'));
  runs = join(folder, 'runs');
  signer = makeSigner(join(folder, 'state'));
  for (let n = 1; n <= 6; n += 1) writeBundle(runs, n, signer, { customer: n % 2 === 0 ? 'globex' : 'acme' });
});
test.afterEach(() => rmSync(folder, { recursive: true }));

const key = () => createPublicKey(signer.publicKey);
const listed = () => listedRuns(readRunList(runs));
const names = (retention: Parameters<typeof toPrune>[2]) =>
  toPrune(runs, listed(), retention).map(({ begun }) => begun.number);

test('pruning takes runs that are too old or beyond the number kept per customer', () => {
  expect(names({ before: Date.now() + 1_000 })).toEqual([1, 2, 3, 4, 5, 6]);
  expect(names({ before: Date.now() - 60_000 })).toEqual([]);
  expect(names({ keep: 1 })).toEqual([1, 2, 3, 4]);
  expect(names({ keep: 1, customer: 'acme' })).toEqual([1, 3]);
  expect(names({ keep: 3 })).toEqual([]);
});

test('a pruned run has no screenshots, and both verifiers accept the rest', () => {
  const [first] = listed();
  const bundle = join(runs, 'acme', first!.begun.run);
  expect(pruneRun(runs, first!, signer, 'somebody')).toBe(4);
  expect(readdirSync(bundle).sort()).toEqual([
    'README.txt',
    'SHA256SUMS',
    'SHA256SUMS.sig',
    'in-toto.dsse.json',
    'journal.jsonl',
    'pruned.json',
    'pruned.json.sig',
    'run.json',
    'runbook.yaml',
    'steps.json',
    'technical.log',
    'verify.sh',
  ]);
  expect(verifyBundle(bundle, key())).toMatchObject({ state: 'pruned', signature: 'good', wrong: [] });
  expect(verifyRuns(runs, key()).wrong).toEqual([]);
  expect(listed()[0]).toMatchObject({ pruned: { pictures: 4, operator: 'somebody' } });
  expect(names({ keep: 0 }), 'once is enough').toEqual([2, 3, 4, 5, 6]);
  if (process.platform === 'win32') return;
  const pem = join(folder, 'key.pem');
  writeFileSync(pem, signer.publicKey);
  expect(execFileSync('sh', [SCRIPT, bundle, pem]).toString()).toMatch(/^PRUNED: [\s\S]*OK: 16 events/);
  appendFileSync(join(bundle, 'run.json'), ' ');
  expect(() => execFileSync('sh', [SCRIPT, bundle, pem], { stdio: 'pipe' })).toThrow(/Command failed/);
  expect(verifyBundle(bundle, key())).toMatchObject({ state: 'bad', wrong: ['run.json was changed.'] });
});

test('pruning leaves an altered run as it is, and says so', () => {
  const [first] = listed();
  appendFileSync(join(runs, 'acme', first!.begun.run, 'shots', '0001-press-after.png'), 'x');
  expect(() => pruneRun(runs, first!, signer, 'somebody')).toThrow(
    /was left as it is.*0001-press-after\.png was changed/,
  );
  expect(existsSync(join(runs, 'acme', first!.begun.run, 'shots'))).toBe(true);
  expect(listed()[0]).not.toHaveProperty('pruned');
});

test('the next pruning finishes one that was killed, and the list has it once', () => {
  const [first] = listed();
  const bundle = join(runs, 'acme', first!.begun.run);
  pruneRun(runs, first!, signer, 'somebody');
  // As it stands when it is killed after two of four pictures.
  mkdirSync(join(bundle, 'shots'));
  writeFileSync(join(bundle, 'shots', '0003-press-after.png'), 'p');
  expect(names({ keep: 100 })).toEqual([1]);
  pruneRun(runs, listed()[0]!, signer, 'somebody');
  expect(verifyBundle(bundle, key())).toMatchObject({ state: 'pruned', wrong: [] });
  expect(readFileSync(join(runs, 'list.jsonl'), 'utf8').match(/run\.pruned/g)).toHaveLength(1);
});
