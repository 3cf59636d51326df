import { expect, test } from '@playwright/test';
import { JOBS, workspaceFor } from './jobs.ts';
import { recordMoments } from './moments.ts';
import { provenStates } from './proven.ts';
import { heldKeyLives } from './state-digest.ts';

test.describe.configure({ timeout: 3_600_000 });

for (const [job, expectInvariants] of Object.entries(JOBS)) {
  test(`${job}, continued from before and after each line of its journal, ends as it must`, async ({}, {
    annotations,
    project,
  }) => {
    const workspace = await workspaceFor(job);
    const proven = provenStates(project.outputDir, job);
    const { state } = workspace.practice.mspcfo;
    try {
      const dead: string[] = [];
      const moments = await recordMoments(workspace, job, ({ seq, when }) => {
        if (state.credentials !== undefined && !heldKeyLives(workspace)) dead.push(`${when} line ${seq}`);
      });
      expect(dead, 'when MSPCFO held a key that does not work').toEqual([]);
      await expectInvariants(workspace);
      for (const [n, state] of moments.states.entries()) {
        moments.goBack(state);
        const { code, stdout, stderr } = await workspace.run('run', job, '--customer', 'practice');
        const all = moments.all.filter((moment) => moment.state === state);
        console.log(
          `${job}, ${n + 1} of ${moments.states.length}: ${all.length} moments, the first ${all[0]!.when} ` +
            `line ${all[0]!.seq} (${moments.events[all[0]!.seq]!.type}): exit code ${code}`,
        );
        expect(code, state + stdout + stderr).toBe(0);
        await expectInvariants(workspace);
        proven.add(state);
        for (const { when } of all) annotations.push({ type: `${job}: moments gone on from`, description: when });
      }
    } finally {
      await workspace.end();
    }
  });
}
