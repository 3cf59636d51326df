import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { closeNeverStarted, closeRun } from '../../src/engine/close-run.ts';
import {
  newestUnfinished,
  previousRun,
  previousRuns,
  unclosed,
  unfinishedRun,
} from '../../src/engine/previous-runs.ts';
import { verifyBundle } from '../../src/evidence/bundle/verify.ts';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import type { RunEnd, RunEvent } from '../../src/evidence/events.ts';
import { Journal } from '../../src/evidence/journal.ts';
import { appendToList, listedRuns } from '../../src/evidence/runs/run-list.ts';
import { verifyRuns } from '../../src/evidence/runs/verify-runs.ts';
import { renderReport } from '../../src/review/report.ts';

let runs: string;
test.beforeEach(() => (runs = mkdtempSync(join(tmpdir(), 'keywright-runs-'))));
test.afterEach(() => rmSync(runs, { recursive: true }));

const report = async (folder: string) => writeFileSync(join(folder, 'report.html'), await renderReport(folder));
const id = (n: number) => `20261124-1415${String(n).padStart(2, '0')}-7k3f9xw${n % 10}`;

/** A run folder as a run of that outcome leaves it, but for its report. */
function leave(
  n: number,
  outcome: RunEnd['outcome'] | 'killed' | 'killed before it began',
  { runbook = 'onboard', customer = 'acme' } = {},
): string {
  const folder = join(runs, customer, id(n));
  mkdirSync(folder, { recursive: true });
  const journal = new Journal(folder);
  const start: RunEvent = {
    type: 'run.start',
    run: id(n),
    tag: id(n).slice(-8),
    runbook: { name: runbook, title: 'A job', file: `${runbook}.yaml`, sha256: '0'.repeat(64) },
    customer: { name: customer, title: 'Acme IT' },
    portals: { connectwise: 'https://na.myconnectwise.example' },
    inputs: { role: 'MSPCFO' },
    operator: 'test',
    machine: { host: 'here', os: 'Linux' },
    versions: { keywright: '0.1.0', node: 'v24', playwright: '1', browser: 'chromium' },
    mode: { headed: false },
    plan: [{ phase: 'One', steps: [{ id: 'a', title: 'Step a', use: 'connectwise.sign-in' }] }],
  };
  if (outcome !== 'killed before it began') {
    journal.write(start);
    journal.write({
      type: 'step.intent',
      step: 'a',
      n: 1,
      of: 1,
      phase: 'One',
      title: 'Step a',
      use: 'connectwise.sign-in',
      input: {},
      attempt: 1,
    });
    if (outcome !== 'killed')
      journal.write({
        type: 'run.end',
        outcome,
        ms: 1,
        counts: { steps: 1, gestures: 0, shots: 0, withheld: 0, commits: 0 },
      });
  }
  journal.close();
  return folder;
}

const unfinished = (runbook = 'onboard') => unfinishedRun(previousRuns(join(runs, 'acme')), runbook)?.run;

test("a runbook's newest run is unfinished if it was killed or interrupted", () => {
  expect(unfinished()).toBeUndefined();
  leave(1, 'killed');
  expect(unfinished()).toBe(id(1));
  expect(unfinished('offboard')).toBeUndefined();
  leave(2, 'interrupted');
  expect(unfinished()).toBe(id(2));
  leave(3, 'done', { runbook: 'offboard' });
  leave(4, 'killed before it began');
  expect(unfinished()).toBe(id(2));
  for (const [n, outcome] of [
    [5, 'done'],
    [6, 'nothing to do'],
    [7, 'failed'],
  ] as const) {
    leave(n, outcome);
    expect(unfinished(), outcome).toBeUndefined();
  }
  leave(8, 'killed');
  expect(unfinished()).toBe(id(8));
});

test('the newest unfinished job is found over all customers and runbooks, or for one customer', () => {
  expect(newestUnfinished(runs)).toBeUndefined();
  leave(1, 'killed');
  leave(2, 'killed', { runbook: 'offboard' });
  leave(3, 'interrupted', { customer: 'other' });
  leave(4, 'done', { customer: 'third' });
  expect(newestUnfinished(runs)?.run).toBe(id(3));
  expect(newestUnfinished(runs, 'acme')?.run).toBe(id(2));
  expect(newestUnfinished(runs, 'third')).toBeUndefined();
  expect(newestUnfinished(runs, 'nobody')).toBeUndefined();
});

