import type { Locator } from 'playwright';
import * as tabs from '../../screen/buttons/tabs.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import type { View } from './view.ts';

/** Titles, breadcrumbs and the rail repeat the same words (PRODUCT.md A7, D1). */
const isNoTab = (thing: Thing): boolean => thing.hooked('title', 'breadcrumb', 'railSection', 'formRow', 'newItem');

/** The tab with one of these words that lies no higher than another thing: panels over the page may say the same. */
export const tabBeside = (other: Thing, names: readonly string[]): Thing | undefined =>
  tabs.tabOf(other.screen, names, (thing) => isNoTab(thing) || thing.layer > other.layer);

/** The tab with one of these words. Nothing is known of the strip's DOM but its words (PRODUCT.md A7: gap). */
export const tabOf = (screen: Screen, names: readonly string[]): Thing | undefined =>
  tabs.tabOf(screen, names, isNoTab);

export const tab = async (view: View, names: readonly string[]): Promise<Locator | undefined> =>
  await view.look((screen) => tabOf(screen, names));

/** Presses a tab and waits for what it brings. */
export const openTab = async (view: View, names: readonly string[], arrived: () => Promise<unknown>): Promise<void> =>
  await tabs.openTab(view, names, arrived, isNoTab);
