import type { Locator } from 'playwright';
import type { Term } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { LongTable, NEAR, type Placed, PROMISED } from '../../screen/tables/scroll.ts';
import { labels, namedIn } from '../labels.ts';
import { type LevelRow, type LevelsSeen, levelSpot, levelsOf, type Spot } from './level-cells.ts';
import { choosersOf } from './level-choosers.ts';
import type { View } from './view.ts';

export interface LevelReading {
  modules: { name: string; y: number; open: boolean }[];
  rows: LevelRow[];
}

type Heading = Placed & { name: string; open?: boolean; known?: string };
type Item = Heading | (Placed & Omit<LevelRow, 'module' | 'known'> & { known?: string });

/** What is drawn as plain data, from top to bottom. */
function itemsOf({ modules, rows, whole: { screen } }: LevelsSeen): Item[] {
  const knownAs = (terms: Readonly<Record<string, Term>>, says: string) => {
    const known = namedIn(screen, terms, says);
    return known === undefined || sameName(known, says) ? {} : { known };
  };
  const headings = modules.map(
    ({ name, y, open }): Heading => ({
      name,
      y,
      ...(open !== undefined && { open }),
      ...knownAs(labels.sections, name),
    }),
  );
  const levels = rows.map(({ row, y, height, cells, customize }) => ({
    row,
    y,
    height,
    customize: customize !== undefined,
    levels: Object.fromEntries(Object.entries(cells).map(([column, { text }]) => [column, text])),
    ...knownAs(labels.rows, row),
  }));
  return [...headings, ...levels].sort((a, b) => a.y - b.y);
}

const nameOf = (item: Item): string => ('row' in item ? item.row : item.name);

/** Gives rows the module whose heading stands above them. */
function assemble(items: readonly Item[]): LevelReading {
  const isOpen = (heading: Heading, next: Item | undefined) => heading.open ?? (next !== undefined && 'row' in next);
  const above = (n: number) => items.slice(0, n).findLast((item) => !('row' in item));
  return {
    modules: items.flatMap((item, n) =>
      'row' in item ? [] : [{ name: item.name, y: item.y, open: isOpen(item, items[n + 1]) }],
    ),
    rows: items.flatMap((item, n) => {
      if (!('row' in item)) return [];
      const { height: _, known, ...row } = item;
      const heading = above(n);
      const names = { ...(heading?.known && { module: heading.known }), ...(known && { row: known }) };
      const isOther = Object.keys(names).length > 0;
      return [{ ...row, module: (heading && nameOf(heading)) ?? '', ...(isOther && { known: names }) }];
    }),
  };
}

/**
 * The table of levels as a whole, also where only the rows near the visible part are in the document (long lists:
 * PRODUCT.md A6).
 */
export class LevelTable {
  readonly #view: View;
  readonly #long: LongTable<Item>;

  constructor(view: View) {
    this.#view = view;
    const see = async () => {
      const seen = levelsOf(await view.see());
      if (seen === undefined) return undefined;
      // A heading may stay at the edge, below the rows of its section that were scrolled away, which then look like
      // those of the section before.
      const top = (seen.scroller?.listed.scroll?.[0] ?? 0) - NEAR;
      const items = itemsOf(seen).filter((item) => !('row' in item) || item.y >= top);
      return { items, scroller: seen.scroller, headRoom: seen.headRoom };
    };
    // A heading may stick to the edge, wherever it belongs; rows of one name stand in several sections.
    const isSame = (a: Item, b: Item) =>
      nameOf(a) === nameOf(b) &&
      ('row' in a || 'row' in b ? 'row' in a && 'row' in b && Math.abs(a.y - b.y) < NEAR : true);
    this.#long = new LongTable(view, see, isSame);
  }

  /** Reads the table; collapsed modules have no rows in it. */
  async read(): Promise<LevelReading> {
    return assemble(await this.#long.read());
  }

  /** Whether it was read part by part, each seen at rest. */
  get inParts(): boolean {
    return this.#long.inParts;
  }

  /** Whether anything of it is shown. */
  async isShown(): Promise<boolean> {
    const screen = await this.#view.see();
    return (levelsOf(screen)?.modules ?? []).length > 0 || choosersOf(screen).length > 0;
  }

  /** Whether these sections are open: what follows their headings is a row. */
  async areOpen(names: readonly string[]): Promise<boolean> {
    const open = await this.open();
    return names.every((name) => open.includes(name));
  }

  /** How much of the table can be seen at once, in pixels. */
  async room(): Promise<number> {
    const screen = await this.#view.see();
    return levelsOf(screen)?.scroller?.listed.scroll?.[1] ?? screen.view.height;
  }

  /** Scrolls so that a height is at the top of the visible part, as far as that goes. */
  async scrollTo(y: number): Promise<void> {
    await this.#long.scrollTo(y);
  }

  /** The sections that are open. */
  async open(): Promise<string[]> {
    const seen = levelsOf(await this.#view.see());
    const { modules } = assemble(seen === undefined ? [] : itemsOf(seen));
    return modules.filter(({ open }) => open).map(({ name }) => name);
  }

  /** A place of the table, if it is in the document. */
  async drawn(spot: Spot): Promise<Locator | undefined> {
    return await this.#view.look((screen) => levelSpot(screen, spot));
  }

  /** A place of the table, scrolled to where it is not in the document. */
  async spot(spot: Spot): Promise<Locator | undefined> {
    const at = await this.drawn(spot);
    if (at !== undefined) return at;
    const scroll = levelsOf(await this.#view.see())?.scroller?.listed.scroll;
    if (scroll === undefined) return undefined;
    await this.scrollTo(Math.max(0, spot.y - scroll[1] / 3));
    let found: Locator | undefined;
    await this.#view.becomesTrue(async () => (found = await this.drawn(spot)) !== undefined, { reacts: PROMISED });
    return found;
  }
}
