import type { Locator } from 'playwright';
import { ScreenProblem } from '../../src/portal-sdk/index.ts';
import { sameName } from '../same-name.ts';
import { arrowOf, held } from './field.ts';
import { around } from './layout.ts';
import { entriesOf, scrollerOf } from './list.ts';
import { locate } from './look.ts';
import type { Thing } from './thing.ts';
import { boxText, unusable, waitForUse } from './type-into.ts';
import type { View } from './view.ts';

/** Entries that stand for 'nothing chosen', such as `(No View)` (PRODUCT.md A4). */
export const PLACEHOLDER = /^\(.*\)$|^-+.*-*$|^select\b|^choose\b|^pick\b|^$/i;

const isReal = (entry: string) => !PLACEHOLDER.test(entry.trim());

/** What a list says while its entries are on their way, and when it has none. */
const LOADING = /^(loading|searching|fetching|please wait)\b/i;
const NO_ENTRY =
  /^(no|nothing)\b.{0,30}\b(data|options?|results?|entries|items|match(es|ing)?|records|found)\b|^nothing\b/i;

const MOST_TRIES = 4;
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

/** Whether a box says that its list is closed: one that is open near it is another's. */
const isClosed = (box: Thing): boolean => [box, ...box.all()].some(({ listed }) => listed.expanded === false);

/** Whether a list that is open before anything was pressed may be a box's own. */
const mayBeOpen = (box: Thing): boolean => box.listed.focused === true || box.listed.expanded === true;

async function openEntries(view: View, combo: Locator): Promise<Thing[]> {
  const box = await view.thing(combo);
  return box === undefined ? [] : entriesOf(box);
}

const takesLetters = ({ listed }: Thing): boolean =>
  ['input', 'textarea'].includes(listed.tag) && listed.readonly !== true;

async function typeOver(view: View, at: Locator, text: string): Promise<void> {
  await at.press('ControlOrMeta+A', { timeout: 2_000 });
  await view.ctx.page.keyboard.type(text);
}

/** The browser draws its own lists itself: no look sees them open. */
type Opened = Thing[] | 'chosen from' | 'typed into';

/** What the browser's own list can be used for; nothing while it has no entries. */
function nativeOf({ listed }: Thing): Opened | undefined {
  if (listed.tag !== 'select') return 'typed into';
  return !listed.disabled && listed.entries!.some(isReal) ? 'chosen from' : undefined;
}

/** By its arrow, by the box, by a key, by what is looked for. */
function waysToOpen(view: View, box: Thing, wanted: string | undefined): (() => Promise<void>)[] {
  const at = locate(box);
  const arrow = arrowOf(box);
  const pressed = arrow === undefined || arrow.listed.through ? at : locate(arrow);
  const types = takesLetters(box) && wanted !== undefined;
  return [
    async () => await pressed.click({ timeout: 2_000 }),
    async () => await at.click({ timeout: 2_000 }),
    async () => await at.press('ArrowDown', { timeout: 2_000 }),
    async () => await at.press('Alt+ArrowDown', { timeout: 2_000 }),
    ...(types ? [async () => await typeOver(view, at, wanted)] : []),
  ];
}

/** Opens the list (PRODUCT.md A4: it can take several tries). */
async function open(
  view: View,
  combo: Locator,
  label: string,
  wanted: string | undefined,
  wake: Wake,
): Promise<Opened> {
  let tries = 0;
  let isPressed = false;
  if (!(await waitForUse(view, combo, ({ listed }) => listed.disabled === true)))
    throw await unusable(view, `the list of "${label}" to open`);
  return await view.wait(`the list of "${label}" to open`, async () => {
    const box = await view.thing(combo);
    if (box === undefined) return undefined;
    if (box.listed.entries !== undefined) return nativeOf(box);
    const there = isPressed || (mayBeOpen(box) && !isClosed(box)) ? entriesOf(box) : [];
    if (there.length > 0) return !there.every((entry) => LOADING.test(entry.said())) && there;
    const ways = waysToOpen(view, box, wanted);
    // A box that only offers what fits to what was typed may have nothing to offer.
    if (tries === ways.length && takesLetters(box) && wanted !== undefined) return [];
    // What is not a box may become one, or may open its list right away: the next look tells.
    isPressed = true;
    if (!(await wake())) await ways[tries++ % ways.length]!().catch(() => undefined);
    const own = (now: Thing | undefined) => (now === undefined || isClosed(now) ? [] : entriesOf(now));
    await view.becomesTrue(async () => own(await view.thing(combo)).length > 0);
    return undefined;
  });
}

/** What a list offers for a wish: the entry, or nothing of it. */
class Search {
  readonly #view: View;
  readonly #combo: Locator;
  readonly #matches: (entry: string) => boolean;
  /** All entries that were seen. */
  readonly offered: Set<string>;

