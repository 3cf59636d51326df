import type { Locator } from 'playwright';
import { cardsIn, entriesSaying, namesIn, plainCards } from '../../screen/tables/headless.ts';
import type { Columns } from '../../screen/tables/heads.ts';
import { nothingUnder } from '../../screen/tables/none.ts';
import { type Pager, pagerOf, totalOf } from '../../screen/tables/pager.ts';
import { headRoomOf, originOf, type Placed, sidewaysOf } from '../../screen/tables/scroll.ts';
import { type Table, type TableRow, tableOf } from '../../screen/tables/table.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import { plain } from '../../screen/words/words.ts';
import { tabOf } from './tab-strip.ts';
import type { View } from './view.ts';

/** A row's texts by the wanted columns' keys. A cell with a tick only reads `✓`. */
export type Row = Record<string, string>;

/** What a cell says that is ticked, or says yes in words. */
export const isYes = (text: string): boolean => !['', 'false', 'no'].includes(text.toLowerCase());

export interface PlacedRow extends Placed {
  row: Row;
}

export interface GridReading {
  /** The columns that were found. */
  columns: string[];
  rows: PlacedRow[];
  /** `1 - 25 of 60`: first, last, all. Undefined while it says that it is loading, or where there is none. */
  pager: [number, number, number] | undefined;
  pagerText: string | undefined;
  /** How many rows the list says that it has, all pages together, where its pager does not. */
  total: number | undefined;
  /** Whether there is no page before this one that could be turned to, and whether there is one after it. */
  first: boolean;
  more: boolean;
  /** Whether that is added to the rows of this page. */
  adds: boolean;
  /** What scrolls its rows, and what scrolls its columns. */
  scroller: Thing | undefined;
  /** Pixels that the heads take of the top of what scrolls its rows. */
  headRoom: number;
  sideways: Thing | undefined;
}

const KNOWN = { head: ['listHead'], row: ['listRow'] };

/** How lists are read that may be without headings. */
const headless = new WeakMap<Columns, (screen: Screen, columns: Columns) => Table | undefined>();

/** The columns of a list that may be without headings: then the first one is what its entries begin with. */
export function orNamesAlone<T extends Columns>(columns: T): T {
  headless.set(columns, namesIn);
  return columns;
}

/** The same, where each entry says, after that, what is known by how it looks. */
export function orSaying<T extends Columns>(columns: T, isValue: RegExp): T {
  headless.set(columns, (screen) => entriesSaying(screen, columns, isValue));
  return columns;
}

/**
 * The same, where cards say no more than values: the first column is the one line of theirs that is like a key, on a
 * page where only one is.
 */
export function orPlainCards<T extends Columns>(columns: T, isKey: RegExp): T {
  let known: number | undefined;
  headless.set(columns, (screen) => {
    const cards = plainCards(screen, columns, isKey);
    if (cards === undefined) return undefined;
    if (cards.lines.length === 1) [known] = cards.lines;
    return known !== undefined && cards.lines.includes(known) ? cards.by(known) : undefined;
  });
  return columns;
}

/** Whether a table was scrolled sideways: its first columns may be out of sight. */
const isAside = ({ heads, rows }: Table): boolean =>
  (sidewaysOf(Object.values(heads)[0], rows[0])?.listed.sideways?.[0] ?? 0) > 0;

/** The list that is shown, and what tells its pages (PRODUCT.md A6). */
export function listOf(screen: Screen, columns: Columns): { table: Table; pager: Pager | undefined } | undefined {
  const headed = tableOf(screen, columns, KNOWN);
  const isWhole = headed !== undefined && (Object.keys(columns)[0]! in headed.heads || isAside(headed));
  const bare = () => cardsIn(screen, columns) ?? headless.get(columns)?.(screen, columns);
  const table = (isWhole ? undefined : bare()) ?? headed;
  return table && { table, pager: pagerOf(screen, table.whole) };
}

/** What says that the list of this tab has no rows, where one without any is not drawn. */
export function nothingIn(screen: Screen, columns: Columns, tab: readonly string[]): Thing | undefined {
  const at = tabOf(screen, tab);
  return at && listOf(screen, columns) === undefined ? nothingUnder(at) : undefined;
}

/** The head of one column of the list; a label in a record's form is none. */
export const headOf = (screen: Screen, names: readonly string[]): Thing | undefined => {
  const head = tableOf(screen, { head: names }, KNOWN)?.heads['head'];
  return head?.closest((part) => part.hooked('formRow')) === undefined ? head : undefined;
};

/** The list that is shown, if there is one with any of these columns. */
export async function readList(view: View, columns: Columns): Promise<GridReading | undefined> {
  const found = listOf(await view.see(), columns);
  if (found === undefined) return undefined;
  const { table, pager } = found;
  const heads = Object.values(table.heads);
  const origin = originOf(table.scroller);
  const isEmpty = pager?.rows?.[2] === 0;
  return {
    columns: Object.keys(heads.length === 0 ? columns : table.heads),
    rows: (isEmpty ? [] : table.rows).map(({ cells, box }) => ({
      y: Math.round(box.middle - origin),
      height: Math.round(box.height),
      row: Object.fromEntries(Object.entries(cells).map(([key, { text }]) => [key, text])),
    })),
    pager: pager?.rows,
    pagerText: pager?.text || undefined,
    total: pager?.total ?? totalOf(table.whole),
    first: pager === undefined || pager.first || pager.previous === undefined,
    more: pager?.more ?? false,
    adds: pager?.adds ?? false,
    scroller: table.scroller,
    headRoom: headRoomOf(table.scroller, heads),
    sideways: sidewaysOf(heads[0], table.rows[0]),
  };
}

/** What takes the press in a cell: a link or button, or else its words. */
function openerIn({ cells, opener }: TableRow, text: string): Thing | undefined {
  const found = Object.values(cells)
    .filter((cell) => plain(cell.text) === plain(text))
    .flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'text').slice(0, 1));
  const linkOf = (thing: Thing) =>
    thing.closest((part) => part.is('link', 'button') || part.listed.tag === 'a' || part.listed.tag === 'button');
  const isOwn = (link: Thing | undefined) => link !== undefined && plain(link.said()) === plain(text);
  const linked = found.map(linkOf).find(isOwn);
  return linked ?? (found.length > 0 ? (opener ?? found[0]) : undefined);
}

/** The row one of whose cells says this. */
export const rowSaying = (screen: Screen, columns: Columns, text: string): TableRow | undefined =>
  listOf(screen, columns)?.table.rows.find((row) => openerIn(row, text) !== undefined);

/** What opens the row that says this. */
export const rowOf = async (view: View, columns: Columns, text: string): Promise<Locator | undefined> =>
  await view.look((screen) => listOf(screen, columns)?.table.rows.flatMap((row) => openerIn(row, text) ?? []));
