import type { Locator } from 'playwright';
import { isInList } from '../../screen/in-list.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import { words } from '../../screen/words.ts';
import type { View } from './view.ts';

/**
 * What cannot be a tab, whatever it says: titles, breadcrumbs, lists and menus repeat the same words (PRODUCT.md
 * A7, D1).
 */
const isNoTab = (thing: Thing): boolean =>
  isInList(thing) ||
  thing.closest(
    (at) =>
      at.hooked('title', 'breadcrumb', 'railSection', 'formRow', 'newItem') ||
      at.is('heading', 'navigation', 'menu', 'label'),
  ) !== undefined;

/**
 * The tab with one of these words in the strip that is shown. Nothing is known of the strip's DOM but its words
 * (PRODUCT.md A7: gap); what says that it is a tab counts first.
 */
export function tabOf(screen: Screen, names: readonly string[]): Thing | undefined {
  const found = words(screen, names);
  return (
    found.map((thing) => thing.closest(({ role }) => role === 'tab')).find((tab) => tab !== undefined) ??
    found.find((thing) => !isNoTab(thing))
  );
}

export const tab = async (view: View, names: readonly string[]): Promise<Locator | undefined> =>
  await view.look((screen) => tabOf(screen, names));

/** Presses a tab and waits for what it brings. */
export async function openTab(view: View, names: readonly string[], arrived: () => Promise<unknown>): Promise<void> {
  const found = await view.find(`the tab "${names[0]}"`, (screen) => tabOf(screen, names));
  await view.press(found, `the tab ${names[0]}`);
  await arrived();
}
