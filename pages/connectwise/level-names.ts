import { sameName } from '../same-name.ts';
import type { Levels } from './levels.ts';
import { alike, meant, nearest, withNearest } from './printed-names.ts';

interface Row {
  module: string;
  row: string;
  /** What the reference calls them, where the table is in another language. */
  known?: Partial<Omit<Row, 'known'>>;
}

/** What the table calls what is meant by a name: by its own words, else by the reference's. */
function shownAs(name: string, part: 'module' | 'row', rows: readonly Row[]): string | undefined {
  const names = [...new Set(rows.map((one) => one[part]))];
  return meant(name, names) ?? rows.find(({ known }) => sameName(known?.[part] ?? '', name))?.[part];
}

/** A row that the table lacks, and those it may be meant for: of its own section first. */
function lacking({ module, row }: Row, rows: readonly Row[]): string {
  const near = nearest(row, rows, (one) => one.row);
  const own = near.filter((one) => alike(one.module, module));
  const sorted = [...own, ...near.filter((one) => !own.includes(one))];
  return withNearest(
    `${module} / ${row}`,
    sorted.map((one) => `${one.module} / ${one.row}`),
  );
}

/** The same levels under the names that the table has, and the rows that it lacks, each with the nearest. */
export function namedAs(rows: readonly Row[], levels: Levels): { levels: Levels; missing: string[] } {
  const named: Levels = {};
  const missing: string[] = [];
  for (const [section, wanted] of Object.entries(levels)) {
    const module = shownAs(section, 'module', rows);
    const own = rows.filter((one) => one.module === module);
    for (const [name, level] of Object.entries(wanted)) {
      const row = shownAs(name, 'row', own);
      if (module === undefined || row === undefined) missing.push(lacking({ module: section, row: name }, rows));
      else named[module] = { ...named[module], [row]: level };
    }
  }
  return { levels: named, missing };
}