  constructor(view: View, combo: Locator, wanted: string | undefined, offered: Set<string>) {
    this.#view = view;
    this.#combo = combo;
    this.#matches = isWanted(wanted);
    this.offered = offered;
  }

  async #entries(): Promise<Thing[]> {
    const entries = await openEntries(this.#view, this.#combo);
    for (const text of textsOf(entries)) this.offered.add(text);
    return entries;
  }

  #of(entries: readonly Thing[]): Thing | undefined {
    return entries.find((entry) => this.#matches(entry.said()) && !NO_ENTRY.test(entry.said()));
  }

  /**
   * Types into what filters the list, which may be the box itself.
   * @returns the entry; undefined where nothing filters it, nothing where the filter left none that fits
   */
  async byFilter(wanted: string): Promise<Thing | undefined | 'filtered'> {
    const { keyboard } = this.#view.ctx.page;
    const before = await this.#entries();
    const focused = (await this.#view.see()).boxes.find(({ listed }) => listed.focused);
    if (focused === undefined || focused.listed.readonly || focused.listed.type === 'select') return undefined;
    if (focused.text !== '') await keyboard.press('ControlOrMeta+A');
    await keyboard.type(wanted);
    let found: Thing | undefined;
    let now: Thing[] = before;
    await this.#view.becomesTrue(async () => (found = this.#of((now = await this.#entries()))) !== undefined);
    if (found !== undefined) return found;
    if (textsOf(now).join('\n') !== textsOf(before).join('\n')) return 'filtered';
    // What was typed has filtered nothing.
    await keyboard.press('ControlOrMeta+A');
    await keyboard.press('Delete');
    await this.#view.becomesTrue(async () => (await this.#entries()).length > 0);
    return undefined;
  }

  /** Turns the wheel over the list: a long one comes in parts, or has few entries drawn. */
  async byScrolling(): Promise<Thing | undefined> {
    const view = this.#view;
    const places = (entries: readonly Thing[]) =>
      entries.map((entry) => `${entry.said()} ${Math.round(entry.box.top)}`).join('\n');
    const turn = async (entries: readonly Thing[], by: (room: number) => number): Promise<boolean> => {
      const middle = entries.find(({ box }) => box.height > 0);
      if (middle === undefined) return false;
      const list = scrollerOf(middle)?.box ?? around(entries.filter(isDrawn).map(({ box }) => box));
      const before = places(entries);
      await view.ctx.page.mouse.move(list.center, list.middle);
      await view.ctx.page.mouse.wheel(0, by(Math.min(list.height, view.ctx.page.viewportSize()?.height ?? 600)));
      return await view.becomesTrue(async () => places(await this.#entries()) !== before);
    };
    // It may open in the middle, where the entry is that was chosen last.
    await turn(await this.#entries(), () => -1e6);
    for (let part = 0; part < MOST_PARTS; part += 1) {
      const entries = await this.#entries();
      const found = this.#of(entries);
      if (found !== undefined) return found;
      if (!(await turn(entries, (room) => room * 0.8))) return undefined;
    }
    return undefined;
  }
}

const isDrawn = ({ box }: Thing): boolean => box.height > 2;

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
  const fits = (entry: Thing) => isWanted(wanted)(entry.said()) && !NO_ENTRY.test(entry.said());
  let entry = opened.find(fits) as Thing | undefined | 'filtered';
  if (entry === undefined && wanted !== undefined) entry = await search.byFilter(wanted);
  entry ??= await search.byScrolling();
  // It may have closed by itself under the mouse.
  if (entry === undefined && !isLast && (await openEntries(view, combo)).length === 0) return undefined;
  if (entry === undefined || entry === 'filtered') {
    await close(view, combo);
    await restore(view, combo, label, before);
    throw await missing(view, label, wanted, [...offered]);
  }
  const text = entry.said();
  const at = locate(entry);
  // The same part of the list may show another entry by now.
  if ((await view.thing(at))?.said() !== text) return undefined;
  await at.click({ timeout: 5_000 });
  return text;
}

/** Closes the list of a box: by a key, or by what has opened it. */
async function close(view: View, combo: Locator): Promise<void> {
  const isGone = async () => (await openEntries(view, combo)).length === 0;
  await view.ctx.page.keyboard.press('Escape');
  if (await view.becomesTrue(isGone)) return;
  const box = await view.thing(combo);
  const arrow = box && arrowOf(box);
  if (arrow !== undefined) await view.tryToPress(locate(arrow), 'what opens the list');
  await view.becomesTrue(isGone);
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
    hint: 'Choose the entry by hand to see what the portal says to it, then run again.',
  });
}
