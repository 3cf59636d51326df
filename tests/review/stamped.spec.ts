import { createPublicKey, type KeyObject } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { RunEvent } from '../../src/evidence/events.ts';
import { makeSigner, type Signer } from '../../src/evidence/signing.ts';
import { writeStamped } from '../../src/review/export/stamped.ts';
import { decode, encode, type Pixels } from '../../src/review/png.ts';
import { StampChecker } from '../../src/review/stamp/check-stamped.ts';
import { factsOf } from '../../src/review/stamp/facts.ts';
import { openStampSource } from '../../src/review/stamp/stamped.ts';
import { withStrip } from '../../src/review/stamp/strip.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';

const SIZE = { width: 900, height: 60 };

/** A picture of stripes, different for each number. */
const stripes = (n: number): Buffer =>
  encode({
    ...SIZE,
    step: 3,
    data: Buffer.from(Array.from({ length: SIZE.width * SIZE.height * 3 }, (_, at) => (at * n) % 251)),
  });

const ENVIRONMENT: RunEvent = {
  type: 'environment',
  osUser: 'test',
  locale: 'en',
  timeZone: 'Europe/Berlin',
  connections: [{ origin: 'https://na.myconnectwise.example', skewSeconds: -3 }],
};

let folder: string;
let signer: Signer;
let key: KeyObject;
let bundle: string;
let copies: Buffer[];
let checker: StampChecker;

const checkerOf = async (its: string, by: KeyObject | undefined = key) =>
  await StampChecker.of(await openStampSource(its, by));

async function stampsOf(its: string, by: KeyObject | undefined = key): Promise<Buffer[]> {
  const to = mkdtempSync(join(folder, 'stamped-'));
  await writeStamped(its, to, by);
  return readdirSync(to)
    .sort()
    .map((name) => readFileSync(join(to, name)));
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kw-stamped-'));
  signer = makeSigner(join(folder, 'state'));
  key = createPublicKey(signer.publicKey);
  bundle = writeBundle(join(folder, 'runs'), 1, signer, { pictures: 3, drawn: stripes, extra: () => [ENVIRONMENT] });
  copies = await stampsOf(bundle);
  checker = await checkerOf(bundle);
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test('a stamped copy is the picture as it was, with a strip that says where, when, who and what vouches for it', async () => {
  expect(copies).toHaveLength(3);
  for (const [n, copy] of copies.entries()) {
    expect(checker.check(copy)).toMatchObject({ shot: { number: n + 1 } });
    const { data, height } = decode(copy);
    expect(height).toBeGreaterThan(SIZE.height);
    const original = decode(readFileSync(join(bundle, `shots/000${n + 1}-press-after.png`))).data;
    expect(data.subarray(0, original.length).equals(original)).toBe(true);
  }
  const { run, verified } = await openStampSource(bundle, key);
  const facts = factsOf(run, run.shots[0]!, verified).join('\n');
  for (const words of [
    'Acme IT (acme)',
    `${run.start.run}, onboard, by test on here`,
    '1 of 1: Step a',
    'https://na.myconnectwise.example/',
    'connectwise; signed in: nobody yet',
    'server 3 s behind this machine',
    '(Europe/Berlin)',
    `SHA-256    ${run.shots[0]!.sha256}`,
    `intact, signed with the key ${signer.fingerprint}`,
    verified.sums!,
  ])
    expect(facts).toContain(words);
});

const flip = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ 1;
  return copy;
};
const pixelsWith = (change: (pixels: Pixels) => Pixels): Buffer => encode(change(decode(copies[0]!)));
const part = (type: string, body: Buffer): Buffer => {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(body.length);
  numbers.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([numbers.subarray(0, 4), typed, numbers.subarray(4)]);
};
const END = part('IEND', Buffer.alloc(0));

/** Copies whose strip was made by the same program from other facts. */
async function forged(): Promise<[string, Buffer][]> {
  const { run, verified } = await openStampSource(bundle, key);
  const [first, second] = run.shots;
  const facts = factsOf(run, first!, verified);
  const picture = (n: number) => decode(readFileSync(join(bundle, `shots/000${n}-press-after.png`)));
  const bytes = (lines: string[], n = 1) => encode(withStrip(picture(n), lines));
  return [
    ...facts.map((fact, line): [string, Buffer] => [
      `another letter at the end of "${fact.slice(0, 10).trim()}"`,
      bytes(
        facts.with(
          line,
          fact.replace(/.$/, (letter) => (letter === 'x' ? 'y' : 'x')),
        ),
      ),
    ]),
    ...facts.map((fact, line): [string, Buffer] => [
      `without the line "${fact.slice(0, 10).trim()}"`,
      bytes(facts.filter((_, n) => n !== line)),
    ]),
    ['one more line', bytes([...facts, 'Approved by everybody'])],
    ['two lines in another order', bytes([facts[1]!, facts[0]!, ...facts.slice(2)])],
    ['the strip of another picture', bytes(factsOf(run, second!, verified))],
    ['another picture under this strip', bytes(facts, 2)],
    ['an altered bundle called intact', bytes(factsOf(run, first!, { ...verified, sums: '0'.repeat(64) }))],
    [
      'another customer',
      bytes(factsOf({ ...run, start: { ...run.start, customer: { name: 'b', title: 'B' } } }, first!, verified)),
    ],
    ['a second earlier', bytes(factsOf(run, { ...first!, utc: '2026-11-24T14:15:31.000Z' }, verified))],
    ['another account', bytes(factsOf(run, { ...first!, account: 'admin' }, verified))],
  ];
}

