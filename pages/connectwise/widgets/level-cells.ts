import type { Locator } from 'playwright';
import { inPage, selectorOf } from '../../sight/engines.ts';
import type { Eyes } from '../../sight/eyes.ts';
import { firstInFrames, reading } from '../../sight/read.ts';
import { labels } from '../labels.ts';
import type { View } from './view.ts';

export const COLUMNS = ['add', 'edit', 'delete', 'inquire'] as const;
export type Column = (typeof COLUMNS)[number];

/** One function row of the table as it stands on the screen. */
export interface LevelRow {
  module: string;
  row: string;
  levels: Partial<Record<Column, string>>;
  /** Whether a (customize) link stands beside its name. */
  customize: boolean;
  /** Pixels from the top of what the table scrolls. */
  y: number;
}

interface Names {
  columns: Record<string, readonly string[]>;
  modules: readonly string[];
  levels: readonly string[];
  customize: readonly string[];
}

const NAMES: Names = {
  columns: labels.role.columns,
  modules: labels.role.modules,
  levels: labels.role.levels,
  customize: labels.role.customize,
};

/**
 * The module table by where things stand: a cell belongs to the column heading above it, a row to the module name above
 * it (PRODUCT.md C3).
 * Cells may be boxes or texts that become boxes. Runs in the page.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one function that runs in the page
function levelTable(see: Eyes, names: Names) {
  const main = see.place;
  const named = see
    .words(document, Object.values(names.columns).flat())
    .map((element) => ({ element, text: see.plain(see.read(element)), at: main(element) }));
  const headings = Object.entries(names.columns).flatMap(([column, words]) => {
    // The full name first; its short form also stands elsewhere.
    const found =
      words.map((word) => named.filter(({ text }) => text === see.plain(word))).find((list) => list.length > 0) ?? [];
    return found.map(({ element, at }) => ({ column, element, at }));
  });
  // The four headings stand on one line.
  const lines = headings.filter(
    ({ column, at }) =>
      column === 'inquire' &&
      headings.filter((other) => Math.abs(see.middle(other.at) - see.middle(at)) < 12).length >= 4,
  );
  const line = lines[0];
  if (line === undefined) return undefined;
  const columns = headings
    .filter(({ at }) => Math.abs(see.middle(at) - see.middle(line.at)) < 12)
    .sort((a, b) => a.at.left - b.at.left);
  const first = columns[0]!.at.left;
  const columnOf = (rect: DOMRect) => {
    const near = columns
      .map(({ column, at }) => ({ column, far: Math.abs((at.left + at.right) / 2 - (rect.left + rect.right) / 2) }))
      .sort((a, b) => a.far - b.far)[0]!;
    return near.far < 90 ? near.column : undefined;
  };
  const levels = new Set(names.levels.map(see.plain));
  const texts = see.texts(document);
  const boxes = see.boxes(document);
  const known = new Set(names.modules.map(see.plain));
  // The rail on the left repeats the modules' names: the table is the smallest part of the page that holds the headings
  // and a level below them, or else some of the names.
  let table: Element = line.element;
  const below = texts
    .concat(boxes)
    .filter(
      (thing) =>
        levels.has(see.plain(see.read(thing))) &&
        see.middle(main(thing)) > see.middle(line.at) + 8 &&
        columnOf(main(thing)) !== undefined,
    );
  const moduleNames = texts.filter((text) => known.has(see.plain(see.read(text))));
  // Each module may have headings of its own.
  const aligned = lines.filter(({ at }) => Math.abs(at.left - line.at.left) < 12);
  const holds = (part: Element) =>
    aligned.every(({ element }) => part.contains(element)) &&
    (below.length > 0
      ? below.some((level) => part.contains(level))
      : moduleNames.filter((text) => part.contains(text)).length > 1);
  while (table.parentElement !== null && !holds(table)) table = table.parentElement;
  const cells = [
    ...boxes.filter((box) => table.contains(box)),
    ...texts.filter(
      (text) => table.contains(text) && !text.matches(see.BOXES) && levels.has(see.plain(text.textContent)),
    ),
  ]
    .map((element) => ({ element, at: main(element) }))
    .filter(
      ({ element, at }) =>
        levels.has(see.plain(see.read(element))) ||
        (boxes.includes(element) && at.left > first - 40 && see.middle(at) > see.middle(line.at) + 8),
    )
    .map((cell) => ({ ...cell, column: columnOf(cell.at) }))
    .filter(({ column }) => column !== undefined);
  const left = texts
    .filter(
      (text) =>
        table.contains(text) &&
        main(text).left < first - 20 &&
        main(text).right < first + 10 &&
        !text.matches(see.BOXES),
    )
    .map((element) => ({ element, at: main(element), text: see.read(element) }));
  const customize = new Set(names.customize.map(see.plain));
  const lineOf = (y: number) => cells.filter((cell) => y > cell.at.top - 2 && y < cell.at.bottom + 2);

  const modules: { name: string; y: number; element: Element }[] = [];
  const found: { y: number; name: string; customize: Element | undefined; cells: typeof cells }[] = [];
  for (const { element, at, text } of left) {
    const row = lineOf(see.middle(at));
    const beside =
      row.length === 0
        ? []
        : left
            .filter((other) => Math.abs(see.middle(other.at) - see.middle(at)) < 8)
            .sort((a, b) => a.at.left - b.at.left);
    if (row.length === 0) {
      if (known.has(see.plain(text))) modules.push({ name: text, y: see.middle(at), element });
    } else if (beside[0]?.element === element) {
      const link = beside.find((other) => customize.has(see.plain(other.text)));
      const name = text
        .replace(/\s*\(?\s*(customize|customise)\s*\)?\s*$/i, '')
        .replace(/\s*\($/, '')
        .trim();
      if (name !== '')
        found.push({
          y: see.middle(at),
          name,
          customize: link?.element ?? element.querySelector('a') ?? undefined,
          cells: row,
        });
    }
  }
  // What scrolls the rows: the heading line may stand still above it.
  const inside =
    [...modules.map(({ element }) => element), ...found.flatMap((row) => row.cells.map(({ element }) => element))][0] ??
    line.element;
  const whole = document.scrollingElement ?? document.documentElement;
  const scrolls = (element: Element) =>
    ['auto', 'scroll'].includes(getComputedStyle(element).overflowY) && element.clientHeight > 60;
  let scroller: Element = inside;
  while (scroller.parentElement !== null && !scrolls(scroller)) scroller = scroller.parentElement;
  if (scroller.contains(document.body)) scroller = whole;
  const origin = scroller === whole ? main(whole).top : main(scroller).top - scroller.scrollTop;
  const placed = <T extends { y: number }>(things: T[]) =>
    things.map((thing) => ({ ...thing, y: Math.round(thing.y - origin) })).sort((a, b) => a.y - b.y);
  return { table, scroller, modules: placed(modules), rows: placed(found) };
}

/** Plain data of the rows that are there now. Runs in the page. */
const levels = reading<Names, LevelsSeen>(
  'levels',
  `(see, names) => {
  const found = (${levelTable.toString()})(see, names);
  if (found === undefined) return undefined;
  const { scroller, modules, rows } = found;
  return {
    scroll: { top: scroller.scrollTop, room: scroller.clientHeight, height: scroller.scrollHeight },
    modules: modules.map(({ name, y }) => ({ name, y })),
    rows: rows.map(({ name, y, customize, cells }) => ({
      row: name,
      y,
      customize: customize !== undefined,
      levels: Object.fromEntries(cells.map((cell) => [cell.column, see.read(cell.element)])),
    })),
  };
}`,
);

