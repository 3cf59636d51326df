import { expect, test } from '@playwright/test';
import { createHandOver } from '../faults/hand-over.ts';
import { recordMoments } from '../faults/moments.ts';
import { expectOneKey } from '../faults/invariants.ts';
import { runHere } from '../faults/run-here.ts';

test.describe.configure({ timeout: 600_000 });

// The whole onboarding, and the other jobs, are for `npm run test:faults`.
test('whenever the key hand-over is killed, the next run ends with one working key', async () => {
  const { workspace, job } = await createHandOver();
  try {
    const moments = await recordMoments(workspace, job);
    await expectOneKey(workspace);
    const { states, all, events } = moments;
    // The recorded run itself has gone on from the first, and nothing is left to be done in the last.
    const between = states.slice(1, -1);
    const begins = between
      .map((state) => all.find((moment) => moment.state === state)!)
      .map(({ seq, when }) => `${when} ${events[seq]!.type} of ${(events[seq] as { step?: string }).step}`);
    expect(begins).toEqual([
      'before secret.read of key',
      'before escrow.sealed of key',
      'before gesture.end of credentials',
    ]);
    for (const state of between) {
      await test.step(state, async () => {
        moments.goBack(state);
        expect(await runHere(workspace, job, () => undefined), state).toMatchObject({ outcome: 'done' });
        await expectOneKey(workspace);
      });
    }
  } finally {
    await workspace.end();
  }
});
