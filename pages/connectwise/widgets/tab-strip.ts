import type { Locator } from 'playwright';
import type { View } from './view.ts';

/**
 * What cannot be a tab, whatever it says: titles, breadcrumbs, lists and menus repeat the same words (PRODUCT.md
 * A7, D1).
 */
const NO_TAB =
  '.navigationEntry, .detailLabel, .cw-ml-header, tr.cw-ml-row, .cw-lcm-section, .cw_ToolbarButton_New, ' +
  '.pod-element-row';

/**
 * The tab with one of these words in the strip that is shown. Nothing is known of the strip's DOM but its words
 * (PRODUCT.md A7: gap).
 */
export async function tab(view: View, words: readonly string[]): Promise<Locator | undefined> {
  return await view.look({ words: [...words], not: NO_TAB });
}

/** Presses a tab and waits for what it brings. */
export async function openTab(view: View, words: readonly string[], arrived: () => Promise<unknown>): Promise<void> {
  const found = await view.find(`the tab "${words[0]}"`, [{ words: [...words], not: NO_TAB }]);
  await view.press(found, `the tab ${words[0]}`);
  await arrived();
}
