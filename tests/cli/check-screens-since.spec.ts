import { expect, test } from '@playwright/test';
import { changesSince, seenIn } from '../../src/cli/check-screens/since.ts';
import { surveyLines } from '../../src/cli/check-screens/summary.ts';
import { RunSoFar } from '../../src/cli/progress/run-so-far.ts';
import { entryOf } from '../../src/fleet/record.ts';
import type { Compared } from '../../src/portal-sdk/index.ts';

const thing = (name: string, state: Compared['state'] = 'same', found = name): Compared => ({
  thing: name,
  state,
  expected: name,
  found: state === 'missing' ? '' : found,
  by: 'model',
  candidates: state === 'missing' ? 0 : 1,
  nearest: state === 'missing' ? '"Else", 0.50' : '',
  usable: state !== 'missing',
});
const seen = (...things: Compared[]) => seenIn([{ details: { screens: { 'new role': things } } as never }]);

const CASES: [what: string, before: Compared[], now: Compared[], says: string[]][] = [
  ['nothing', [thing('box A')], [thing('box A')], []],
  ['a thing that is renamed', [thing('box A')], [thing('box A', 'renamed', 'B')], ['new role: box A: renamed to "B"']],
  [
    'one that is renamed again',
    [thing('box A', 'renamed', 'B')],
    [thing('box A', 'renamed', 'C')],
    ['new role: box A: renamed to "C"'],
  ],
  ['one that stays renamed', [thing('box A', 'renamed', 'B')], [thing('box A', 'renamed', 'B')], []],
  [
    'one that is as expected again',
    [thing('box A', 'missing')],
    [thing('box A')],
    ['new role: box A: as expected again'],
  ],
  [
    'a new box',
    [thing('box A')],
    [thing('box A'), thing('box Z', 'new and required')],
    ['new role: box Z: new and required'],
  ],
  [
    'a box that has gone',
    [thing('box A'), thing('box Z', 'new and required')],
    [thing('box A')],
    ['new role: box Z: no longer so'],
  ],
];

for (const [what, before, now, says] of CASES)
  test(`since the last check: ${what}`, () => expect(changesSince(seen(...before), seen(...now))).toEqual(says));

test('a screen that is not looked at any more is told, and a first one that is whole is not', () => {
  expect(changesSince(seen(thing('box A')), new Map())).toEqual(['new role: not looked at this time']);
  expect(changesSince(new Map(), seen(thing('box A')))).toEqual([]);
});

test('a batch has one line for each customer: what has changed', () => {
  const end = { outcome: 'drift', exit: 3, differs: [{ title: 'Roles', actual: 'much' }], report: null };
  const line = (since?: string[]) =>
    entryOf({ n: 1, customer: 'acme', state: 'ended', end: { ...end, ...(since && { since }) } } as never, 'Acme')
      .actual;
  expect(line()).toBe('Roles: much');
  expect(line([])).toBe('Since the last check: nothing has changed');
  expect(line(['new role: box A: renamed to "B"'])).toBe('Since the last check: new role: box A: renamed to "B"');
});

test('what a request that was not let through may explain is no verdict', () => {
  const run = new RunSoFar();
  run.see({ type: 'note', text: 'stopped', details: { 'not let through': 'POST /roles.section at connectwise' } });
  const counts = { steps: 0, gestures: 0, shots: 0, withheld: 0, commits: 0 };
  const verdicts = [{ job: 'onboard', can: false, because: ['no rows'] }];
  const lines = surveyLines(run, { type: 'run.end', outcome: 'drift', ms: 0, counts, verdicts }).map(
    ({ text }) => text,
  );
  expect(lines.join('\n')).toMatch(/not let through.*roles\.section[\s\S]*onboard: not known, because no rows;/);
});
