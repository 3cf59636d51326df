import { expect, test } from '@playwright/test';
import { failAt, type Fault } from '../src/practice/faults.ts';
import { rehearseHandOver } from './faults/hand-over.ts';
import { expectClearStop } from './faults/clear-stop.ts';
import { expectOneKey } from './faults/promise.ts';

test.describe.configure({ timeout: 600_000 });

/** The most dangerous ones. Every request in every way is for `npm run test:faults`. */
const DANGEROUS: [portal: 'fault' | 'mspcfoFault', request: string, fault: Fault, code: number][] = [
  ['fault', 'ApiKeys/SaveKey', 'error-after', 1],
  ['fault', 'ApiKeys/SaveKey', 'cut-after', 1],
  ['mspcfoFault', 'credentials/save', { late: 30_000 }, 0],
];
for (const [portal, request, fault, code] of DANGEROUS) {
  test(`${request}, ${JSON.stringify(fault)}: ${code === 0 ? 'the run ends well' : 'the run stops and says so, and the next one sets all right'}`, async () => {
    const { rehearsal, job } = await rehearseHandOver({ [portal]: failAt(fault, request) });
    try {
      const first = await rehearsal.run('run', job, '--customer', 'practice');
      expect(first.code, first.stdout + first.stderr).toBe(code);
      expect(rehearsal.practice.log.filter((entry) => entry.request === request)).toHaveLength(1);
      if (code !== 0) {
        expectClearStop(rehearsal.journal());
        const second = await rehearsal.run('run', job, '--customer', 'practice');
        expect(second.code, second.stdout + second.stderr).toBe(0);
      }
      await expectOneKey(rehearsal);
    } finally {
      await rehearsal.end();
    }
  });
}

test('a portal that does not answer stops the run at its step, with the place, what to do next and a picture', async () => {
  const { rehearsal, job } = await rehearseHandOver({ fault: failAt('cut-before', 'GET /', { always: true }) });
  try {
    const { code, stdout } = await rehearsal.run('run', job, '--customer', 'practice');
    expect(code).toBe(1);
    expect(stdout).toContain('Where:    ConnectWise PSA');
    expect(stdout).toContain('Saw:      no answer from the portal');
    expectClearStop(rehearsal.journal());
  } finally {
    await rehearsal.end();
  }
});
