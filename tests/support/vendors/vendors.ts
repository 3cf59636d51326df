import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parse, stringify } from 'yaml';
import type { TestWorkspace } from '../test-workspace.ts';

type Levels = Partial<Record<'add' | 'edit' | 'delete' | 'inquire', string>> & { only?: string[] };
export type LevelTable = Record<string, Record<string, Levels>>;

/** What public guides of vendors ask for. */
export const vendors = parse(readFileSync(new URL('./vendor-roles.yaml', import.meta.url), 'utf8')) as Record<
  string,
  LevelTable
>;

/** A vendor's own runbook: nothing but YAML. @returns its file */
export function writeRunbook(folder: string, vendor: string, levels = vendors[vendor]): string {
  const file = join(folder, `${vendor}.yaml`);
  writeFileSync(
    file,
    stringify({
      keywright: 1,
      name: vendor,
      title: `The security role for ${vendor}`,
      phases: [
        {
          title: 'Create the security role',
          steps: [
            { id: 'sign-in', title: 'Sign in to ConnectWise', use: 'connectwise.sign-in' },
            {
              id: 'role',
              title: `Create the security role ${vendor}`,
              use: 'connectwise.role.ensure',
              with: { name: vendor, levels },
            },
          ],
        },
      ],
    }),
  );
  return file;
}

/** The role's stored levels are the vendor's, and nothing else is. */
export function expectRole({ practice }: TestWorkspace, vendor: string): void {
  const roles = practice.connectwise.company.roles.filter(({ name }) => name === vendor);
  expect(roles).toHaveLength(1);
  const stored = Object.fromEntries(
    Object.entries(roles[0]!.levels).filter(
      ([, row]) =>
        row.only !== undefined || [row.add, row.edit, row.delete, row.inquire].some((level) => level !== 'None'),
    ),
  );
  const wanted = Object.fromEntries(
    Object.entries(vendors[vendor]!).flatMap(([module, rows]) =>
      Object.entries(rows).map(([row, { only, ...levels }]) => [
        `${module}/${row}`,
        {
          add: 'None',
          edit: 'None',
          delete: 'None',
          inquire: 'None',
          ...levels,
          ...(only && { only: expect.arrayContaining(only) as unknown }),
        },
      ]),
    ),
  );
  expect(stored).toEqual(wanted);
  for (const [key, { only }] of Object.entries(stored)) {
    const [module, row] = key.split(/\/(.*)/) as [string, string];
    expect(only?.length).toBe(vendors[vendor]![module]![row]!.only?.length);
  }
}
