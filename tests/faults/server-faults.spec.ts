import { expect, test } from '@playwright/test';
import { rehearse } from '../e2e/practice.ts';
import { provenStates } from './proven.ts';
import { FAULTS, serverFaults, type Stage } from './server-faults.ts';

test.describe.configure({ timeout: 7_200_000 });

/** More than an onboarding has requests; how many it has, its log tells. */
const MOST = 130;

/** One for each worker. */
let stage: Promise<Stage> | undefined;
test.afterAll(async () => await (await stage)?.rehearsal.end());

for (const how of ['once', 'always'] as const) {
  for (let n = 0; n < MOST; n++) {
    test(`request ${n} of the onboarding fails ${how}, in every way`, async ({}, { annotations, project }) => {
      stage ??= serverFaults(provenStates(project.outputDir, 'onboard'), async (options) => ({ rehearsal: await rehearse({ mfa: false, delay: 0, ...options }), job: 'onboard' }));
      const { requests, failing } = await stage;
      const request = requests[n];
      test.skip(request === undefined, 'the run has fewer requests');
      for (const [name, fault] of FAULTS) {
        const what = `${request!.request}, number ${request!.nth} in step ${request!.step}: ${name}, ${how}`;
        const begun = Date.now();
        const ending = await failing(request!, fault, how === 'always').catch((problem: Error) => problem);
        // A test takes minutes; who waits wants to see it go on.
        console.log(`${n} ${what}, ${Math.round((Date.now() - begun) / 1000)} s: ${ending instanceof Error ? ending.message : ending}`);
        expect.soft(ending, what).not.toBeInstanceOf(Error);
        if (typeof ending === 'string') annotations.push({ type: `a request fails ${how}`, description: ending });
      }
    });
  }
}
