import type { Locator } from 'playwright';
import {
  type Among,
  byTooltip,
  isNoTool,
  isOff,
  muteTools,
  readyButton,
  usable,
} from '../../screen/buttons/toolbar.ts';
import { sameLine } from '../../screen/layout.ts';
import { locate } from '../../screen/look.ts';
import { isPressable, type Screen, type Thing } from '../../screen/thing.ts';
import { coverOf } from '../../screen/windows/cover.ts';
import { meant, tipped, words } from '../../screen/words/words.ts';
import { labels } from '../labels.ts';
import { titlesOf } from './title.ts';
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
export const innerButton = (thing: Thing): Thing => thing.find(({ kind }) => kind === 'button').at(-1) ?? thing;

/** Tells what is in the bar on top, which has a New, too (PRODUCT.md A7). */
function topBarOf(screen: Screen): (thing: Thing) => boolean {
  const bar = words(screen, labels.menu.topBar);
  return (thing) => bar.some(({ box, frame }) => frame === thing.frame && sameLine(box, thing.box));
}

/** All that could be this button, by the first way that finds any: hook, name without words, words. */
function candidates(screen: Screen, name: ToolName): Thing[] {
  const wanted = BUTTONS[name];
  const inTopBar = topBarOf(screen);
  const isTool = (thing: Thing) => !isNoTool(thing) && !inTopBar(thing);
  const hooked = screen.hooked(name).map(innerButton);
  if (hooked.length > 0) return [...new Set(hooked)];
  const named = screen.things.filter((thing) => thing.kind !== 'box' && tipped(thing, wanted) && isTool(thing));
  if (named.length > 0) return [...new Set(named.map(innerButton))];
  const saying = words(screen, wanted).filter((thing) => isTool(thing) && !thing.is('heading', 'label'));
  const pressed = saying.flatMap((thing) => thing.closest(({ kind }) => kind === 'button') ?? []);
  if (name !== 'newItem') return [...new Set(pressed.length > 0 ? pressed : saying)];
  // A plus is a button; what stands in the list's toolbar, where its words tell that, comes before what does not.
  const others = words(screen, [...BUTTONS.search, ...BUTTONS.clear]).filter(isPressable);
  const inToolbar = pressed.filter((button) => others.some((other) => sameLine(other.box, button.box)));
  return [...new Set(inToolbar.length > 0 ? inToolbar : pressed)];
}

/**
 * The button of the toolbar that belongs to what is shown: toolbars recur, and the application's own header has one too
 * (PRODUCT.md A2). What something lies over does not count, nor a panel that lies over the page beside it; of the
 * page's own, the lowest below the title is the inner record's.
 */
export const toolOf = (screen: Screen, name: ToolName): Thing | undefined => toolsOf(screen, name)[0];

/** All that may be this button, the one that is meant first. */
export function toolsOf(screen: Screen, name: ToolName): Thing[] {
  const all = meant(screen, BUTTONS[name], candidates(screen, name));
  const free = all.filter((thing) => coverOf(screen, thing) === undefined);
  const found = free.length > 0 ? free : all;
  const edge = Math.max(...screen.hooked('title').map(({ box }) => box.top), -Infinity);
  const below = found.filter(({ box }) => box.top > edge);
  return (below.length > 0 ? below : found).sort((a, b) => a.layer - b.layer || b.box.top - a.box.top);
}

/** The bar on top has buttons of the same names: those below the title come first. */
const belowTitle: Among = (screen) => {
  const edge = titlesOf(screen)[0]?.box.top ?? -Infinity;
  const inTopBar = topBarOf(screen);
  const isAbove = (thing: Thing) => Number(thing.box.bottom < edge || inTopBar(thing));
  return muteTools(screen).sort((a, b) => isAbove(a) - isAbove(b));
};

/** Where this button is shown now, if it is. */
export const tool = async (view: View, name: ToolName): Promise<Locator | undefined> =>
  await view.look((screen) => toolOf(screen, name));

/** The toolbar button, if it comes and can be pressed: not every release has each. */
export async function usableTool(view: View, name: ToolName): Promise<Locator | undefined> {
  let button: Locator | undefined;
  await view.becomesTrue(async () => {
    button = await view.look((screen) => usable(toolOf(screen, name)));
    return button !== undefined;
  });
  if (button !== undefined || toolOf(await view.see(), name) !== undefined) return button;
  const tipped = usable(await byTooltip(view, BUTTONS[name], belowTitle));
  return tipped && locate(tipped);
}

/** Whether the button is there and grey. */
export async function isGrey(view: View, name: ToolName): Promise<boolean> {
  const button = toolOf(await view.see(), name);
  return button !== undefined && isOff(button);
}

/** Waits for a toolbar button that can be pressed. */
export const readyTool = async (view: View, name: ToolName): Promise<Locator> =>
  await readyButton(view, BUTTONS[name], (screen) => toolOf(screen, name), belowTitle);

/** Waits for what makes a new record, and what a person would call it: by its own words, or as the plus that it is. */
export async function newItem(view: View): Promise<{ at: Locator; name: string }> {
  const at = await readyTool(view, 'newItem');
  const { listed, text } = (await view.thing(at)) ?? { listed: undefined, text: '' };
  const tip = listed?.title ?? listed?.label ?? labels.tools.newItem[0];
  return { at, name: /\p{L}/u.test(text) ? text : `the plus (${tip})` };
}
