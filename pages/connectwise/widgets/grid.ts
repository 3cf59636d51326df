import type { Locator } from 'playwright';
import { sight } from '../../sight/engine.ts';
import { labels } from '../labels.ts';
import { phrases } from '../messages.ts';
import { choose } from './combo.ts';
import { boxText, typeInto } from '../../sight/text-box.ts';
import { readList, rowOf, type Columns, type GridReading, type Row } from './list-rows.ts';
import { saying } from './saving.ts';
import { tool } from './toolbar.ts';
import type { View } from './view.ts';

/** How many rows the pager promises for the page that is shown. */
function countOf({ pager }: GridReading): number {
  return pager === undefined || pager[2] === 0 ? 0 : pager[1] - pager[0] + 1;
}

/** Keeps a filter's wildcards from meaning anything. */
function filterText(text: string): string {
  return text.replace(/[*%]/g, '');
}

/**
 * How long the rows that the pager promises may take to be drawn, in milliseconds, before a picture of the list is
 * taken without them.
 */
const DRAWN = 3_000;

/** A list screen (PRODUCT.md A6): filter, read, open a row, turn the page. */
export class Grid {
  readonly view: View;
  readonly columns: Columns;
  /** When the list was asked for last, or what it said to that was heard. */
  #asked = performance.now();

  constructor(view: View, columns: Columns) {
    this.view = view;
    this.columns = columns;
  }

  private async reading(): Promise<GridReading | undefined> {
    return await readList(this.view, this.columns);
  }

  /**
   * The rows, once they are all there: cells fill late (PRODUCT.md A6), and the pager says how many there must be.
   * @param key the column that no row may leave empty
   * @param fits what every row must be like, where a filter was set: older rows stand there until it has worked
   */
  private async rows(key: string, fits: (row: Row) => boolean = () => true): Promise<GridReading> {
    const filled = ({ rows, pager, pagerText }: GridReading) =>
      rows.every((row) => row[key] !== '' && fits(row)) &&
      (pager === undefined ? pagerText === undefined : pager[2] > 0 || rows.length === 0);
    let seen: GridReading | undefined;
    let trouble: string | undefined;
    const empty = () =>
      Object.keys(this.columns)
        .filter((column) => seen!.rows.some((row) => row[column] === ''))
        .map((column) => this.columns[column]![0]);
    const actual = () =>
      trouble !== undefined
        ? `an empty list beside the words "${trouble}"`
        : seen === undefined
          ? `no list with the column ${this.columns[key]![0]}`
          : [
              `${seen.rows.length} rows in it`,
              ...(empty().length === 0 ? [] : [`some of them without ${empty().join(', ')}`]),
              ...(seen.pagerText === undefined ? [] : [`and the words "${seen.pagerText}"`]),
            ].join(', ');
    return await this.view.wait(
      'the list to be complete',
      async () => {
        const first = (seen = (await this.view.spins()) ? undefined : await this.reading());
        if (first === undefined || !filled(first)) return undefined;
        // Seen twice alike: a list that is about to change says so in between.
        const again = JSON.stringify(first);
        if (!(await this.view.holds(async () => JSON.stringify(await this.reading()) === again))) return undefined;
        const all = await this.scrolled(first, filled);
        if (all.rows.length === 0) {
          // A list that could not be loaded may look like an empty one, so it is asked for once more.
          const before = trouble;
          trouble = await this.trouble();
          if (trouble !== undefined) {
            this.#asked = performance.now();
            return undefined;
          }
          if (before !== undefined) return await this.searchAgain();
        }
        return all.rows.length >= countOf(all) ? all : undefined;
      },
      undefined,
      actual,
    );
  }

  private async searchAgain(): Promise<undefined> {
    const search = await tool(this.view, 'search');
    if (search !== undefined) await this.view.press(search, 'SEARCH');
  }