/** What the document holds of the table at one moment. */
export interface LevelsSeen {
  /** How far it is scrolled, how much of it can be seen, and how high it is: pixels. */
  scroll: { top: number; room: number; height: number };
  modules: { name: string; y: number }[];
  rows: Omit<LevelRow, 'module'>[];
}

/** What stands in the document now; collapsed modules have no rows in it. */
export async function seeLevels(view: View): Promise<LevelsSeen | undefined> {
  const found = await levels.all(view.ctx.page, NAMES);
  return found.map(({ read }) => read).find((seen) => seen.rows.length + seen.modules.length > 0);
}

type Spot =
  | { scroller: true }
  | { module: string; y: number; chevron?: true }
  | { row: string; y: number; column: Column }
  | { row: string; y: number; customize: true };

/** The part that finds one place of the table. Runs in the page. */
inPage(
  'finder',
  'level',
  `(see, { names, spot }) => {
  const found = (${levelTable.toString()})(see, names);
  if (found === undefined) return [];
  const { table, scroller, modules, rows } = found;
  if (spot.scroller) return [scroller];
  // Rows of one name stand in several modules: where it stands tells.
  const is = (thing, name) => see.plain(thing.name) === see.plain(name) && Math.abs(thing.y - spot.y) < spot.near;
  if (spot.row !== undefined) {
    const row = rows.find((row) => is(row, spot.row));
    if (row === undefined) return [];
    if (spot.customize) return row.customize === undefined ? [] : [row.customize];
    // Where a text has become a box, both may be there: the box takes the keys.
    return row.cells
      .filter((cell) => cell.column === spot.column)
      .map((cell) => cell.element)
      .sort((a, b) => Number(b.matches(see.BOXES)) - Number(a.matches(see.BOXES)));
  }
  const heading = modules.find((module) => is(module, spot.module));
  if (heading === undefined) return [];
  if (!spot.chevron) return [heading.element];
  const from = heading.element.getBoundingClientRect();
  // The smallest thing on the heading's line, before its words.
  return [...table.querySelectorAll('*')].map((element) => ({ element, at: element.getBoundingClientRect() }))
    .filter(
      ({ element, at }) =>
        at.width <= 40 &&
        at.right <= from.left + 6 &&
        Math.abs(see.middle(at) - see.middle(from)) < 10 &&
        see.shown(element)
    )
    .sort((a, b) => b.at.right - a.at.right || a.at.width - b.at.width).map(({ element }) => element);
}`,
);

/**
 * How far, in pixels, a row may have moved and still be the same: rows that are not drawn are counted with a guessed
 * height.
 */
export const NEAR = 40;

/** Where a module's heading, a row's level or its (customize) link stands, or what scrolls them. */
export async function levelSpot(view: View, spot: Spot): Promise<Locator | undefined> {
  return await firstInFrames(view.ctx.page, selectorOf('level', { names: NAMES, spot: { ...spot, near: NEAR } }));
}
