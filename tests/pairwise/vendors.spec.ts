import { expect, test } from '@playwright/test';
import type { Switches } from '../../src/practice/connectwise/switches.ts';
import { rehearse } from '../e2e/practice.ts';
import { expectRole, vendors, writeRunbook } from '../vendors/vendors.ts';

const moduleRows: Switches['moduleRows'][] = ['one-table', 'panel-per-module', 'virtual'];
const levelCells: Switches['levelCells'][] = ['inputs', 'editor-on-click'];

for (const [n, vendor] of Object.keys(vendors).entries()) {
  test(`the role that ${vendor} asks for needs a YAML file only, and is in place when it is run again`, async () => {
    const rehearsal = await rehearse({ mfa: false, switches: { moduleRows: moduleRows[n % 3]!, levelCells: levelCells[n % 2]! } });
    try {
      const runbook = writeRunbook(rehearsal.folder, vendor);
      const { code, stdout, stderr } = await rehearsal.run('run', runbook, '--customer', 'practice');
      expect(code, stdout + stderr).toBe(0);
      expectRole(rehearsal, vendor);
      const deeds = { ...rehearsal.practice.connectwise.company.deeds };
      const again = await rehearsal.run('run', runbook, '--customer', 'practice');
      expect(again.stdout).toContain('already in place');
      expect(rehearsal.practice.connectwise.company.deeds).toEqual(deeds);
    } finally {
      await rehearsal.end();
    }
  });
}
