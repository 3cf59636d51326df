import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import { Journal, JournalWriteError } from '../../src/evidence/journal.ts';
import { readManualAccess, recordManualAccess } from '../../src/evidence/manual-access-log.ts';
import { appendDurably, DiskRefused, overwrite, remove, writeDurably } from '../../src/files/durable-write.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { Vault } from '../../src/secrets/vault.ts';
import { announcement } from '../support/announcement.ts';
import { type DiskFault, failDisk } from '../support/faulty-disk.ts';

let folder: string;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kw-files-'))));
test.afterEach(() => rmSync(folder, { recursive: true }));

/** Does it on a disk with a fault. @returns what was called, what it threw, and how long it took in milliseconds */
function onBadDisk(
  fault: Omit<DiskFault, 'on'>,
  work: () => void,
): { calls: string[]; met: boolean; error: unknown; ms: number } {
  const disk = failDisk({ on: 'kw-files-', ...fault });
  const started = performance.now();
  let error: unknown;
  try {
    work();
  } catch (thrown) {
    error = thrown;
  } finally {
    disk.restore();
  }
  return {
    calls: disk.calls.map((call) => call.split(' ')[0]!),
    met: disk.failed(),
    error,
    ms: performance.now() - started,
  };
}

/** Does it once for each of its calls, while that call is held for a moment. @returns for how many */
function withEachCallHeld(does: string, work: () => void, check: (at: number) => void): number {
  for (let at = 1; ; at += 1) {
    const { met, error } = onBadDisk({ at, does, once: true }, work);
    expect(error, `call ${at}`).toBeUndefined();
    check(at);
    if (!met) return at - 1;
  }
}

for (const does of ['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY']) {
  test(`a durable write is whole, whichever of its calls is locked for a moment (${does})`, () => {
    const file = join(folder, 'a.json');
    let n = 0;
    const calls = withEachCallHeld(
      does,
      () => writeDurably(file, `the bytes of try ${(n += 1)}`),
      (at) => {
        expect(readFileSync(file, 'utf8')).toBe(`the bytes of try ${at}`);
        expect(readdirSync(folder)).toEqual(['a.json']);
      },
    );
    expect(calls).toBeGreaterThanOrEqual(process.platform === 'win32' ? 5 : 8);
  });
}

test('after a failed fsync the whole draft is written again', () => {
  const { calls } = onBadDisk({ calls: ['fsyncSync'], at: 1, does: 'EBUSY', once: true }, () =>
    writeDurably(join(folder, 'a'), 'x'),
  );
  expect(calls.slice(0, 9)).toEqual([
    'openSync',
    'writeSync',
    'fsyncSync',
    'closeSync',
    'rmSync',
    'openSync',
    'writeSync',
    'fsyncSync',
    'closeSync',
  ]);
});

test('a file that is locked for a moment is appended to once, overwritten or removed', () => {
  const file = join(folder, 'log');
  writeFileSync(file, 'one\ntorn');
  expect(
    withEachCallHeld(
      'EBUSY',
      () => appendDurably(file, 4, Buffer.from('two\n')),
      () => expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n'),
    ),
  ).toBeGreaterThanOrEqual(5);
  expect(
    withEachCallHeld(
      'EACCES',
      () => overwrite(file, Buffer.from('12345678')),
      () => expect(readFileSync(file, 'utf8')).toBe('12345678'),
    ),
  ).toBeGreaterThanOrEqual(4);
  mkdirSync(join(folder, 'full', 'of'), { recursive: true });
  expect(
    onBadDisk({ calls: ['rmSync'], at: 1, does: 'ENOTEMPTY', once: true }, () => remove(join(folder, 'full'))),
  ).toMatchObject({ met: true, error: undefined });
  expect(existsSync(join(folder, 'full'))).toBe(false);
  const event = {
    utc: '2026-11-24T14:15:32.000Z',
    event: 'opened',
    publicKey: 'qPk2Rt8WmZx4LcVb',
    description: 'd',
    fp: 'f',
    operator: 'Sam',
    host: 'here',
  } as const;
  const calls = withEachCallHeld(
    'EPERM',
    () => recordManualAccess(folder, event),
    () => undefined,
  );
  expect(readManualAccess(folder)).toHaveLength(calls + 1);
});

