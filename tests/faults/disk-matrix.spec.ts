import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { verifyBundle } from '../../src/evidence/bundle/verify.ts';
import type { JournalLine } from '../../src/evidence/events.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
import { ownPublicKey } from '../../src/evidence/signing.ts';
import { sha256Of } from '../../src/files/sha256.ts';
import { holdsItsOnlyKey } from '../support/stub-portal/server.ts';
import { createWorkspace } from '../support/test-workspace.ts';
import { CALLS, type DiskCall, failCalls, inWords } from './disk-calls.ts';
import { expectOneKey } from './invariants.ts';
import { allIn, createStubJob, type StubJob } from './stub-job.ts';

test.describe.configure({ timeout: 7_200_000, mode: 'default' });

/** Those that another program causes for a moment, and those of a disk that is full or broken. */
const HELD = ['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY'];
const CODES = [...HELD, 'ENOSPC', 'EIO'];

let stage: Promise<{ job: StubJob; calls: DiskCall[] }> | undefined;
const wait = Atomics.wait;
test.beforeAll(() => {
  // How long it is tried again, tests/files/durable-write.spec.ts shows.
  Atomics.wait = () => 'timed-out';
});
test.afterAll(async () => {
  Atomics.wait = wait;
  await (await stage)?.job.end();
});

async function prepare(): Promise<{ job: StubJob; calls: DiskCall[] }> {
  const job = await createStubJob();
  job.reset();
  const { made, restore } = failCalls(job.folder, [], '');
  const ran = await job.run().finally(restore);
  expect(ran).toMatchObject({ result: { outcome: 'done' }, said: [] });
  expectWhole(job);
  return { job, calls: made };
}

/** The key is handed over, nothing of it is left anywhere else, and both verifiers find all evidence intact. */
function expectWhole({ folder, server }: StubJob): void {
  expect(holdsItsOnlyKey(server), 'one live key, which is held').toBe(true);
  const files = [...allIn(join(folder, '.keywright')), ...allIn(join(folder, 'runs'))];
  expect(files.filter((name) => name.includes('.draft'))).toEqual([]);
  expect(readdirSync(join(folder, '.keywright', 'escrow', 'acme'))).toEqual([]);
  expectVerified(folder);
}

function expectVerified(folder: string): void {
  const key = ownPublicKey(join(folder, '.keywright'));
  const runs = join(folder, 'runs');
  expect(verifyRuns(runs, key)).toMatchObject({ wrong: [] });
  for (const run of readdirSync(join(runs, 'acme')))
    expect(verifyBundle(join(runs, 'acme', run), key), run).toMatchObject({
      state: expect.stringMatching(/^(ok|incomplete)$/) as unknown,
      wrong: [],
    });
}

const journalOf = (folder: string): JournalLine[] => {
  const file = join(folder, 'journal.jsonl');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalLine);
};

/**
 * What a later run finds: what the portal has, and all files by their names, with the list of runs and what is sealed
 * word by word, but for what is random or a time.
 */
function left({ folder, server }: StubJob): string {
  const names = allIn(folder).filter((name) => /^(runs|\.keywright)/.test(name));
  const text = JSON.stringify({
    keys: server.keys,
    held: server.held?.publicKey,
    tags: readAll(folder, names, /tags.*txt$/),
    sealed: readAll(folder, names, /escrow.*json$/),
    list: readAll(folder, names, /list\.jsonl$/).replace(
      /"(prev|utc|sums|journalHead|ms|key|signedBy)":("[^"]*"|\d+)/g,
      '',
    ),
    intact: verifyRuns(join(folder, 'runs'), ownPublicKey(join(folder, '.keywright'))).wrong.length,
    files: names.map((name) => name.replace(/\d{4}-.*png/, 'png')).sort(),
  });
  const random = [
    ...new Set(text.match(/\b[0-9a-f]{16}\b|\b\d{8}-\d{6}-[0-9a-z]{8}\b|[0-9a-f]{12}(?=\.draft)/g) ?? []),
  ];
  return random
    .reduce((words, one, n) => words.replaceAll(one.slice(-8), `#${n}`).replaceAll(one.slice(0, -8), ''), text)
    .replace(/"[^"]*At":"[^"]*"|"(privateHash|fp|sha256)":"[^"]*"/g, '');
}

