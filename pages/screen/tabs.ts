import type { Thing, Screen } from './thing.ts';
import { isInList } from './in-list.ts';
import { isOff } from './toolbar.ts';
import type { View } from './view.ts';
import { words } from './words.ts';

/** A tab that stays grey for this long, in milliseconds, does not open. */
const GREY = 3_000;

/** What cannot be a tab, whatever it says: titles, lists and menus repeat the same words. */
const isNoTab = (thing: Thing): boolean =>
  isInList(thing) || thing.closest((at) => at.is('heading', 'navigation', 'menu', 'label')) !== undefined;

/**
 * The tab with one of these words in the strip that is shown; what says that it is a tab counts first.
 * @param never what cannot be a tab on this portal
 */
export function tabOf(screen: Screen, names: readonly string[], never: (thing: Thing) => boolean): Thing | undefined {
  const found = words(screen, names);
  return (
    found.map((thing) => thing.closest(({ role }) => role === 'tab')).find((tab) => tab !== undefined) ??
    found.find((thing) => !isNoTab(thing) && thing.closest(never) === undefined)
  );
}

/** Presses a tab and waits for what it brings. */
export async function openTab(
  view: View,
  names: readonly string[],
  arrived: () => Promise<unknown>,
  never: (thing: Thing) => boolean = () => false,
): Promise<void> {
  const find = (screen: Screen) => tabOf(screen, names, never);
  const found = await view.find(`the tab "${names[0]}"`, find);
  const isGrey = async () => {
    const tab = find(await view.see());
    return tab !== undefined && isOff(tab);
  };
  if ((await isGrey()) && !(await view.within(GREY, async () => !(await isGrey()))))
    throw await view.problem(`a tab "${names[0]}" that can be opened`, { actual: 'that it is grey' });
  await view.press(found, `the tab ${names[0]}`);
  await arrived();
}
