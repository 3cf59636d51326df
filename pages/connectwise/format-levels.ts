import { sameName } from '../same-name.ts';
import { isLimited, type Levels } from './levels.ts';

type Column = keyof typeof COLUMN_NAMES;

/** Up to this many levels are named one by one; of more, the title says their number and sections. */
const FEW = 4;
/** As people read them. */
export const COLUMN_NAMES = { add: 'Add', edit: 'Edit', delete: 'Delete', inquire: 'Inquire' } as const;
const COLUMNS = Object.entries(COLUMN_NAMES) as [Column, string][];

type Row = Levels[string][string];

const listed = (things: string[]): string =>
  things.length < 2 ? things.join('') : `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`;

/** A row's levels, grouped by value: `Add, Edit and Inquire (All)`. */
function formatRow(row: Row): string {
  const values = [...new Set(COLUMNS.map(([column]) => row[column] ?? 'None'))].filter((value) => value !== 'None');
  return listed(
    values.map(
      (value) => `${listed(COLUMNS.filter(([column]) => row[column] === value).map(([, name]) => name))} (${value})`,
    ),
  );
}

const formatLimitShort = (entries: NonNullable<Row['only']>, atLeast: Row['atLeast']): string => {
  if (entries === 'All') return 'everything';
  const named = entries.length === 1 ? entries[0]! : `${entries.length} entries`;
  return atLeast === undefined ? named : `at least ${named}`;
};

const countOf = (row: Row): number => COLUMNS.filter(([column]) => (row[column] ?? 'None') !== 'None').length;

/**
 * What a role with these levels may do, for a title: `with System / API Reports / Inquire (All) as its only right`, or
 * for many levels `with 13 levels in Companies and Finance as its only rights`; and what (customize) limits.
 */
export function formatRights(levels: Levels): string {
  const rows = Object.entries(levels).flatMap(([section, named]) =>
    Object.entries(named).map(([name, row]) => ({ section, name, row })),
  );
  const given = rows.filter(({ row }) => countOf(row) > 0);
  const count = given.reduce((sum, { row }) => sum + countOf(row), 0);
  const limited = rows.flatMap(({ section, name, row }) =>
    isLimited(row) ? [{ place: `${section} / ${name}`, ...row }] : [],
  );
  const limits =
    limited.length === 0
      ? ''
      : limited.length <= 2
        ? '; (customize) limits ' +
          listed(
            limited.map(({ place, only, atLeast }) => `${place} to ${formatLimitShort(only ?? atLeast!, atLeast)}`),
          )
        : `; (customize) limits ${limited.length} rows`;
  if (count === 0) return `without any right${limits}`;
  if (count > FEW) {
    const sections = given
      .map(({ section }) => section)
      .filter((name, at, all) => all.findIndex((other) => sameName(other, name)) === at);
    return `with ${count} levels in ${listed(sections)} as its only rights${limits}`;
  }
  return (
    `with ${listed(given.map(({ section, name, row }) => `${section} / ${name} / ${formatRow(row)}`))} as ` +
    `its only ${count === 1 ? 'right' : 'rights'}${limits}`
  );
}
