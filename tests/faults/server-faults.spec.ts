import { test } from '@playwright/test';
import { rehearse } from '../e2e/practice.ts';
import { provenStates } from './proven.ts';
import { FAULTS, serverFaults, type Stage } from './server-faults.ts';

test.describe.configure({ timeout: 900_000 });

/** More than an onboarding has requests; how many it has, its log tells. */
const MOST = 130;

/** One for each worker. */
let stage: Promise<Stage> | undefined;
test.afterAll(async () => await (await stage)?.rehearsal.end());

for (const how of ['once', 'always'] as const) {
  for (let n = 0; n < MOST; n++) {
    for (const [name, fault] of FAULTS) {
      test(`request ${n} of the onboarding fails ${how}: ${name}`, async ({}, { annotations, project }) => {
        stage ??= serverFaults(provenStates(project.outputDir, 'onboard'), async (options) => ({ rehearsal: await rehearse({ mfa: false, delay: 0, ...options }), job: 'onboard' }));
        const { requests, failing } = await stage;
        const request = requests[n];
        test.skip(request === undefined, 'the run has fewer requests');
        const ending = await failing(request!, fault, how === 'always');
        annotations.push({ type: `a request fails ${how}`, description: ending });
        // Who waits for hours wants to see what is tried.
        console.log(`${n}: ${request!.request}, number ${request!.nth} in step ${request!.step}: ${name}, ${how}: ${ending}`);
      });
    }
  }
}
