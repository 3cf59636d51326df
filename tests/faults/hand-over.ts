import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { PracticeOptions } from '../../src/practice/testing/start.ts';
import { addRoleAndMember } from '../support/onboarded.ts';
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
  addRoleAndMember(workspace.practice.connectwise.company);
  return { workspace, job: writeRunbook(workspace.folder) };
}
