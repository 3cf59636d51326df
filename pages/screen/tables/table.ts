import { across, around, type Box, distance, FURTHEST, NEXT_ROW, SAME_COLUMN, sameLine } from '../layout.ts';
import { scrollerOf } from '../lists/list.ts';
import { type Screen, saysSomething, type Thing } from '../thing.ts';
import { plain } from '../words/words.ts';
import { textOf } from './cell.ts';
import { type Columns, cellAround, type Head, headLines, isElsewhere, type TableOptions } from './heads.ts';
import { Body, isWordy, partAround } from './rows.ts';

/** What stands in one row under one heading. */
export interface Cell {
  /** A cell with a tick only reads `✓`. */
  text: string;
  parts: Thing[];
}

export interface TableRow {
  cells: Record<string, Cell>;
  /** What stands before the first of the wanted columns. */
  lead: Thing[];
  box: Box;
  /** What alone opens it, where its words do not. */
  opener?: Thing;
}

/** The heading of a part of the table. */
export interface Section {
  name: string;
  words: Thing;
  /** By the page's own word; undefined where it says nothing. */
  open: boolean | undefined;
  box: Box;
}

export interface Table {
  /** The headings that were found. */
  heads: Record<string, Thing>;
  rows: TableRow[];
  sections: Section[];
  /** The smallest part of the screen that holds heads and rows. */
  whole: Thing;
  /** What scrolls the rows. */
  scroller: Thing | undefined;
}

/** Says that there are no rows. */
const NONE =
  /^(there (is|are) no\b|[\w ]+ (has|have) no\b|nothing\b|no .*\b(found|available|data|match(es)?|to (show|display)|yet|exist)\b|no [\w -]*[^s]s\.?$)/i;

/** Whether a text says that there are no rows. */
export const saysNone = (text: Thing): boolean => NONE.test(text.said());

/** A line before whose words a sign opens it, or which the page says to be open or closed. */
function sectionOf(parts: Thing[], named: ReadonlySet<string>, within: Thing): Section | undefined {
  const label = parts.find(saysSomething);
  if (label === undefined) return undefined;
  const isHolder = (thing: Thing) => thing.kind === 'button' && thing.listed.expanded !== undefined;
  const holder = label.closest((thing) => isHolder(thing) && !thing.holds(within));
  const sign = parts.find(
    ({ kind, box, order }) => kind === 'icon' && order < label.order && box.left < label.box.left,
  );
  const name = named.has(plain(label.said())) ? label.said() : (holder ?? sign) && textOf(parts);
  return name === undefined || name === ''
    ? undefined
    : { name, words: label, open: holder?.listed.expanded, box: around(parts.map(({ box }) => box)) };
}

function rowOf(parts: readonly Thing[], body: Body, columns: Columns, first: number): TableRow {
  const sorted = [...parts].sort((a, b) => a.order - b.order);
  const under = Map.groupBy(sorted, (part) => body.keyOf(part));
  const cells = Object.keys(columns).map((key) => {
    const own = under.get(key) ?? [];
    return [key, { parts: own, text: textOf(own) }] as const;
  });
  const lead = (under.get(undefined) ?? []).filter(({ box }) => box.left < first);
  return { cells: Object.fromEntries(cells), lead, box: around(parts.map(({ box }) => box)) };
}

/** The lines under the heads until something else comes, but for those that repeat the heads or say that none is there. */
function linesUnder(body: Body, lines: Head[][], line: Head[]): Thing[][] {
  // A cell may say the same as a head: 'Inactive'.
  const repeats = (other: Head[]) => other !== line && other.length > line.length / 2;
  const repeated = lines.filter(repeats).flatMap((other) => other.map(({ label }) => label));
  let bottom = Math.max(...line.map(({ label }) => label.box.bottom));
  const found: Thing[][] = [];
  for (const parts of body.rows()) {
    const box = around(parts.map((part) => part.box));
    if (scrollerOf(parts[0]) === undefined && box.top > bottom + NEXT_ROW) break;
    bottom = Math.max(bottom, box.bottom);
    if (!repeated.some((label) => parts.some((part) => label.holds(part)))) found.push(parts);
  }
  const words = found.flatMap((parts) => parts.filter(isWordy));
  return found.length === 1 && words.length === 1 && NONE.test(words[0]!.said()) ? [] : found;
}

/** The table that has these columns: the likeliest of the screen, and of alike ones the lowest. */
export function tableOf(screen: Screen, columns: Columns, options: TableOptions = {}): Table | undefined {
  const lines = headLines(screen, columns, options);
  return lines[0] && tableUnder(lines[0], lines, columns, options);
}

/** All tables that have these columns, from top to bottom: one for each line of heads that stand elsewhere than those above. */
export function tablesOf(screen: Screen, columns: Columns, options: TableOptions = {}): Table[] {
  const lines = headLines(screen, columns, options);
  const down = [...lines].sort((a, b) => a[0]!.box.middle - b[0]!.box.middle);
  const starts = down.filter((line, n) => n === 0 || !areAligned(line, down[n - 1]!));
  // Each part may repeat the heads: then those at the top have all rows under them.
  if (starts.length < 2)
    return [...new Set([...lines.slice(0, 1), ...starts])]
      .map((line) => tableUnder(line, lines, columns, options))
      .sort((a, b) => b.rows.length - a.rows.length)
      .slice(0, 1);
  return starts.map((line, n) => {
    const end = starts[n + 1]?.[0]?.box.top ?? Infinity;
    const own = down.slice(down.indexOf(line)).filter(([first]) => first!.box.top < end);
    return tableUnder(line, own, columns, { ...options, end });
  });
}

