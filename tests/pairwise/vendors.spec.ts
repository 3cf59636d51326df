import { expect, test } from '@playwright/test';
import type { Variants } from '../../src/practice/connectwise/variants.ts';
import { createWorkspace } from '../support/test-workspace.ts';
import { expectRole, vendors, writeRunbook } from '../support/vendors/vendors.ts';

const moduleRows: Variants['moduleRows'][] = ['one-table', 'panel-per-module', 'virtual'];
const levelCells: Variants['levelCells'][] = ['inputs', 'editor-on-click'];

for (const [n, vendor] of Object.keys(vendors).entries()) {
  test(`the role that ${vendor} asks for needs only a YAML file, and a second run changes nothing`, async () => {
    const workspace = await createWorkspace({
      mfa: false,
      variants: { moduleRows: moduleRows[n % 3]!, levelCells: levelCells[n % 2]! },
    });
    try {
      const runbook = writeRunbook(workspace.folder, vendor);
      const { code, stdout, stderr } = await workspace.run('run', runbook, '--customer', 'practice');
      expect(code, stdout + stderr).toBe(0);
      expectRole(workspace, vendor);
      const mutations = { ...workspace.practice.connectwise.company.mutations };
      const again = await workspace.run('run', runbook, '--customer', 'practice');
      expect(again.stdout).toContain('already in place');
      expect(workspace.practice.connectwise.company.mutations).toEqual(mutations);
    } finally {
      await workspace.end();
    }
  });
}

test(
  'a vendor with two (customize) windows and rows that are drawn only near the visible part needs nothing but ' +
    'YAML, and what was allowed beside it is taken back',
  async () => {
    const workspace = await createWorkspace({ mfa: false, variants: { moduleRows: 'virtual' } });
    try {
      const runbook = writeRunbook(workspace.folder, 'cyberfox-autoelevate');
      const first = await workspace.run('run', runbook, '--customer', 'practice');
      expect(first.code, first.stdout + first.stderr).toBe(0);
      expectRole(workspace, 'cyberfox-autoelevate');

      // One entry more than the runbook allows is drift.
      const role = workspace.practice.connectwise.company.roles.find(({ name }) => name === 'cyberfox-autoelevate')!;
      role.levels['System/Table Setup']!.only!.push('Time / Work Role');
      const second = await workspace.run('run', runbook, '--customer', 'practice');
      expect(second.code, second.stdout + second.stderr).toBe(0);
      expectRole(workspace, 'cyberfox-autoelevate');
    } finally {
      await workspace.end();
    }
  },
);
