import type { Locator } from 'playwright';
import { inPage, selectorOf } from '../../sight/engines.ts';
import type { Eyes } from '../../sight/eyes.ts';
import { firstInFrames, reading } from '../../sight/read.ts';
import type { View } from './view.ts';

/** A row's texts by the wanted columns' keys. A cell with a tick only reads `✓`. */
export type Row = Record<string, string>;

export interface GridReading {
  /** How many of the columns were found. */
  columns: number;
  rows: Row[];
  /** `1 - 25 of 60`: first, last, all. Undefined while it says that it is loading, or where there is none. */
  pager: [number, number, number] | undefined;
  pagerText: string | undefined;
}

/** Columns by a key of the caller's: the labels that a column may have. */
export type Columns = Record<string, readonly string[]>;

/** A row as it stands on the screen: for each column of the caller's its cell, or what was found in its place. */
interface SeenRow {
  /** Of the known makes of rows. */
  whole: Element | undefined;
  cells: Record<string, { text: string; at: Element | undefined }>;
}

/**
 * The shown list. Header cells and body cells are matched by where they stand: counting goes wrong (PRODUCT.md A6).
 * Where neither head nor rows are of
 * a known make, the columns' names that stand on one line are the head, and what stands below them are the rows. Runs
 * in the page.
 */
function seeList(see: Eyes, columns: Record<string, readonly string[]>) {
  const ELSEWHERE = 'nav, footer, aside, [role=navigation], [role=menu], [role=contentinfo]';
  const names = Object.entries(columns);
  const labelsIn = (root: ParentNode, words: readonly string[]) =>
    see.words(root, [...words]).filter((label) => !label.matches(see.BOXES) && label.closest(ELSEWHERE) === null);
  const strips = see
    .every(document, '.cw-ml-header, .mm_grid thead, [role=row]:has([role=columnheader])')
    .filter(see.shown);
  // The innermost record's list stands lowest.
  let head = names.flatMap(([key, words]) =>
    strips
      .flatMap((strip) => labelsIn(strip, words))
      .slice(-1)
      .map((label) => ({ key, label, at: see.place(label) })),
  );
  if (head.length === 0) {
    const all = names.flatMap(([key, words]) =>
      labelsIn(document, words).map((label) => ({ key, label, at: see.place(label) })),
    );
    const lineOf = (y: number) => all.filter(({ at }) => Math.abs(see.middle(at) - y) < 10);
    const keys = (line: typeof all) => new Set(line.map(({ key }) => key)).size;
    const [best] = all
      .map(({ at }) => lineOf(see.middle(at)))
      .sort((one, other) => keys(other) - keys(one) || see.middle(other[0]!.at) - see.middle(one[0]!.at));
    head = best ?? [];
  }
  if (head.length === 0) return undefined;
  const headed = new Set(head.map(({ key }) => key)).size;
  const pager = see
    .matching(document, '^(\\d[\\d,.]*\\s*[-\u2013]\\s*\\d[\\d,.]*\\s+of\\s+\\d[\\d,.]*|loading.*)$')
    .at(-1);

  const isTick = (element: Element) =>
    element.matches('svg, img, [class*=check]:not([class*=uncheck])') && see.shown(element);
  const cellText = (cell: Element | undefined): string => {
    if (cell === undefined) return '';
    const inner = see.texts(cell)[0];
    const text =
      (inner === undefined ? '' : see.read(inner)) || (cell.querySelector('[title]')?.getAttribute('title') ?? '');
    return text !== '' || ![...cell.querySelectorAll('*')].some(isTick) ? text : '\u2713';
  };
  const known = see
    .every(document, 'tr.cw-ml-row, .mm_grid [role=row]:not(:has([role=columnheader]))')
    .filter(see.shown);
  if (known.length > 0) {
    const rows = known.map((whole): SeenRow => {
      const cells = [...whole.querySelectorAll('td, [role=gridcell]')].filter(see.shown);
      const at = (key: string) => {
        const label = head.find((one) => one.key === key)?.at;
        const edge = label && label.left + Math.min(12, label.width / 2);
        return edge === undefined
          ? undefined
          : cells.find((cell) => see.place(cell).left <= edge && see.place(cell).right > edge);
      };
      return {
        whole,
        cells: Object.fromEntries(names.map(([key]) => [key, { text: cellText(at(key)), at: at(key) }])),
      };
    });
    return { columns: headed, rows, pager };
  }

  // By place: all names of the head's line part the columns, and the list is the smallest part of the page that holds
  // them and something below them.
  const [first] = head as [(typeof head)[number], ...typeof head];
  const texts = see.texts(document);
  const line = texts
    .map((element) => ({ element, at: see.place(element) }))
    .filter(({ at }) => Math.abs(see.middle(at) - see.middle(first.at)) < 10)
    .sort((one, other) => one.at.left - other.at.left);
  const wanted = line.map(({ at }, n) => ({
    left: at.left - 6,
    right: line[n + 1] === undefined ? Infinity : line[n + 1]!.at.left - 6,
    at,
    key: head.find((one) => Math.abs(one.at.left - at.left) < 2)?.key,
  }));
  /** What can be seen of it: a long text goes on behind the end of its cell. */
  const visible = (element: Element): DOMRect => {
    let { left, right, top, bottom } = see.place(element);
    for (
      let parent = element.parentElement, up = 0;
      parent !== null && up < 6;
      parent = parent.parentElement, up += 1
    ) {
      if (getComputedStyle(parent).overflowX !== 'visible')
        [left, right] = [Math.max(left, see.place(parent).left), Math.min(right, see.place(parent).right)];
    }
    return new DOMRect(left, top, right - left, bottom - top);
  };
  const columnOf = (at: DOMRect) => {
    const over = wanted
      .map((column) => ({ column, much: see.across(at, column.at) }))
      .filter(({ much }) => much > 0)
      .sort((one, other) => other.much - one.much)[0];
    return over?.column ?? wanted.find(({ left, right }) => at.left >= left && at.left < right);
  };
  const filters = see
    .boxes(document)
    .map(see.place)
    .filter(
      (at) =>
        at.top > first.at.top - 4 &&
        at.top < first.at.bottom + 60 &&
        wanted.some((column) => see.across(at, column.at) > 0),
    );
  const from = Math.max(first.at.bottom, ...filters.map(({ bottom }) => bottom)) - 2;
  const below = texts
    .filter(
      (text) =>
        see.place(text).top >= from &&
        text !== pager &&
        !pager?.contains(text) &&
        !text.matches(see.BOXES) &&
        text.closest(ELSEWHERE) === null,
    )
    .map((element) => ({ element, at: visible(element) }))
    .filter(({ at }) => columnOf(at) !== undefined)
    .sort((one, other) => see.middle(one.at) - see.middle(other.at));
  const none = pager !== undefined && /\bof 0$/.test(see.read(pager));
  if (none || below[0] === undefined || below[0].at.top > from + 150) return { columns: headed, rows: [], pager };
  // Parts may be in shadow roots.
  const outer = (element: Element): Element | null =>
    element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;
  const within = (whole: Element, part: Element | null): boolean =>
    part !== null && (part === whole || within(whole, outer(part)));
  let list: Element = first.label;
  for (let next: Element | null = list; next !== null && !within(list, below[0].element); next = outer(next))
    list = next;
  const lines: (typeof below)[] = [];
  for (const cell of below.filter(({ element }) => within(list, element))) {
    const last = lines.at(-1);
    if (last !== undefined && Math.abs(see.middle(last[0]!.at) - see.middle(cell.at)) < 9) last.push(cell);
    else lines.push([cell]);
  }
  // An empty list says so in one text.
  const empty =
    lines.length === 1 &&
    lines[0]!.length === 1 &&
    /^(there (is|are) no|no\b|nothing)/i.test(see.read(lines[0]![0]!.element));
  const ticks = see
    .every(list, '*')
    .filter(isTick)
    .map((element) => ({ element, at: see.place(element) }));
  const rows = (empty ? [] : lines).map(
    (cells): SeenRow => ({
      whole: undefined,
      cells: Object.fromEntries(
        names.map(([key]) => {
          const of = ({ at }: { at: DOMRect }) => columnOf(at)?.key === key;
          const cell = cells.find(of);
          const tick =
            cell === undefined &&
            ticks.some((one) => Math.abs(see.middle(one.at) - see.middle(cells[0]!.at)) < 9 && of(one));
          return [
            key,
            { text: cell === undefined ? (tick ? '\u2713' : '') : see.read(cell.element), at: cell?.element },
          ];
        }),
      ),
    }),
  );
  return { columns: headed, rows, pager };
}