const readAll = (folder: string, names: string[], wanted: RegExp): string =>
  names
    .filter((name) => wanted.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

/** States that a later run was seen to set right: it decides by what it finds and by nothing else. */
const proven = new Set<string>();

/** What is said of a run that the disk has stopped: what the disk said, and what to do next. */
function expectClearEnd(ran: Awaited<ReturnType<StubJob['run']>>, code: string): void {
  const told =
    'refused' in ran
      ? ran.refused
      : [...ran.said, ...journalOf(ran.result.folder).map((line) => JSON.stringify(line))].join('\n');
  expect(told).toContain(code);
  expect(told).toMatch(/Check |Keep this folder|See to that/);
}

/**
 * Does the job while these calls fail, and, where it did not come through, once more on a sound disk.
 * @returns the calls that failed, and how it ended
 */
async function tryCalls(
  job: StubJob,
  calls: DiskCall[],
  code: string,
  always: boolean,
): Promise<{ failed: DiskCall[]; how: string }> {
  job.reset();
  const disk = failCalls(job.folder, calls, code, always);
  const ran = await job.run().finally(disk.restore);
  const failed = [...disk.failed];
  if ('result' in ran && ran.result.outcome === 'done') {
    expectWhole(job);
    return { failed, how: 'ended well' };
  }
  expectClearEnd(ran, code);
  const state = sha256Of(left(job));
  if (proven.has(state)) return { failed, how: 'a clear end, in a state that a run sets right' };
  const healed = await job.run();
  expect(healed, 'the next run').toMatchObject({ said: [] });
  expect('result' in healed && ['done', 'nothing to do'].includes(healed.result.outcome)).toBe(true);
  expectWhole(job);
  proven.add(state);
  return { failed, how: 'a clear end, and the next run sets all right' };
}

/** Groups of calls that one run can meet: each path once, so that a second try is not counted as another call. */
function rounds(calls: DiskCall[]): DiskCall[][] {
  const byPath = [...Map.groupBy(calls, ({ path }) => path.replace(/^(runs\/acme\/RUN\/shots\/)\d.*/, '$1')).values()];
  const longest = Math.max(0, ...byPath.map((ones) => ones.length));
  return Array.from({ length: longest }, (_, n) => byPath.flatMap((ones) => ones[n] ?? []));
}

for (const always of [false, true])
  for (const code of CODES)
    for (const kind of Object.keys(CALLS))
      test(`each ${kind} of a hand-over fails ${always ? 'always' : 'once'}: ${code}`, async ({}, { annotations }) => {
        const { job, calls } = await (stage ??= prepare());
        const ofKind = calls.filter((call) => call.kind === kind);
        const together = !always && HELD.includes(code) ? rounds(ofKind) : ofKind.map((call) => [call]);
        const left = [...together];
        let met = 0;
        for (let round = left.shift(); round !== undefined; round = left.shift()) {
          const { failed, how } = await tryCalls(job, round, code, always).catch((error: Error) => ({
            failed: round!,
            how: error,
          }));
          expect.soft(how, `${round.map(inWords).join(', ')}: ${code}`).not.toBeInstanceOf(Error);
          // Who waits for hours wants to see what is tried.
          console.log(`${code} ${always ? 'always' : 'once'}, ${failed.map(inWords).join(', ')}: ${how}`);
          const missed = round.filter((call) => !failed.includes(call));
          expect(missed.length, `met: ${round.map(inWords).join(', ')}`).toBeLessThan(round.length);
          if (missed.length > 0) left.push(missed);
          met += failed.length;
          for (const _ of failed)
            annotations.push({
              type: `a disk call fails ${always ? 'always' : 'once'}`,
              description: how instanceof Error ? 'did not hold' : how,
            });
        }
        expect(met).toBe(ofKind.length);
      });

/** About how many calls of each kind an onboarding of the practice customer makes. */
const ABOUT: Record<string, number> = { open: 300, write: 500, fsync: 600, rename: 70, unlink: 6 };

for (const [n, code] of CODES.entries())
  for (const [kind, calls] of Object.entries(CALLS))
    test(`an onboarding by the command line, in which one ${kind} fails: ${code}`, async ({}, { annotations }) => {
      const workspace = await createWorkspace({ mfa: false, delay: 0 });
      try {
        const at = 1 + Math.floor((ABOUT[kind]! * (n + 0.5)) / CODES.length);
        const fault = { on: `${workspace.folder}.(runs|\\.keywright)`, calls, at, does: code, once: true };
        workspace.env['NODE_OPTIONS'] = `--import=${new URL('../support/faulty-disk.ts', import.meta.url).href}`;
        workspace.env['DISK_FAULT'] = JSON.stringify([fault, { ...fault, on: 'nowhere' }]);
        const { code: exit, stdout, stderr } = await workspace.run('run', 'onboard', '--customer', 'practice');
        delete workspace.env['NODE_OPTIONS'];
        expect(
          stderr.split('\n').filter((line) => line.startsWith('Never met')),
          'the fault was met',
        ).toHaveLength(1);
        if (exit !== 0) {
          expect(stdout + stderr).toContain(code);
          expect(await workspace.run('run', 'onboard', '--customer', 'practice')).toMatchObject({ code: 0 });
        }
        await expectOneKey(workspace);
        expect(allIn(workspace.folder).filter((name) => name.includes('.draft'))).toEqual([]);
        const verified = await workspace.run('verify', 'runs');
        expect(verified.code, verified.stdout).toBe(0);
        annotations.push({
          type: 'one disk call of an onboarding fails',
          description: exit === 0 ? 'ended well' : 'a clear end, and the next run sets all right',
        });
      } finally {
        await workspace.end();
      }
    });
