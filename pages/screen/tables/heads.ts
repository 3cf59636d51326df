import { across, type Box, linesOf } from '../layout.ts';
import type { Screen, Thing } from '../thing.ts';
import { plain, words } from '../words/words.ts';

/** Columns by a key of the caller's: the headings that a column may have, the likeliest first. */
export type Columns = Record<string, readonly string[]>;

/** What the caller knows of the table it looks for. */
export interface TableOptions {
  /** The profile's hooks of heads, and of rows. */
  head?: readonly string[];
  row?: readonly string[];
  /** How many of the headings must stand on one line. */
  least?: number;
  /** Keys of columns that need not be there; what they say stands beside the name of a row, wherever that is. */
  beside?: readonly string[];
  /** Whether a thing is what the cells of this table hold: words, where it is not said. */
  isCell?: (thing: Thing) => boolean;
  /** Words that the headings of its parts are known to have. */
  sections?: readonly string[];
  /** Pixels from the top of the view, from where on nothing belongs to it. */
  end?: number;
}

/** A heading, and how far it reaches. */
export interface Head {
  /** Of a column that is wanted. */
  key?: string;
  label: Thing;
  box: Box;
}

const ELSEWHERE = ['navigation', 'menu', 'menubar', 'contentinfo', 'complementary'];
export const isElsewhere = (thing: Thing): boolean =>
  thing.isIn((part) => part.is(...ELSEWHERE) || (part.kind === 'box' && part !== thing));

/** The outermost part that says the same, as far as it stands beside none of the others. */
export function cellAround(thing: Thing, others: readonly Thing[]): Thing {
  let cell = thing;
  for (const part of thing.outward()) {
    if (part.said() !== thing.said() || others.some((other) => part.holds(other))) break;
    if (others.some((other) => other !== thing && across(part.box, other.box) > 0)) break;
    cell = part;
  }
  return cell;
}

/**
 * All lines on which wanted headings stand, the likeliest first: those in a window over the page, of real heads, of most
 * columns, the lowest.
 */
export function headLines(screen: Screen, columns: Columns, options: TableOptions): Head[][] {
  const { head = [], least = 1, beside = [] } = options;
  const isHead = ({ label }: Head) => label.isIn((part) => part.is('columnheader') || part.hooked(...head));
  const named = Object.entries(columns).flatMap(([key, wanted]) =>
    words(screen, wanted)
      .filter((label) => label.kind !== 'box' && !isElsewhere(label))
      .map((label): Head & { key: string } => ({ key, label, box: label.box })),
  );
  const rank = ({ key, label }: Head) =>
    [...screen.names(columns[key!]!)].findIndex((word) => [label.said(), label.listed.title].map(plain).includes(word));
  const lines = linesOf(named).map((line) =>
    Object.keys(columns).flatMap((key) =>
      line
        .filter((one) => one.key === key)
        .sort((a, b) => Number(isHead(b)) - Number(isHead(a)) || rank(a) - rank(b))
        .slice(0, 1),
    ),
  );
  const isOver = (line: Head[]) => line[0]!.label.window !== undefined;
  const score = (line: Head[]) => (isOver(line) ? 10_000 : 0) + (line.some(isHead) ? 1_000 : 0) + line.length;
  return lines
    .filter((line) => line.filter(({ key }) => !beside.includes(key)).length >= least)
    .sort((a, b) => score(b) - score(a) || b[0]!.box.middle - a[0]!.box.middle);
}
