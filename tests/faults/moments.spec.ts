import { expect, test } from '@playwright/test';
import { JOBS, rehearseFor } from './jobs.ts';
import { recordMoments } from './moments.ts';
import { provenStates } from './proven.ts';
import { heldKeyLives } from './state-digest.ts';

test.describe.configure({ timeout: 3_600_000 });

for (const [job, expectPromise] of Object.entries(JOBS)) {
  test(`${job}, gone on with from right before and right after each line of its journal, ends as promised`, async ({}, {
    annotations,
    project,
  }) => {
    const rehearsal = await rehearseFor(job);
    const proven = provenStates(project.outputDir, job);
    const { state } = rehearsal.practice.mspcfo;
    try {
      const dead: string[] = [];
      const moments = await recordMoments(rehearsal, job, ({ seq, when }) => {
        if (state.credentials !== undefined && !heldKeyLives(rehearsal)) dead.push(`${when} line ${seq}`);
      });
      expect(dead, 'when MSPCFO held a key that does not work').toEqual([]);
      await expectPromise(rehearsal);
      for (const [n, standing] of moments.standings.entries()) {
        moments.goBack(standing);
        const { code, stdout, stderr } = await rehearsal.run('run', job, '--customer', 'practice');
        const all = moments.all.filter((moment) => moment.standing === standing);
        console.log(
          `${job}, ${n + 1} of ${moments.standings.length}: ${all.length} moments, the first ${all[0]!.when} ` +
            `line ${all[0]!.seq} (${moments.events[all[0]!.seq]!.type}): exit code ${code}`,
        );
        expect(code, standing + stdout + stderr).toBe(0);
        await expectPromise(rehearsal);
        proven.add(standing);
        for (const { when } of all) annotations.push({ type: `${job}: moments gone on from`, description: when });
      }
    } finally {
      await rehearsal.end();
    }
  });
}
