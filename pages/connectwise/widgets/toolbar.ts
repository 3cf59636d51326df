import type { Locator } from 'playwright';
import { isInList } from '../../screen/in-list.ts';
import { SMALL } from '../../screen/layout.ts';
import { locate } from '../../screen/look.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import { plain, tipped, words } from '../../screen/words.ts';
import { labels } from '../labels.ts';
import type { View } from './view.ts';

/** The buttons of list and record toolbars, by hook and by words. */
const BUTTONS = {
  newItem: labels.tools.newItem,
  save: labels.tools.save,
  remove: labels.tools.remove,
  search: labels.tools.search,
  clear: labels.tools.clear,
} as const;

export type ToolName = keyof typeof BUTTONS;

/** The listener is on the inner button (PRODUCT.md A2), so that is what the mouse must be over. */
export const innermost = (thing: Thing): Thing => thing.find(({ kind }) => kind === 'button').at(-1) ?? thing;

/** What is never part of a toolbar: the application's own bars and menus, and the rows and heads of lists. */
const isElsewhere = (thing: Thing): boolean =>
  isInList(thing) || thing.closest((at) => at.is('banner', 'navigation', 'menu') || at.hooked('banner')) !== undefined;

/** All that could be this button, by the first way that finds any: hook, name without words, words. */
function candidates(screen: Screen, name: ToolName): Thing[] {
  const wanted = BUTTONS[name];
  const hooked = screen.hooked(name).map(innermost);
  if (hooked.length > 0) return [...new Set(hooked)];
  const named = screen.things.filter((thing) => thing.kind !== 'box' && tipped(thing, wanted) && !isElsewhere(thing));
  if (named.length > 0) return [...new Set(named.map(innermost))];
  const saying = words(screen, wanted).filter((thing) => !isElsewhere(thing) && !thing.is('heading', 'label'));
  const pressed = saying.flatMap((thing) => thing.closest(({ kind }) => kind === 'button') ?? []);
  // A plus is a button: its words alone may stand anywhere.
  return [...new Set(pressed.length > 0 || name === 'newItem' ? pressed : saying)];
}

/**
 * The button of the toolbar that belongs to what is shown: toolbars recur, and the application's own header has one too
 * (PRODUCT.md A2). What lies over the page counts first; of the page's own, the lowest below the title is the innermost
 * record's.
 */
export function toolOf(screen: Screen, name: ToolName): Thing | undefined {
  const found = candidates(screen, name);
  const edge = Math.max(...screen.hooked('title').map(({ box }) => box.top), -Infinity);
  const below = found.filter(({ box }) => box.top > edge);
  const layer = (thing: Thing) => thing.listed.layer ?? 0;
  return (below.length > 0 ? below : found).sort((a, b) => layer(b) - layer(a) || b.box.top - a.box.top)[0];
}

/** Where this button is shown now, if it is. */
export const tool = async (view: View, name: ToolName): Promise<Locator | undefined> =>
  await view.look((screen) => toolOf(screen, name));

/** Whether a button is grey; the mark may be on it, in it or on what it alone fills (PRODUCT.md A2). */
export function isOff(button: Thing): boolean {
  const own = [...button.outward()].filter(({ box }) => box.height <= SMALL && box.width <= 2 * SMALL);
  return [button, ...button.all(), ...own].some(({ listed }) => listed.disabled === true);
}

/** The toolbar button, if it comes and can be pressed: not every release has each. */
export async function usableTool(view: View, name: ToolName): Promise<Locator | undefined> {
  let usable: Locator | undefined;
  await view.becomesTrue(async () => {
    usable = await view.look((screen) => usableIn(screen, name));
    return usable !== undefined;
  });
  return usable;
}

function usableIn(screen: Screen, name: ToolName): Thing | undefined {
  const button = toolOf(screen, name);
  return button === undefined || isOff(button) ? undefined : button;
}

/** Whether the button is there and grey. */
export async function isGrey(view: View, name: ToolName): Promise<boolean> {
  const button = toolOf(await view.see(), name);
  return button !== undefined && isOff(button);
}

/** How far from the middle of its button a tooltip may stand, in pixels. */
const TOOLTIP = 120;

/** How often the button's name is said near a thing. */
const saidNear = (screen: Screen, name: ToolName, { box }: Thing): number =>
  words(screen, BUTTONS[name]).filter(
    (at) => Math.hypot(at.box.center - box.center, at.box.middle - box.middle) < TOOLTIP,
  ).length;

/**
 * The button whose tooltip is drawn under the mouse only, and nothing else names it: which kind the product has is a
 * gap (PRODUCT.md A2).
 */
async function byTooltip(view: View, name: ToolName): Promise<Locator | undefined> {
  const screen = await view.see();
  const mute = screen.things.filter(
    (thing) =>
      thing.kind === 'button' &&
      plain(thing.said()) === '' &&
      thing.listed.title === undefined &&
      thing.listed.label === undefined &&
      thing.box.width <= SMALL &&
      thing.box.height <= SMALL &&
      !isElsewhere(thing),
  );
  for (const button of mute) {
    const before = saidNear(screen, name, button);
    await locate(button)
      .hover({ timeout: 1_500 })
      .catch(() => undefined);
    if (await view.becomesTrue(async () => saidNear(await view.see(), name, button) > before)) return locate(button);
  }
  return undefined;
}

/** Waits for a toolbar button that can be pressed. */
export async function readyTool(view: View, name: ToolName): Promise<Locator> {
  return await view.wait(`the toolbar button ${BUTTONS[name][0]}`, async () => {
    const screen = await view.see();
    if (toolOf(screen, name) !== undefined) return await view.look((now) => usableIn(now, name));
    return (await view.isStill()) ? await byTooltip(view, name) : undefined;
  });
}
