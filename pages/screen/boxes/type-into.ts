import type { Locator } from 'playwright';
import { textOf } from '../../../src/portal-sdk/index.ts';
import { locate } from '../look.ts';
import type { Thing } from '../thing.ts';
import type { View } from '../view.ts';
import { imprintOf } from '../words/words.ts';
import { held } from './field.ts';

/** What a box, or a text, says now; empty where it is gone. */
export async function boxText(view: View, at: Locator): Promise<string> {
  const thing = await view.thing(at);
  return thing === undefined ? '' : held(thing);
}

/** What a thing says now, read in the page itself: a look hides what may be a key. Empty where it is being drawn anew. */
export async function textAt(thing: Thing): Promise<string> {
  return await textOf(locate(thing), { timeout: 1_000 }).catch(() => '');
}

/** A box that stays grey for this long, in milliseconds, on a page where nothing goes on, takes nothing. */
const GREY = 5_000;

/**
 * Waits for a box to be usable: some are grey until their entries have come.
 * @param isLocked a list that takes no letters may be read-only
 * @returns whether it is
 */
export async function waitForUse(
  view: View,
  box: Locator,
  isLocked = ({ listed }: Thing) => listed.disabled === true || listed.readonly === true,
): Promise<boolean> {
  const isUsable = async () => {
    const thing = await view.thing(box);
    return thing === undefined || !isLocked(thing);
  };
  return (await isUsable()) || (await view.becomesTrue(isUsable, { reacts: GREY }));
}

/** The error for what is grey. */
export const unusable = async (view: View, expected: string): Promise<Error> =>
  await view.problem(expected, {
    actual: 'that it is grey, or only to be read',
    hint: 'Look whether something else has to be chosen first, or whether the account may not change it.',
  });

/** Whether a box holds just this, even if the view hides it. */
async function holds(view: View, at: Locator, text: string): Promise<boolean> {
  const thing = await view.thing(at);
  if (thing === undefined) return false;
  const { imprint } = thing.listed;
  return imprint === undefined ? held(thing) === text : imprint === imprintOf(text);
}

/**
 * Types into a box with real keys and reads it back.
 * @throws ScreenProblem when the box holds something else afterwards, such as a shortened text (PRODUCT.md D2: cut
 *   to 15 characters)
 */
export async function typeInto(view: View, box: Locator, label: string, text: string): Promise<void> {
  if (!(await waitForUse(view, box))) throw await unusable(view, `the box "${label}" to take "${text}"`);
  for (let tries = 0; tries < 3; tries += 1) {
    await view.press(box, label);
    const at = await view.fresh(box);
    if ((await boxText(view, at)) !== '') {
      await at.press('ControlOrMeta+A');
      await at.press('Delete');
    }
    await at.pressSequentially(text);
    if (await holds(view, at, text.trim())) return;
  }
  throw await view.problem(`the box "${label}" to hold "${text}"`, {
    actual: `"${await boxText(view, box)}" in it`,
    hint: 'Choose a text that is taken as it is (perhaps a shorter one) and run again.',
  });
}
