import { expect, type Page, test } from '@playwright/test';
import { Readings } from '../../src/engine/context/readings.ts';
import { NULL_RECORDER } from '../../src/engine/null-recorder.ts';
import type { RunEvent } from '../../src/evidence/events.ts';
import { Control } from '../../src/watch/control.ts';
import { HumanInTheLoop } from '../../src/watch/human-in-the-loop.ts';
import { stubContext, stubSession } from '../support/stub-context.ts';

/** Two steps of a run on one page, and how often something was read. */
function onPage(page: Page) {
  const readings = new Readings();
  const written: RunEvent[] = [];
  const open = () =>
    stubContext(stubSession(page), {
      recorder: {
        ...NULL_RECORDER,
        counts: { ...NULL_RECORDER.counts, gestures: 7 },
        write: (event) => void written.push(event),
      },
      readings,
    }).ctx;
  let times = 0;
  const read = async (ctx = open()) => await ctx.reading('The list', async () => (times += 1));
  return { readings, written, open, read, times: () => times };
}

test('what was read counts in the next step, too, and a note names the gesture that read it', async ({ page }) => {
  const { read, written } = onPage(page);
  expect([await read(), await read()]).toEqual([1, 1]);
  expect(written).toEqual([
    {
      type: 'note',
      step: 'one',
      text: 'The list was read by gesture 7, and nothing was done in Portal since. Not read again.',
      readBy: 7,
    },
  ]);
});

test('a gesture that only reads leaves a reading as it is, any other ends it, a failed one too', async ({ page }) => {
  const { open, read } = onPage(page);
  const ctx = open();
  await read();
  await ctx.gesture('Read more', async () => undefined, { reads: true });
  expect(await read()).toBe(1);
  await ctx.gesture('Press a tab', async () => undefined);
  expect(await read()).toBe(2);
  const fails = ctx.gesture('Read in vain', () => Promise.reject(new Error('no')), { reads: true });
  await expect(fails).rejects.toThrow();
  expect(await read()).toBe(3);
});

test('what a reading read on its way holds only until the page goes on', async ({ page }) => {
  const { open } = onPage(page);
  const ctx = open();
  let times = 0;
  const record = async () => await ctx.reading('The record', async () => (times += 1));
  await ctx.reading('Its keys', async () => {
    await record();
    await ctx.gesture('Press the tab Keys', async () => undefined);
  });
  await record();
  expect(times).toBe(2);
});

test('after a wait in which people could use the window, everything is read again', async ({ page }) => {
  const { read, readings } = onPage(page);
  await read();
  const control = Control.unattended(new AbortController().signal);
  const people = new HumanInTheLoop({
    control,
    recorder: { write: () => undefined },
    headed: true,
    customer: 'Acme',
    approvedUpFront: [],
    operator: 'o',
    waited: () => readings.forgetAll(),
  });
  const watched = { page, view: undefined, lastTouched: undefined };
  await people.handsDone('Sign in', 1_000, watched, Promise.resolve());
  expect(await read()).toBe(2);
});
