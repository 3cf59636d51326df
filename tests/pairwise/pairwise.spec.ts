import { expect, test } from '@playwright/test';
import { type Variants, variants } from '../../src/practice/connectwise/variants.ts';
import { type MspcfoVariants, variants as mspcfoVariants } from '../../src/practice/mspcfo/variants.ts';
import { createWorkspace } from '../support/test-workspace.ts';
import { pairwise, type Table } from './pairs.ts';

// Single sign-on needs a person at the browser, so it is left off here.
const table: Table = Object.fromEntries([
  ...Object.entries(variants)
    .filter(([name]) => name !== 'sso')
    .map(([name, entry]) => [`connectwise.${name}`, entry] as const),
  ...Object.entries(mspcfoVariants).map(([name, entry]) => [`mspcfo.${name}`, entry] as const),
]);

const of = <T>(chosen: Record<string, string>, portal: string) =>
  Object.fromEntries(
    Object.entries(chosen)
      .filter(([name]) => name.startsWith(`${portal}.`))
      .map(([name, value]) => [name.slice(portal.length + 1), value]),
  ) as T;

for (const [n, chosen] of pairwise(table).entries()) {
  test(`the onboarding passes with combination ${n + 1} of the practice switches`, async () => {
    const workspace = await createWorkspace({
      variants: of<Variants>(chosen, 'connectwise'),
      mspcfoVariants: of<MspcfoVariants>(chosen, 'mspcfo'),
    });
    try {
      const { code, stdout, stderr } = await workspace.run('run', 'onboard', '--customer', 'practice');
      expect(code, JSON.stringify(chosen) + stdout + stderr).toBe(0);
      expect(workspace.inventory()).toMatchObject({ roles: 1, members: 1, keys: 1, connected: true });
    } finally {
      await workspace.end();
    }
  });
}

test('the onboarding passes with all delays raised tenfold', async () => {
  const workspace = await createWorkspace({ delay: 1_200 });
  try {
    const { code, stdout, stderr } = await workspace.run('run', 'onboard', '--customer', 'practice');
    expect(code, stdout + stderr).toBe(0);
    expect(workspace.inventory()).toMatchObject({ roles: 1, members: 1, keys: 1, connected: true });
  } finally {
    await workspace.end();
  }
});
