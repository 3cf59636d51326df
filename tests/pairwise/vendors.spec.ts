import { expect, test } from '@playwright/test';
import type { Variants } from '../../src/practice/connectwise/variants.ts';
import { createWorkspace } from '../support/test-workspace.ts';
import { expectRole, vendors } from '../support/vendors/vendors.ts';

const moduleRows: Variants['moduleRows'][] = ['one-table', 'panel-per-module', 'virtual'];
const levelCells: Variants['levelCells'][] = ['inputs', 'editor-on-click'];

const job = (vendor: string): string[] => [
  ...['run', 'vendor-access', '--customer', 'practice'],
  ...[`levels=${vendor}`, 'role=The vendor', 'member=VENDOR', 'memberName=Vendor'].flatMap((input) => ['-i', input]),
];

for (const [n, vendor] of vendors.entries()) {
  test(`the role that ${vendor} asks for needs only its name, and a second run changes nothing`, async () => {
    const workspace = await createWorkspace({
      mfa: false,
      variants: { moduleRows: moduleRows[n % 3]!, levelCells: levelCells[n % 2]! },
    });
    try {
      const { code, stdout, stderr } = await workspace.run(...job(vendor));
      expect(code, stdout + stderr).toBe(0);
      expectRole(workspace, vendor, 'The vendor');
      const mutations = { ...workspace.practice.connectwise.company.mutations };
      const again = await workspace.run(...job(vendor));
      expect(again.stdout).toContain('already in place');
      expect(workspace.practice.connectwise.company.mutations).toEqual(mutations);
    } finally {
      await workspace.end();
    }
  });
}

test(
  'a vendor with two (customize) windows and rows that are drawn only near the visible part needs nothing but ' +
    'its name, and what was allowed beside it is taken back',
  async () => {
    const vendor = 'vendors/cyberfox-autoelevate';
    const workspace = await createWorkspace({ mfa: false, variants: { moduleRows: 'virtual' } });
    try {
      const first = await workspace.run(...job(vendor));
      expect(first.code, first.stdout + first.stderr).toBe(0);
      expectRole(workspace, vendor, 'The vendor');

      // One entry more than the table allows is drift.
      const role = workspace.practice.connectwise.company.roles.find(({ name }) => name === 'The vendor')!;
      role.levels['System/Table Setup']!.only!.push('Time / Work Role');
      const second = await workspace.run(...job(vendor));
      expect(second.code, second.stdout + second.stderr).toBe(0);
      expectRole(workspace, vendor, 'The vendor');
    } finally {
      await workspace.end();
    }
  },
);
