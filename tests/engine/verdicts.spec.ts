import { expect, test } from '@playwright/test';
import { verdictsOf } from '../../src/engine/verdicts.ts';
import type { StepResult } from '../../src/evidence/events.ts';
import type { Compared } from '../../src/portal-sdk/index.ts';
import type { PreparedStep } from '../../src/runbook/load.ts';

const signIn = { name: 'shop.sign-in' };
const portal = { signIn } as PreparedStep['portal'];
const step = (id: string, action: object) => ({ id, title: `Look at ${id}`, portal, action: action as never });
const STEPS = [
  step('sign-in', signIn),
  step('list', { name: 'shop.screens.list', serves: ['shop.thing.ensure', 'shop.thing.delete'] }),
  step('form', { name: 'shop.screens.form', serves: ['shop.thing.ensure'] }),
];
const JOBS = [
  { name: 'make', actions: ['shop.sign-in', 'shop.thing.ensure'] },
  { name: 'remove', actions: ['shop.sign-in', 'shop.thing.delete'] },
];

const thing = (state: Compared['state'], usable: boolean): Compared => ({
  thing: 'box Code',
  state,
  expected: 'Code',
  found: '',
  by: '',
  candidates: 0,
  nearest: '',
  usable,
});
const result = (id: string, more: Partial<StepResult>): [string, StepResult] => [
  id,
  { type: 'step.result', step: id, outcome: 'done', actual: '', ms: 1, ...more },
];
const good = STEPS.map(({ id }) => result(id, {}));
const verdicts = (...more: [string, StepResult][]) => verdictsOf(STEPS, new Map([...good, ...more]), JOBS);

test('with all as expected, each job can run', () => {
  expect(verdicts()).toEqual([
    { job: 'make', can: true, because: [] },
    { job: 'remove', can: true, because: [] },
  ]);
});

test('what is renamed and usable stops no job', () => {
  const details = { screens: { form: [thing('renamed', true)] } };
  expect(verdicts(result('form', { outcome: 'drift', details })).map(({ can }) => can)).toEqual([true, true]);
});

test('a missing thing stops the jobs that need its screen, and no others', () => {
  const details = { screens: { form: [thing('missing', false)] } };
  expect(verdicts(result('form', { outcome: 'drift', details }))).toEqual([
    { job: 'make', can: false, because: ['box Code: missing (form)'] },
    { job: 'remove', can: true, because: [] },
  ]);
});

test('a sign-in that failed stops every job', () => {
  const failed = result('sign-in', { outcome: 'failed', actual: 'the message "no"' });
  const all = verdictsOf(STEPS, new Map([failed]), JOBS);
  expect(all.map(({ can }) => can)).toEqual([false, false]);
  expect(all[0]!.because).toEqual([
    '“Look at sign-in” failed: the message "no"',
    '“Look at list” was not reached',
    '“Look at form” was not reached',
  ]);
});

test('what could not be seen is told', () => {
  expect(verdicts(result('form', { outcome: 'skipped' }))[0]).toEqual({
    job: 'make',
    can: true,
    because: [],
    unseen: ['Look at form'],
  });
});
