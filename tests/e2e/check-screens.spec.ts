import { expect, test } from '@playwright/test';
import { createWorkspace } from '../support/test-workspace.ts';

// The one browser run of it: that it changes nothing shows only at the portals.
test('check-screens finds all as known, changes nothing at the portals, and leaves intact evidence', async () => {
  const workspace = await createWorkspace();
  try {
    const { code, stdout, stderr } = await workspace.run('check-screens', '--customer', 'practice');
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/All \d+ things are as Keywright knows them/);
    for (const job of ['onboard', 'check-access', 'rotate-keys', 'offboard'])
      expect(stdout).toContain(`${job}: can run`);
    const { connectwise, mspcfo } = workspace.practice;
    expect(connectwise.company.mutations, 'what ConnectWise counts as changes').toEqual({});
    const { saves, removals, tests } = mspcfo.state;
    expect({ saves, removals, tests }, 'what MSPCFO counts as changes').toEqual({ saves: 0, removals: 0, tests: 0 });
    const journal = workspace.journal();
    const environment = journal.find((line) => line.type === 'environment');
    const changing = environment!.requests!.filter((one) => one['effect'] !== 'reads');
    expect(changing.length).toBeGreaterThan(0);
    expect(changing.filter((one) => !one['at sign-in'] || one['stopped'])).toEqual([]);
    const gestures = journal.filter(
      (line) => line.type === 'gesture' && !['connectwise', 'mspcfo'].includes(line.step),
    );
    expect(gestures.filter((line) => line.type === 'gesture' && line.kind !== 'look')).toEqual([]);
    expect((await workspace.run('verify', workspace.runs().at(-1)!)).code).toBe(0);
  } finally {
    await workspace.end();
  }
});
