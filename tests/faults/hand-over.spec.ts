import { expect, test } from '@playwright/test';
import { failAt } from '../../src/practice/testing/faults.ts';
import { expectClearStop } from './clear-stop.ts';
import { createHandOver } from './hand-over.ts';
import { expectOneKey } from './invariants.ts';
import { recordMoments } from './moments.ts';
import { runHere } from './run-here.ts';

test.describe.configure({ timeout: 600_000 });

test("a run stops if every new key's answer is lost, and the next run repairs it", async () => {
  let breaks = true;
  const { workspace, job } = await createHandOver({
    fault: (request) => (breaks && request === 'ApiKeys/SaveKey' ? 'cut-after' : undefined),
  });
  try {
    const first = await workspace.run('run', job, '--customer', 'practice');
    expect(first.code, first.stdout + first.stderr).toBe(1);
    expect(workspace.practice.log.filter(({ request }) => request === 'ApiKeys/SaveKey')).toHaveLength(2);
    expect(first.stdout).toContain(
      'Next:     There is a Keywright key whose private key was not sealed. Run again later',
    );
    expectClearStop(workspace.journal());
    breaks = false;
    const second = await workspace.run('run', job, '--customer', 'practice');
    expect(second.code, second.stdout + second.stderr).toBe(0);
    await expectOneKey(workspace);
  } finally {
    await workspace.end();
  }
});

test('a record that somebody else has open is retried once, from looking, at both portals', async () => {
  const { workspace, job } = await createHandOver({
    fault: failAt('locked', 'ApiKeys/SaveKey'),
    mspcfoFault: failAt('locked', 'credentials/save'),
  });
  try {
    const { code, stdout, stderr } = await workspace.run('run', job, '--customer', 'practice');
    expect(code, stdout + stderr).toBe(0);
    for (const request of ['ApiKeys/SaveKey', 'credentials/save'])
      expect(workspace.practice.log.filter((entry) => entry.request === request)).toHaveLength(2);
    await expectOneKey(workspace);
  } finally {
    await workspace.end();
  }
});

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
