import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { namedAs } from '../../../pages/connectwise/level-names.ts';
import { Levels } from '../../../pages/connectwise/levels.ts';
import { CUSTOMIZE, MODULES } from '../../../src/practice/connectwise/modules.ts';
import { ownTable, ownTables } from '../../../src/runbook/own-runbooks.ts';
import { readYaml } from '../../../src/runbook/read-yaml.ts';
import type { TestWorkspace } from '../test-workspace.ts';

/** The tables that come with Keywright, by the names that inputs take: `vendors/gradient`. */
export const vendors = ownTables();

/** A table as text, for what its comments say. */
export const textOf = (vendor: string): string => readFileSync(ownTable(vendor)!, 'utf8');

/** The levels of a table, under the names that the practice portal has. */
export function levelsOf(vendor: string): Levels {
  const source = readYaml(ownTable(vendor)!);
  if ('diagnostics' in source) throw new Error(JSON.stringify(source.diagnostics));
  const rows = Object.entries(MODULES).flatMap(([module, names]) => names.map((row) => ({ module, row })));
  const { levels, missing } = namedAs(rows, Levels.parse(source.value));
  expect(missing).toEqual([]);
  return levels;
}

/** The role's stored levels are the vendor's, and nothing else is. */
export function expectRole({ practice }: TestWorkspace, vendor: string, name: string): void {
  const roles = practice.connectwise.company.roles.filter((role) => role.name === name);
  expect(roles).toHaveLength(1);
  const stored = roles[0]!.levels;
  const given = Object.entries(stored).filter(([, row]) =>
    [row.add, row.edit, row.delete, row.inquire].some((level) => level !== 'None'),
  );
  const wanted = Object.entries(levelsOf(vendor)).flatMap(([module, rows]) =>
    Object.entries(rows).map(([row, levels]) => [`${module}/${row}`, levels] as const),
  );
  const none = { add: 'None', edit: 'None', delete: 'None', inquire: 'None' };
  expect(Object.fromEntries(given.map(([key, { only: _, ...levels }]) => [key, levels]))).toEqual(
    Object.fromEntries(wanted.map(([key, { only: _, atLeast: __, ...levels }]) => [key, { ...none, ...levels }])),
  );
  for (const [key, { only, atLeast }] of wanted) {
    const allowed = stored[key]!.only ?? CUSTOMIZE[key] ?? [];
    if (only === 'All') expect(allowed).toHaveLength(CUSTOMIZE[key]!.length);
    else if (only !== undefined) expect(allowed).toHaveLength(only.length);
    if (atLeast !== undefined) expect(allowed.length).toBeGreaterThanOrEqual(atLeast.length);
  }
}
