import type { Locator } from 'playwright';
import { fieldOf } from '../../screen/boxes/field.ts';
import { boxText, typeInto } from '../../screen/boxes/type-into.ts';
import { sameLine } from '../../screen/layout.ts';
import { choose } from '../../screen/lists/combobox.ts';
import type { Columns } from '../../screen/tables/heads.ts';
import { LongTable, lookSideways, NEAR, PROMISED } from '../../screen/tables/scroll.ts';
import { filterOf, type TableRow } from '../../screen/tables/table.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import { plain } from '../../screen/words/words.ts';
import { labels } from '../labels.ts';
import { phrases } from '../messages.ts';
import { type GridReading, listOf, type PlacedRow, type Row, readList, rowOf, rowSaying } from './list-rows.ts';
import { saying } from './saving.ts';
import { type ToolName, toolsOf } from './toolbar.ts';
import type { View } from './view.ts';

/** Milliseconds within which a page begins to open what was pressed, if it does. */
const OPENS = 2_000;

/** How many rows the pager promises for the page that is shown. */
function countOf({ pager }: GridReading): number {
  return pager === undefined || pager[2] === 0 ? 0 : pager[1] - pager[0] + 1;
}

const isLoading = (pagerText: string | undefined): boolean => /^loading/i.test(pagerText ?? '');

/** What a reading says, to compare it with another. */
const wordsOf = (reading: GridReading | undefined): string =>
  JSON.stringify(reading && [reading.rows, reading.pager, reading.pagerText]);

