import type { Locator } from 'playwright';
import { sameName } from '../../same-name.ts';
import { around } from '../layout.ts';
import type { Thing } from '../thing.ts';
import type { View } from '../view.ts';
import { entriesOf, scrollerOf } from './list.ts';

/** Entries that stand for 'nothing chosen', such as `(No View)` (PRODUCT.md A4). */
export const PLACEHOLDER = /^\(.*\)$|^-+.*-*$|^select\b|^choose\b|^pick\b|^$/i;

export const isReal = (entry: string) => !PLACEHOLDER.test(entry.trim());

/** What a list says while its entries are on their way, and when it has none. */
export const LOADING = /^(loading|searching|fetching|please wait)\b/i;
const NO_ENTRY =
  /^(no|nothing)\b.{0,30}\b(data|options?|results?|entries|items|match(es|ing)?|records|found)\b|^nothing\b/i;

/** A list has no more parts than this, one scroll each. */
const MOST_PARTS = 200;

/** Which entry is meant: this one, or the first real one. */
export const isWanted = (wanted: string | undefined) => (entry: string) =>
  wanted === undefined ? isReal(entry) : sameName(entry, wanted);

/** Whether letters that are typed into a box stay in it. */
export const takesLetters = ({ listed }: Thing): boolean =>
  ['input', 'textarea'].includes(listed.tag) && listed.readonly !== true;

export const textsOf = (entries: readonly Thing[]): string[] =>
  entries.map((entry) => entry.said()).filter((text) => !NO_ENTRY.test(text));

/** The entries of a box's list, if it is open. */
export async function openEntries(view: View, combo: Locator): Promise<Thing[]> {
  const box = await view.thing(combo);
  return box === undefined ? [] : entriesOf(box);
}

/** What a list offers for a wish: the entry, or nothing of it. */
export class Search {
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

  /** The entry that is meant among these. */
  of(entries: readonly Thing[]): Thing | undefined {
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
    // Letters typed into what is no input choose an entry in some lists, and filter none.
    if (focused === undefined || !takesLetters(focused)) return undefined;
    if (focused.text !== '') await keyboard.press('ControlOrMeta+A');
    await keyboard.type(wanted);
    let found: Thing | undefined;
    let now: Thing[] = before;
    await this.#view.becomesTrue(async () => (found = this.of((now = await this.#entries()))) !== undefined);
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
      const found = this.of(entries);
      if (found !== undefined) return found;
      if (!(await turn(entries, (room) => room * 0.8))) return undefined;
    }
    return undefined;
  }
}

const isDrawn = ({ box }: Thing): boolean => box.height > 2;