test('a run is found by its name, and a name that leads elsewhere finds none', () => {
  const folder = leave(1, 'done');
  expect(previousRun(runs, id(1))).toMatchObject({ run: id(1), folder, end: { outcome: 'done' } });
  expect(previousRun(runs, id(1), 'acme').folder).toBe(folder);
  expect(() => previousRun(runs, id(1), 'other')).toThrow(/There is no run .* for customer other/);
  for (const name of ['', '..', id(2), `../acme/${id(1)}`, 'x'.repeat(9_000)])
    expect(() => previousRun(runs, name)).toThrow(/There is no run/);
});

/** Enters a run in the list, as its beginning does. */
const enter = (n: number) =>
  appendToList(runs, undefined, (lines) => ({
    type: 'run.begun',
    run: id(n),
    number: listedRuns(lines).length + 1,
    customer: { name: 'acme', title: 'Acme IT' },
    runbook: { name: 'onboard', title: 'A job', sha256: '0'.repeat(64) },
    operator: 'test',
    host: 'here',
  }));

/** Closes what the list knows no end of, as the next run's beginning does. @returns how many there were */
async function closeAll(): Promise<number> {
  const killed = unclosed(runs, 'acme', previousRuns(join(runs, 'acme')));
  for (const run of killed) {
    if (run.start !== undefined) await report(run.folder);
    await closeRun({
      runs,
      state: join(runs, 'state'),
      folder: run.folder,
      run: run.run,
      timeStamps: undefined,
      portals: [],
    });
  }
  return killed.length;
}

test("a killed run's folder gets a report and is closed as it is, torn line included", async () => {
  enter(1);
  const folder = leave(1, 'killed');
  appendFileSync(join(folder, 'journal.jsonl'), '{"seq":2,"prev":"torn');
  mkdirSync(join(folder, 'shots'));
  writeFileSync(join(folder, 'shots', '0001-a.png.0123.draft'), 'half a picture');
  const before = readFileSync(join(folder, 'journal.jsonl'), 'utf8');
  expect(previousRuns(join(runs, 'acme'))[0]).toMatchObject({ run: id(1), start: { inputs: { role: 'MSPCFO' } } });
  expect(await closeAll()).toBe(1);
  expect(await closeAll(), 'what is closed stays closed').toBe(0);
  expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).toBe(before);
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toMatch(
    /Incomplete[\s\S]*the run was killed[\s\S]*The last line of the journal is torn/,
  );
  const chain = checkChain(before.slice(0, before.lastIndexOf('\n') + 1));
  expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toMatchObject({
    run: id(1),
    number: 1,
    outcome: 'incomplete',
    journal: { head: 'head' in chain && chain.head },
  });
  expect(verifyBundle(folder, undefined)).toMatchObject({ state: 'incomplete', wrong: [] });
});

test('a run that was killed between its last line and its report keeps its outcome', async () => {
  enter(1);
  const folder = leave(1, 'failed');
  await closeAll();
  expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toMatchObject({
    outcome: 'failed',
    counts: { steps: 1 },
  });
  expect(verifyBundle(folder, undefined)).toMatchObject({ state: 'ok' });
});

test('a run that was killed before its first line is closed once and has no report', async () => {
  for (const [n, what] of (['empty', 'torn', 'no journal'] as const).entries()) {
    enter(n);
    const folder = leave(n, 'killed before it began');
    if (what === 'torn') writeFileSync(join(folder, 'journal.jsonl'), '{"seq":0,"pre');
    if (what === 'no journal') rmSync(join(folder, 'journal.jsonl'));
    expect(await closeAll(), what).toBe(1);
    expect(existsSync(join(folder, 'report.html'))).toBe(false);
    expect(verifyBundle(folder, undefined), what).toMatchObject({ state: 'incomplete', wrong: [] });
  }
  enter(9);
  closeNeverStarted(runs, join(runs, 'state'), 'acme', 'the run of now');
  expect(verifyRuns(runs, undefined)).toMatchObject({
    wrong: [],
    notes: [expect.stringContaining('was killed before it had a folder')],
  });
});
