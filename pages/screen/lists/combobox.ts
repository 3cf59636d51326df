import type { Locator } from 'playwright';
import { ScreenProblem } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { held } from '../boxes/field.ts';
import { boxText } from '../boxes/type-into.ts';
import { locate } from '../look.ts';
import { click } from '../mouse.ts';
import type { Thing } from '../thing.ts';
import type { View } from '../view.ts';
import { isWanted, openEntries, PLACEHOLDER, Search, textsOf } from './entries.ts';
import { close, open, type Wake } from './open-list.ts';

const MOST_TRIES = 4;
/** What a list box holds now; empty where it shows a placeholder. */
export async function chosen(view: View, combo: Locator): Promise<string> {
  const text = await boxText(view, combo);
  return PLACEHOLDER.test(text) ? '' : text;
}

async function missing(
  view: View,
  label: string,
  wanted: string | undefined,
  offered: readonly string[],
): Promise<ScreenProblem> {
  return await view.problem(`${wanted === undefined ? 'an entry' : `the entry "${wanted}"`} in the list "${label}"`, {
    actual:
      'these entries: ' +
      `${offered.slice(0, 12).join(', ')}${offered.length > 12 ? ` and ${offered.length - 12} more` : ''}`,
    hint: "Give one of the list's entries as the runbook's input, or add the entry in the portal, then run again.",
  });
}

/** Types into a box whose list the browser draws: the entries are those that the page has given it by then. */
async function pickByTyping(view: View, combo: Locator, wanted: string | undefined, offered: Set<string>) {
  const entries = async () => {
    const now = (await view.thing(combo))?.listed.entries ?? [];
    for (const entry of now) offered.add(entry);
    return now.find(isWanted(wanted));
  };
  const known = await entries();
  await view.press(combo, 'the list');
  await combo.press('ControlOrMeta+A');
  await combo.press('Delete');
  await combo.pressSequentially(known ?? wanted ?? '');
  let found: string | undefined;
  await view.becomesTrue(async () => (found = await entries()) !== undefined);
  return found?.trim();
}

async function pick(
  view: View,
  combo: Locator,
  label: string,
  wanted: string | undefined,
  wake: Wake,
  isLast: boolean,
): Promise<string | undefined> {
  const before = await boxText(view, combo);
  const wasStill = await view.isStill();
  const opened = await open(view, combo, label, wanted, wake);
  if (opened === 'chosen from') {
    const entries = (await view.thing(combo))?.listed.entries ?? [];
    const at = entries.findIndex(isWanted(wanted));
    if (at < 0) throw await missing(view, label, wanted, entries);
    await combo.selectOption({ index: at }, { timeout: 5_000 });
    return entries[at]!.trim();
  }
  const offered = new Set(opened === 'typed into' ? [] : textsOf(opened));
  if (opened === 'typed into') {
    const text = await pickByTyping(view, combo, wanted, offered);
    if (text !== undefined) return text;
    await restore(view, combo, label, before);
    throw await missing(view, label, wanted, [...offered]);
  }
  const search = new Search(view, combo, wanted, offered);
  let entry: Thing | undefined | 'filtered' = search.of(opened);
  if (entry === undefined && wanted !== undefined) entry = await search.byFilter(wanted);
  entry ??= await search.byScrolling();
  // It may have closed by itself under the mouse.
  if (entry === undefined && !isLast && (await openEntries(view, combo)).length === 0) return undefined;
  if (entry === undefined || entry === 'filtered') {
    await close(view, combo);
    await restore(view, combo, label, before);
    // Its entries may come as an answer to what was chosen before.
    if (wasStill || isLast) throw await missing(view, label, wanted, [...offered]);
    await view.comesToRest();
    return undefined;
  }
  const text = entry.said();
  const at = locate(entry);
  // The same part of the list may show another entry by now.
  if ((await view.thing(at))?.said() !== text) return undefined;
  await click(at, 5_000);
  return text;
}

/** Gives a box what it held before an entry was looked for in vain. */
async function restore(view: View, combo: Locator, label: string, before: string): Promise<void> {
  const at = await view.fresh(combo);
  const isFocused = (await view.thing(at))?.listed.focused === true;
  if (isFocused) await at.press('Tab', { timeout: 2_000 }).catch(() => undefined);
  const isAsBefore = async () => (await boxText(view, combo)) === before;
  if (await view.becomesTrue(isAsBefore)) return;
  if (before !== '' && !PLACEHOLDER.test(before)) await choose(view, combo, label, before);
  else {
    await view.press(at, label);
    await at.press('ControlOrMeta+A');
    await at.press('Delete');
    await at.press('Tab');
  }
}

/**
 * Chooses an entry of a list, leaves the box and reads it back; again where the portal took it away (PRODUCT.md
 * A4: up to three times).
 * @param wanted compared without case; undefined takes the first real entry
 * @param wake makes a combobox out of what stands in its place, when it is not one yet
 * @returns the entry as the list writes it
 */
export async function choose(
  view: View,
  combo: Locator,
  label: string,
  wanted?: string,
  wake: Wake = async () => false,
): Promise<string> {
  let actual = '';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const text = await pick(view, combo, label, wanted, wake, tries === MOST_TRIES - 1).catch((error: unknown) => {
      // A list may have been rebuilt under the mouse; a missing entry is no such thing.
      if (error instanceof ScreenProblem) throw error;
      return undefined;
    });
    if (text === undefined) {
      // Or something lies over the list.
      await view.hover(combo, label);
      continue;
    }
    await (await view.fresh(combo)).press('Tab', { timeout: 2_000 }).catch(() => undefined);
    const isThere = async () => {
      const box = await view.thing(combo);
      actual = box === undefined ? '' : held(box);
      return sameName(actual, text);
    };
    if (await view.becomesTrue(isThere)) return text;
  }
  throw await view.problem(`"${label}" to hold "${wanted ?? 'its first entry'}"`, {
    actual: `"${actual}" in it`,
    hint: 'Choose the entry by hand to see what the portal says about it, then run again.',
  });
}
