import { expect } from '@playwright/test';
import { rehearse, type TestWorkspace } from '../support/test-workspace.ts';
import { copyOf, goBackTo } from './copy.ts';
import { expectNoAccess, expectOneKey } from './invariants.ts';

/** Each job that changes something, with what must be true whenever a run of it has ended well. */
export const JOBS: Record<string, (rehearsal: TestWorkspace) => Promise<void> | void> = {
  onboard: expectOneKey,
  'rotate-keys': expectOneKey,
  offboard: expectNoAccess,
};

/** Quick practice portals and a workspace as a job finds them. */
export async function rehearseFor(job: string): Promise<TestWorkspace> {
  const rehearsal = await rehearse({ mfa: false, delay: 0 });
  if (job === 'onboard') return rehearsal;
  const { code, stdout } = await rehearsal.run('run', 'onboard', '--customer', 'practice');
  expect(code, stdout).toBe(0);
  // The evidence of the onboarding has nothing to do with what comes.
  goBackTo(
    rehearsal,
    copyOf(rehearsal, (name) => name.startsWith('.keywright')),
  );
  return rehearsal;
}