/** Its texts. Runs in the page. */
const list = reading<Columns, GridReading>(
  'list',
  `(see, columns) => {
  const found = (${seeList.toString()})(see, columns);
  if (found === undefined) return undefined;
  const text = found.pager && see.read(found.pager);
  const words = text ?? '';
  const numbers = /loading/i.test(words) ? [] : words.replace(/(\\d)[,.](?=\\d)/g, '$1').match(/\\d+/g) ?? [];
  return {
    columns: found.columns,
    rows: found.rows.map(({ cells }) =>
      Object.fromEntries(Object.entries(cells).map(([key, { text }]) => [key, text]))),
    pager: numbers.length === 3 ? numbers.map(Number) : undefined, pagerText: text,
  };
}`,
);

/**
 * What opens the row that says a text: a link, or else the cell; or the last row, where no text is given. Runs in the
 * page.
 */
inPage(
  'finder',
  'list-row',
  `(see, { columns, text }) => {
  const rows = (${seeList.toString()})(see, columns)?.rows ?? [];
  const part = ({ whole, cells }) => whole ?? Object.values(cells).find(({ at }) => at !== undefined)?.at;
  if (text === undefined) return rows.slice(-1).map(part).filter((at) => at !== undefined);
  const says = (element) => see.plain(see.read(element)) === see.plain(text);
  return rows.flatMap(({ whole, cells }) => {
    const parts = whole === undefined
      ? Object.values(cells).flatMap(({ at }) => (at === undefined ? [] : [at.closest('a, button') ?? at]))
      : see.words(whole, [text]);
    const links = whole === undefined
      ? []
      : [...whole.querySelectorAll('a')].filter((link) => see.shown(link) && says(link));
    return [...links, ...parts.filter(says)].slice(0, 1);
  });
}`,
);

/** The list that is shown, if there is one with any of these columns. */
export async function readList(view: View, columns: Columns): Promise<GridReading | undefined> {
  return (await list.all(view.ctx.page, columns))[0]?.read;
}

/** What opens the row that says this; of the last row, without a text. */
export async function rowOf(view: View, columns: Columns, text?: string): Promise<Locator | undefined> {
  return await firstInFrames(view.ctx.page, selectorOf('list-row', { columns, text }));
}
