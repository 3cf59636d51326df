import { expect, test } from '@playwright/test';
import { createWorkspace } from '../support/test-workspace.ts';

test('a permission row that is missing is told with the nearest, before a role is made', async () => {
  test.setTimeout(180_000);
  const workspace = await createWorkspace({ mfa: false });
  try {
    const levels = 'levels={ System: { API Reports: { inquire: All }, Setup Tables: { inquire: All } } }';
    const { code, stdout } = await workspace.run('run', 'onboard', '--customer', 'practice', '--input', levels);
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('a table without System / Setup Tables (nearest: System / Table Setup');
    expect(workspace.inventory()).toMatchObject({ roles: 0 });
  } finally {
    await workspace.end();
  }
});
