import { expect, test } from '@playwright/test';
import { Levels } from '../../pages/connectwise/levels.ts';
import { CUSTOMIZE } from '../../src/practice/connectwise/modules.ts';
import { meant } from '../../pages/connectwise/printed-names.ts';
import { levelsOf, textOf, vendors } from '../support/vendors/vendors.ts';

test('there are tables for twenty vendors and more', () => {
  expect(vendors.length).toBeGreaterThanOrEqual(20);
});

for (const vendor of vendors) {
  test(`${vendor} says where its table is from and when it was read, and names rows that there are`, () => {
    expect(textOf(vendor)).toMatch(/^# What .+ asks for .+\n# Source: https:\/\/\S+.*\n# Read: \d{4}-\d\d-\d\d/);
    const levels = levelsOf(vendor);
    expect(Levels.safeParse(levels).success).toBe(true);
    for (const [module, rows] of Object.entries(levels))
      for (const [row, { only = [], atLeast = [] }] of Object.entries(rows))
        for (const entry of [...(only === 'All' ? [] : only), ...atLeast])
          expect(meant(entry, CUSTOMIZE[`${module}/${row}`] ?? []), `${module} / ${row}: ${entry}`).toBeDefined();
  });
}
