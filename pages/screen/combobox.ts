import type { Locator } from 'playwright';
import { ScreenProblem } from '../../src/portal-sdk/index.ts';
import { sameName } from '../same-name.ts';
import { arrowOf, held } from './field.ts';
import { entriesOf, scrollerOf } from './list.ts';
import { locate } from './look.ts';
import type { Thing } from './thing.ts';
import { boxText } from './type-into.ts';
import type { View } from './view.ts';

/** Entries that stand for 'nothing chosen', such as `(No View)` (PRODUCT.md A4). */
export const PLACEHOLDER = /^\(.*\)$|^-+.*-*$|^select\b|^choose\b|^pick\b|^$/i;

const isReal = (entry: string) => !PLACEHOLDER.test(entry.trim());

/** What a list says while its entries are on their way, and when it has none. */
const LOADING = /^(loading|searching|fetching|please wait)\b/i;
const NO_ENTRY = /^no (data|options?|results?|entries|items|matches|records)\b/i;

/** A list has no more parts than this, one scroll each. */
const MOST_PARTS = 200;

/** What a list box holds now; empty where it shows a placeholder. */
export async function chosen(view: View, combo: Locator): Promise<string> {
  const text = await boxText(view, combo);
  return PLACEHOLDER.test(text) ? '' : text;
}

/** Presses what stands in a combobox's place, when it is not one yet. @returns whether it did */
export type Wake = () => Promise<boolean>;

/** Which entry is meant: this one, or the first real one. */
const isWanted = (wanted: string | undefined) => (entry: string) =>
  wanted === undefined ? isReal(entry) : sameName(entry, wanted);

const textsOf = (entries: readonly Thing[]): string[] =>
  entries.map((entry) => entry.said()).filter((text) => !NO_ENTRY.test(text));

async function openEntries(view: View, combo: Locator): Promise<Thing[]> {
  const box = await view.thing(combo);
  return box === undefined ? [] : entriesOf(box);
}

/** Opens the list: by its arrow, by the box, by a key (PRODUCT.md A4: it can take several tries). */
async function open(view: View, combo: Locator, label: string, wake: Wake): Promise<Thing[] | 'native'> {
  let tries = 0;
  return await view.wait(`the list of "${label}" to open`, async () => {
    const box = await view.thing(combo);
    if (box === undefined) return undefined;
    if (box.listed.entries !== undefined) return !box.listed.disabled && box.listed.entries.some(isReal) && 'native';
    const there = entriesOf(box);
    if (there.length > 0) return !there.every((entry) => LOADING.test(entry.said())) && there;
    const at = locate(box);
    const arrow = arrowOf(box);
    const ways = [
      async () => await (arrow === undefined ? at : locate(arrow)).click({ timeout: 2_000 }),
      async () => await at.click({ timeout: 2_000 }),
      async () => await at.press('ArrowDown', { timeout: 2_000 }),
      async () => await at.press('Alt+ArrowDown', { timeout: 2_000 }),
    ];
    // What is not a box may become one, or may open its list right away: the next look tells.
    if (!(await wake())) await ways[tries++ % ways.length]!().catch(() => undefined);
    await view.becomesTrue(async () => (await openEntries(view, combo)).length > 0);
    return undefined;
  });
}

/** Looks for an entry by what filters the list, and by scrolling it: a long list comes in parts, or has few drawn. */
async function search(
  view: View,
  combo: Locator,
  wanted: string | undefined,
  offered: Set<string>,
): Promise<Thing | undefined> {
  const matches = isWanted(wanted);
  const look = async (): Promise<Thing | undefined> => {
    const entries = await openEntries(view, combo);
    for (const text of textsOf(entries)) offered.add(text);
    return entries.find((entry) => matches(entry.said()));
  };
  const box = await view.thing(combo);
  const focused = box?.screen.boxes.find(({ listed }) => listed.focused);
  if (wanted !== undefined && focused !== undefined && !focused.listed.readonly) {
    // A long list may hold only what was typed.
    await view.ctx.page.keyboard.type(wanted);
    let found: Thing | undefined;
    await view.becomesTrue(async () => (found = await look()) !== undefined);
    if (found !== undefined) return found;
    await view.ctx.page.keyboard.press('ControlOrMeta+A');
    await view.ctx.page.keyboard.press('Delete');
    await view.becomesTrue(async () => (await openEntries(view, combo)).length > 0);
  }
  for (let part = 0; part < MOST_PARTS; part += 1) {
    const before = offered.size;
    const found = await look();
    if (found !== undefined) return found;
    const [entry] = await openEntries(view, combo);
    const scroller = entry && scrollerOf(entry);
    if (scroller === undefined) return undefined;
    const [top, room, height] = scroller.listed.scroll!;
    if (part > 0 && top + room >= height - 2 && offered.size === before) return undefined;
    await view.ctx.page.mouse.move(scroller.box.center, scroller.box.middle);
    await view.ctx.page.mouse.wheel(0, room * 0.8);
    await view.becomesTrue(async () => scrolled(await view.see(), scroller));
  }
  return undefined;
}

/** Whether a part stands elsewhere in what it scrolls than it did. */
const scrolled = ({ things }: { things: readonly Thing[] }, before: Thing): boolean =>
  things.some(({ listed }) => listed.id === before.listed.id && listed.scroll?.[0] !== before.listed.scroll?.[0]);

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
    hint: "Give one of the list's entries as the runbook's input, or add the entry in ConnectWise, then run again.",
  });
}

async function pick(
  view: View,
  combo: Locator,
  label: string,
  wanted: string | undefined,
  wake: Wake,
): Promise<string> {
  const opened = await open(view, combo, label, wake);
  if (opened === 'native') {
    const entries = (await view.thing(combo))?.listed.entries ?? [];
    const at = entries.findIndex(isWanted(wanted));
    if (at < 0) throw await missing(view, label, wanted, entries);
    await combo.selectOption({ index: at }, { timeout: 5_000 });
    return entries[at]!.trim();
  }
  const offered = new Set(textsOf(opened));
  const entry =
    opened.find((one) => isWanted(wanted)(one.said()) && !NO_ENTRY.test(one.said())) ??
    (await search(view, combo, wanted, offered));
  if (entry === undefined) {
    await view.ctx.page.keyboard.press('Escape');
    throw await missing(view, label, wanted, [...offered]);
  }
  const text = entry.said();
  await locate(entry).click({ timeout: 5_000 });
  return text;
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
  for (let tries = 0; tries < 4; tries += 1) {
    const text = await pick(view, combo, label, wanted, wake).catch((error: unknown) => {
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
    hint: 'Choose the entry by hand to see what the portal says to it, then run again.',
  });
}
