import { expect, test } from '@playwright/test';
import { type Variants, variants } from '../../src/practice/connectwise/variants.ts';
import { type MspcfoVariants, variants as mspcfoVariants } from '../../src/practice/mspcfo/variants.ts';
import { createWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 900_000 });

/**
 * All second settings: with the defaults of the other tests, most settings of each switch are met. The rest, in all
 * pairs, is for `npm run test:pairwise`.
 */
const settings = <T>(table: Record<string, { values: readonly string[] }>, n: number) =>
  Object.fromEntries(Object.entries(table).map(([name, { values }]) => [name, values[n % values.length]])) as T;

test('the onboarding passes with every practice switch at its second setting', async () => {
  // Single sign-on needs a person at the browser, so it is left off.
  const workspace = await createWorkspace({
    variants: { ...settings<Variants>(variants, 1), sso: 'off' },
    mspcfoVariants: settings<MspcfoVariants>(mspcfoVariants, 1),
  });
  try {
    const { code, stdout, stderr } = await workspace.run('run', 'onboard', '--customer', 'practice');
    expect(code, stdout + stderr).toBe(0);
    expect(workspace.inventory()).toMatchObject({ roles: 1, members: 1, keys: 1, connected: true });
    expect(workspace.practice.connectwise.company.mutations['status note silenced']).toBeUndefined();
  } finally {
    await workspace.end();
  }
});
