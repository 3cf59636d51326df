import { execFileSync, fork } from 'node:child_process';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { type Review, recordReview, reviewFile, reviewLogInWords } from '../../src/evidence/runs/reviews.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
import { makeSigner, type Signer } from '../../src/evidence/signing.ts';
import { ReviewLogReader } from '../../src/review/app/review-log.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';
import { cliHere } from '../support/cli-here.ts';
import { chained } from '../support/review-runs.ts';

let folder: string;
let runs: string;
let signer: Signer;
let key: KeyObject;
const RUN = '20261124-140001-7k3f9xwp';

function review(number: number, remark?: string): Review {
  return {
    type: 'review',
    customer: 'acme',
    run: RUN,
    shot: { number, sha256: 'a'.repeat(64) },
    verdict: 'approved',
    reviewer: 'kim',
    host: 'here',
    ...(remark !== undefined && { remark }),
    journal: 'b'.repeat(64),
  };
}

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-reviews-'));
  runs = join(folder, 'runs');
  signer = makeSigner(join(folder, '.keywright'));
  key = createPublicKey(signer.publicKey);
  writeBundle(runs, 1, signer);
});
test.afterEach(() => rmSync(folder, { recursive: true }));

const texts = () => readFileSync(reviewFile(runs), 'utf8');
const linesOf = (text: string) => text.trimEnd().split('\n');
const signatureFile = () => `${reviewFile(runs)}.sig`;

test('each sign-off is signed with all before it, and openssl alone can check that', () => {
  for (const number of [1, 2, 3]) {
    recordReview(runs, signer, review(number));
    expect(reviewLogInWords(runs, key)).toEqual({
      good: `The review log is unbroken (${number} ${number === 1 ? 'line' : 'lines'}) and is signed by this key.`,
    });
  }
  writeFileSync(join(folder, 'public.pem'), signer.publicKey);
  expect(
    String(
      execFileSync('openssl', [
        'dgst',
        '-sha256',
        '-verify',
        join(folder, 'public.pem'),
        '-signature',
        signatureFile(),
        reviewFile(runs),
      ]),
    ),
  ).toContain('Verified OK');
  expect(linesOf(texts()).map((line) => (JSON.parse(line) as { signedBy: string }).signedBy)).toEqual(
    Array(3).fill(signer.fingerprint),
  );
  expect(verifyRuns(runs, key)).toMatchObject({
    wrong: [],
    notes: [],
    reviews: expect.stringContaining('3 lines') as unknown,
  });
  expect(new ReviewLogReader(runs, key).read().warning).toBeUndefined();
});

/** The same lines with a change, chained anew as somebody would who knows how. */
const rechained = (change: (lines: Record<string, unknown>[]) => Record<string, unknown>[]) =>
  chained(
    change(linesOf(texts()).map((line) => JSON.parse(line) as Record<string, unknown>)).map(
      ({ seq: _seq, prev: _prev, ...rest }) => rest as { type: string },
    ),
  ).text;

const ALTERATIONS: Record<string, () => void> = {
  'the newest line says another verdict': () =>
    writeFileSync(
      reviewFile(runs),
      rechained((lines) => lines.with(-1, { ...lines.at(-1), verdict: 'objected' })),
    ),
  'the newest line has another time': () =>
    writeFileSync(
      reviewFile(runs),
      rechained((lines) => lines.with(-1, { ...lines.at(-1), utc: '2026-01-01T00:00:00.000Z' })),
    ),
  'the first line has another reviewer, and all are chained anew': () =>
    writeFileSync(
      reviewFile(runs),
      rechained((lines) => lines.with(0, { ...lines[0], reviewer: 'sam' })),
    ),
  'one letter of an older line': () =>
    writeFileSync(reviewFile(runs), texts().replace('"reviewer":"kim"', '"reviewer":"kin"')),
  'a line more, as if it were signed': () =>
    writeFileSync(
      reviewFile(runs),
      rechained((lines) => [...lines, { ...lines.at(-1), shot: { number: 9, sha256: 'a'.repeat(64) } }]),
    ),
  'a line more that says nothing of a key': () =>
    writeFileSync(
      reviewFile(runs),
      rechained((lines) => [...lines, { ...review(9), utc: '2026-11-24T15:00:00.000Z' }]),
    ),
  'the newest line is gone': () =>
    writeFileSync(
      reviewFile(runs),
      rechained((lines) => lines.slice(0, -1)),
    ),
  'two lines changed places': () =>
    writeFileSync(
      reviewFile(runs),
      rechained(([first, second, ...rest]) => [second!, first!, ...rest]),
    ),
  'all lines are gone': () => writeFileSync(reviewFile(runs), ''),
  'the file is gone': () => rmSync(reviewFile(runs)),
  'the signature is gone': () => rmSync(signatureFile()),
  'the signature is empty': () => writeFileSync(signatureFile(), ''),
  'the signature is of another key': () =>
    writeFileSync(signatureFile(), makeSigner(join(folder, 'other')).sign(readFileSync(reviewFile(runs)))),
  'one bit of the signature': () => {
    const bytes = readFileSync(signatureFile());
    bytes[20]! ^= 1;
    writeFileSync(signatureFile(), bytes);
  },
};

for (const [name, alter] of Object.entries(ALTERATIONS)) {
  test(`a review log is named as broken, and takes no more lines, when ${name}`, () => {
    for (const number of [1, 2, 3]) recordReview(runs, signer, review(number));
    alter();
    const then = existsSync(reviewFile(runs)) ? texts() : undefined;
    expect(verifyRuns(runs, key).wrong).toEqual([
      expect.stringMatching(
        /^The review log \(reviews\.jsonl\) (was changed: line \d|is not as this key signed it|has lost its signature)/,
      ),
    ]);
    expect(new ReviewLogReader(runs, key).read().warning).toMatch(
      /^The review log \(reviews\.jsonl\) .*nothing more can be signed off/,
    );
    expect(() => recordReview(runs, signer, review(4))).toThrow(/The review log .* Nothing was written\./);
    expect(existsSync(reviewFile(runs)) ? texts() : undefined).toBe(then);
  });
}

