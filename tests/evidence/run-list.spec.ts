import { fork } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { type Chain, chainedLine, checkChain, GENESIS_HASH, hashOfLine } from '../../src/evidence/chain/hash-chain.ts';
import { registeredOperators } from '../../src/evidence/operators/register.ts';
import { batchFolder, summaryOf, writeBatch, writeSummary } from '../../src/evidence/runs/batches.ts';
import { appendToList, listFile, readRunList } from '../../src/evidence/runs/run-list.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
import { makeSigner, openSigner, type Signer } from '../../src/evidence/signing.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';
import { failDisk } from '../support/faulty-disk.ts';

let folder: string;
let runs: string;
let signer: Signer;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-list-'));
  runs = join(folder, 'runs');
  signer = makeSigner(join(folder, 'state'));
  for (let n = 1; n <= 50; n += 1)
    writeBundle(runs, n, signer, { customer: n % 3 === 0 ? 'globex' : 'acme', pictures: 2 });
});
test.afterAll(() => rmSync(folder, { recursive: true }));

/** What is wrong with a copy of the runs after a change. */
function after(change: (copy: string) => void): string[] {
  const copy = join(folder, 'copy');
  rmSync(copy, { recursive: true, force: true });
  cpSync(runs, copy, { recursive: true });
  change(copy);
  return verifyRuns(copy, createPublicKey(signer.publicKey)).wrong;
}
const lines = (copy: string, change: (all: string[]) => string[]) =>
  writeFileSync(listFile(copy), `${change(readFileSync(listFile(copy), 'utf8').trimEnd().split('\n')).join('\n')}\n`);
const seventh = '20261124-140007-7k3f9xwp';

test('fifty runs as they were closed are all there, and their list is signed', () => {
  const { wrong, notes, runs: verified } = verifyRuns(runs, createPublicKey(signer.publicKey));
  expect({ wrong, notes }).toEqual({ wrong: [], notes: [] });
  expect(verified.filter(({ verified: { state } }) => state === 'ok')).toHaveLength(50);
});

test('a run that is hidden is named with its number', () => {
  expect(after((copy) => rmSync(join(copy, 'acme', seventh), { recursive: true }))).toEqual([
    `Run ${seventh} (number 7, acme) is in the list, but its folder is missing.`,
  ]);
});

test('a run that is taken out of the list, or put beside it, is named', () => {
  expect(after((copy) => lines(copy, (all) => all.filter((line) => !line.includes(seventh))))).toEqual([
    expect.stringContaining('The list of runs is broken: line 13'),
  ]);
  expect(
    after((copy) =>
      cpSync(join(copy, 'acme', seventh), join(copy, 'acme', '20260101-000000-aaaaaaaa'), { recursive: true }),
    ),
  ).toEqual(['The folder acme/20260101-000000-aaaaaaaa is not in the list of runs.']);
  expect(after((copy) => renameSync(join(copy, 'acme', seventh), join(copy, 'globex', seventh)))).toHaveLength(2);
});

test("removing the newest run from list and folder breaks the list's signature", () => {
  expect(
    after((copy) => {
      lines(copy, (all) => all.slice(0, -2));
      rmSync(join(copy, 'acme', '20261124-140050-7k3f9xwp'), { recursive: true });
    }),
  ).toEqual([expect.stringContaining('The list of runs is not as this key signed it: a line')]);
});

test("a bundle that was closed again by the key's holder differs from the list", () => {
  const other = join(folder, 'other');
  writeBundle(other, 7, signer, { pictures: 3 });
  expect(
    after((copy) => {
      rmSync(join(copy, 'acme', seventh), { recursive: true });
      cpSync(join(other, 'acme', seventh), join(copy, 'acme', seventh), { recursive: true });
    }),
  ).toEqual([`Run ${seventh}: its files are not those that the list knows (the sums differ).`]);
});

/** A line as anybody can chain it who can write the file, but not sign it. */
function forge(copy: string, event: object): void {
  const { lines: number, head } = checkChain(readFileSync(listFile(copy), 'utf8')) as Chain;
  appendFileSync(listFile(copy), chainedLine(number, head, { utc: '2026-11-24T15:00:00.000Z', ...event }));
}
const pruned = { type: 'run.pruned', run: seventh, pictures: 0, operator: 'test' } as const;
const key = () => createPublicKey(signer.publicKey);