test('a file that stays locked is given up after five seconds, with an error and no draft', () => {
  const { error, ms } = onBadDisk({ calls: ['renameSync'], at: 1, does: 'EPERM' }, () =>
    writeDurably(join(folder, 'shots', '..', 'a.json'), 'x'),
  );
  expect(error).toBeInstanceOf(DiskRefused);
  expect((error as DiskRefused).code).toBe('EPERM');
  expect((error as Error).message).toMatch(
    new RegExp(
      [
        String.raw`^….kw-files-\w+.a\.json could not be written \(EPERM: made up by a test, `,
        String.raw`tried again for five seconds\)\. Another program may hold it .*then run again\.$`,
      ].join(''),
    ),
  );
  expect(ms).toBeGreaterThan(4_500);
  expect(ms).toBeLessThan(8_000);
  expect(readdirSync(folder)).toEqual([]);
});

test('a disk that is full, broken or read-only is not tried again', () => {
  for (const does of ['ENOSPC', 'EIO', 'EROFS']) {
    const { error, ms } = onBadDisk({ calls: ['fsyncSync'], at: 1, does }, () => writeDurably(join(folder, 'a'), 'x'));
    expect((error as Error).message).toContain(
      `could not be written (${does}: made up by a test). Check the disk (room, rights, cable), then run again.`,
    );
    expect(ms).toBeLessThan(2_000);
    expect(readdirSync(folder)).toEqual([]);
  }
});

test('a journal that is locked for a moment holds each line once; a failed fsync ends it', () => {
  const disks = (
    [
      ['openSync', 1],
      ['writeSync', 2],
      ['fsyncSync', 4],
    ] as const
  ).map(([call, at]) => failDisk({ on: 'journal\\.jsonl', calls: [call], at, does: 'EBUSY', once: true }));
  try {
    const journal = new Journal(folder);
    for (const n of [1, 2, 3]) journal.write(announcement(`line ${n}`));
    const started = performance.now();
    expect(() => journal.write(announcement('lost'))).toThrow(JournalWriteError);
    expect(performance.now() - started).toBeLessThan(2_000);
    journal.close();
  } finally {
    for (const disk of disks.toReversed()) disk.restore();
  }
  expect(disks.map((disk) => disk.failed())).toEqual([true, true, true]);
  expect(checkChain(readFileSync(join(folder, 'journal.jsonl'), 'utf8'))).toMatchObject({ lines: 3 });
});

test('a vault that is locked while it is made is made, or an error leaves nothing of it', async () => {
  const open = async () =>
    await Vault.open(join(folder, 'vault'), async () => new Secret('zx9 Quokka-71 umbra', 'passphrase'));
  const { wait } = Atomics;
  Atomics.wait = () => 'timed-out';
  const held = failDisk({ on: 'kw-files-.*identity\\.age', calls: ['renameSync'], at: 1, does: 'EPERM' });
  const refused = await open()
    .then(
      () => '',
      (error: Error) => error.message,
    )
    .finally(() => {
      held.restore();
      Atomics.wait = wait;
    });
  expect(refused).toMatch(
    new RegExp(
      [
        String.raw`^The vault of this workspace could not be made: ….vault\.[0-9a-f]+\.draft.identity\.age `,
        String.raw`could not be written \(EPERM: [^']*Another program may hold it .*then run again\.$`,
      ].join(''),
    ),
  );
  expect(readdirSync(folder)).toEqual([]);
  const moment = failDisk({
    on: 'kw-files-.*vault\\.[0-9a-f]+\\.draft$',
    calls: ['renameSync'],
    at: 1,
    does: 'EPERM',
    once: true,
  });
  await open().finally(moment.restore);
  expect(moment.failed()).toBe(true);
  expect(readdirSync(folder)).toEqual(['vault']);
});
