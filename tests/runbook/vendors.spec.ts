import { expect, test } from '@playwright/test';
import { Levels } from '../../pages/connectwise/levels.ts';
import { meant } from '../../pages/connectwise/printed-names.ts';
import { jobName } from '../../src/engine/portals.ts';
import { loadPortals } from '../../src/engine/registry.ts';
import { CUSTOMIZE } from '../../src/practice/connectwise/modules.ts';
import { checkRunbook } from '../../src/runbook/check.ts';
import { formatDiagnostics } from '../../src/runbook/diagnostic.ts';
import { loadRunbook, type Prepared } from '../../src/runbook/load.ts';
import { runbookFile } from '../../src/runbook/own-runbooks.ts';
import { parseYaml, type YamlFile } from '../../src/runbook/read-yaml.ts';
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

test('a runbook for a vendor is one of its own: its actions, names, levels and words are the vendor’s', async () => {
  const registry = await loadPortals();
  for (const job of ['onboard', 'check-access', 'rotate-keys', 'offboard']) {
    const loaded = loadRunbook(runbookFile(job), registry, 'gozynta');
    if ('diagnostics' in loaded) throw new Error(formatDiagnostics(loaded.diagnostics));
    expect(loaded.runbook.name).toBe(`${job}-gozynta`);
    expect(loaded.bytes.toString('utf8')).not.toMatch(/mspcfo|Api Credentials/i);
    expect(loaded.runbook.inputs?.['member']).toMatchObject({ default: 'GOZYNTA' });
    expect(loaded.runbook.inputs?.['levels']).toMatchObject({ default: levelsOf('vendors/gozynta') });
    // What is kept as evidence is a whole runbook: `resume` reads it, and knows nothing of vendors.
    const again = checkRunbook(parseYaml('runbook.yaml', loaded.bytes) as YamlFile, registry);
    expect(again).toMatchObject({ hints: [] });
  }
});

test('hints name another job as it is started for the same vendor, also where a kept runbook is resumed', async () => {
  const registry = await loadPortals();
  const jobOf = (...portals: string[]) =>
    jobName({ steps: portals.map((name) => ({ portal: registry.get(name)! })) } as Prepared, 'onboard');
  expect(jobOf('connectwise', 'mspcfo')).toBe('onboard');
  expect(jobOf('connectwise')).toBe('onboard');
  expect(jobOf('connectwise', 'gozynta')).toBe('onboard --vendor gozynta');
});

for (const [name, says] of [
  ['gozinta', 'Did you mean "gozynta"?'],
  ['connectwise', 'no page describes how connectwise takes keys'],
] as const) {
  test(`there is no vendor ${name}, and that is said before anything starts`, async () => {
    const loaded = loadRunbook(runbookFile('onboard'), await loadPortals(), name);
    expect('diagnostics' in loaded && formatDiagnostics(loaded.diagnostics)).toContain(says);
  });
}