/** Keeps a filter's wildcards from meaning anything. */
function filterText(text: string): string {
  return text.replace(/[*%]/g, '');
}

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
    const isFull = ({ row }: PlacedRow) => row[key] !== '' && fits(row);
    const filled = ({ rows, pager, pagerText }: GridReading) =>
      rows.every(isFull) && (pager === undefined ? !isLoading(pagerText) : pager[2] > 0 || rows.length === 0);
    let seen: GridReading | undefined;
    let trouble: string | undefined;
    const empty = () =>
      Object.keys(this.columns)
        .filter((column) => seen!.rows.some(({ row }) => row[column] === ''))
        .map((column) => this.columns[column]![0]);
    const actual = () =>
      trouble !== undefined
        ? `an empty list beside ${trouble}`
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
        const again = wordsOf(first);
        const isAlike = async () => wordsOf(await this.reading()) === again;
        if (!(await this.view.staysTrue(isAlike))) return undefined;
        const all = await this.widened({ ...first, rows: await this.scrolled(first, isFull) });
        // Rows of one page must not pass for those of another.
        if ((await this.reading())?.pagerText !== first.pagerText) return undefined;
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
        seen = all;
        return all.rows.length >= countOf(all) ? all : undefined;
      },
      undefined,
      actual,
    );
  }

  /** A button of the list's toolbar: where it is in a window, those that this lies over belong to another list. */
  async #tool(name: ToolName): Promise<Locator | undefined> {
    return await this.view.look((screen) => {
      const [head] = Object.values(listOf(screen, this.columns)?.table.heads ?? {});
      const isOwn = (one: Thing) => head === undefined || one.window === head.window;
      return toolsOf(screen, name).find(isOwn);
    });
  }

  private async searchAgain(): Promise<undefined> {
    const search = await this.#tool('search');
    if (search !== undefined) await this.view.press(search, 'SEARCH');
  }

  /**
   * What the portal says of a list that it could not bring, in a window that was closed on the way, too; or what a check
   * did not let through, which may have been the list.
   */
  private async trouble(): Promise<string | undefined> {
    const said = (await saying(this.view, this.#asked)).find((text) => phrases.mean(text, 'not loaded'));
    if (said !== undefined) return `the words "${said}"`;
    const held = this.view.ctx.heldBack();
    return held && `a request that the check did not let through: POST ${held}`;
  }

  /**
   * The rows of the page that is shown, those too that a long list keeps out of the document until somebody scrolls to
   * them (PRODUCT.md A6).
   */
  private async scrolled(first: GridReading, isFull: (row: PlacedRow) => boolean): Promise<PlacedRow[]> {
    if (first.pager !== undefined && first.rows.length >= countOf(first)) return first.rows;
    return await this.#long(isFull).read();
  }

  #long(isFull: (row: PlacedRow) => boolean): LongTable<PlacedRow> {
    const rows = async () => {
      const now = await this.reading();
      if (now === undefined) return undefined;
      const unfilled = now.rows.filter((row) => !isFull(row));
      return { ...now, items: now.rows.filter(isFull), unfilled };
    };
    const isSame = (a: PlacedRow, b: PlacedRow) =>
      Math.abs(a.y - b.y) < NEAR / 4 && JSON.stringify(a.row) === JSON.stringify(b.row);
    return new LongTable(this.view, rows, isSame);
  }

  /** The same rows with the columns that are drawn only when somebody scrolls sideways to them. */
  private async widened(all: GridReading): Promise<GridReading> {
    const missing = new Set(Object.keys(this.columns).filter((key) => !all.columns.includes(key)));
    if (missing.size === 0 || all.rows.length === 0) return all;
    const rows = all.rows.map(({ y, row }) => ({ y, row: { ...row } }));
    const add = async () => {
      const now = await this.reading();
      const found = now?.columns.filter((key) => missing.delete(key)) ?? [];
      for (const { y, row } of found.length === 0 ? [] : await this.scrolled(now!, () => true)) {
        const same = rows.find((one) => Math.abs(one.y - y) < NEAR / 4);
        for (const key of found) if (same !== undefined) same.row[key] = row[key]!;
      }
      return missing.size > 0;
    };
    await lookSideways(this.view, async () => (await this.reading())?.sideways, add);
    return { ...all, rows };
  }

  /**
   * Waits until a list that was just opened has settled, and a moment for rows where the pager promises some, so that
   * its picture shows them.
   */
  async drawn(): Promise<void> {
    await this.view.settled();
    await this.view.becomesTrue(
      async () => {
        const reading = await this.reading();
        return reading === undefined || reading.rows.length > 0 || countOf(reading) === 0;
      },
      { reacts: PROMISED },
    );
  }

  /** Empties all filters and saved views (PRODUCT.md A6: a list may open with any). */
  async clear(): Promise<void> {
    const { view } = this;
    await view.settled();
    const clear = await this.#tool('clear');
    if (clear !== undefined) {
      this.#asked = performance.now();
      await view.press(clear, 'CLEAR');
    }
    await view.settled();
    const saved = await view.look((screen) => fieldOf(screen, labels.tools.view));
    const name = saved === undefined ? '' : await boxText(view, saved);
    if (saved === undefined || name === '' || /^\(.*\)$/.test(name)) return;
    await choose(view, saved, 'View', (await view.see()).said(labels.tools.noView)[0]);
    await view.settled();
  }

  /**
   * Whether something says, in place of the list, that it has no rows; that it could not be brought is told elsewhere.
   * The list is cleared before that.
   */
  async saysNothing(what: (screen: Screen) => Thing | undefined): Promise<boolean> {
    const isSaid = await this.view.staysTrue(async () => what(await this.view.see()) !== undefined);
    if (!isSaid || (await this.trouble()) !== undefined) return false;
    this.view.ctx.listRead({ list: this.view.name, rows: 0 });
    return true;
  }

  /** The filter box under the name of a column (PRODUCT.md A6), if there is one. */
  private async filterBox(key: string): Promise<Locator | undefined> {
    const names = this.columns[key]!;
    const filter = (screen: Screen) => {
      const table = listOf(screen, this.columns)?.table;
      const head = table?.heads[key];
      // Beside the head of a column stands the next one, which may look like a box.
      const isHead = ({ box }: Thing) => head !== undefined && sameLine(box, head.box);
      return (table && filterOf(table, key)) ?? fieldOf(screen, names).filter((box) => !isHead(box));
    };
    let box: Locator | undefined;
    const isThere = async () => (box = await this.view.look(filter)) !== undefined;
    await this.view.becomesTrue(isThere, { reacts: PROMISED });
    return box;
  }

  /** Filters one column and reads what is left, all pages; a list without a filter there is read as a whole. */
  async search(key: string, text: string): Promise<Row[]> {
    const wanted = filterText(text).trim();
    const fits = (row: Row) => row[key]!.toLowerCase().includes(wanted.toLowerCase());
    const box = await this.filterBox(key);
    if (box === undefined) {
      const pages = await this.#pages(key);
      await this.#turnBack(key, pages, ({ row }) => plain(row[key]!) === plain(text));
      return pages.flatMap(({ rows }) => rows.map(({ row }) => row)).filter(fits);
    }
    await typeInto(this.view, box, `filter of ${this.columns[key]![0]}`, wanted);
    this.#asked = performance.now();
    await box.press('Enter');
    return await this.all(key, fits);
  }

  /** Reads the whole list, turning its pages. */
  async all(key: string, fits?: (row: Row) => boolean): Promise<Row[]> {
    return (await this.#pages(key, fits)).flatMap(({ rows }) => rows.map(({ row }) => row));
  }

  async #pages(key: string, fits?: (row: Row) => boolean): Promise<GridReading[]> {
    let first = await this.rows(key, fits);
    if (await this.#grows()) first = await this.rows(key, fits);
    // Somebody else may have left it on another page: a list that is shown already is not loaded anew.
    while (!first.first) first = await this.#turn(key, first, 'previous', fits);
    const pages = [first];
    for (let page = first; page.more && !page.adds; pages.push(page)) page = await this.#turn(key, page, 'next', fits);
    const read = pages.reduce((sum, { rows }) => sum + rows.length, 0);
    const last = pages.at(-1)!;
    this.view.ctx.listRead({ list: this.view.name, rows: read, stated: last.pager?.[2] });
    // A part of a list must not pass for the whole of it: what is not in it would be made once more.
    if (fits === undefined && last.pager === undefined && read < (last.total ?? 0))
      throw await this.view.problem('the whole list', {
        actual: `${read} of its ${last.total} rows, and no next page`,
      });
    return pages;
  }

  /** Loads all rows that a list adds below those that it shows. @returns whether it did */
  async #grows(): Promise<boolean> {
    let grown = false;
    const more = async () => {
      const now = await this.reading();
      return now?.adds === true && now.more ? now : undefined;
    };
    for (let before = await more(); before !== undefined; before = await more()) {
      const { rows, total } = before;
      // Where it says how many there are, they are waited for.
      const comes = async (check: () => Promise<boolean>): Promise<boolean> =>
        total === undefined ? await this.view.becomesTrue(check) : await this.view.wait('the whole list', check);
      const next = await this.view.look((screen) => listOf(screen, this.columns)?.pager?.next);
      if (next === undefined) await this.#long(() => true).scrollTo(Infinity);
      else await this.view.press(next, 'more rows');
      if (!(await comes(async () => ((await this.reading())?.rows.length ?? 0) > rows.length))) break;
      grown = true;
      // What adds rows is grey, or has no words, for as long as they are under way.
      const isWhole = ({ rows, adds }: GridReading) => (total === undefined ? adds === false : rows.length >= total);
      await comes(async () => {
        const now = await this.reading();
        return now !== undefined && ((now.adds === true && now.more) || isWhole(now));
      });
    }
    return grown;
  }

  /** Turns one page on or back. */
  async #turn(key: string, before: GridReading, way: 'next' | 'previous', fits?: (row: Row) => boolean) {
    const turn = await this.view.find('the pager', (screen) => listOf(screen, this.columns)?.pager?.[way]);
    await this.view.press(turn, `the ${way} page`);
    return await this.view.wait(`the ${way} page of the list`, async () => {
      const now = await this.rows(key, fits);
      return (now.pager === undefined ? wordsOf(now) !== wordsOf(before) : now.pager[0] !== before.pager?.[0])
        ? now
        : undefined;
    });
  }

  /** Turns back to the page with a row, so that it can be seen and opened. */
  async #turnBack(key: string, pages: readonly GridReading[], has: (row: PlacedRow) => boolean): Promise<void> {
    const at = pages.findIndex(({ rows }) => rows.some(has));
    let page = pages.at(-1)!;
    for (let left = at === -1 ? 0 : pages.length - 1 - at; left > 0; left -= 1)
      page = await this.#turn(key, page, 'previous');
  }

  /** What the first row that is shown says in a column, once the list is complete; undefined where it has no rows. */
  async first(key: string): Promise<string | undefined> {
    await this.clear();
    return (await this.rows(key)).rows.map(({ row }) => row[key]!).find((text) => text !== '');
  }

  /** Whether the list is shown, has loaded, and has no row with this text. */
  async lacks(key: string, text: string): Promise<boolean> {
    const reading = await this.reading();
    return reading !== undefined && !isLoading(reading.pagerText) && reading.rows.every(({ row }) => row[key] !== text);
  }

  /** The cell that says just this, if the page that is shown has one. */
  async shown(text: string): Promise<Locator | undefined> {
    return await rowOf(this.view, this.columns, text);
  }

  /** What opens the row whose column holds just this text. The row must be on the page that is shown. */
  async link(text: string): Promise<Locator> {
    return await this.view.wait(`the row "${text}" in the list`, async () => await this.shown(text));
  }

  /**
   * Opens the row that says just this: by one press or, where that only chooses it, by two.
   * @param what it opens, for the message
   * @param opens whether that is shown
   */
  async open(text: string, what: string, opens: () => Promise<boolean>): Promise<void> {
    const at = await this.link(text);
    await this.view.press(at, text);
    const isOnlyChosen = async () =>
      !(await this.view.becomesTrue(opens, { reacts: OPENS })) && (await this.shown(text)) !== undefined;
    if (await isOnlyChosen()) await this.view.press(at, text, 2);
    await this.view.wait(what, opens);
  }

  /** The row of the page that is shown which says just this. */
  rowIn(screen: Screen, text: string): TableRow | undefined {
    return rowSaying(screen, this.columns, text);
  }
}
