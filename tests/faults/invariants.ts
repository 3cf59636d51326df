import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import { ONE_OF_EACH, type TestWorkspace } from '../support/test-workspace.ts';
import { heldKeyLives } from './state-digest.ts';

const sealed = (folder: string) => {
  const escrow = join(folder, '.keywright', 'escrow', 'practice');
  return existsSync(escrow) ? readdirSync(escrow) : [];
};

/** Nothing of a run is left but its evidence, which is whole but for the line that a kill may have torn. */
function expectOnlyEvidence(workspace: TestWorkspace): void {
  expect(sealed(workspace.folder), 'the escrow').toEqual([]);
  expect(readdirSync(join(workspace.folder, 'temp')), 'temporary files').toEqual([]);
  workspace.expectNoSecret();
  for (const folder of workspace.runs()) {
    const journal = readFileSync(join(folder, 'journal.jsonl'), 'utf8');
    if (journal !== '')
      expect(checkChain(journal.slice(0, journal.lastIndexOf('\n') + 1)), folder).toHaveProperty('head');
    expect(existsSync(join(folder, 'run.json')), `${folder} is complete`).toBe(true);
  }
}

/**
 * No key lost, none doubled: one role, one member, one live key, MSPCFO holding it and it working, nothing of it
 * anywhere else.
 */
export async function expectOneKey(workspace: TestWorkspace): Promise<void> {
  expect(workspace.inventory()).toEqual(ONE_OF_EACH);
  expect(heldKeyLives(workspace), 'MSPCFO holds both halves of the live key').toBe(true);
  const { connectwise, mspcfo } = workspace.practice;
  const { publicKey, privateKey } = mspcfo.state.credentials!;
  const answer = await fetch(`${connectwise.url}/v4_6_release/apis/3.0/system/reports`, {
    headers: {
      clientId: connectwise.clientId,
      authorization: `Basic ${btoa(`${connectwise.companyId}+${publicKey}:${privateKey}`)}`,
    },
  });
  expect(answer.status, 'what ConnectWise says to the key').toBe(200);
  expectOnlyEvidence(workspace);
}

/** After an offboarding: MSPCFO holds nothing, there is no key, and no member that one could be made for. */
export function expectNoAccess(workspace: TestWorkspace): void {
  expect(workspace.inventory()).toMatchObject({ keys: 0, connected: false });
  expect(workspace.practice.mspcfo.state.credentials).toBeUndefined();
  expect(
    workspace.practice.connectwise.company.members.filter(
      ({ memberId, inactive }) => memberId === 'MSPCFO' && !inactive,
    ),
  ).toEqual([]);
  expectOnlyEvidence(workspace);
}