/** A batch that has ended, with a page. */
function endBatch(copy: string): string {
  const batch = '20261124-150000-7k3f9xwp';
  const runbook = { name: 'onboard', title: 'A job', sha256: '0'.repeat(64) };
  const [operator, host] = ['test', 'here'];
  appendToList(copy, signer, () => ({ type: 'batch.begun', batch, runbook, customers: ['acme'], operator, host }));
  const sha256 = writeBatch(copy, { format: 1, batch, runbook, operator, host, begun: '', atOnce: 1, customers: [] });
  const summary = writeSummary(copy, batch, '<!doctype html><title>All is well</title>\n');
  appendToList(copy, signer, () => ({ type: 'batch.ended', batch, outcomes: {}, sha256, summary }));
  return batch;
}

const OPERATOR = { operator: 'mallory', key: 'f'.repeat(64), publicKey: '', host: 'here', osUser: 'mallory' };
const FORGERIES: Record<string, (batch: string) => object> = {
  'another end of a batch': (batch) => ({ type: 'batch.ended', batch, outcomes: { done: 1 }, sha256: '0'.repeat(64) }),
  'an operator': () => ({ type: 'operator.registered', ...OPERATOR }),
};
for (const [name, forged] of Object.entries(FORGERIES)) {
  test(`${name} that was added without the key counts for nothing, and no run signs it`, () => {
    const copy = join(folder, `forged ${name}`);
    cpSync(runs, copy, { recursive: true });
    const event = forged(endBatch(copy));
    for (const words of ['its last line (103) has no signature', 'lines 103 to 104 have no signature']) {
      forge(copy, event);
      const then = readFileSync(listFile(copy));
      expect(verifyRuns(copy, key())).toMatchObject({
        verdict: 'altered',
        wrong: [
          expect.stringContaining(`The list of runs is not as this key signed it: ${words}. Somebody else added`),
        ],
      });
      if (name === 'an operator')
        expect(() => registeredOperators(copy, join(folder, 'state'))).toThrow('No approval counts until');
      expect(() => writeBundle(copy, 60, signer)).toThrow(/ha(s|ve) no signature.*delete .* from its end.*Nothing was/);
      expect(() => appendToList(copy, undefined, () => pruned)).toThrow(/is signed, but the key that signs is not/);
      expect(readFileSync(listFile(copy))).toEqual(then);
    }
    // What the message says to do, for lines that an older version left.
    lines(copy, (all) => all.slice(0, -2));
    appendToList(copy, signer, () => pruned);
    expect(verifyRuns(copy, key())).toMatchObject({ list: 'good', wrong: [], notes: [] });
  });
}

test('a second end of a batch, its altered page and a strange file are named, whoever signed the list', () => {
  const copy = join(folder, 'batches');
  cpSync(runs, copy, { recursive: true });
  const batch = endBatch(copy);
  expect(verifyRuns(copy, key()).wrong).toEqual([]);
  appendFileSync(summaryOf(copy, batch), '<p>done</p>');
  writeFileSync(join(batchFolder(copy, batch), 'report.html'), '');
  appendToList(copy, signer, () => ({ type: 'batch.ended', batch, outcomes: {}, sha256: '0'.repeat(64) }));
  expect(verifyRuns(copy, key()).wrong).toEqual([
    `Batch ${batch} has 2 ends in the list.`,
    `Batch ${batch}: report.html does not belong in its folder.`,
    `Batch ${batch}: its summary.html was altered.`,
  ]);
  rmSync(summaryOf(copy, batch));
  expect(verifyRuns(copy, key()).wrong).toContain(`Batch ${batch} is in the list, but its summary.html is missing.`);
});

test('a kill at any moment of a new line leaves a signed list that can go on', () => {
  const copy = join(folder, 'killed');
  const whole = join(folder, 'whole');
  cpSync(runs, whole, { recursive: true });
  appendToList(whole, signer, () => pruned);
  const line = readFileSync(listFile(whole), 'utf8').slice(readFileSync(listFile(runs), 'utf8').length);
  const moments: Record<string, string> = {
    'between signature and line': '',
    'within the line': line.slice(0, 40),
    'between line and the name of its signature': line,
  };
  for (const [moment, written] of Object.entries(moments)) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(runs, copy, { recursive: true });
    cpSync(`${listFile(whole)}.sig`, `${listFile(copy)}.sig.next`);
    appendFileSync(listFile(copy), written);
    const torn = written !== '' && written !== line;
    const notes = torn ? [expect.stringContaining('is incomplete and ignored')] : [];
    expect(verifyRuns(copy, key()), moment).toMatchObject({ verdict: 'intact', list: 'good', wrong: [], notes });
    appendToList(copy, signer, () => pruned);
    expect(verifyRuns(copy, key()), moment).toMatchObject({ verdict: 'intact', list: 'good', wrong: [], notes: [] });
    expect(existsSync(`${listFile(copy)}.sig.next`), moment).toBe(false);
  }
});

