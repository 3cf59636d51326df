import type { Locator } from 'playwright';
import { levelSpot, NEAR, seeLevels, type LevelRow, type LevelsSeen } from './level-cells.ts';
import type { View } from './view.ts';

export interface LevelReading {
  modules: { name: string; y: number; open: boolean }[];
  rows: LevelRow[];
}

/** How long a scrolled part may take to show all its rows, in milliseconds, where it leaves gaps. */
const FILLING = 3_000;

type Item = { y: number };

const items = ({ modules, rows }: Pick<LevelsSeen, 'modules' | 'rows'>): Item[] =>
  [...modules, ...rows].sort((a, b) => a.y - b.y);

function rowHeight(seen: LevelsSeen): number {
  const all = items(seen);
  const gaps = all
    .slice(1)
    .map(({ y }, n) => y - all[n]!.y)
    .sort((a, b) => a - b);
  return Math.max(12, gaps[Math.floor(gaps.length / 2)] ?? 40);
}

/** Whether rows stand without a gap from one height to another; a little may be free at either end. */
function fills(seen: LevelsSeen, from: number, to: number): boolean {
  const height = rowHeight(seen);
  const inside = items(seen)
    .map(({ y }) => y)
    .filter((y) => y >= from - height && y <= to + height);
  const ends = [from - height / 2, ...inside, to + height / 2];
  return ends.every((y, n) => n === 0 || y - ends[n - 1]! <= height * 2.2);
}

/** Gives rows the module whose heading stands above them. */
function assemble({ modules, rows }: Pick<LevelsSeen, 'modules' | 'rows'>): LevelReading {
  const headings = [...modules].sort((a, b) => a.y - b.y);
  return {
    modules: headings.map((heading, n) => ({
      ...heading,
      open: rows.some(({ y }) => y > heading.y && y < (headings[n + 1]?.y ?? Infinity)),
    })),
    rows: [...rows]
      .sort((a, b) => a.y - b.y)
      .map((row) => ({ ...row, module: headings.findLast(({ y }) => y < row.y)?.name ?? '' })),
  };
}

/**
 * The table of levels as a whole, also where only the rows near the visible part are in the document (long lists:
 * PRODUCT.md A6).
 */
export class LevelTable {
  readonly #view: View;

  constructor(view: View) {
    this.#view = view;
  }

  private async scrollTo(y: number): Promise<void> {
    const scroller = await levelSpot(this.#view, { scroller: true });
    await scroller
      ?.evaluate((element, top) => element.scrollTo({ top, behavior: 'instant' }), y, { timeout: 2_000 })
      .catch(() => undefined);
  }

  /** What stands there once the visible part has filled; as it is, where it leaves gaps for long. */
  private async filled(): Promise<LevelsSeen | undefined> {
    let seen: LevelsSeen | undefined;
    const text = async () => JSON.stringify((seen = await seeLevels(this.#view)));
    await this.#view.within(FILLING, async () => {
      const now = await text();
      const { scroll } = seen ?? {};
      return (
        scroll !== undefined &&
        fills(seen!, scroll.top, Math.min(scroll.top + scroll.room, scroll.height)) &&
        (await this.#view.holds(async () => (await text()) === now))
      );
    });
    return seen;
  }

  /** Reads the table; collapsed modules have no rows in it. */
  async read(): Promise<LevelReading> {
    const seen = await seeLevels(this.#view);
    if (seen === undefined) return { modules: [], rows: [] };
    const { scroll } = seen;
    if (scroll.height <= scroll.room + 1 || fills(seen, 0, scroll.height)) return assemble(seen);
    return await this.readScrolling(seen);
  }

  private async readScrolling(seen: LevelsSeen): Promise<LevelReading> {
    const { top, room, height } = seen.scroll;
    await this.scrollTo(top > (height - room) / 2 ? 0 : height);
    const elsewhere = await this.filled();
    // There is more than the table to scroll: its rows were all there.
    if (
      elsewhere !== undefined &&
      JSON.stringify([elsewhere.modules, elsewhere.rows]) === JSON.stringify([seen.modules, seen.rows])
    ) {
      await this.scrollTo(top);
      return assemble(seen);
    }
    const modules: LevelsSeen['modules'] = [];
    const rows: LevelsSeen['rows'] = [];
    const same = (a: Item, b: Item) => Math.abs(a.y - b.y) < NEAR;
    let last = -1;
    for (let next = 0; ; ) {
      await this.scrollTo(next);
      const part = await this.filled();
      if (part === undefined) break;
      // Parts overlap: a row counts once, as it was seen first.
      modules.push(
        ...part.modules.filter((module) => !modules.some((other) => other.name === module.name && same(other, module))),
      );
      rows.push(...part.rows.filter((row) => !rows.some((other) => other.row === row.row && same(other, row))));
      const { scroll } = part;
      if (scroll.top + scroll.room >= scroll.height - 1 || scroll.top <= last) break;
      last = scroll.top;
      next = scroll.top + Math.max(40, scroll.room - 2 * rowHeight(part));
    }
    await this.scrollTo(0);
    return assemble({ modules, rows });
  }

  /** Whether the section under a heading is open: what follows it is a row. */
  async isOpen({ name, y }: { name: string; y: number }): Promise<boolean> {
    const seen = await seeLevels(this.#view);
    const heading = seen?.modules.find((module) => module.name === name && Math.abs(module.y - y) < NEAR);
    const next = heading && items(seen!).find((item) => item.y > heading.y);
    return next !== undefined && 'row' in next;
  }

  /** A place of the table, scrolled to where it is not in the document. */
  async spot(spot: Parameters<typeof levelSpot>[1] & Item): Promise<Locator | undefined> {
    const at = await levelSpot(this.#view, spot);
    if (at !== undefined) return at;
    const seen = await seeLevels(this.#view);
    if (seen === undefined || seen.scroll.height <= seen.scroll.room + 1) return undefined;
    await this.scrollTo(Math.max(0, spot.y - seen.scroll.room / 3));
    let found: Locator | undefined;
    await this.#view.within(FILLING, async () => (found = await levelSpot(this.#view, spot)) !== undefined);
    return found;
  }
}
