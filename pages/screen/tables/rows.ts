import { across, around, type Box, columnUnder, linesOf, SAME_COLUMN, SMALL, sameLine } from '../layout.ts';
import { saysSomething, type Thing } from '../thing.ts';
import { plain } from '../words/words.ts';
import { isTick } from './cell.ts';
import { type Head, isElsewhere, type TableOptions } from './heads.ts';
import { pagersOf } from './pager.ts';

/** What a cell may hold: words, boxes, check boxes, pictures. */
const isContent = (thing: Thing): boolean =>
  (thing.kind === 'text' && /\S/.test(thing.listed.text ?? '')) ||
  thing.kind === 'box' ||
  thing.kind === 'check' ||
  thing.kind === 'icon';

/** Words, or a box of them. */
export const isWordy = (thing: Thing): boolean => saysSomething(thing) || thing.kind === 'box';

/** What stands under no heading. */
const NOWHERE: ReadonlySet<number> = new Set([-1]);

/** A row, or a piece of one. */
interface Piece {
  row: Thing;
  box: Box;
  parts: Thing[];
}

const sticks = ({ row }: Piece): boolean =>
  row.listed.sticks === true || row.inside.some(({ listed }) => listed.sticks === true);

/** Without the rows that lie under one that sticks to the edge of what scrolls them. */
function uppermost(line: Piece[]): Piece[] {
  const isOver = (one: Piece, other: Piece) =>
    sticks(one) &&
    (!sticks(other) || one.row.order > other.row.order) &&
    across(one.box, other.box) > other.box.width / 2;
  return line.filter((piece) => !line.some((one) => one !== piece && isOver(one, piece)));
}

/**
 * What stands under the heads: with known rows or rows by role only what is in them, else line by line. What scrolls
 * may have moved behind the head.
 */
export class Body {
  readonly content: Thing[];
  readonly #heads: Head[];
  readonly #columns: readonly Box[];
  readonly #keys: (string | undefined)[];
  readonly #options: TableOptions;
  /** All that holds the head of a wanted column. */
  readonly #aroundHeads: ReadonlySet<Thing>;