const areAligned = (line: Head[], other: Head[]): boolean =>
  line.every(({ key, box }) =>
    other.some((head) => head.key === key && Math.abs(head.box.left - box.left) < SAME_COLUMN),
  );

function tableUnder(line: Head[], lines: Head[][], columns: Columns, options: TableOptions): Table {
  const { screen } = line[0]!.label;
  const labels = line.map(({ label }) => label);
  // A row that is scrolled behind the head may be on its line, too.
  const isRow = (part: Thing) => (part.listed.scroll !== undefined || part.is('row')) && !part.holds(labels[0]!);
  const isScrolled = (text: Thing) => !text.isIn((part) => part.is('columnheader')) && text.isIn(isRow);
  const isBeside = (text: Thing) =>
    sameLine(text.box, labels[0]!.box) &&
    !labels.some((label) => label.holds(text)) &&
    !isElsewhere(text) &&
    !isScrolled(text);
  const texts = screen.texts.filter(isBeside);
  const widened = (head: Head): Head => ({ ...head, box: cellAround(head.label, [...labels, ...texts]).box });
  const wide = line.map(widened);
  const heads = Object.fromEntries(line.map(({ key, label }) => [key!, label]));
  const beside = texts.map((label) => widened({ label, box: label.box }));
  const part = partAround(lines, wide, beside, options);
  if (part === undefined) return { heads, rows: [], sections: [], whole: labels[0]!, scroller: undefined };
  const named = screen.names(options.sections ?? []);
  const first = Math.min(...wide.filter(({ key }) => !options.beside?.includes(key!)).map(({ box }) => box.left));
  const within = (whole: Thing): Pick<Table, 'rows' | 'sections' | 'whole'> => {
    // All headings part the columns, not only those that are wanted.
    const others = beside.filter(({ label }) => whole.holds(label));
    const body = new Body(whole.all(), [...wide, ...others], options);
    const under = linesUnder(body, lines, line);
    const rows = under.filter((parts) => body.hasCells(parts)).map((parts) => rowOf(parts, body, columns, first));
    const sections = under.flatMap((parts) =>
      options.sections === undefined || body.hasCells(parts) ? [] : (sectionOf(parts, named, whole) ?? []),
    );
    return { rows, sections, whole };
  };
  const own = within(part);
  const [cell] = Object.values(own.rows[0]?.cells ?? {}).flatMap(({ parts }) => parts);
  const isNamed = ({ lead }: TableRow) => lead.some(saysSomething);
  const seen = scrollerOf(cell)?.box;
  const isSeen = ({ box }: TableRow) => seen === undefined || (box.middle > seen.top && box.middle < seen.bottom);
  // Names that stand still may be a table of their own, beside the others: then each row that is in sight has one.
  const isNameless = options.sections !== undefined && own.rows.length > 1 && !own.rows.some(isNamed);
  const wider = isNameless ? [...part.outward()].filter(({ box }) => box.left < first).map(within) : [];
  const isWhole = ({ rows }: Pick<Table, 'rows'>) => rows.some(isNamed) && rows.filter(isSeen).every(isNamed);
  const table = wider.find((one) => one.rows.length >= own.rows.length && isWhole(one)) ?? own;
  const inside = own.sections[0]?.words ?? cell;
  return { heads, ...table, scroller: scrollerWith(inside ?? labels[0]!, table.rows) };
}

/** What scrolls all rows, where anything does: each part of a table may scroll by itself, too. */
function scrollerWith(from: Thing, rows: readonly TableRow[]): Thing | undefined {
  const isIn = ({ cells }: TableRow, part: Thing) =>
    Object.values(cells).some(({ parts }) => parts.some((one) => part.holds(one)));
  for (let part = scrollerOf(from); part !== undefined; part = scrollerOf(part.up))
    if (rows.every((row) => isIn(row, part!))) return part;
  return scrollerOf(from);
}

/** The box that filters a column: under its head, above the rows. */
export function filterOf({ heads, rows }: Table, key: string): Thing | undefined {
  const head = heads[key];
  const inRows = new Set(rows.flatMap(({ cells }) => Object.values(cells)).flatMap(({ parts }) => parts));
  return head?.screen.boxes
    .filter((box) => box.frame === head.frame && !inRows.has(box) && distance(head.box, box.box) < FURTHEST)
    .filter(({ box }) => box.middle > head.box.middle && across(box, head.box) > 0)
    .sort((a, b) => distance(head.box, a.box) - distance(head.box, b.box))[0];
}

/** The part that one cell of a row has to itself. */
export function wholeOf(table: Table, row: TableRow, key: string): Thing | undefined {
  const [first] = row.cells[key]?.parts ?? [];
  const others = Object.entries(row.cells).flatMap(([other, { parts }]) => (other === key ? [] : parts));
  const heads = Object.entries(table.heads).filter(([other]) => other !== key);
  let whole = first;
  for (const part of first?.outward() ?? []) {
    if (part.is('row') || [...others, ...row.lead].some((other) => part.holds(other))) break;
    if (heads.some(([, head]) => across(part.box, head.box) > 0)) break;
    whole = part;
    if (part.is('cell', 'gridcell')) break;
  }
  return whole;
}
