import { expect, test } from '@playwright/test';
import { switches, type Switches } from '../src/practice/connectwise/switches.ts';
import { switches as mspcfoSwitches, type MspcfoSwitches } from '../src/practice/mspcfo/switches.ts';
import { rehearse } from './e2e/practice.ts';

test.describe.configure({ timeout: 400_000 });

/** Settings by number: all second ones, all third ones, so that, with the defaults of the other tests, each setting of each switch is met. */
const settings = <T>(table: Record<string, { values: readonly string[] }>, n: number) => Object.fromEntries(Object.entries(table).map(([name, { values }]) => [name, values[n % values.length]])) as T;

for (const n of [1, 2]) {
  test(`the onboarding passes with every practice switch at setting ${n + 1}`, async () => {
    // Single sign-on needs a person; tests/sign-in.spec.ts has one.
    const rehearsal = await rehearse({ switches: { ...settings<Switches>(switches, n), sso: 'off' }, mspcfoSwitches: settings<MspcfoSwitches>(mspcfoSwitches, n) });
    try {
      const { code, stdout, stderr } = await rehearsal.run('run', 'onboard', '--customer', 'practice');
      expect(code, stdout + stderr).toBe(0);
      expect(rehearsal.inventory()).toMatchObject({ roles: 1, members: 1, keys: 1, connected: true });
      expect(rehearsal.practice.connectwise.company.deeds['status note silenced']).toBeUndefined();
    } finally {
      await rehearsal.end();
    }
  });
}
