import { fork } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { checkChain, GENESIS_HASH, hashOfLine } from '../../src/evidence/chain/hash-chain.ts';
import { appendToList, listFile, readRunList } from '../../src/evidence/runs/run-list.ts';
import { makeSigner, type Signer } from '../../src/evidence/signing.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
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
  ).toEqual(['The list of runs is not signed by this key.']);
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

test('a crash while a line was written, or before it was signed, loses nothing and is told', () => {
  const copy = join(folder, 'crashed');
  cpSync(runs, copy, { recursive: true });
  appendFileSync(listFile(copy), '{"seq":100,"prev":"torn');
  writeBundle(copy, 51, signer);
  expect(verifyRuns(copy, createPublicKey(signer.publicKey)).wrong).toEqual([]);
  const signature = readFileSync(`${listFile(copy)}.sig`);
  appendToList(copy, signer, () => ({ type: 'run.pruned', run: seventh, pictures: 0, operator: 'test' }));
  writeFileSync(`${listFile(copy)}.sig`, signature);
  expect(verifyRuns(copy, createPublicKey(signer.publicKey))).toMatchObject({
    wrong: [],
    notes: ['The last line of the list of runs is not signed yet: a run was killed just then.'],
  });
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

test('lines that a crash has left unsigned are signed before the next one, so there are never many', () => {
  const key = createPublicKey(signer.publicKey);
  const copy = join(folder, 'unsigned-lines');
  cpSync(runs, copy, { recursive: true });
  const list = listFile(copy);
  const line = (operator: string) => ({ type: 'run.pruned', run: seventh, pictures: 0, operator }) as const;
  const signature = readFileSync(`${list}.sig`);
  for (const lack of [1, 2]) {
    appendToList(copy, undefined, () => line(`crashed ${lack}`));
    expect(readFileSync(`${list}.sig`)).toEqual(signature);
  }
  // The disk takes the line, and not its signature.
  const disk = failDisk({ on: 'list\\.jsonl\\.sig', calls: ['writeSync'], at: 2, does: 'ENOSPC' });
  expect(() => appendToList(copy, signer, () => line('full disk'))).toThrow(/ENOSPC/);
  disk.restore();
  expect(verifyRuns(copy, key)).toMatchObject({ list: 'good', notes: [expect.stringContaining('The last line')] });
  for (let turn = 0; turn < 3; turn += 1) {
    const full = failDisk({ on: 'list\\.jsonl\\.sig', calls: ['writeSync'], at: 1, does: 'ENOSPC' });
    expect(() => appendToList(copy, signer, () => line('still full'))).toThrow(/ENOSPC/);
    full.restore();
  }
  expect(verifyRuns(copy, key)).toMatchObject({ list: 'good', notes: [expect.stringContaining('The last line')] });
  appendToList(copy, signer, () => line('room again'));
  expect(verifyRuns(copy, key)).toMatchObject({ list: 'good', notes: [] });
  appendToList(copy, undefined, () => line('one'));
  appendToList(copy, undefined, () => line('two'));
  appendToList(copy, undefined, () => line('three'));
  expect(() => appendToList(copy, signer, () => line('four'))).toThrow(/is not as this key signed it/);
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
