import type { Locator } from 'playwright';
import type { Term } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import type { Pager } from '../../screen/tables/pager.ts';
import { LongTable, NEAR, type Placed, PROMISED } from '../../screen/tables/scroll.ts';
import type { Screen } from '../../screen/thing.ts';
import { labels, namedIn } from '../labels.ts';
import {
  cellAt,
  type LevelCell,
  type LevelRow,
  type LevelSpot,
  type LevelsSeen,
  levelSpot,
  levelsOf,
  type Spot,
} from './level-cells.ts';
import { choosersOf, sectionBox } from './level-choosers.ts';
import type { View } from './view.ts';

export interface LevelReading {
  modules: { name: string; y: number; open: boolean }[];
  rows: LevelRow[];
}

type Heading = Placed & { name: string; open?: boolean; known?: string };
/** A row, and its module where it names that itself. */
type Item = Heading | (Placed & Omit<LevelRow, 'module' | 'known'> & { known?: string; module?: Heading });

/** A page of the table: what its pager says, and how far below the first page's beginning it begins. */
interface Page {
  says: string;
  y: number;
}

/** What is drawn as plain data, from top to bottom. */
function itemsOf({ modules, rows, whole: { screen } }: LevelsSeen): Item[] {
  const knownAs = (terms: Readonly<Record<string, Term>>, says: string) => {
    const known = namedIn(screen, terms, says);
    return known === undefined || sameName(known, says) ? {} : { known };
  };
  const headingOf = (name: string, y: number, open?: boolean): Heading => ({
    name,
    y,
    ...(open !== undefined && { open }),
    ...knownAs(labels.sections, name),
  });
  const headings = modules.map(({ name, y, open }) => headingOf(name, y, open));
  const levels = rows.map(({ row, module, y, height, cells, customize }) => ({
    row,
    y,
    height,
    ...(module && { module: headingOf(module.said(), y, true) }),
    customize: customize !== undefined,
    levels: Object.fromEntries(Object.entries(cells).map(([column, { text }]) => [column, text])),
    ...knownAs(labels.rows, row),
  }));
  return [...headings, ...levels].sort((a, b) => a.y - b.y);
}

const nameOf = (item: Item): string => ('row' in item ? item.row : item.name);

