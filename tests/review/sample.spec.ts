import { expect, test } from '@playwright/test';
import type { ListedRun } from '../../src/evidence/runs/run-list.ts';
import { drawSample, populationCsv } from '../../src/review/export/sample.ts';

function runsOf(number: number, runbook: string, outcome: 'done' | 'failed', operator = 'kim'): ListedRun[] {
  return Array.from({ length: number }, (_, n) => {
    const run = `20261124-14${String(n).padStart(4, '0')}-${runbook.slice(0, 4)}${outcome.slice(0, 4)}`;
    const counts = { steps: 1, gestures: 1, shots: 1, withheld: 0, commits: 0 };
    return {
      begun: {
        type: 'run.begun',
        run,
        number: n + 1,
        customer: { name: 'acme', title: 'Acme' },
        runbook: { name: runbook, title: runbook, sha256: 'a' },
        operator,
        host: 'h',
        utc: '2026-11-24T14:00:00.000Z',
      },
      closed: { type: 'run.closed', run, outcome, ms: 1, counts, journalHead: 'a', sums: 's', utc: '' },
    };
  });
}

const POPULATION = [
  ...runsOf(80, 'onboard', 'done'),
  ...runsOf(2, 'onboard', 'failed'),
  ...runsOf(18, 'offboard', 'done'),
];

const namesOf = (seed: string, size = 10) =>
  drawSample(POPULATION, size, seed).flatMap(({ chosen }) => chosen.map(({ begun }) => begun.run));

test('each part of a sample is as large as its share, and a rare outcome is never left out', () => {
  const sizes = drawSample(POPULATION, 10, 'x').map(({ name, chosen }) => [name, chosen.length]);
  expect(sizes).toEqual([
    ['offboard, done', 1],
    ['onboard, done', 8],
    ['onboard, failed', 1],
  ]);
  expect(namesOf('x', 1)).toHaveLength(3);
  expect(namesOf('x', 1_000)).toHaveLength(100);
});

test('the same seed draws the same runs, in whatever order they come, and another seed draws others', () => {
  const again = drawSample(POPULATION.toReversed(), 10, '2026Q4').flatMap(({ chosen }) =>
    chosen.map(({ begun }) => begun.run),
  );
  expect(again.sort()).toEqual(namesOf('2026Q4').sort());
  expect(namesOf('2027Q1').sort()).not.toEqual(namesOf('2026Q4').sort());
});

test('over many seeds each run is drawn about equally often', () => {
  const drawn = new Map<string, number>();
  for (let seed = 0; seed < 400; seed += 1)
    for (const run of namesOf(String(seed)).filter((name) => name.endsWith('onbodone')))
      drawn.set(run, (drawn.get(run) ?? 0) + 1);
  // 8 of 80 in 400 draws: 40 on average.
  expect(drawn.size).toBe(80);
  expect(Math.min(...drawn.values())).toBeGreaterThan(15);
  expect(Math.max(...drawn.values())).toBeLessThan(70);
});

test('no cell of the population is a formula, and commas and quotes stay in their cell', () => {
  const csv = populationCsv(
    [...runsOf(1, 'onboard', 'done', '=HYPERLINK("http://evil.example")'), ...runsOf(1, 'onboard', 'failed', 'a,"b"')],
    [],
  );
  expect(csv).toContain(`,"'=HYPERLINK(""http://evil.example"")",`);
  expect(csv).toContain(',"a,""b""",');
});
