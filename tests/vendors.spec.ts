import { expect, test } from '@playwright/test';
import { rehearse } from './e2e/practice.ts';
import { expectRole, writeRunbook } from './vendors/vendors.ts';

test('a vendor with two (customize) windows and rows that are drawn only near the visible part needs nothing but YAML, and what was allowed beside it is taken back', async () => {
  test.setTimeout(300_000);
  const rehearsal = await rehearse({ mfa: false, switches: { moduleRows: 'virtual' } });
  try {
    const runbook = writeRunbook(rehearsal.folder, 'cyberfox-autoelevate');
    const first = await rehearsal.run('run', runbook, '--customer', 'practice');
    expect(first.code, first.stdout + first.stderr).toBe(0);
    expectRole(rehearsal, 'cyberfox-autoelevate');

    // One entry more than the runbook allows is drift.
    const role = rehearsal.practice.connectwise.company.roles.find(({ name }) => name === 'cyberfox-autoelevate')!;
    role.levels['System/Table Setup']!.only!.push('Time / Work Role');
    const second = await rehearsal.run('run', runbook, '--customer', 'practice');
    expect(second.code, second.stdout + second.stderr).toBe(0);
    expectRole(rehearsal, 'cyberfox-autoelevate');
  } finally {
    await rehearsal.end();
  }
});

test('a row that this ConnectWise does not have stops the step before any level of the new role is set', async () => {
  test.setTimeout(180_000);
  const rehearsal = await rehearse({ mfa: false });
  try {
    const runbook = writeRunbook(rehearsal.folder, 'mspcfo', { System: { 'API Reports': { inquire: 'All' }, 'Rocket Science': { inquire: 'All' } } });
    const { code, stdout } = await rehearsal.run('run', runbook, '--customer', 'practice');
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('a table without System / Rocket Science');
    expect(rehearsal.inventory()).toMatchObject({ roles: 1, levels: {} });
  } finally {
    await rehearsal.end();
  }
});
