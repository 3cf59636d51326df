import { across, SMALL, sameLine } from '../../screen/layout.ts';
import { scrollerOf } from '../../screen/lists/list.ts';
import { editorOver, textOf } from '../../screen/tables/cell.ts';
import { type Choice, choicesOf } from '../../screen/tables/choice.ts';
import { type Pager, pagerOf } from '../../screen/tables/pager.ts';
import { headRoomOf, NEAR, originOf, type Placed } from '../../screen/tables/scroll.ts';
import { openingsOf } from '../../screen/tables/sections.ts';
import { type Section, type Table, type TableRow, tablesOf, wholeOf } from '../../screen/tables/table.ts';
import { type Screen, saysSomething, type Thing } from '../../screen/thing.ts';
import { plain } from '../../screen/words/words.ts';
import { labels, levelNames, namedIn, sectionNames } from '../labels.ts';
import { chosenSection } from './level-choosers.ts';
import { roleTitle } from './title.ts';

/** A level as runbooks name it, in whatever language it is shown. */
const levelNamed = (screen: Screen, says: string): string => namedIn(screen, labels.levels, says) ?? says;

/** The level that gives no right, as runbooks name it. */
export const NONE = 'None';

export const COLUMNS = ['add', 'edit', 'delete', 'inquire'] as const;
export type Column = (typeof COLUMNS)[number];

/** One function row of the table as it stands on the screen. */
export interface LevelRow {
  module: string;
  row: string;
  levels: Partial<Record<Column, string>>;
  /** Columns whose cell stays empty: no level is offered there. */
  blank?: readonly Column[];
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
  /** Whether it shows what stands where no level is offered. */
  offersNone: boolean;
}

interface DrawnRow extends Placed {
  row: string;
  /** What names its section, where each row has a cell for it. */
  module?: Thing;
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
  /** What turns its pages, where it has several. */
  pager: Pager | undefined;
  /** Whether its parts scroll each by itself: nobody scrolls all of them, so some rows may never be drawn. */
  inPieces: boolean;
}

const { customize } = labels.role;
const columns = { ...labels.levelColumns, module: labels.role.module };

/** What stands in a cell that offers no level (PRODUCT.md C3: not every level is offered in every cell). */
const NOT_OFFERED = /^([-\u2010-\u2015\u2212]|n\/?a)$/i;

const offersNone = (parts: readonly Thing[]): boolean =>
  parts.every(({ kind }) => kind === 'text') &&
  NOT_OFFERED.test(parts.map(({ listed }) => listed.text?.trim() ?? '').join(''));

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
  // The rows of a tree may all say that they open.
  const cells = tables.flatMap(({ rows }) => rows.flatMap((row) => row.cells['add']!.parts));
  return openingsOf(screen, sectionNames)
    .filter(({ holder }) => column.some(({ box }) => across(box, holder.box) > 0) && holder.frame === first!.frame)
    .filter(({ holder }) => tables.length > 0 || holder.box.top > first!.box.top)
    .filter(({ holder }) => ![...known, ...cells].some((part) => holder.holds(part)))
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
    beside: ['module'],
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
  const headings = sections.map((section) => ({ ...section, y: y(section) })).sort((a, b) => a.y - b.y);
  // What is chosen heads what is shown, wherever it stands.
  const isHeaded = headings.length > 0 || rows.some(({ module }) => module !== undefined);
  const chosen = isHeaded ? undefined : chosenSection(screen, tables);
  const top = Math.min(...rows.map((row) => row.y)) - 1;
  return {
    modules: chosen ? [{ name: chosen.name, words: chosen.at, open: true, box: chosen.at.box, y: top }] : headings,
    rows: rows.filter(({ row }) => row !== ''),
    whole,
    scroller,
    headRoom: tables.length === 1 ? headRoomOf(scroller, Object.values(tables[0]!.heads)) : 0,
    pager: tables.length === 1 ? pagesOf(screen, whole) : undefined,
    inPieces: tables.some((table) => table.rows.some((row) => scrollsApart(row, scroller))),
  };
}

