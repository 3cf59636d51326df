import { expect, type TestInfo, test } from '@playwright/test';
import { createWorkspace } from '../support/test-workspace.ts';
import { provenStates } from './proven.ts';
import { type Case, type Ending, FAULTS, type Stage, serverFaults } from './server-faults.ts';

test.describe.configure({ timeout: 1_800_000 });

/**
 * More than an onboarding has requests, and than its longest step has requests times faults; how many there are, its
 * log tells.
 */
const [MOST, MOST_ROUNDS] = [130, 300];

/** One for each worker. */
let stage: Promise<Stage> | undefined;
test.afterAll(async () => await (await stage)?.workspace.end());

const onStage = async ({ project }: TestInfo) =>
  await (stage ??= serverFaults(provenStates(project.outputDir, 'onboard'), async (options) => ({
    workspace: await createWorkspace({ mfa: false, delay: 0, ...options }),
    job: 'onboard',
  })));

function tell(endings: Ending[], times: string, { annotations }: TestInfo): void {
  for (const {
    tried: { request, name },
    how,
  } of endings) {
    const what = `${request.request}, number ${request.nth} in step ${request.step}: ${name}, ${times}`;
    // Who waits for hours wants to see what is tried.
    console.log(`${what}: ${how instanceof Error ? how.message : how}`);
    expect.soft(how, what).not.toBeInstanceOf(Error);
    if (typeof how === 'string') annotations.push({ type: `a request fails ${times}`, description: how });
  }
}

/** The nth of all cases of a step, so ordered that all requests come before any comes again. */
function nthCase(ofStep: Case['request'][], n: number): Case | undefined {
  const request = ofStep[n % ofStep.length]!;
  const turn = Math.floor(n / ofStep.length);
  const [name, fault] = FAULTS[(turn + (n % ofStep.length)) % FAULTS.length]!;
  return turn < FAULTS.length ? { request, name, fault } : undefined;
}

for (let round = 0; round < MOST_ROUNDS; round++) {
  test(`in each step of the onboarding a request fails once, in some way: round ${round}`, async ({}, info) => {
    const { requests, once } = await onStage(info);
    const steps = [...Map.groupBy(requests, ({ step }) => step).values()];
    const cases = steps.map((ofStep) => nthCase(ofStep, round)).filter((one) => one !== undefined);
    test.skip(cases.length === 0, 'every request has failed in every way');
    tell(await once(cases), 'once', info);
  });
}

/**
 * The nth request, if those are counted first that come for the first time: what fails always fails whenever it comes
 * again.
 */
function nthRequest(requests: Case['request'][], n: number): Case['request'] | undefined {
  const same = Object.values(
    Object.groupBy(requests, ({ portal, request }) => `${portal} ${request}`),
  ) as Case['request'][][];
  return [...same.map((ones) => ones[0]!), ...same.flatMap((ones) => ones.slice(1))][n];
}

for (let n = 0; n < MOST; n++) {
  for (const [name, fault] of FAULTS) {
    test(`request ${n} of the onboarding fails always: ${name}`, async ({}, info) => {
      const { requests, always } = await onStage(info);
      const request = nthRequest(requests, n);
      test.skip(request === undefined, 'the run has fewer requests');
      tell([await always({ request: request!, name, fault })], 'always', info);
    });
  }
}
