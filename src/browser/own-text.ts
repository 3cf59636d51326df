import type { Locator } from 'playwright';

type Read = (options: { timeout?: number }) => Promise<string | null>;

const texts = new WeakMap<Locator, Read>();

/** Makes known how the words of a place are read that is no box: its element may say more, or be in a box's label. */
export const knowOwnText = (at: Locator, read: Read): unknown => texts.set(at, read);

/** What a box holds, or what anything else says: of a text beside others in one element, that text alone. */
export async function textOf(at: Locator, options: { timeout?: number } = {}): Promise<string> {
  const read = texts.get(at) ?? (() => at.inputValue(options).catch(() => at.innerText(options)));
  return ((await read(options)) ?? '').trim();
}
