import { expect } from '@playwright/test';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { copyOf, goBackTo } from './copy.ts';
import { expectNoAccess, expectOneKey } from './invariants.ts';

/** Each job that changes something, with what must be true whenever a run of it has ended well. */
export const JOBS: Record<string, (workspace: TestWorkspace) => Promise<void> | void> = {
  onboard: expectOneKey,
  'rotate-keys': expectOneKey,
  offboard: expectNoAccess,
};

/** Quick practice portals and a workspace as a job finds them. */
export async function workspaceFor(job: string): Promise<TestWorkspace> {
  const workspace = await createWorkspace({ mfa: false, delay: 0 });
  if (job === 'onboard') return workspace;
  const { code, stdout } = await workspace.run('run', 'onboard', '--customer', 'practice');
  expect(code, stdout).toBe(0);
  // The evidence of the onboarding has nothing to do with what comes.
  goBackTo(
    workspace,
    copyOf(workspace, (name) => name.startsWith('.keywright')),
  );
  return workspace;
}
