import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse, stringify } from 'yaml';
import { rehearse, type Rehearsal } from './e2e/practice.ts';
import { recordMoments } from './faults/moments.ts';
import { expectOneKey } from './faults/promise.ts';
import { runHere } from './faults/run-here.ts';

test.describe.configure({ timeout: 600_000 });

interface Runbook {
  phases: { steps: { id: string; with?: Record<string, unknown> }[] }[];
}

/** The onboarding's hand-over of the key alone, for role and member that are there. The whole of it, and the other jobs, are for `npm run test:faults`. */
function handOver(folder: string): string {
  const onboard = parse(readFileSync('runbooks/onboard.yaml', 'utf8').replaceAll('steps.member.id', 'inputs.member')) as Runbook;
  const phases = onboard.phases.map((phase) => ({ ...phase, steps: phase.steps.filter(({ id }) => id !== 'role' && id !== 'member') })).filter(({ steps }) => steps.length > 0);
  const file = join(folder, 'hand-over.yaml');
  writeFileSync(file, stringify({ ...onboard, phases }));
  return file;
}

/** Role and member as an onboarding makes them. */
function makeRoleAndMember({ practice }: Rehearsal): void {
  const { company } = practice.connectwise;
  const role = { recid: company.nextRecid++, name: 'MSPCFO', type: 'Member' as const, updated: '2026-01-05T10:00:00Z', updatedBy: 'Setup', levels: { 'System/API Reports': { add: 'None' as const, edit: 'None' as const, delete: 'None' as const, inquire: 'All' as const } } };
  company.roles.push(role);
  company.members.push({ ...company.members.find(({ license }) => license === 'API')!, recid: company.nextRecid++, memberId: 'MSPCFO', name: 'MSPCFO', roleRecid: role.recid, inactive: false });
}

test('killed at any moment of the hand-over of the key, a plain run ends with one key that MSPCFO holds and that works', async () => {
  const rehearsal = await rehearse({ mfa: false, delay: 0 });
  try {
    makeRoleAndMember(rehearsal);
    const job = handOver(rehearsal.folder);
    const moments = await recordMoments(rehearsal, job);
    await expectOneKey(rehearsal);
    const { standings, all, events } = moments;
    // The recorded run itself has gone on from the first, and nothing is left to be done in the last.
    const between = standings.slice(1, -1);
    const begins = between.map((standing) => all.find((moment) => moment.standing === standing)!).map(({ seq, when }) => `${when} ${events[seq]!.type} of ${(events[seq] as { step?: string }).step}`);
    expect(begins).toEqual(['before secret.read of key', 'before escrow.sealed of key', 'before gesture.end of credentials']);
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
});