test('a log whose signatures were all removed is found out by the key', () => {
  for (const number of [1, 2]) recordReview(runs, signer, review(number));
  writeFileSync(
    reviewFile(runs),
    rechained((lines) => lines.map(({ signedBy: _, ...rest }) => ({ ...rest, reviewer: 'sam' }))),
  );
  rmSync(signatureFile());
  expect(verifyRuns(runs, key).wrong).toEqual([
    expect.stringContaining('The review log (reviews.jsonl) is not signed, though there is a key'),
  ]);
  expect(new ReviewLogReader(runs, key).read().warning).toContain('is not signed, though there is a key');
});

test('a log from before there was a key says so: without a key, with one, and ever after', () => {
  expect(reviewLogInWords(runs, undefined)).toEqual({});
  recordReview(runs, undefined, review(1, 'It says "signedBy":"me".'));
  recordReview(runs, undefined, review(2));
  expect(reviewLogInWords(runs, undefined)).toEqual({
    note:
      'The review log is unbroken (2 lines), but it is not signed: whoever can write the file can write ' + 'it anew.',
  });
  expect(verifyRuns(runs, key).wrong).toEqual([expect.stringContaining('is not signed, though there is a key')]);
  recordReview(runs, signer, review(3));
  expect(verifyRuns(runs, key)).toMatchObject({
    wrong: [],
    notes: [
      'The first 2 lines of the review log were written before there was a key: the signature shows only that ' +
        'they were not changed since.',
    ],
  });
  expect(new ReviewLogReader(runs, key).read().warning).toBeUndefined();
  expect(reviewLogInWords(runs, undefined).note).toContain('it is signed, but no key was given');
});

test('where the key is gone, or is another, a signed log is left as it is', () => {
  recordReview(runs, signer, review(1));
  const then = texts();
  expect(() => recordReview(runs, undefined, review(2))).toThrow(
    /is signed, but the key that signs is not in this workspace any more/,
  );
  expect(() => recordReview(runs, makeSigner(join(folder, 'other')), review(2))).toThrow(/or another key signed it/);
  expect(texts()).toBe(then);
});

test('a crash at any moment of a sign-off leaves a signed log that can go on', () => {
  recordReview(runs, signer, review(1));
  const before = join(folder, 'before');
  cpSync(runs, before, { recursive: true });
  recordReview(runs, signer, review(2));
  const [line, signature] = [linesOf(texts()).at(-1)!, readFileSync(signatureFile())];
  /** How the folder is when the sign-off of picture 2 stopped there. */
  const moments: Record<string, () => void> = {
    'before its line': () => undefined,
    'within its line': () => appendFileSync(reviewFile(runs), line.slice(0, 40)),
    'before the signature had its name': () => appendFileSync(reviewFile(runs), `${line}\n`),
  };
  for (const [moment, make] of Object.entries(moments)) {
    rmSync(runs, { recursive: true });
    cpSync(before, runs, { recursive: true });
    writeFileSync(`${signatureFile()}.next`, signature);
    make();
    expect(verifyRuns(runs, key).wrong, moment).toEqual([]);
    expect(new ReviewLogReader(runs, key).read().warning, moment).toBeUndefined();
    recordReview(runs, signer, review(3));
    expect(verifyRuns(runs, key).wrong, moment).toEqual([]);
    expect(existsSync(`${signatureFile()}.next`)).toBe(false);
  }
});

test('a crash in the first sign-off does not hinder the next', () => {
  recordReview(runs, signer, review(1));
  renameSync(signatureFile(), `${signatureFile()}.next`);
  const whole = texts();
  for (const length of [0, 40, whole.length]) {
    writeFileSync(reviewFile(runs), whole);
    truncateSync(reviewFile(runs), length);
    expect(verifyRuns(runs, key).wrong, `${length} bytes`).toEqual([]);
  }
  recordReview(runs, signer, review(2));
  expect(verifyRuns(runs, key)).toMatchObject({ wrong: [], reviews: expect.stringContaining('2 lines') as unknown });
});

test('many sign-offs at once leave one signed log, and readers never see a broken one', async () => {
  const child = fileURLToPath(new URL('../support/processes/sign-off.ts', import.meta.url));
  const reader = new ReviewLogReader(runs, key);
  const doubts = new Set<string | undefined>();
  let done = false;
  const all = Promise.all(
    ['kim', 'sam', 'lee', 'pat'].map(async (name) => {
      const [code] = (await once(fork(child, [runs, join(folder, '.keywright'), name, '12']), 'exit')) as [number];
      expect(code).toBe(0);
    }),
  ).then(() => (done = true));
  while (!done) {
    doubts.add(reader.read().warning);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await all;
  expect([...doubts]).toEqual([undefined]);
  expect(reviewLogInWords(runs, key)).toEqual({
    good: 'The review log is unbroken (48 lines) and is signed by this key.',
  });
});

test('the command line says what the review log is worth', async () => {
  recordReview(runs, signer, review(1));
  const good = await cliHere(['verify'], { cwd: folder, env: {} });
  expect(good, good.stdout + good.stderr).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('✓ The review log is unbroken (1 line) and is signed by this key.') as unknown,
  });
  ALTERATIONS['the newest line says another verdict']!();
  expect(await cliHere(['verify'], { cwd: folder, env: {} })).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('✗ The review log (reviews.jsonl) is not as this key signed it') as unknown,
  });
});
