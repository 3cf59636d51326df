import type { Frame, Locator, Page } from 'playwright';
import { inPage, selectorOf, type InPage } from './engines.ts';

/** Something that can be read in a page. */
export interface Reading<A, R> {
  /** What all shown frames of a page say; screens may or may not be in a frame (connectwise.md A9). */
  all(page: Page, arg: A): Promise<{ frame: Frame; read: R }[]>;
  /** What one place says. */
  of(at: Locator, arg: A, options?: { timeout?: number }): Promise<R>;
}

/** Makes a reading, under a name of its own. */
export function reading<A, R>(name: string, source: InPage<A, R | undefined | null>): Reading<A, R> {
  inPage('reading', name, source);
  const ask = async (at: Frame | Locator, arg: A, options?: { timeout?: number }): Promise<R | null> =>
    JSON.parse((await at.locator(selectorOf(name, arg)).textContent(options))!) as R | null;
  return {
    async all(page, arg) {
      // A frame that is just going away shows nothing.
      const found = await Promise.all(page.frames().map(async (frame) => ({ frame, read: await ask(frame, arg).catch(() => null) })));
      return found.filter((one): one is { frame: Frame; read: Awaited<R> } => one.read !== null);
    },
    of: async (at, arg, options) => (await ask(at, arg, options)) as R,
  };
}

/** All texts that are shown now, but for long ones. */
const texts = reading<null, string[]>('texts', (see) => see.texts(document).map(see.read).filter((text) => text.length < 400));

export async function shownTexts(page: Page): Promise<string[]> {
  return (await texts.all(page, null)).flatMap(({ read }) => read);
}

/** The first thing that a selector finds in any frame. */
export async function firstInFrames(page: Page, selector: string): Promise<Locator | undefined> {
  for (const frame of page.frames()) {
    const at = frame.locator(selector).first();
    if ((await at.count().catch(() => 0)) > 0) return at;
  }
  return undefined;
}
