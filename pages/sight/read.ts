import type { Frame, Locator, Page } from 'playwright';
import { inPage, selectorOf, type InPage } from './engines.ts';

/** Something that can be read in a page. */
export interface Reading<A, R> {
  /** What all shown frames of a page say; screens may or may not be in a frame (PRODUCT.md A9). */
  all(page: Page, arg: A): Promise<{ frame: Frame; read: R }[]>;
  /** What one place says. */
  of(at: Locator, arg: A, options?: { timeout?: number }): Promise<R>;
}

/** Makes a reading, under a name of its own. */
export function reading<A, R>(name: string, source: InPage<A, R | undefined | null>): Reading<A, R> {
  inPage('reading', name, source);
  const ask = async (at: Frame | Locator, arg: A, options?: { timeout?: number }) =>
    JSON.parse((await at.locator(selectorOf(name, arg)).textContent(options))!) as { read: R | null; frames: boolean };
  /** A frame, and the frames inside it if any of them is shown: most pages keep some that nobody sees. */
  async function within(frame: Frame, arg: A): Promise<{ frame: Frame; read: R }[]> {
    // A frame that is just going away shows nothing.
    const { read, frames } = await ask(frame, arg).catch(() => ({ read: null, frames: false }));
    const inside = frames ? await Promise.all(frame.childFrames().map(async (child) => await within(child, arg))) : [];
    return [...(read === null ? [] : [{ frame, read }]), ...inside.flat()];
  }
  return {
    all: async (page, arg) => await within(page.mainFrame(), arg),
    of: async (at, arg, options) => (await ask(at, arg, options)).read as R,
  };
}

/** The first thing that a selector finds in any frame. */
export async function firstInFrames(page: Page, selector: string): Promise<Locator | undefined> {
  for (const frame of page.frames()) {
    const at = frame.locator(selector).first();
    if ((await at.count().catch(() => 0)) > 0) return at;
  }
  return undefined;
}
