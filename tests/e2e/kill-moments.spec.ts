import { expect, test } from '@playwright/test';
import { rehearseHandOver } from '../faults/hand-over.ts';
import { recordMoments } from '../faults/moments.ts';
import { expectOneKey } from '../faults/invariants.ts';
import { runHere } from '../faults/run-here.ts';

test.describe.configure({ timeout: 600_000 });

// The whole onboarding, and the other jobs, are for `npm run test:faults`.
test(
  'killed at any moment of the hand-over of the key, a plain run ends with one key that MSPCFO holds and that ' +
    'works',
  async () => {
    const { rehearsal, job } = await rehearseHandOver();
    try {
      const moments = await recordMoments(rehearsal, job);
      await expectOneKey(rehearsal);
      const { standings, all, events } = moments;
      // The recorded run itself has gone on from the first, and nothing is left to be done in the last.
      const between = standings.slice(1, -1);
      const begins = between
        .map((standing) => all.find((moment) => moment.standing === standing)!)
        .map(({ seq, when }) => `${when} ${events[seq]!.type} of ${(events[seq] as { step?: string }).step}`);
      expect(begins).toEqual([
        'before secret.read of key',
        'before escrow.sealed of key',
        'before gesture.end of credentials',
      ]);
      for (const standing of between) {
        await test.step(standing, async () => {
          moments.goBack(standing);
          expect(await runHere(rehearsal, job, () => undefined), standing).toMatchObject({ outcome: 'done' });
          await expectOneKey(rehearsal);
        });
      }
    } finally {
      await rehearsal.end();
    }
  },
);
