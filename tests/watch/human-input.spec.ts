import { expect, test } from '@playwright/test';
import { Control } from '../../src/watch/control.ts';

const HAND = { who: 'kim', via: 'terminal' } as const;

function made(): { control: Control; stop: AbortController } {
  const stop = new AbortController();
  return {
    stop,
    control: new Control({ pace: 0, step: false, pauseBefore: [], stop: () => stop.abort(), signal: stop.signal }),
  };
}

test('a question that comes while the run is stopping is not waited for', async () => {
  const { control, stop } = made();
  stop.abort();
  expect(
    await control.ask({ kind: 'failed', title: 'Save', lines: [], choices: ['retry', 'stop'] }, 60_000),
  ).toBeUndefined();
  expect(control.state.question).toBeUndefined();
});

test('a person who asked for the next step can continue before it comes', async () => {
  const { control } = made();
  expect(control.command('pause', HAND)).toBeUndefined();
  const held = control.reach({ at: 'step', step: 'one', title: 'One' });
  expect(control.command('next step', HAND)).toBeUndefined();
  await held;
  expect(control.command('continue', HAND)).toBeUndefined();
  expect(await control.reach({ at: 'step', step: 'two', title: 'Two' })).toBe(false);
  expect(control.command('continue', HAND)).toBe('The run is already running.');
});
