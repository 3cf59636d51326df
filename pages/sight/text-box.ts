import type { Locator } from 'playwright';
import { reading } from './read.ts';
import type { View } from '../screen/view.ts';

const held = reading<null, string>('held', (see, _, box) => {
  return box.matches(`input, textarea, select, ${see.DRAWN}`) ? see.read(box) : (box.textContent ?? '').trim();
});

/** What a box holds now. */
export async function boxText(box: Locator, options?: { timeout?: number }): Promise<string> {
  return await held.of(box, null, options);
}

/**
 * Types into a box with real keys and reads it back.
 * @throws ScreenProblem when the box holds something else afterwards, such as a shortened text (PRODUCT.md D2: cut
 *   to 15 characters)
 */
export async function typeInto(view: View, box: Locator, label: string, text: string): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    await view.press(box, label);
    if ((await boxText(box)) !== '') {
      await box.press('ControlOrMeta+A');
      await box.press('Delete');
    }
    await box.pressSequentially(text);
    if ((await boxText(box)) === text.trim()) return;
  }
  throw await view.problem(`the box "${label}" to hold "${text}"`, {
    actual: `"${await boxText(box)}" in it`,
    hint: 'Choose a text that is taken as it is (perhaps a shorter one) and run again.',
  });
}
