import { expect, type Page, test } from '@playwright/test';
import { NULL_RECORDER } from '../../src/engine/null-recorder.ts';
import { stubContext, stubSession } from '../support/stub-context.ts';

/** A page with a button, and what is asked, written and pressed, in its order. */
async function onPage(page: Page, mayCommit: (asked: number) => void) {
  const order: string[] = [];
  await page.setContent('<button>Save</button>');
  await page.exposeFunction('pressed', () => order.push('pressed'));
  await page.evaluate("document.querySelector('button').onclick = () => pressed()");
  let asked = 0;
  const { ctx, trace } = stubContext(stubSession(page), {
    recorder: { ...NULL_RECORDER, write: (event) => void order.push(event.type) },
    mayCommit: async () => {
      order.push('asked');
      mayCommit((asked += 1));
    },
  });
  const save = page.getByRole('button');
  const press = async (kind: 'look' | 'commit') =>
    await ctx.gesture(
      'Press Save',
      async () => {
        await ctx.touches(save);
        await save.click();
      },
      { kind, at: save },
    );
  return { order, press, trace };
}

test('whether a commit may be made is asked twice: before its intent, and before its press', async ({ page }) => {
  const { order, press } = await onPage(page, () => undefined);
  await press('commit');
  expect(order).toEqual(['asked', 'gesture', 'asked', 'pressed', 'gesture.end']);
  order.length = 0;
  await press('look');
  expect(order).toEqual(['gesture', 'pressed', 'gesture.end']);
});

test('a commit that may not be made leaves no intent and no press', async ({ page }) => {
  const { order, press } = await onPage(page, () => {
    throw new Error('another machine');
  });
  await expect(press('commit')).rejects.toThrow('another machine');
  expect(order).toEqual(['asked']);
});

test('a run that slept after the intent presses nothing, and its outcome is looked for', async ({ page }) => {
  const { order, press, trace } = await onPage(page, (asked) => {
    if (asked === 2) throw new Error('another machine');
  });
  await expect(press('commit')).rejects.toThrow('another machine');
  expect(order).toEqual(['asked', 'gesture', 'asked', 'gesture.end']);
  expect(trace.unknownOutcome).toBe(true);
});
