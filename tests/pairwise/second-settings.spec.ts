import { expect, test } from '@playwright/test';
import { variants, type Variants } from '../../src/practice/connectwise/variants.ts';
import { variants as mspcfoVariants, type MspcfoVariants } from '../../src/practice/mspcfo/variants.ts';
import { rehearse } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 900_000 });

/**
 * All second settings: with the defaults of the other tests, most settings of each variant are met. The rest, in all
 * pairs, is for `npm run test:pairwise`.
 */
const settings = <T>(table: Record<string, { values: readonly string[] }>, n: number) =>
  Object.fromEntries(Object.entries(table).map(([name, { values }]) => [name, values[n % values.length]])) as T;

test('the onboarding passes with every practice variant at its second setting', async () => {
  // Single sign-on needs a person at the browser, so it is left off.
  const rehearsal = await rehearse({
    variants: { ...settings<Variants>(variants, 1), sso: 'off' },
    mspcfoVariants: settings<MspcfoVariants>(mspcfoVariants, 1),
  });
  try {
    const { code, stdout, stderr } = await workspace.run('run', 'onboard', '--customer', 'practice');
    expect(code, stdout + stderr).toBe(0);
    expect(rehearsal.inventory()).toMatchObject({ roles: 1, members: 1, keys: 1, connected: true });
    expect(rehearsal.practice.connectwise.company.mutations['status note silenced']).toBeUndefined();
  } finally {
    await workspace.end();
  }
});