test('a disk that is full at any write of a new line leaves a signed list', () => {
  const copy = join(folder, 'full');
  cpSync(runs, copy, { recursive: true });
  for (const [on, call] of [
    ['list\\.jsonl\\.sig\\.next', 'writeSync'],
    ['list\\.jsonl$', 'writeSync'],
    // The signature gets its name.
    ['list\\.jsonl\\.sig\\.next$', 'renameSync'],
  ] as const) {
    for (let turn = 0; turn < 3; turn += 1) {
      const disk = failDisk({ on, calls: [call], at: 1, does: 'ENOSPC' });
      expect(() => appendToList(copy, signer, () => pruned), on).toThrow(/ENOSPC/);
      disk.restore();
      expect(verifyRuns(copy, key()), on).toMatchObject({ list: 'good', wrong: [] });
    }
  }
  appendToList(copy, signer, () => pruned);
  expect(verifyRuns(copy, key())).toMatchObject({ list: 'good', wrong: [], notes: [] });
});

test('a list that was changed takes no more lines', () => {
  const copy = join(folder, 'changed');
  cpSync(runs, copy, { recursive: true });
  lines(copy, (all) =>
    all.with(
      3,
      all[3]!.replace('"operator":"test"', '"operator":"who"').replace('"outcome":"done"', '"outcome":"gone"'),
    ),
  );
  expect(() => writeBundle(copy, 60, signer)).toThrow(/The list of runs .* was changed: line 5 .*Nothing was started/);
});

/** The same chain with other words, as anybody can write it who can write the file. */
function rechain(file: string, change: (line: string) => string): void {
  let prev = GENESIS_HASH;
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const whole = lines.map((line) => {
    const anew = `${change(line).replace(/"prev":"[0-9a-f]+"/, `"prev":"${prev}"`)}\n`;
    prev = hashOfLine(anew);
    return anew;
  });
  writeFileSync(file, whole.join(''));
}

test('a list that somebody else has written anew is not signed by the next run', () => {
  const copy = join(folder, 'rechained');
  cpSync(runs, copy, { recursive: true });
  rechain(listFile(copy), (line) => line.replace('"operator":"test"', '"operator":"who"'));
  expect(checkChain(readFileSync(listFile(copy), 'utf8'))).toHaveProperty('head');
  const before = readFileSync(listFile(copy));
  expect(() => writeBundle(copy, 60, signer)).toThrow(
    /The list of runs .* is not as this key signed it.*Nothing was started.*move the folder of runs away/,
  );
  rmSync(`${listFile(copy)}.sig`);
  expect(() => writeBundle(copy, 60, signer)).toThrow(/The list of runs .* has lost its signature/);
  expect(readFileSync(listFile(copy))).toEqual(before);
});

test('a list from before there was a key is signed with its first line', () => {
  const unsigned = join(folder, 'unsigned');
  writeBundle(unsigned, 1, undefined);
  writeBundle(unsigned, 2, signer);
  expect(verifyRuns(unsigned, createPublicKey(signer.publicKey))).toMatchObject({ list: 'good', wrong: [] });
});

test('many processes that enter runs at once leave one whole chain', async () => {
  const shared = join(folder, 'shared');
  const child = fileURLToPath(new URL('../support/processes/enter-runs.ts', import.meta.url));
  await Promise.all(
    Array.from({ length: 6 }, async (_, n) => {
      const [code] = (await once(fork(child, [shared, String(n), '15']), 'exit')) as [number];
      expect(code).toBe(0);
    }),
  );
  expect(checkChain(readFileSync(listFile(shared), 'utf8'))).toMatchObject({ lines: 90 });
  expect(readRunList(shared).map((line) => line.type === 'run.begun' && line.number)).toEqual(
    Array.from({ length: 90 }, (_, n) => n + 1),
  );
});

test('a list, signature, key or bundle that another program holds for a moment is no alteration', () => {
  const copy = join(folder, 'held');
  cpSync(runs, copy, { recursive: true });
  const files = [
    'list\\.jsonl$',
    'list\\.jsonl\\.sig$',
    'private\\.pem$',
    'run\\.json$',
    'SHA256SUMS\\.sig$',
    '\\.png$',
  ];
  const disks = files.map((on) => failDisk({ on, calls: ['openSync'], at: 1, does: 'EBUSY', once: true }));
  try {
    appendToList(copy, openSigner(join(folder, 'state')), () => ({
      type: 'run.pruned',
      run: seventh,
      pictures: 0,
      operator: 'test',
    }));
    expect(verifyRuns(copy, createPublicKey(signer.publicKey)).wrong).toEqual([]);
  } finally {
    for (const disk of disks.toReversed()) disk.restore();
  }
  expect(disks.map((disk) => disk.failed())).toEqual(files.map(() => true));
});
