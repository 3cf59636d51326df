import type { Locator } from 'playwright';

const texts = new WeakMap<Locator, Locator>();

/** Makes known where the words of a place are, when its element says more than them. */
export const knowOwnText = (at: Locator, text: Locator): unknown => texts.set(at, text);

/** What a box holds, or what anything else says: of a text beside others in one element, that text alone. */
export async function textOf(at: Locator, options: { timeout?: number } = {}): Promise<string> {
  const own = texts.get(at);
  const text = await (own?.textContent(options) ?? at.inputValue(options).catch(() => at.innerText(options)));
  return (text ?? '').trim();
}