/** Gives rows the module that they name, or whose heading stands above them. */
function assemble(items: readonly Item[]): LevelReading {
  const isOpen = (heading: Heading, next: Item | undefined) => heading.open ?? (next !== undefined && 'row' in next);
  const above = (n: number) => items.slice(0, n).findLast((item) => !('row' in item));
  const modules = items.flatMap((item, n) => {
    const heading = 'row' in item ? item.module : item;
    return heading === undefined ? [] : [{ name: heading.name, y: item.y, open: isOpen(heading, items[n + 1]) }];
  });
  return {
    modules: modules.filter(({ name }, n) => modules.findIndex((one) => one.name === name) === n),
    rows: items.flatMap((item, n) => {
      if (!('row' in item)) return [];
      const { height: _, known, module, ...row } = item;
      const heading = module ?? above(n);
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
  /** All of them, as they were read last. */
  #pages: Page[] = [];

  constructor(view: View) {
    this.#view = view;
    const see = async () => {
      const seen = levelsOf(await view.see());
      if (seen === undefined) return undefined;
      // A heading may stay at the edge, below the rows of its section that were scrolled away, which then look like
      // those of the section before.
      const top = (seen.scroller?.listed.scroll?.[0] ?? 0) - NEAR;
      const all = itemsOf(seen);
      const items = all.filter((item) => !('row' in item) || item.y >= top);
      return { items, all, scroller: seen.scroller, headRoom: seen.headRoom };
    };
    // A heading may stick to the edge, wherever it belongs; rows of one name stand in several sections.
    const isSame = (a: Item, b: Item) =>
      nameOf(a) === nameOf(b) &&
      ('row' in a || 'row' in b ? 'row' in a && 'row' in b && Math.abs(a.y - b.y) < NEAR : true);
    this.#long = new LongTable(view, see, isSame);
  }

  /** Reads the table; collapsed modules have no rows in it. */
  async read(): Promise<LevelReading> {
    const items: Item[] = [];
    if (levelsOf(await this.#view.see())?.inPieces)
      throw await this.#view.problem('a table of levels that scrolls as a whole', {
        actual: 'sections that scroll each by itself',
        hint: 'Set the levels by hand, and tell the maintainers: `keywright check-screens --bundle` makes what to send.',
        retry: false,
      });
    while (await this.#turn('previous'));
    this.#pages = [];
    do {
      const read = await this.#long.read();
      const last = items.at(-1);
      const y = last === undefined ? 0 : last.y + (last.height ?? NEAR);
      this.#pages.push({ says: (await this.#pager())?.text ?? '', y });
      items.push(...read.map((item) => ({ ...item, y: item.y + y })));
    } while (await this.#turn('next'));
    return assemble(items);
  }

  async #pager(): Promise<Pager | undefined> {
    return levelsOf(await this.#view.see())?.pager;
  }

  /** Turns a page on or back. @returns whether there is one */
  async #turn(way: 'next' | 'previous'): Promise<boolean> {
    const pager = await this.#pager();
    if (pager === undefined || (way === 'next' ? !pager.more : pager.first)) return false;
    const at = await this.#view.find('the pager', (screen) => levelsOf(screen)?.pager?.[way]);
    await this.#view.press(at, `the ${way} page`);
    const now = async () => {
      const seen = levelsOf(await this.#view.see());
      return JSON.stringify(seen && [seen.pager?.text, itemsOf(seen)]);
    };
    await this.#view.wait(`the ${way} page of the table`, async () => {
      if ([undefined, '', pager.text].includes((await this.#pager())?.text)) return false;
      const text = await now();
      return await this.#view.staysTrue(async () => (await now()) === text);
    });
    return true;
  }

  /** Where the page that is shown begins. */
  #beginOf(screen: Screen): number {
    const says = levelsOf(screen)?.pager?.text ?? '';
    return this.#pages.find((page) => page.says === says)?.y ?? 0;
  }

  /** Turns to the page on which a height is. */
  async #toPage(y: number): Promise<void> {
    const wanted = this.#pages.findLast((page) => page.y <= y)?.y ?? 0;
    for (let tries = 0; tries < this.#pages.length; tries += 1) {
      const now = this.#beginOf(await this.#view.see());
      if (now === wanted || !(await this.#turn(now < wanted ? 'next' : 'previous'))) return;
    }
  }

  /** Where pages begin, but for the first one. */
  get breaks(): number[] {
    return this.#pages.slice(1).map(({ y }) => y);
  }

  /** Whether it was read part by part, each seen at rest. */
  get inParts(): boolean {
    return this.#long.inParts || this.#pages.length > 1;
  }

  /** Whether anything of it is shown. */
  async isShown(): Promise<boolean> {
    const screen = await this.#view.see();
    const seen = levelsOf(screen);
    const isHeaded = seen !== undefined && (seen.modules.length > 0 || seen.rows.some(({ module }) => module));
    return isHeaded || choosersOf(screen).length > 0 || sectionBox(screen) !== undefined;
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

  /** Scrolls so that a height is at the top of the visible part, or so much below, as far as that goes. */
  async scrollTo(y: number, below = 0): Promise<void> {
    await this.#toPage(y);
    await this.#long.scrollTo(Math.max(0, y - this.#beginOf(await this.#view.see()) - below));
  }

  /** The sections that are open. */
  async open(): Promise<string[]> {
    const seen = levelsOf(await this.#view.see());
    const { modules } = assemble(seen === undefined ? [] : itemsOf(seen));
    return modules.filter(({ open }) => open).map(({ name }) => name);
  }

  /** A place of the table, if it is in the document. */
  async drawn(spot: Spot): Promise<Locator | undefined> {
    return await this.#view.look((screen) => levelSpot(screen, this.#onPage(screen, spot)));
  }

  /** A place as it is on the page that is shown. */
  #onPage<S extends Spot>(screen: Screen, spot: S): S {
    return { ...spot, y: spot.y - this.#beginOf(screen) };
  }

  /** The level of a row, if it is in the document. */
  cellAt(screen: Screen, spot: LevelSpot): LevelCell | undefined {
    return cellAt(screen, this.#onPage(screen, spot));
  }

  /** A place of the table, scrolled to where it is not in the document. */
  async spot(spot: Spot): Promise<Locator | undefined> {
    const at = await this.drawn(spot);
    if (at !== undefined) return at;
    const scroll = levelsOf(await this.#view.see())?.scroller?.listed.scroll;
    if (scroll === undefined && this.#pages.length < 2) return undefined;
    await this.scrollTo(spot.y, (scroll?.[1] ?? 0) / 3);
    let found: Locator | undefined;
    await this.#view.becomesTrue(async () => (found = await this.drawn(spot)) !== undefined, { reacts: PROMISED });
    return found;
  }
}
