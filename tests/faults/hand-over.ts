import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { PracticeOptions } from '../../src/practice/testing/start.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

interface Runbook {
  phases: { steps: { id: string }[] }[];
}

/** Writes the onboarding's hand-over of the key as a runbook of its own. @returns its path */
function writeRunbook(folder: string): string {
  const onboard = parse(
    readFileSync('runbooks/onboard.yaml', 'utf8').replaceAll('steps.member.id', 'inputs.member'),
  ) as Runbook;
  const phases = onboard.phases
    .map((phase) => ({ ...phase, steps: phase.steps.filter(({ id }) => id !== 'role' && id !== 'member') }))
    .filter(({ steps }) => steps.length > 0);
  const file = join(folder, 'hand-over.yaml');
  writeFileSync(file, stringify({ ...onboard, phases }));
  return file;
}

/**
 * Quick practice portals where role and member are as an onboarding makes them, and a job that does the rest: makes the
 * key and hands it over.
 */
export async function createHandOver(
  options: PracticeOptions = {},
): Promise<{ workspace: TestWorkspace; job: string }> {
  const workspace = await createWorkspace({ mfa: false, delay: 0, ...options });
  const { company } = workspace.practice.connectwise;
  const role = {
    recid: company.nextRecid++,
    name: 'MSPCFO',
    type: 'Member' as const,
    updated: '2026-01-05T10:00:00Z',
    updatedBy: 'Setup',
    levels: {
      'System/API Reports': {
        add: 'None' as const,
        edit: 'None' as const,
        delete: 'None' as const,
        inquire: 'All' as const,
      },
    },
  };
  company.roles.push(role);
  company.members.push({
    ...company.members.find(({ license }) => license === 'API')!,
    recid: company.nextRecid++,
    memberId: 'MSPCFO',
    name: 'MSPCFO',
    roleRecid: role.recid,
    inactive: false,
  });
  return { workspace, job: writeRunbook(workspace.folder) };
}
