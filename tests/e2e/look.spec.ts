import { expect, test } from '@playwright/test';
import { createWorkspace } from '../support/test-workspace.ts';

test.setTimeout(600_000);
test('a look says what is found, where, and what is nearest to what is not', async () => {
  const workspace = await createWorkspace({ mfa: false });
  try {
    const { code, stdout, stderr } = await workspace.run(
      ...['look', 'mspcfo', 'button: Api Credentials', 'button: Api Credentails', 'field: Sam Rivera', 'words: MSPCFO'],
      ...['--customer', 'practice'],
      ...['--press', 'Sam Rivera', '--patience', '3s'],
    );
    expect(code, stdout + stderr).toBe(3);
    expect(stdout).toMatch(/button: Api Credentials: button "Api Credentials" at \d+, \d+/);
    expect(stdout).toMatch(/words: MSPCFO: .*"MSPCFO" at \d+/);
    expect(stdout).not.toContain('undefined');
    expect(stdout).toMatch(/nearest: "/);
    expect(stdout).toMatch(/with "Sam Rivera" as no field, but as .*\bwords\b/);
    expect(stdout).not.toContain('"Sam Rivera" (1.00)');
    expect(workspace.practice.mspcfo.state.saves).toBe(0);
  } finally {
    await workspace.end();
  }
});
