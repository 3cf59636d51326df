import type { Locator } from 'playwright';
import { sight } from '../../sight/engine.ts';
import type { Eyes } from '../../sight/eyes.ts';
import { reading } from '../../sight/read.ts';
import { labels } from '../labels.ts';
import { choose } from './combo.ts';
import { typeInto } from '../../sight/text-box.ts';
import { tool } from './toolbar.ts';
import type { View } from './view.ts';

/** A row's texts by the wanted columns' keys. A cell with a tick only reads `✓`. */
export type Row = Record<string, string>;

interface GridReading {
  rows: Row[];
  /** `1 - 25 of 60`: first, last, all. Undefined while it says that it is loading, or where there is none. */
  pager: [number, number, number] | undefined;
  pagerText: string | undefined;
}

/** Columns by a key of the caller's: the labels that a column may have. */
export type Columns = Record<string, readonly string[]>;

/**
 * Reads the shown list. Header cells and body cells are matched by where they stand: counting goes wrong (connectwise.md A6).
 * Runs in the page.
 */
function readGrid(see: Eyes, columns: Record<string, readonly string[]>): GridReading | null {
  const header = [...document.querySelectorAll('.cw-ml-header, .mm_grid thead, [role=row]:has([role=columnheader])')].filter(see.shown);
  // The innermost record's list stands lowest.
  const places = Object.entries(columns).map(([key, names]) => {
    const found = header.flatMap((strip) => see.words(strip, [...names])).filter((label) => !label.matches('input'));
    return { key, at: found.at(-1)?.getBoundingClientRect() };
  });
  if (places.every(({ at }) => at === undefined)) return null;
  const rows = [...document.querySelectorAll('tr.cw-ml-row, .mm_grid [role=row]:not(:has([role=columnheader]))')].filter(see.shown);
  const cellText = (cell: Element | undefined): string => {
    if (cell === undefined) return '';
    const inner = see.texts(cell)[0];
    const text = (inner === undefined ? '' : see.read(inner)) || (cell.querySelector('[title]')?.getAttribute('title') ?? '');
    if (text !== '') return text;
    return [...cell.querySelectorAll('svg, img, [class*=check]:not([class*=uncheck])')].some(see.shown) ? '✓' : '';
  };
  const read = rows.map((row) => {
    const cells = [...row.querySelectorAll('td, [role=gridcell]')].filter(see.shown);
    return Object.fromEntries(places.map(({ key, at }) => {
      const edge = at === undefined ? undefined : at.left + Math.min(12, at.width / 2);
      return [key, cellText(cells.find((cell) => edge !== undefined && cell.getBoundingClientRect().left <= edge && cell.getBoundingClientRect().right > edge))];
    }));
  });
  const pager = see.matching(document, '^(\\d[\\d,.]*\\s*[-\u2013]\\s*\\d[\\d,.]*\\s+of\\s+\\d[\\d,.]*|loading.*)$').at(-1);
  const text = pager === undefined ? undefined : see.read(pager);
  const numbers = /loading/i.test(text ?? '') ? [] : (text ?? '').replace(/(\d)[,.](?=\d)/g, '$1').match(/\d+/g) ?? [];
  return { rows: read, pager: numbers.length === 3 ? [Number(numbers[0]), Number(numbers[1]), Number(numbers[2])] : undefined, pagerText: text };
}

const grid = reading('grid', readGrid);

const ROWS = 'tr.cw-ml-row, .mm_grid [role=row]';

/** How many rows the pager promises for the page that is shown. */
function countOf({ pager }: GridReading): number {
  return pager === undefined || pager[2] === 0 ? 0 : pager[1] - pager[0] + 1;
}

/** Keeps a filter's wildcards from meaning anything. */
function filterText(text: string): string {
  return text.replace(/[*%]/g, '');
}

/** A list screen (connectwise.md A6): filter, read, open a row, turn the page. */
export class Grid {
  readonly view: View;
  readonly columns: Columns;

  constructor(view: View, columns: Columns) {
    this.view = view;
    this.columns = columns;
  }

  private async reading(): Promise<GridReading | undefined> {
    return (await grid.all(this.view.ctx.page, this.columns))[0]?.read;
  }

