import type { Locator } from 'playwright';
import type { View } from './view.ts';

/** What a box holds now, or a place says, whatever its make. */
export async function textAt(at: Locator, options?: { timeout?: number }): Promise<string> {
  return (await at.inputValue(options).catch(async () => await at.innerText(options))).replace(/\s+/g, ' ').trim();
}

/**
 * Types into a box with real keys and reads it back.
 * @throws ScreenProblem when the box holds something else afterwards, such as a shortened text
 */
export async function typeText(view: View, box: Locator, label: string, text: string): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    await view.press(box, label);
    if ((await textAt(box)) !== '') {
      await box.press('ControlOrMeta+A');
      await box.press('Delete');
    }
    await box.pressSequentially(text);
    if ((await textAt(box)) === text.trim()) return;
  }
  throw await view.problem(`the box "${label}" to hold "${text}"`, {
    actual: `"${await textAt(box)}" in it`,
    hint: 'Choose a text that is taken as it is (perhaps a shorter one) and run again.',
  });
}
