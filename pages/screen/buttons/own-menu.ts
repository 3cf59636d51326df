import type { Locator } from 'playwright';
import type { Term } from '../../../src/portal-sdk/index.ts';
import { listsOver } from '../lists/list.ts';
import { locate } from '../look.ts';
import { type Screen, saysSomething, type Thing } from '../thing.ts';
import type { View } from '../view.ts';
import { namesOn, plain } from '../words/words.ts';
import { isDrawnAs } from './buttons.ts';

/** What libraries of icons call the dots that open a menu. */
const DOTS = /(^|[-_ ])(more|dots|ellipsis|kebab|meatballs?|overflow)([-_ ]|\d*$|$)/i;
/** The same as letters. */
const MARKS = /^([.·•⋅]{3}|[…⋯⋮︙])$/u;
/** A name of a button or an entry has no more words: `Delete this API key`. */
const FEW = 4;

/** Whether a short name has one of these words in it: `Key actions`, `More`. */
function isAbout(name: string, wanted: ReadonlySet<string>): boolean {
  const said = ` ${plain(name)} `;
  return said.trim().split(' ').length <= FEW && [...wanted].some((word) => said.includes(` ${word} `));
}

/** Whether a button opens a menu of actions: it is named so, or three dots are drawn on it. */
export const opensActions = (button: Thing, names: Term): boolean =>
  button.kind === 'button' &&
  !button.is('tab', 'option', 'menuitem') &&
  ([button.said(), button.listed.label, button.listed.title].some(
    (name) => name !== undefined && (MARKS.test(name.trim()) || isAbout(name, namesOn(button, names))),
  ) ||
    isDrawnAs(button, DOTS));

/** Whether an entry does this to that: `Delete key`, or `Delete` alone where the menu is its own. */
export function does(entry: Thing, deed: Term, noun: Term, own: boolean): boolean {
  const said = plain(entry.said());
  const deeds = namesOn(entry, deed);
  return own && deeds.has(said) ? true : isAbout(said, deeds) && isAbout(said, namesOn(entry, noun));
}

/**
 * Looks for an action in menus that stand closed, and leaves the one open that has it.
 * @param buttons what opens them, the likeliest first
 * @param is whether an entry is meant: one of those that come up must be, and no other
 */
export async function inMenu(
  view: View,
  buttons: readonly Thing[],
  is: (entry: Thing) => boolean,
  what: string,
): Promise<Locator | undefined> {
  for (const button of buttons) {
    const before = new Set(listsOver(await view.see()).map(({ listed }) => listed.id));
    const find = (screen: Screen) => {
      const menus = listsOver(screen).filter(({ listed }) => !before.has(listed.id));
      const [entry, another] = menus.flatMap((menu) => menu.find((thing) => saysSomething(thing) && is(thing)));
      return another === undefined ? entry : undefined;
    };
    const at = locate(button);
    await view.press(at, what);
    if (await view.becomesTrue(async () => find(await view.see()) !== undefined)) return await view.look(find);
    const isOpen = async () => listsOver(await view.see()).some(({ listed }) => !before.has(listed.id));
    if (await isOpen()) await view.tryToPress(at, what);
  }
  return undefined;
}
