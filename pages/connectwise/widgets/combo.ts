import type { Locator } from 'playwright';
import { ScreenProblem } from '../../../src/portal-sdk/index.ts';
import { sight, textsSeen } from '../../sight/engine.ts';
import { boxText } from '../../sight/text-box.ts';
import { sameName } from '../../same-name.ts';
import type { View } from './view.ts';

/** Entries that stand for 'nothing chosen', such as `(No View)` (PRODUCT.md A4). */
const PLACEHOLDER = /^\(.*\)$|^-+.*-*$|^select\b|^choose\b|^$/i;

const isReal = (entry: string) => !PLACEHOLDER.test(entry.trim());

/** What a list says while its entries are on their way. */
const LOADING = /^(loading|searching|fetching|please wait)\b/i;

/** What a combo holds now; empty where it shows a placeholder. */
export async function chosen(combo: Locator): Promise<string> {
  const text = await boxText(combo);
  return PLACEHOLDER.test(text) ? '' : text;
}

/** The texts of the entries of the list that is open for this combo. */
async function entries(combo: Locator): Promise<string[]> {
  return await textsSeen.of(combo, { entries: true }, { timeout: 2_000 }).catch(() => []);
}

/** Presses what stands in a combo's place, when it is not one yet. @returns whether it did */
type Wake = () => Promise<boolean>;

interface List {
  entries: string[];
  /** Whether it is the list of the browser's own kind of combo, which is no part of the page. */
  native: boolean;
}

/** The entries of the browser's own kind of combo, if it is one; it may get them late. */
async function nativeEntries(combo: Locator): Promise<string[] | undefined> {
  return await combo
    .evaluate(
      (box) => (box instanceof HTMLSelectElement ? Array.from(box.options, ({ text }) => text) : undefined),
      undefined,
      { timeout: 2_000 },
    )
    .catch(() => undefined);
}

/** Opens the combo's list: by its arrow, by the box, by a key (PRODUCT.md A4: it can take several tries). */
async function open(view: View, combo: Locator, label: string, wake: Wake): Promise<List> {
  let tries = 0;
  return await view.wait(`the list of "${label}" to open`, async () => {
    const native = await nativeEntries(combo);
    if (native !== undefined) return native.some(isReal) && { entries: native, native: true };
    const there = await entries(combo);
    if (there.length > 0) return !there.every((entry) => LOADING.test(entry)) && { entries: there, native: false };
    // What is not a box may become one, or may open its list right away: the next look tells.
    const woken = await wake();
    const arrow = combo.locator(sight({ arrow: true })).first();
    const ways = [
      async () => await ((await arrow.count()) > 0 ? arrow : combo).click({ timeout: 2_000 }),
      async () => await combo.click({ timeout: 2_000 }),
      async () => await combo.press('ArrowDown', { timeout: 2_000 }),
      async () => await combo.press('Alt+ArrowDown', { timeout: 2_000 }),
    ];
    if (!woken) {
      await ways[tries % ways.length]!().catch(() => undefined);
      tries += 1;
    }
    // The next try would close a list that is merely late.
    await view.within(Math.max(1_000, view.pace * 2), async () => (await entries(combo)).length > 0);
    return undefined;
  });
}

async function missing(
  view: View,
  label: string,
  wanted: string | undefined,
  offered: string[],
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
  const find = (list: string[]) =>
    list.findIndex((entry) => (wanted === undefined ? isReal(entry) : sameName(entry, wanted)));
  const { entries: offered, native } = await open(view, combo, label, wake);
  let at = find(offered);
  if (native) {
    if (at < 0) throw await missing(view, label, wanted, offered);
    await combo.selectOption({ index: at }, { timeout: 5_000 });
    return offered[at]!.trim();
  }
  if (at < 0 && wanted !== undefined) {
    // A long list may hold only what was typed.
    await combo.pressSequentially(wanted).catch(() => undefined);
    await view.holds(async () => (at = find(await entries(combo))) < 0);
  }
  if (at < 0) {
    await combo.press('Escape').catch(() => undefined);
    throw await missing(view, label, wanted, offered);
  }
  const entry = combo.locator(sight({ entries: true })).nth(at);
  const text = (await entry.innerText()).trim();
  await entry.click({ timeout: 5_000 });
  return text;
}

/**
 * Chooses an entry of a combo, leaves the box and reads it back; again where the portal took it away (PRODUCT.md
 * A4: up to three times).
 * @param wanted compared without case; undefined takes the first real entry
 * @param wake makes a combo out of what stands in its place, when it is not one yet
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
    await combo.press('Tab').catch(() => undefined);
    if (await view.within(Math.max(1_000, view.pace * 2), async () => sameName((actual = await boxText(combo)), text)))
      return text;
  }
  throw await view.problem(`"${label}" to hold "${wanted ?? 'its first entry'}"`, {
    actual: `"${actual}" in it`,
    hint: 'Choose the entry by hand to see what ConnectWise says to it, then run again.',
  });
}
