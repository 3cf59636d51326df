import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 900_000 });

let workspace: TestWorkspace;
test.afterEach(async () => await workspace.end());

/** From now on the workspace's folder is another workspace, which knows nothing of the first. */
function moveHouse(): void {
  for (const name of ['runs', '.keywright']) rmSync(join(workspace.folder, name), { recursive: true });
}

const resultOf = (step: string) =>
  workspace.journal().find((line) => line.type === 'step.result' && line.step === step);

test("two workspaces at one API member never remove each other's keys", async () => {
  workspace = await createWorkspace({ mfa: false });
  const onboard = async () => {
    const { code, stdout, stderr } = await workspace.run('run', 'onboard', '--customer', 'practice');
    expect(code, stdout + stderr).toBe(0);
  };
  const { company } = workspace.practice.connectwise;
  const { state } = workspace.practice.mspcfo;
  const keys = () =>
    company.keys
      .filter(({ memberRecid }) =>
        company.members.some(({ recid, memberId }) => recid === memberRecid && memberId === 'MSPCFO'),
      )
      .map(({ publicKey }) => publicKey);
  await onboard();
  const first = state.credentials!.publicKey;

  moveHouse();
  await onboard();
  expect(keys()).toEqual([first]);
  expect(resultOf('key')).toMatchObject({
    outcome: 'already in place',
    actual: expect.stringContaining('was made by another Keywright workspace') as unknown,
  });

  // MSPCFO holds nothing now, so this workspace makes a key of its own, beside the other's.
  delete state.credentials;
  delete state.connection;
  await onboard();
  const second = state.credentials!.publicKey;
  expect(keys()).toEqual([first, second]);
  expect(resultOf('sweep')).toMatchObject({
    actual: `${second} is the only Keywright key; 1 made by another Keywright workspace was left alone.`,
    // The list is in the order of the descriptions, and those are random.
    details: {
      keys: expect.arrayContaining([
        expect.stringContaining(`${first} (made by another Keywright workspace, left alone)`),
        expect.stringMatching(`${second}$`),
      ]) as unknown,
    },
  });
});
