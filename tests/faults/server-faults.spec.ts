import { expect, test } from '@playwright/test';
import { FAULTS, serverFaults, type Stage } from './server-faults.ts';

test.describe.configure({ timeout: 7_200_000 });

/** More than an onboarding has requests; how many it has, its log tells. */
const MOST = 130;

/** One for each worker. */
let stage: Promise<Stage> | undefined;
test.afterAll(async () => await (await stage)?.rehearsal.end());

for (const how of ['once', 'always'] as const) {
  for (let n = 0; n < MOST; n++) {
    test(`request ${n} of the onboarding fails ${how}, in every way`, async ({}, { annotations }) => {
      stage ??= serverFaults();
      const { requests, failing } = await stage;
      const request = requests[n];
      test.skip(request === undefined, 'the run has fewer requests');
      for (const [name, fault] of FAULTS) {
        await test.step(`${request!.request} (${request!.step}): ${name}`, async () => {
          const ending = await failing(request!, fault, how === 'always').catch((problem: Error) => problem);
          expect.soft(ending, `${request!.request}, number ${request!.nth} in step ${request!.step}: ${name}, ${how}${ending instanceof Error ? `\n${ending.message}` : ''}`).not.toBeInstanceOf(Error);
          if (typeof ending === 'string') annotations.push({ type: `a request fails ${how}`, description: ending });
        });
      }
    });
  }
}
