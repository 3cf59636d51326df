import { across, SMALL, sameLine } from '../../screen/layout.ts';
import { scrollerOf } from '../../screen/lists/list.ts';
import { type Choice, choicesOf } from '../../screen/tables/choice.ts';
import { headRoomOf, NEAR, originOf, type Placed } from '../../screen/tables/scroll.ts';
import { openingsOf } from '../../screen/tables/sections.ts';
import { type Section, type Table, type TableRow, tablesOf, wholeOf } from '../../screen/tables/table.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import { plain } from '../../screen/words/words.ts';
import { labels, levelNames, namedIn, sectionNames } from '../labels.ts';
import { chosenSection } from './level-choosers.ts';
import { roleTitle } from './title.ts';

/** A level as runbooks name it, in whatever language it is shown. */
const levelNamed = (screen: Screen, says: string): string => namedIn(screen, labels.levels, says) ?? says;

export const COLUMNS = ['add', 'edit', 'delete', 'inquire'] as const;
export type Column = (typeof COLUMNS)[number];

/** One function row of the table as it stands on the screen. */
export interface LevelRow {
  module: string;
  row: string;
  levels: Partial<Record<Column, string>>;
  /** Whether a (customize) link stands beside its name. */
  customize: boolean;
  /** What the reference calls its section and itself, where this screen calls them otherwise. */
  known?: { module?: string; row?: string };
  /** Pixels from the top of what the table scrolls. */
  y: number;
}

/** One level as it is drawn. */
export interface LevelCell {
  text: string;
  /** What takes the keys or the press. */
  at: Thing;
  /** The part around it that no other cell shares: it stays where its words become a box. */
  whole: Thing;
  /** Where each level has a radio button or a button of its own. */
  choices: Choice[];
}

interface DrawnRow extends Placed {
  row: string;
  cells: Partial<Record<Column, LevelCell>>;
  customize: Thing | undefined;
}

/** What is drawn of the table at one moment; collapsed modules have no rows in it. */
export interface LevelsSeen {
  modules: (Section & Placed)[];
  rows: DrawnRow[];
  whole: Thing;
  scroller: Thing | undefined;
  /** Pixels that the heads take of the top of what scrolls. */
  headRoom: number;
}

const { customize } = labels.role;
const columns = labels.levelColumns;

const isLevel = (thing: Thing): boolean =>
  thing.kind === 'box' ||
  thing.kind === 'check' ||
  (thing.kind === 'text' && thing.screen.names(levelNames).has(plain(thing.said())));

const known = new WeakMap<Screen, { seen: LevelsSeen | undefined }>();

/** The module table (PRODUCT.md C3): by the four headings on one line, and the names before them. */
export function levelsOf(screen: Screen): LevelsSeen | undefined {
  let one = known.get(screen);
  // Many questions are asked of one moment, and a large table takes long to be made out.
  if (one === undefined) known.set(screen, (one = { seen: makeOut(screen) }));
  return one.seen;
}

/** The headings of sections that stand above the heads of a table of their own, or that are closed and have none. */
function headingsBeside(screen: Screen, tables: readonly Table[]): Section[] {
  const column =
    tables.length > 0 ? tables.map(({ whole }) => whole) : [roleTitle(screen)?.at].filter((at) => at !== undefined);
  const [first] = column;
  const known = tables.flatMap(({ sections }) => sections.map(({ words }) => words));
  return openingsOf(screen, sectionNames)
    .filter(({ holder }) => column.some(({ box }) => across(box, holder.box) > 0) && holder.frame === first!.frame)
    .filter(({ holder }) => tables.length > 0 || holder.box.top > first!.box.top)
    .filter(({ holder }) => !known.some((words) => holder.holds(words)))
    .map(({ words, holder }) => ({ name: words.said(), words, open: holder.listed.expanded, box: holder.box }));
}

/** The smallest part of the screen that holds all of these. */
const partWith = (things: readonly Thing[]): Thing =>
  things[0]!.closest((part) => things.every((thing) => part.holds(thing))) ?? things[0]!;