  /**
   * The rows, once they are all there: cells fill late (connectwise.md A6), and the pager says how many there must be.
   * @param key the column that no row may leave empty
   * @param fits what every row must be like, where a filter was set: older rows stand there until it has worked
   */
  private async rows(key: string, fits: (row: Row) => boolean = () => true): Promise<GridReading> {
    const filled = ({ rows, pager, pagerText }: GridReading) =>
      rows.every((row) => row[key] !== '' && fits(row)) && (pager === undefined ? pagerText === undefined : pager[2] > 0 || rows.length === 0);
    return await this.view.wait('the list to be complete', async () => {
      const busy = await this.view.look({ css: '.cw-loading-spinner, .cw-loading-image' });
      const first = busy === undefined ? await this.reading() : undefined;
      if (first === undefined || !filled(first)) return undefined;
      // Seen twice alike: a list that is about to change says so in between.
      const again = JSON.stringify(first);
      if (!(await this.view.holds(async () => JSON.stringify(await this.reading()) === again))) return undefined;
      const all = await this.scrolled(first, filled);
      return all.rows.length >= countOf(all) ? all : undefined;
    });
  }

  /** The rows of the page that is shown, those too that a long list keeps out of the document until somebody scrolls to them (connectwise.md A6). */
  private async scrolled(first: GridReading, filled: (reading: GridReading) => boolean): Promise<GridReading> {
    if (first.rows.length >= countOf(first)) return first;
    const rows = new Map(first.rows.map((row) => [JSON.stringify(row), row]));
    const hasMore = async () => {
      const next = await this.reading();
      if (next === undefined || !filled(next) || String(next.pager) !== String(first.pager)) return false;
      const before = rows.size;
      for (const row of next.rows) rows.set(JSON.stringify(row), row);
      return rows.size > before;
    };
    do {
      await (await this.view.all({ css: ROWS })).at(-1)?.scrollIntoViewIfNeeded({ timeout: 1_500 }).catch(() => undefined);
    } while (rows.size < countOf(first) && (await this.view.within(2_000, hasMore)));
    return { ...first, rows: [...rows.values()] };
  }

  /** Empties all filters and saved views (connectwise.md A6: a list may open with any). */
  async clear(): Promise<void> {
    const { view } = this;
    await view.settled();
    const clear = await tool(view, 'clear');
    if (clear !== undefined) await view.press(clear, 'CLEAR');
    await view.settled();
    const saved = await view.look({ field: [...labels.tools.view] });
    const name = saved === undefined ? '' : await saved.inputValue({ timeout: 1_000 }).catch(() => '');
    if (saved === undefined || name === '' || /^\(.*\)$/.test(name)) return;
    await choose(view, saved, 'View', labels.tools.noView[0]);
    await view.settled();
  }

  /** The filter box in the header strip of a column: by its id, else below the column's name (connectwise.md A6). */
  private async filterBox(key: string): Promise<Locator> {
    const names = this.columns[key]!;
    const ids = names.map((name) => `[id="${name.replace(/\s+/g, '_')}-input"]`).join(', ');
    return await this.view.find(`the filter box of the column ${names[0]}`, [{ css: ids }, { field: [...names] }]);
  }

  /** Filters one column and reads what is left, all pages. */
  async search(key: string, text: string): Promise<Row[]> {
    const box = await this.filterBox(key);
    const wanted = filterText(text).trim();
    await typeInto(this.view, box, `filter of ${this.columns[key]![0]}`, wanted);
    await box.press('Enter');
    return await this.all(key, (row) => row[key]!.toLowerCase().includes(wanted.toLowerCase()));
  }

  /** Reads the whole list, turning its pages. */
  async all(key: string, fits?: (row: Row) => boolean): Promise<Row[]> {
    let { rows, pager } = await this.rows(key, fits);
    const read = [...rows];
    while (pager !== undefined && pager[1] < pager[2]) {
      const from = pager[0];
      const text = await this.view.find('the pager', [{ pattern: '^\\d[\\d,.]*\\s*[-\u2013]\\s*\\d[\\d,.]*\\s+of\\s+\\d' }]);
      await this.view.press(text.locator(sight({ right: true })), 'the next page');
      ({ rows, pager } = await this.view.wait('the next page of the list', async () => {
        const next = await this.rows(key, fits);
        return next.pager !== undefined && next.pager[0] > from ? next : undefined;
      }));
      read.push(...rows);
    }
    this.view.ctx.listRead({ list: this.view.name, rows: read.length, stated: pager?.[2] });
    return read;
  }

  /** What opens the row whose column holds just this text. The row must be on the page that is shown. */
  async link(text: string): Promise<Locator> {
    return await this.view.wait(`the row "${text}" in the list`, async () => {
      for (const at of await this.view.all({ css: ROWS })) {
        const [link, cell] = [at.locator(sight({ css: 'a', words: [text] })), at.locator(sight({ words: [text] }))];
        if ((await link.count()) > 0) return link.first();
        if ((await cell.count()) > 0) return cell.first();
      }
      return undefined;
    });
  }
}
