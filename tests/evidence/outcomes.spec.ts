import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { closeRun } from '../../src/engine/close-run.ts';
import { journalLines } from '../../src/evidence/bundle/close.ts';
import { statement, steps } from '../../src/evidence/bundle/statement.ts';
import type { RunEnd, RunEvent, StepResult } from '../../src/evidence/events.ts';
import { outcomesOf, stepsIn } from '../../src/evidence/outcomes.ts';
import { readRunList } from '../../src/evidence/runs/run-list.ts';
import { RunProgress } from '../../src/watch/page/run-progress.ts';
import { LEFT, writeSampleRun } from '../support/sample-run.ts';
import { shown } from '../support/shown.ts';
import { end, intent, start } from '../support/watch-server.ts';

const result = (step: string, outcome: StepResult['outcome'], left?: StepResult['left']): StepResult => ({
  type: 'step.result',
  step,
  outcome,
  actual: 'This was seen.',
  ms: 10,
  ...(left && { left }),
});

test('a step that was tried again counts once, and what it left at first is forgotten', () => {
  const results = [
    result('a', 'left for you', [LEFT]),
    result('b', 'skipped'),
    result('a', 'done'),
    result('c', 'left for you', [LEFT]),
  ];
  expect(outcomesOf(results, ['a', 'b', 'c'], 3)).toEqual({
    outcomes: { done: 1, skipped: 1, 'left for you': 1 },
    left: [{ step: 'c', ...LEFT }],
  });
});

test('the outcomes of a run that was stopped add up to its steps', () => {
  const { outcomes } = outcomesOf([result('a', 'done'), result('b', 'already in place')], ['a', 'b', 'c', 'd', 'e'], 3);
  expect(outcomes).toEqual({ done: 1, 'already in place': 1, 'not finished': 1, 'not reached': 2 });
  expect(stepsIn(outcomes)).toBe(5);
});

const events = (outcome: RunEnd['outcome'], ...left: Required<StepResult>['left']): RunEvent[] => {
  const results = [
    result('role', 'done'),
    result('levels', 'skipped'),
    ...(left.length > 0 ? [result('member', 'left for you', left)] : []),
  ];
  const account = { type: 'account', step: 'role', portal: 'connectwise', account: null } as const;
  return [
    start(),
    intent('role'),
    account,
    ...results,
    {
      ...(end(outcome) as RunEnd),
      ...outcomesOf(
        results,
        results.map(({ step }) => step),
        results.length,
      ),
    },
  ];
};

test('the terminal ticks nothing that was skipped or left, and ends with what is left for you', () => {
  const said = shown(events('done', LEFT));
  expect(said).toMatch(/– 2 of 8 {2}Allow the API Reports, skipped\n {10}This was seen\./);
  expect(said).toMatch(/! 3 of 8 {2}.*, left for you\n {10}This was seen\./);
  expect(said).toContain('Signed in to ConnectWise; the account could not be read from the screen');
  expect(said).toContain(
    '\n! Done, 1 thing left for you (1:01):\n  - delete the security role MSPCFO (it is that of MSPCFO ' +
      '(inactive))\n3 steps (1 done, 1 skipped, 1 left for you)',
  );
  expect(shown(events('done'))).toContain('\n✓ Done (1:01)\n2 steps (1 done, 1 skipped), 41 gestures');
  const nothing = shown(events('nothing to do', LEFT, { what: 'ask', why: 'nobody knows' }));
  expect(nothing).toContain(
    '\n! Nothing was changed, 2 things left for you (1:01):\n  - delete the security role MSPCFO (it is that of MSPCFO ' +
      '(inactive))\n  - ask (nobody knows)\n',
  );
  expect(nothing).not.toContain('Nothing to change');
});

test('the live page ends with what is left for you', () => {
  const runProgress = new RunProgress();
  for (const event of events('done', LEFT)) runProgress.tell(event);
  expect(runProgress.over(true, undefined)).toMatchObject({
    words: 'Done, 1 thing left for you',
    counts: expect.stringContaining('1 skipped, 1 left for you') as unknown,
    lines: [{ name: 'Left for you', text: 'delete the security role MSPCFO (it is that of MSPCFO (inactive))' }],
  });
  expect(
    runProgress
      .view()
      .phases.flatMap((phase) => phase.steps)
      .slice(0, 3)
      .map(({ words, sign }) => [words, sign]),
  ).toEqual([
    ['done', 'good'],
    ['skipped', 'mute'],
    ['left for you', 'warn'],
  ]);
});

test('statement, steps and the list of runs say what is left, what was skipped and who was signed in', async ({
  page,
}) => {
  const runs = mkdtempSync(join(tmpdir(), 'kw-left-'));
  try {
    const folder = join(runs, 'practice', '20261124-141532-7k3f9xwp');
    await writeSampleRun(folder, 'left', page);
    const { lines } = journalLines(folder);
    const accounts = [
      { portal: 'connectwise', account: 'j.admin' },
      { portal: 'mspcfo', account: null },
    ];
    const outcomes = { 'already in place': 4, skipped: 1, 'left for you': 1 };
    expect(statement(lines, '', { run: 'one' })).toMatchObject({
      left: [{ step: 'role', ...LEFT }],
      outcomes,
      accounts,
    });
    expect(
      steps(lines)
        .map(({ outcome, left }) => [outcome, left])
        .slice(1, 5),
    ).toEqual([
      ['left for you', [LEFT]],
      ['already in place', undefined],
      ['already in place', undefined],
      ['skipped', undefined],
    ]);
    await closeRun({
      runs,
      state: join(runs, 'state'),
      folder,
      run: '20261124-141532-7k3f9xwp',
      timeStamps: undefined,
      portals: [],
    });
    expect(readRunList(runs).at(-1)).toMatchObject({ type: 'run.closed', outcome: 'nothing to do', left: 1, accounts });
  } finally {
    rmSync(runs, { recursive: true });
  }
});
