import { expect, test } from '@playwright/test';
import { createWorkspace } from '../support/test-workspace.ts';
import { writeRunbook } from '../support/vendors/vendors.ts';

test('a permission row that is missing stops the step before any level is set', async () => {
  test.setTimeout(180_000);
  const workspace = await createWorkspace({ mfa: false });
  try {
    const runbook = writeRunbook(workspace.folder, 'mspcfo', {
      System: { 'API Reports': { inquire: 'All' }, 'Rocket Science': { inquire: 'All' } },
    });
    const { code, stdout } = await workspace.run('run', runbook, '--customer', 'practice');
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('a table without System / Rocket Science');
    expect(workspace.inventory()).toMatchObject({ roles: 1, levels: {} });
  } finally {
    await workspace.end();
  }
});