/** Whether something scrolls a row that does not scroll the whole table. */
const scrollsApart = ({ cells }: TableRow, scroller: Thing | undefined): boolean =>
  COLUMNS.flatMap((column) => cells[column]?.parts ?? []).some((part) => {
    const own = scrollerOf(part.up);
    return own !== undefined && own !== scroller && (scroller === undefined || !own.holds(scroller));
  });

/** A pager that tells which page is shown, and that there are others. */
function pagesOf(screen: Screen, whole: Thing): Pager | undefined {
  const pager = pagerOf(screen, whole);
  return pager === undefined || pager.text === '' || pager.adds || (pager.first && !pager.more) ? undefined : pager;
}

function drawnRow(table: Table, row: TableRow): Omit<DrawnRow, 'y'> {
  const { screen } = table.whole;
  const cellOf = (column: Column): LevelCell | undefined => {
    const { parts } = row.cells[column]!;
    const [first] = parts;
    if (first === undefined) return undefined;
    const whole = wholeOf(table, row, column) ?? first;
    const editor = editorOver(whole);
    const shown = editor === undefined ? row.cells[column]!.text : textOf([editor]);
    const isDash = editor === undefined && offersNone(parts);
    const text = isDash ? NONE : shown;
    const choices = choicesOf(parts, levelNames, table.whole).map((one) => ({
      ...one,
      name: levelNamed(screen, one.name),
    }));
    const at = editor ?? parts.find(({ kind }) => kind === 'box') ?? parts.find(isLevel) ?? first;
    const said = choices.length > 0 ? (choices.find(({ chosen }) => chosen)?.name ?? '') : levelNamed(screen, text);
    return { text: said, at, whole, choices, offersNone: isDash };
  };
  const links = [...screen.said(customize), 'customise'].map((word) => word.replaceAll(/[()]/g, ''));
  const behind = new RegExp(`\\s*\\(?\\s*(${[...new Set(links)].join('|')})?\\s*\\)?\\s*$`, 'i');
  const section = row.cells['module']!.parts;
  // The head of the names may be called so.
  const isNamed = row.lead.some(saysSomething);
  const lead = isNamed ? row.lead : section;
  const module = isNamed ? section.find(saysSomething) : undefined;
  const texts = lead.filter(({ kind }) => kind === 'text');
  const link = texts.find((text) => screen.names(customize).has(plain(text.said())));
  const name = lead
    .filter((part) => part !== link)
    .map((part) => part.said())
    .join(' ')
    .replace(behind, '');
  const cells = COLUMNS.map((column) => [column, cellOf(column)] as const).filter(([, cell]) => cell);
  return {
    row: name.trim(),
    ...(module && { module }),
    height: Math.round(row.box.height),
    customize: link,
    cells: Object.fromEntries(cells),
  };
}

/** Where a row stands; rows of one name stand in several modules. */
interface RowSpot extends Placed {
  module: string;
  row: string;
}

export type LevelSpot = RowSpot & { column: Column };
export type Spot = { module: string; y: number; chevron?: boolean } | LevelSpot | (RowSpot & { customize: true });

/** A row by where it stands, and by its module where it names that itself. */
const rowAt = (screen: Screen, spot: RowSpot): DrawnRow | undefined =>
  levelsOf(screen)?.rows.find(
    ({ row, module, y }) =>
      plain(row) === plain(spot.row) &&
      (module === undefined || plain(module.said()) === plain(spot.module)) &&
      Math.abs(y - spot.y) < NEAR,
  );

/** The level of one row. */
export const cellAt = (screen: Screen, spot: LevelSpot): LevelCell | undefined =>
  rowAt(screen, spot)?.cells[spot.column];

/** A module's heading or what opens it, a row's level or its (customize) link. */
export function levelSpot(screen: Screen, spot: Spot): Thing | undefined {
  if ('column' in spot) return cellAt(screen, spot)?.at;
  if ('row' in spot) return rowAt(screen, spot)?.customize;
  const seen = levelsOf(screen);
  // Not by where it stands: sections above it may open by themselves, and the table begin to scroll.
  const heading = seen?.modules.find(({ name }) => plain(name) === plain(spot.module));
  const inRows = () => seen?.rows.find(({ module }) => plain(module?.said()) === plain(spot.module))?.module;
  if (heading === undefined || !spot.chevron) return heading?.words ?? inRows();
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
