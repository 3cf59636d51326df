import { selectors, type Locator } from 'playwright';
import { eyes, type Eyes } from '../../sight/eyes.ts';
import { readAll } from '../../sight/read.ts';
import { labels } from '../labels.ts';
import type { View } from './view.ts';

export const COLUMNS = ['add', 'edit', 'delete', 'inquire'] as const;
export type Column = (typeof COLUMNS)[number];

/** One function row of the table as it stands on the screen. */
export interface LevelRow {
  module: string;
  row: string;
  levels: Partial<Record<Column, string>>;
  customize: boolean;
}

interface Names {
  columns: Record<string, readonly string[]>;
  modules: readonly string[];
  levels: readonly string[];
  customize: readonly string[];
}

const NAMES: Names = { columns: labels.role.columns, modules: labels.role.modules, levels: labels.role.levels, customize: labels.role.customize };

/**
 * The module table by where things stand: a cell belongs to the column heading above it, a row to the module name above it (connectwise.md C3).
 * Cells may be boxes or texts that become boxes. Runs in the page.
 */
function levelTable(see: Eyes, names: Names) {
  const main = (element: Element) => element.getBoundingClientRect();
  const named = see.words(document, Object.values(names.columns).flat()).map((element) => ({ element, text: see.plain(see.read(element)), at: main(element) }));
  const headings = Object.entries(names.columns).flatMap(([column, words]) => {
    // The full name first; its short form also stands elsewhere.
    const found = words.map((word) => named.filter(({ text }) => text === see.plain(word))).find((list) => list.length > 0) ?? [];
    return found.map(({ element, at }) => ({ column, element, at }));
  });
  // The four headings stand on one line.
  const line = headings.find(({ column, at }) => column === 'inquire' && headings.filter((other) => Math.abs(see.middle(other.at) - see.middle(at)) < 12).length >= 4);
  if (line === undefined) return { table: document.body, modules: [], rows: [] };
  const columns = headings.filter(({ at }) => Math.abs(see.middle(at) - see.middle(line.at)) < 12).sort((a, b) => a.at.left - b.at.left);
  const first = columns[0]!.at.left;
  const columnOf = (rect: DOMRect) => {
    const near = columns.map(({ column, at }) => ({ column, far: Math.abs((at.left + at.right) / 2 - (rect.left + rect.right) / 2) })).sort((a, b) => a.far - b.far)[0]!;
    return near.far < 90 ? near.column : undefined;
  };
  const levels = new Set(names.levels.map(see.plain));
  const texts = see.texts(document);
  const boxes = see.boxes(document);
  const known = new Set(names.modules.map(see.plain));
  // The rail on the left repeats the modules' names: the table is the smallest part of the page that holds the headings and some of the names.
  let table: Element = line.element;
  const moduleNames = texts.filter((text) => known.has(see.plain(see.read(text))));
  const holds = (part: Element) => moduleNames.filter((text) => part.contains(text)).length > 1;
  while (table.parentElement !== null && !holds(table)) table = table.parentElement;
  const cells = [...boxes.filter((box) => table.contains(box)), ...texts.filter((text) => table.contains(text) && !text.matches(see.BOXES) && levels.has(see.plain(text.textContent)))]
    .map((element) => ({ element, at: main(element) }))
    .filter(({ element, at }) => levels.has(see.plain(see.read(element))) || (boxes.includes(element) && at.left > first - 40 && see.middle(at) > see.middle(line.at) + 8))
    .map((cell) => ({ ...cell, column: columnOf(cell.at) }))
    .filter(({ column }) => column !== undefined);
  const left = texts.filter((text) => table.contains(text) && main(text).left < first - 20 && main(text).right < first + 10 && !text.matches(see.BOXES)).map((element) => ({ element, at: main(element), text: see.read(element) }));
  const customize = new Set(names.customize.map(see.plain));
  const lineOf = (y: number) => cells.filter((cell) => y > cell.at.top - 2 && y < cell.at.bottom + 2);

  const modules: { name: string; y: number; element: Element }[] = [];
  const found: { y: number; name: string; customize: Element | undefined; cells: typeof cells }[] = [];
  for (const { element, at, text } of left) {
    const row = lineOf(see.middle(at));
    const beside = row.length === 0 ? [] : left.filter((other) => Math.abs(see.middle(other.at) - see.middle(at)) < 8).sort((a, b) => a.at.left - b.at.left);
    if (row.length === 0) {
      if (known.has(see.plain(text))) modules.push({ name: text, y: see.middle(at), element });
    } else if (beside[0]?.element === element) {
      const link = beside.find((other) => customize.has(see.plain(other.text)));
      const name = text.replace(/\s*\(?\s*(customize|customise)\s*\)?\s*$/i, '').replace(/\s*\($/, '').trim();
      if (name !== '') found.push({ y: see.middle(at), name, customize: link?.element ?? element.querySelector('a') ?? undefined, cells: row });
    }
  }
  modules.sort((a, b) => a.y - b.y);
  const rows = found.sort((a, b) => a.y - b.y).map((row) => ({ ...row, module: modules.findLast(({ y }) => y < row.y)?.name ?? '' }));
  return { table, modules, rows };
}

/** Plain data of the table, for evidence and decisions. Runs in the page. */
const READ = `(see, names) => {
  const { modules, rows } = (${levelTable.toString()})(see, names);
  return {
    modules: modules.map(({ name }, n) => ({ name, open: rows.some((row) => row.y > modules[n].y && row.y < (modules[n + 1]?.y ?? Infinity)) })),
    rows: rows.map((row) => ({ module: row.module, row: row.name, customize: row.customize !== undefined, levels: Object.fromEntries(row.cells.map((cell) => [cell.column, see.read(cell.element)])) })),
  };
}`;

export interface LevelReading {
  modules: { name: string; open: boolean }[];
  rows: LevelRow[];
}

/** Reads the table that is shown; collapsed modules have no rows in it. */
export async function readLevels(view: View): Promise<LevelReading> {
  const found = await readAll<Names, LevelReading>(view.ctx.page, READ, NAMES);
  return found.map(({ read }) => read).find(({ rows, modules }) => rows.length > 0 || modules.length > 0) ?? { modules: [], rows: [] };
}

type Spot = { module: string; chevron?: true } | { module: string; row: string; column: Column } | { module: string; row: string; customize: true };

/** The part that finds one place of the table. Runs in the page. */
const ENGINE = `({
  queryAll(root, body) {
    const see = (${eyes.toString()})();
    if (!see.here()) return [];
    const { names, spot } = JSON.parse(body);
    const { table, modules, rows } = (${levelTable.toString()})(see, names);
    const is = (a, b) => see.plain(a) === see.plain(b);
    if (spot.chevron) {
      const heading = modules.find(({ name }) => is(name, spot.module));
      if (heading === undefined) return [];
      const from = heading.element.getBoundingClientRect();
      // The smallest thing on the heading's line, before its words.
      return [...table.querySelectorAll('*')].map((element) => ({ element, at: element.getBoundingClientRect() }))
        .filter(({ element, at }) => at.width <= 40 && at.right <= from.left + 6 && Math.abs(see.middle(at) - see.middle(from)) < 10 && see.shown(element))
        .sort((a, b) => b.at.right - a.at.right || a.at.width - b.at.width).map(({ element }) => element);
    }
    if (spot.row === undefined) return modules.filter(({ name }) => is(name, spot.module)).map(({ element }) => element);
    const found = rows.filter((row) => is(row.module, spot.module) && is(row.name, spot.row));
    if (spot.customize) return found.flatMap((row) => row.customize ?? []);
    // Where a text has become a box, both may be there: the box takes the keys.
    return found.flatMap((row) => row.cells.filter((cell) => cell.column === spot.column).map((cell) => cell.element)).sort((a, b) => Number(b.matches(see.BOXES)) - Number(a.matches(see.BOXES)));
  },
  query(root, body) { return this.queryAll(root, body)[0] ?? null; },
})`;

let ready: Promise<void> | undefined;

/** Makes places of the level table known to Playwright; once per process. */
export function registerLevelCells(): Promise<void> {
  ready ??= selectors.register('level', { content: ENGINE }, { contentScript: true });
  return ready;
}

/** Where a module's heading, a row's level or its (customize) link stands. */
export async function levelSpot(view: View, spot: Spot): Promise<Locator | undefined> {
  const selector = `level=${JSON.stringify({ names: NAMES, spot })}`;
  for (const frame of view.ctx.page.frames()) {
    const at = frame.locator(selector).first();
    if ((await at.count().catch(() => 0)) > 0) return at;
  }
  return undefined;
}