  constructor(within: readonly Thing[], heads: Head[], options: TableOptions) {
    this.#heads = heads;
    this.#columns = heads.map(({ box }) => box);
    this.#keys = heads.map(({ key }) => key);
    this.#options = options;
    this.#aroundHeads = new Set(
      heads.flatMap(({ key, label }) => (key === undefined ? [] : [label, ...label.outward()])),
    );
    const labels = heads.map(({ label }) => label);
    const from = Math.max(...heads.filter(({ key }) => key !== undefined).map(({ label }) => label.box.bottom));
    const first = labels[0]!;
    const isBelow = (thing: Thing) =>
      thing.box.middle > from ||
      (thing.order > first.order && thing.isIn(({ listed }) => (listed.scroll?.[0] ?? 0) > 0 && !listed.page));
    const pagers = pagersOf(first.screen).filter(({ at }) => at.box.middle > from);
    const holds = (scroller: Thing, other: Thing) => scroller.listed.scroll !== undefined && !scroller.holds(other);
    // What stands beside or below the pager is no row, but for rows that are scrolled there.
    const isPast = (thing: Thing) =>
      pagers.some(
        ({ at }) => at.holds(thing) || (thing.box.middle > at.box.top && !thing.isIn((part) => holds(part, at))),
      );
    // A list may lie under a window with a list of its own.
    const window = first.window;
    this.content = within.filter(
      (thing) =>
        isContent(thing) &&
        thing.frame === first.frame &&
        thing.window === window &&
        isBelow(thing) &&
        thing.box.middle < (options.end ?? Infinity) &&
        !labels.some((label) => label.holds(thing)) &&
        !isPast(thing) &&
        !isElsewhere(thing),
    );
  }

  keyOf(thing: Thing): string | undefined {
    return this.#keys[this.#columnOf(thing)];
  }

  /** The place of the heading that a thing stands under, wanted or not; -1 where it stands under none. */
  #columnOf(thing: Thing): number {
    const words = isWordy(thing) ? thing : this.#wordsBeside(thing);
    return columnUnder(this.#columns, (words ?? thing).box);
  }

  /** The first words in each part of the screen that holds any. */
  #wordsIn: Map<Thing, Thing> | undefined;

  /** The words of the cell that a picture is in: at the cell's edge it may stand under the next heading. */
  #wordsBeside(picture: Thing): Thing | undefined {
    if (this.#wordsIn === undefined) {
      this.#wordsIn = new Map();
      for (const words of this.content.filter(isWordy))
        for (const part of words.outward()) if (!this.#wordsIn.has(part)) this.#wordsIn.set(part, words);
    }
    for (const part of picture.outward()) {
      if (this.#heads.filter(({ box }) => box.center > part.box.left && box.center < part.box.right).length > 1) break;
      const words = this.#wordsIn.get(part);
      if (words !== undefined) return words;
      if (part.is('cell', 'gridcell')) break;
    }
    return undefined;
  }

  /** A row by the page's own word, the outermost. What lays out more than one cell of a row is none. */
  #rowAround(thing: Thing): Thing | undefined {
    const hooked = thing.closest((part) => part.hooked(...(this.#options.row ?? [])));
    if (hooked !== undefined) return hooked;
    let row: Thing | undefined;
    for (const part of thing.outward()) {
      if (this.#aroundHeads.has(part)) break;
      if (part.is('row') && (part.listed.tag !== 'tr' || this.#partsColumns(part))) row = part;
    }
    return row;
  }

  readonly #parting = new Map<Thing, boolean>();

  #partsColumns(row: Thing): boolean {
    let parts = this.#parting.get(row);
    if (parts === undefined) {
      parts = row.inside.every(
        (cell) =>
          new Set(this.content.filter((thing) => cell.holds(thing)).map((thing) => this.keyOf(thing) ?? '')).size < 2,
      );
      this.#parting.set(row, parts);
    }
    return parts;
  }

  /** The contents of each row, from top to bottom. */
  rows(): Thing[][] {
    const known = new Map<Thing, Thing[]>();
    const loose: Thing[] = [];
    for (const thing of this.content) {
      const row = this.#rowAround(thing);
      if (row === undefined) loose.push(thing);
      else known.set(row, [...(known.get(row) ?? []), thing]);
    }
    // Columns that stand still may be drawn as rows of their own beside the others.
    const pieces = [...known].map(([row, parts]) => ({ row, box: row.box, parts }));
    const whole = linesOf(pieces).map((line) => uppermost(line).flatMap(({ parts }) => parts));
    const byRole = this.#heads.some(({ label }) => label.isIn((part) => part.is('columnheader')));
    // A row without a size of its own is not seen, its cells are.
    const isInCell = (thing: Thing) => thing.isIn((part) => part.is('cell', 'gridcell'));
    // Rows may have no roles though the heads have: then a row is a line with something in several columns.
    const hasRoles = byRole && !loose.some(isInCell) && (known.size > 0 || !linesOf(loose).some(this.#isRow));
    const lines =
      hasRoles || whole.some((parts) => this.hasCells(parts))
        ? this.#options.sections === undefined
          ? whole
          : this.#withNames(whole, linesOf(loose))
        : linesOf(this.content);
    const top = (line: Thing[]) => around(line.map(({ box }) => box)).middle;
    const sorted = lines.map((parts) => ({ parts, at: top(parts) })).sort((a, b) => a.at - b.at);
    // Boxes right under the heads filter the list.
    const [first] = sorted;
    const isFilter = first?.parts.filter(isWordy).sort((a, b) => a.box.left - b.box.left)[0]?.kind === 'box';
    return sorted.slice(isFilter ? 1 : 0).map(({ parts }) => parts);
  }

  /** Adds lines without a row of their own: one that stands before a row without any name is its name. */
  #withNames(rows: Thing[][], lines: Thing[][]): Thing[][] {
    const isName = (part: Thing) => isWordy(part) && this.keyOf(part) === undefined;
    const nameless = rows
      .filter((parts) => !parts.some(isName))
      .map((parts) => ({ parts, box: around(parts.map(({ box }) => box)) }));
    const rest = lines.filter((line) => {
      const box = around(line.map((part) => part.box));
      const row =
        line.some(isName) && !this.hasCells(line) ? nameless.find((one) => sameLine(one.box, box)) : undefined;
      row?.parts.push(...line);
      return row === undefined;
    });
    return [...rows, ...rest];
  }

  readonly #isRow = (line: readonly Thing[]): boolean =>
    new Set(line.filter(isWordy).map((thing) => this.#columnOf(thing))).difference(NOWHERE).size > 1;

  hasCells(parts: readonly Thing[]): boolean {
    const isCell = this.#options.isCell ?? ((thing: Thing) => isWordy(thing) || isTick(thing));
    return parts.some((thing) => this.keyOf(thing) !== undefined && isCell(thing));
  }
}

/**
 * The smallest part of the screen that holds the head and the first of what stands under it.
 * @param others what stands beside the wanted heads
 */
export function partAround(lines: Head[][], line: Head[], others: Head[], options: TableOptions): Thing | undefined {
  const { screen } = line[0]!.label;
  // Each section may have heads of its own.
  const aligned = lines.filter(([first]) => Math.abs(first!.box.left - line[0]!.box.left) < SAME_COLUMN).flat();
  const isCell = options.isCell ?? saysSomething;
  const body = new Body(screen.things, [...line, ...others], options);
  const first = body.rows().find((parts) => parts.some((part) => isCell(part) && body.keyOf(part) !== undefined));
  const named = screen.names(options.sections ?? []);
  const reach = line[0]!.label.closest((part) => line.every(({ label }) => part.holds(label)))?.box;
  const left = Math.min(...line.map(({ label }) => label.box.left));
  // A menu has the same names, to the left of all that the heads' line takes.
  const isBefore = ({ box }: Thing) => reach !== undefined && reach.left < left - SMALL && box.right <= reach.left;
  const names =
    named.size === 0 ? [] : body.content.filter((thing) => named.has(plain(thing.said())) && !isBefore(thing));
  const holdsHeads = (part: Thing) => [...line, ...aligned].every(({ label }) => part.holds(label));
  const holdsRows = (part: Thing) =>
    first === undefined
      ? names.filter((name) => part.holds(name)).length > 1
      : first.some((cell) => isCell(cell) && body.keyOf(cell) !== undefined && part.holds(cell));
  for (const part of line[0]!.label.outward()) if (holdsHeads(part) && holdsRows(part)) return part;
  return undefined;
}
