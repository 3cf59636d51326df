import { expect, test } from '@playwright/test';
import { hasCertutil } from '../support/network/authority.ts';
import { NETWORKS } from '../support/network/networks.ts';
import { createWorkspace } from '../support/test-workspace.ts';
import { expectNoAccess, expectOneKey } from './invariants.ts';

test.describe.configure({ timeout: 900_000 });
test.skip(!hasCertutil, 'needs openssl and certutil');

for (const [network, open] of Object.entries(NETWORKS))
  test(`onboarding, a second run, a rotation and an offboarding end well behind ${network}`, async () => {
    const workspace = await createWorkspace({ mfa: false, delay: 0 });
    const stop = await open(workspace);
    try {
      for (const [job, outcome, holds] of [
        ['onboard', 'done', expectOneKey],
        ['onboard', 'nothing to do', expectOneKey],
        ['rotate-keys', 'done', expectOneKey],
        ['offboard', 'done', expectNoAccess],
      ] as const) {
        const { code, stdout, stderr } = await workspace.run('run', job, '--customer', 'practice', '--yes');
        expect(code, `${job}: ${stdout}${stderr}`).toBe(0);
        expect(workspace.journal().at(-1), job).toMatchObject({ type: 'run.end', outcome });
        await holds(workspace);
        const asked = workspace.journal().find((line) => line.type === 'step.result' && line.step === 'proof');
        if (job === 'onboard' && outcome === 'done') expect(asked, stdout).toMatchObject({ outcome: 'done' });
      }
    } finally {
      stop();
      await workspace.end();
    }
  });