function makeOut(screen: Screen): LevelsSeen | undefined {
  const tables = tablesOf(screen, columns, {
    head: ['listHead'],
    row: ['listRow'],
    least: COLUMNS.length,
    isCell: isLevel,
    sections: sectionNames,
  });
  const sections = [...tables.flatMap((table) => table.sections), ...headingsBeside(screen, tables)];
  if (tables.every(({ rows }) => rows.length === 0) && sections.length === 0) return undefined;
  const whole =
    tables.length === 1
      ? tables[0]!.whole
      : partWith([...tables.map((one) => one.whole), ...sections.map(({ words }) => words)]);
  const scroller = tables.length === 1 ? tables[0]!.scroller : scrollerOf(tables[0]?.whole ?? sections[0]!.words);
  const origin = originOf(scroller);
  const y = ({ box }: { box: Section['box'] }) => Math.round(box.middle - origin);
  const rows = tables.flatMap((table) => table.rows.map((row) => ({ ...drawnRow(table, row), y: y(row) })));
  const headings = sections.map((section) => ({ ...section, y: y(section) }));
  // What is chosen heads what is shown, wherever it stands.
  const chosen = headings.length > 0 ? undefined : chosenSection(screen, tables);
  const top = Math.min(...rows.map((row) => row.y)) - 1;
  return {
    modules: chosen ? [{ name: chosen.name, words: chosen.at, open: true, box: chosen.at.box, y: top }] : headings,
    rows: rows.filter(({ row }) => row !== ''),
    whole,
    scroller,
    headRoom: tables.length === 1 ? headRoomOf(scroller, Object.values(tables[0]!.heads)) : 0,
  };
}

function drawnRow(table: Table, row: TableRow): Omit<DrawnRow, 'y'> {
  const { screen } = table.whole;
  const cellOf = (column: Column): LevelCell | undefined => {
    const { parts, text } = row.cells[column]!;
    const choices = choicesOf(parts, levelNames, table.whole).map((one) => ({
      ...one,
      name: levelNamed(screen, one.name),
    }));
    const at = parts.find(({ kind }) => kind === 'box') ?? parts.find(isLevel) ?? parts[0];
    const said = choices.length > 0 ? (choices.find(({ chosen }) => chosen)?.name ?? '') : levelNamed(screen, text);
    return at && { text: said, at, whole: wholeOf(table, row, column) ?? at, choices };
  };
  const links = [...screen.said(customize), 'customise'].map((word) => word.replaceAll(/[()]/g, ''));
  const behind = new RegExp(`\\s*\\(?\\s*(${[...new Set(links)].join('|')})?\\s*\\)?\\s*$`, 'i');
  const texts = row.lead.filter(({ kind }) => kind === 'text');
  const link = texts.find((text) => screen.names(customize).has(plain(text.said())));
  const name = row.lead
    .filter((part) => part !== link)
    .map((part) => part.said())
    .join(' ')
    .replace(behind, '');
  const cells = COLUMNS.map((column) => [column, cellOf(column)] as const).filter(([, cell]) => cell);
  return { row: name.trim(), height: Math.round(row.box.height), customize: link, cells: Object.fromEntries(cells) };
}

export type Spot =
  | { module: string; y: number; chevron?: boolean }
  | { row: string; y: number; column: Column }
  | { row: string; y: number; customize: true };

/** The level of one row; rows of one name stand in several modules, so where it stands tells. */
export function cellAt(screen: Screen, spot: { row: string; y: number; column: Column }): LevelCell | undefined {
  const row = levelsOf(screen)?.rows.find((one) => isAt(one.row, one, spot.row, spot));
  return row?.cells[spot.column];
}

const isAt = (name: string, { y }: Placed, wanted: string, spot: Placed): boolean =>
  plain(name) === plain(wanted) && Math.abs(y - spot.y) < NEAR;

/** A module's heading or what opens it, a row's level or its (customize) link. */
export function levelSpot(screen: Screen, spot: Spot): Thing | undefined {
  if ('column' in spot) return cellAt(screen, spot)?.at;
  const seen = levelsOf(screen);
  if ('row' in spot) return seen?.rows.find((one) => isAt(one.row, one, spot.row, spot))?.customize;
  // Not by where it stands: sections above it may open by themselves, and the table begin to scroll.
  const heading = seen?.modules.find(({ name }) => plain(name) === plain(spot.module));
  if (heading === undefined || !spot.chevron) return heading?.words;
  const { words } = heading;
  // What says that it opens, but for a row that says it of its branch; else the smallest thing on the line before the words.
  const opener = words.closest(
    (part) => part.kind === 'button' && part.listed.expanded !== undefined && !part.is('row', 'treeitem'),
  );
  const before = seen!.whole.find(
    ({ kind, box }) =>
      (kind === 'icon' || kind === 'button') &&
      box.width <= SMALL &&
      box.right <= words.box.left + 6 &&
      sameLine(box, words.box),
  );
  return opener ?? before.sort((a, b) => b.box.right - a.box.right || a.box.width - b.box.width)[0];
}
