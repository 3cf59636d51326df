import { includesName, sameName } from '../same-name.ts';
import { COLUMN_NAMES } from './format-levels.ts';
import { namedAs } from './level-names.ts';
import { formatLimit, isLimited, type Levels, type Limit, wanted } from './levels.ts';
import { meant, nearest, withNearest } from './printed-names.ts';
import type { SecurityModules } from './screens/security-modules.ts';
import { COLUMNS, type Column, type LevelRow } from './widgets/level-cells.ts';

/** One cell of the table that differs from the input. */
interface Drift {
  module: string;
  row: string;
  column: Column;
  is: string;
  wanted: string;
}

/** The cells of the table that differ from these levels, whose names are the table's. */
export function drift(rows: LevelRow[], levels: Levels): Drift[] {
  return rows.flatMap(({ module, row, levels: shown }) =>
    COLUMNS.flatMap((column) => {
      const [is, should] = [shown[column] ?? '', wanted(levels, module, row)[column] ?? 'None'];
      return sameName(is, should) ? [] : [{ module, row, column, is, wanted: should }];
    }),
  );
}

export const formatDrift = ({ module, row, column, is, wanted }: Drift) =>
  `${module} / ${row} / ${COLUMN_NAMES[column]}: ${is} → ${wanted}`;

/** The table as evidence: all levels other than None, and how much was read. */
export function details(rows: LevelRow[]) {
  const others = rows.flatMap(({ module, row, levels }) =>
    COLUMNS.filter((column) => !sameName(levels[column] ?? '', 'None')).map(
      (column) => `${module} / ${row} / ${COLUMN_NAMES[column]}: ${levels[column]}`,
    ),
  );
  return {
    'levels other than None': others,
    'rows read': rows.length,
    'sections read': new Set(rows.map(({ module }) => module)).size,
  };
}

/** One (customize) window: what it allows now and what it should. */
export interface Reach {
  module: string;
  row: string;
  allows: string[];
  disallows: string[];
  /** All that it should allow. */
  only: string[];
  /** The same in words. */
  says: string;
}

export const asWanted = ({ allows, only }: Reach) =>
  allows.length === only.length && only.every((name) => includesName(allows, name));

export const formatReach = ({ module, row, allows, disallows, says }: Reach) =>
  `${module} / ${row} (customize): ${disallows.length === 0 ? 'everything' : allows.join(', ') || 'nothing'} → ${says}`;

/** Something that the input names and this ConnectWise does not have. */
export interface Lack {
  actual: string;
  expected: string;
  hint: string;
}

/** The levels under the table's own names, and the (customize) windows of the rows that they limit. */
export interface Fit {
  levels: Levels;
  reaches: Reach[];
}

const rowsLack = (missing: string[]): Lack => ({
  actual: `a table without ${missing.join(', ')}`,
  expected: 'every row that the runbook names',
  hint:
    'Compare the names in the runbook with the table in ConnectWise: sections and rows differ between versions ' +
    'and licences.',
});

const entriesLack = (missing: string[]): Lack => ({
  actual: `lists without ${missing.join(', ')}`,
  expected: 'everything that the runbook allows',
  hint: "Compare the names in the runbook with the window behind (customize) in ConnectWise: they are the tenant's own.",
});

/** What a window should allow, under its own names; `missing` are the names that it does not have. */
function reachOf(place: Pick<Reach, 'module' | 'row' | 'allows' | 'disallows'>, limit: Limit) {
  const { allows, disallows } = place;
  const all = [...allows, ...disallows];
  const asked = limit.only === 'All' ? all : (limit.only ?? limit.atLeast ?? []);
  const named = asked.map((name) => ({ name, found: meant(name, all) }));
  const found = named.flatMap((one) => one.found ?? []);
  const only = limit.atLeast === undefined ? found : [...allows, ...found.filter((one) => !includesName(allows, one))];
  return {
    reach: { ...place, only, says: formatLimit(limit) },
    missing: named
      .filter((one) => one.found === undefined)
      .map(({ name }) => {
        const near = nearest(name, all, (one) => one);
        return `${withNearest(name, near)} in (customize) of ${place.module} / ${place.row}`;
      }),
  };
}

/** Finds what the input names in the table, and reads the (customize) windows of the rows that it limits. */
export async function fitTo(screen: SecurityModules, rows: LevelRow[], given: Levels): Promise<Fit | Lack> {
  const { levels, missing } = namedAs(rows, given);
  const limited = rows.filter(({ module, row }) => isLimited(wanted(levels, module, row)));
  const fixed = limited.filter(({ customize }) => !customize).map(({ module, row }) => `${module} / ${row}`);
  if (missing.length + fixed.length > 0)
    return rowsLack([...missing, ...fixed.map((place) => `(customize) beside ${place}`)]);
  const reaches: ReturnType<typeof reachOf>[] = [];
  for (const { module, row } of limited) {
    const window = await screen.customize(module, row);
    const { allow, disallow } = await window.read();
    await window.cancel();
    reaches.push(reachOf({ module, row, allows: allow, disallows: disallow }, wanted(levels, module, row)));
  }
  const lacking = reaches.flatMap((one) => one.missing);
  return lacking.length > 0 ? entriesLack(lacking) : { levels, reaches: reaches.map(({ reach }) => reach) };
}
