import type { Locator } from 'playwright';
import { within } from '../../src/portal-sdk/index.ts';
import type { Reached } from './injected/aim.ts';
import { aim, missed } from './look.ts';

/** The press came on something else, and was kept from it: nothing has happened. */
export class Missed extends Error {}

/** How long a busy page may take to notice the mouse, in milliseconds. */
const NOTICED = 30_000;

/**
 * Comes over a place, or presses it, as Playwright does. Where the page itself has told by `aim` that the mouse reaches
 * it, this neither waits for two frames to be drawn nor asks again: the page lets the press through to this place only.
 * @param presses 0 only comes over it
 * @param timeout milliseconds that Playwright may wait to reach it
 * @throws Missed
 */
export async function useMouse(
  at: Locator,
  reached: Reached | undefined,
  { presses, timeout }: { presses: number; timeout: number },
): Promise<void> {
  if (reached === undefined)
    return await (presses === 0 ? at.hover({ timeout }) : at.click({ clickCount: presses, timeout }));
  const { mouse } = at.page();
  const { x, y } = reached;
  if (presses === 0) return await within(mouse.move(x, y), NOTICED);
  await within(mouse.click(x, y, { clickCount: presses }), NOTICED);
  // Of what nobody has heard of, only what follows tells: it may have come through all the same.
  if (await missed(at)) throw new Missed('Something else lay there when the press came.');
}

/** Presses a place once, if the mouse reaches it in time. @param timeout milliseconds */
export async function click(at: Locator, timeout: number): Promise<void> {
  const reached = await aim(at, true);
  // A list that was moved under the mouse takes no notice of it until the mouse moves, too.
  if (reached !== undefined) await within(at.page().mouse.move(reached.x - 1, reached.y), NOTICED);
  await useMouse(at, reached, { presses: 1, timeout });
}