/** Copies whose pixels or bytes were changed. */
function touched(): [string, Buffer][] {
  const copy = copies[0]!;
  const { width, height, step, data } = decode(copy);
  const row = width * step;
  const rows = (from: number, to: number) => ({
    width,
    height: to - from,
    step,
    data: data.subarray(from * row, to * row),
  });
  const places = [
    0,
    row - 1,
    30 * row,
    SIZE.height * row - 1,
    SIZE.height * row,
    (SIZE.height + 20) * row + 60,
    data.length - 1,
  ];
  const stream = deflateSync(inflateSync(copy.subarray(copy.indexOf('IDAT') + 4, -16)));
  const wide = Buffer.concat(
    Array.from({ length: width * height }, (_, at) =>
      Buffer.from([...data.subarray(at * 3, at * 3 + 3), at === 0 ? 254 : 255]),
    ),
  );
  return [
    ...places.map((at): [string, Buffer] => [
      `a bit of byte ${at} of the pixels`,
      pixelsWith((is) => ({ ...is, data: flip(is.data, at) })),
    ]),
    ['the strip cut off', encode(rows(0, SIZE.height))],
    ['the last row cut off', encode(rows(0, height - 1))],
    ['the first row cut off', encode(rows(1, height))],
    ['the picture cut off', encode(rows(SIZE.height, height))],
    ['a row more', encode({ width, height: height + 1, step, data: Buffer.concat([data, data.subarray(-row)]) })],
    ['the same bytes in another shape', encode({ width: width / 2, height: height * 2, step, data })],
    ['a transparent dot', encode({ width, height, step: 4, data: wide })],
    ...[0, 9, 20, 24, 30, copy.length >> 1, copy.length - 6].map((at): [string, Buffer] => [
      `a bit of byte ${at} of the file`,
      flip(copy, at),
    ]),
    ['cut by a byte', copy.subarray(0, -1)],
    ['cut to half', copy.subarray(0, copy.length >> 1)],
    ['nothing left', Buffer.alloc(0)],
    ['a byte behind it', Buffer.concat([copy, Buffer.from([0])])],
    ['another file behind it', Buffer.concat([copy, copies[1]!])],
    [
      'a text in it',
      Buffer.concat([copy.subarray(0, 33), part('tEXt', Buffer.from('Title\0It is approved')), copy.subarray(33)]),
    ],
    [
      'a colour profile in it',
      Buffer.concat([copy.subarray(0, 33), part('gAMA', Buffer.alloc(4, 1)), copy.subarray(33)]),
    ],
    [
      'bytes behind the pixels',
      Buffer.concat([copy.subarray(0, 33), part('IDAT', Buffer.concat([stream, Buffer.from('more')])), END]),
    ],
    ['without its end', copy.subarray(0, -12)],
    [
      'another kind of picture',
      Buffer.concat([
        copy.subarray(0, 8),
        part('IHDR', Buffer.from([0, 0, 3, 132, 0, 0, 1, 0, 8, 0, 0, 0, 0])),
        copy.subarray(33),
      ]),
    ],
  ];
}

test('every alteration of a stamped copy is seen', async () => {
  const other = writeBundle(join(folder, 'runs'), 2, signer, { pictures: 1, drawn: stripes, customer: 'beta' });
  const tries: [string, Buffer][] = [
    ...(await forged()),
    ...touched(),
    ['a copy of another run', (await stampsOf(other))[0]!],
    [
      'a copy that was made without the key',
      (await stampsOf(bundle, createPublicKey(makeSigner(join(folder, 'b')).publicKey)))[0]!,
    ],
  ];
  const unseen = tries.filter(([, bytes]) => 'shot' in checker.check(bytes)).map(([what]) => what);
  expect(unseen).toEqual([]);
  expect(tries.length).toBeGreaterThanOrEqual(50);
  expect(new Set(tries.map(([, bytes]) => bytes.toString('latin1'))).size).toBe(tries.length);
});

test('a copy that was written by another program from the same pixels is as good', () => {
  const { width, height, step, data } = decode(copies[0]!);
  const row = width * step;
  const plain = Buffer.concat(
    Array.from({ length: height }, (_, y) => Buffer.concat([Buffer.from([0]), data.subarray(y * row, (y + 1) * row)])),
  );
  const file = Buffer.concat([copies[0]!.subarray(0, 33), part('IDAT', deflateSync(plain, { level: 1 })), END]);
  expect(file.equals(copies[0]!)).toBe(false);
  expect(checker.check(file)).toMatchObject({ shot: { number: 1 } });
});

test('no copy fits a bundle that was altered after it was made', async () => {
  const altered = writeBundle(join(folder, 'runs'), 3, signer, { pictures: 1, drawn: stripes });
  const [copy] = await stampsOf(altered);
  expect((await checkerOf(altered)).check(copy!)).toHaveProperty('shot');
  appendFileSync(join(altered, 'technical.log'), 'more\n');
  expect((await checkerOf(altered)).check(copy!)).toEqual({
    wrong: 'Its picture is number 1 of this run, but its strip does not match the evidence.',
  });
});