  /** What the portal says of a list that it could not bring, in a window that was closed on the way, too. */
  private async trouble(): Promise<string | undefined> {
    return (await saying(this.view, this.#asked)).find((text) => phrases.mean(text, 'not loaded'));
  }

  /**
   * The rows of the page that is shown, those too that a long list keeps out of the document until somebody scrolls to
   * them (PRODUCT.md A6).
   */
  private async scrolled(first: GridReading, filled: (reading: GridReading) => boolean): Promise<GridReading> {
    if (first.rows.length >= countOf(first)) return first;
    const rows = new Map(first.rows.map((row) => [JSON.stringify(row), row]));
    const hasMore = async () => {
      const now = await this.reading();
      if (now === undefined || !filled(now) || String(now.pager) !== String(first.pager)) return false;
      const before = rows.size;
      for (const row of now.rows) rows.set(JSON.stringify(row), row);
      return rows.size > before;
    };
    do {
      await (await rowOf(this.view, this.columns))?.scrollIntoViewIfNeeded({ timeout: 1_500 }).catch(() => undefined);
    } while (rows.size < countOf(first) && (await this.view.within(2_000, hasMore)));
    return { ...first, rows: [...rows.values()] };
  }

  /**
   * Waits until a list that was just opened has settled, and a moment for rows where the pager promises some, so that
   * its picture shows them.
   */
  async drawn(): Promise<void> {
    await this.view.settled();
    await this.view.within(DRAWN, async () => {
      const reading = await this.reading();
      return reading === undefined || reading.rows.length > 0 || countOf(reading) === 0;
    });
  }

  /** Empties all filters and saved views (PRODUCT.md A6: a list may open with any). */
  async clear(): Promise<void> {
    const { view } = this;
    await view.settled();
    const clear = await tool(view, 'clear');
    if (clear !== undefined) {
      this.#asked = performance.now();
      await view.press(clear, 'CLEAR');
    }
    await view.settled();
    const saved = await view.look({ field: [...labels.tools.view] });
    const name = saved === undefined ? '' : await boxText(saved, { timeout: 1_000 }).catch(() => '');
    if (saved === undefined || name === '' || /^\(.*\)$/.test(name)) return;
    await choose(view, saved, 'View', labels.tools.noView[0]);
    await view.settled();
  }

  /** The filter box in the header strip of a column: by its id, else below the column's name (PRODUCT.md A6). */
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
    this.#asked = performance.now();
    await box.press('Enter');
    return await this.all(key, (row) => row[key]!.toLowerCase().includes(wanted.toLowerCase()));
  }

  /** Reads the whole list, turning its pages. */
  async all(key: string, fits?: (row: Row) => boolean): Promise<Row[]> {
    let { rows, pager } = await this.rows(key, fits);
    const read = [...rows];
    while (pager !== undefined && pager[1] < pager[2]) {
      const from = pager[0];
      const text = await this.view.find('the pager', [
        { pattern: '^\\d[\\d,.]*\\s*[-\u2013]\\s*\\d[\\d,.]*\\s+of\\s+\\d' },
      ]);
      await this.view.press(text.locator(sight({ right: true })), 'the next page');
      ({ rows, pager } = await this.view.wait('the next page of the list', async () => {
        const hint = await this.rows(key, fits);
        return hint.pager !== undefined && hint.pager[0] > from ? hint : undefined;
      }));
      read.push(...rows);
    }
    this.view.ctx.listRead({ list: this.view.name, rows: read.length, stated: pager?.[2] });
    return read;
  }

  /** Whether the list is shown, has loaded, and has no row with this text. */
  async lacks(key: string, text: string): Promise<boolean> {
    const reading = await this.reading();
    return (
      reading !== undefined &&
      (reading.pager !== undefined || reading.pagerText === undefined) &&
      reading.rows.every((row) => row[key] !== text)
    );
  }

  /** What opens the row whose column holds just this text. The row must be on the page that is shown. */
  async link(text: string): Promise<Locator> {
    return await this.view.wait(
      `the row "${text}" in the list`,
      async () => await rowOf(this.view, this.columns, text),
    );
  }
}
