import type { Locator } from 'playwright';
import { arrowOf } from '../boxes/field.ts';
import { unusable, waitForUse } from '../boxes/type-into.ts';
import { locate } from '../look.ts';
import { click } from '../mouse.ts';
import type { Thing } from '../thing.ts';
import type { View } from '../view.ts';
import { isReal, LOADING, openEntries, takesLetters } from './entries.ts';
import { entriesOf } from './list.ts';

/** Presses what stands in a combobox's place, when it is not one yet. @returns whether it did */
export type Wake = () => Promise<boolean>;

/** Whether a box says that its list is closed: one that is open near it is another's. */
const isClosed = (box: Thing): boolean => [box, ...box.all()].some(({ listed }) => listed.expanded === false);

/** Whether a list that is open before anything was pressed may be a box's own. */
const mayBeOpen = (box: Thing): boolean => box.listed.focused === true || box.listed.expanded === true;

async function typeOver(view: View, at: Locator, text: string): Promise<void> {
  await at.press('ControlOrMeta+A', { timeout: 2_000 });
  await view.ctx.page.keyboard.type(text);
}

/** The browser draws its own lists itself: no look sees them open. */
export type Opened = Thing[] | 'chosen from' | 'typed into';

/** What the browser's own list can be used for; nothing while it has no entries. */
function nativeOf({ listed }: Thing): Opened | undefined {
  if (listed.tag !== 'select') return 'typed into';
  return !listed.disabled && listed.entries!.some(isReal) ? 'chosen from' : undefined;
}

/** By its arrow, by the box, by a key, by what is looked for. */
function waysToOpen(view: View, box: Thing, wanted: string | undefined): (() => Promise<void>)[] {
  const at = locate(box);
  const arrow = arrowOf(box);
  const pressed = arrow === undefined || arrow.listed.through ? at : locate(arrow);
  const types = takesLetters(box) && wanted !== undefined;
  return [
    async () => await click(pressed, 2_000),
    async () => await click(at, 2_000),
    async () => await at.press('ArrowDown', { timeout: 2_000 }),
    async () => await at.press('Alt+ArrowDown', { timeout: 2_000 }),
    ...(types ? [async () => await typeOver(view, at, wanted)] : []),
  ];
}

/** Opens the list (PRODUCT.md A4: it can take several tries). */
export async function open(
  view: View,
  combo: Locator,
  label: string,
  wanted: string | undefined,
  wake: Wake,
): Promise<Opened> {
  let tries = 0;
  let isPressed = false;
  if (!(await waitForUse(view, combo, ({ listed }) => listed.disabled === true)))
    throw await unusable(view, `the list of "${label}" to open`);
  const ownOf = (box: Thing | undefined) => (box === undefined || isClosed(box) ? [] : entriesOf(box));
  const isLoading = (entries: readonly Thing[]) => entries.every((entry) => LOADING.test(entry.said()));
  return await view.wait(`the list of "${label}" to open`, async () => {
    const box = await view.thing(combo);
    if (box === undefined) return undefined;
    if (box.listed.entries !== undefined) return nativeOf(box);
    const there = isPressed || (mayBeOpen(box) && !isClosed(box)) ? entriesOf(box) : [];
    if (there.length > 0) return !isLoading(there) && there;
    const ways = waysToOpen(view, box, wanted);
    // A box that only offers what fits to what was typed may have nothing to offer.
    if (tries === ways.length && takesLetters(box) && wanted !== undefined) return [];
    // What is not a box may become one, or may open its list right away: the next look tells.
    isPressed = true;
    if (!(await wake())) await ways[tries++ % ways.length]!().catch(() => undefined);
    let own: Thing[] = [];
    await view.becomesTrue(async () => (own = ownOf(await view.thing(combo))).length > 0);
    return own.length > 0 && !isLoading(own) && own;
  });
}

/** Closes the list of a box: by a key, or by what has opened it. */
export async function close(view: View, combo: Locator): Promise<void> {
  const isGone = async () => (await openEntries(view, combo)).length === 0;
  await view.ctx.page.keyboard.press('Escape');
  if (await view.becomesTrue(isGone)) return;
  const box = await view.thing(combo);
  const arrow = box && arrowOf(box);
  if (arrow !== undefined) await view.tryToPress(locate(arrow), 'what opens the list');
  await view.becomesTrue(isGone);
}
