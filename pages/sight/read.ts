import type { Frame, Locator, Page } from 'playwright';
import { eyes, type Eyes } from './eyes.ts';

/**
 * Runs a reading function inside the page with the eyes at hand. It must be self-contained and change nothing.
 * @param reading the function, or its source text
 * @param arg plain data
 * @returns undefined where the frame is not shown, or is just going away
 */
async function readIn<A, R>(frame: Frame, reading: ((see: Eyes, arg: A) => R) | string, arg: A): Promise<R | undefined> {
  const source = `((see) => (see.here() ? (${String(reading)})(see, ${JSON.stringify(arg)}) : undefined))((${String(eyes)})())`;
  return await frame.evaluate<R | undefined>(source).catch(() => undefined);
}

/** What all shown frames of a page say to a reading function; screens may or may not be in a frame (connectwise.md A9). */
export async function readAll<A, R>(page: Page, reading: ((see: Eyes, arg: A) => R) | string, arg: A): Promise<{ frame: Frame; read: R }[]> {
  const found = await Promise.all(page.frames().map(async (frame) => ({ frame, read: await readIn(frame, reading, arg) })));
  return found.filter((one): one is { frame: Frame; read: Awaited<R> } => one.read !== undefined && one.read !== null);
}

/** The first thing that a selector finds in any frame. */
export async function firstInFrames(page: Page, selector: string): Promise<Locator | undefined> {
  for (const frame of page.frames()) {
    const at = frame.locator(selector).first();
    if ((await at.count().catch(() => 0)) > 0) return at;
  }
  return undefined;
}
