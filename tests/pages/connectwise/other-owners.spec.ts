import { expect, test } from '@playwright/test';
import { keyEnsure } from '../../../pages/connectwise/actions/key-ensure.ts';
import { keysDelete } from '../../../pages/connectwise/actions/keys-delete.ts';
import { memberEnsure } from '../../../pages/connectwise/actions/member-ensure.ts';
import { roleEnsure } from '../../../pages/connectwise/actions/role-ensure.ts';
import { roleRemove } from '../../../pages/connectwise/actions/role-remove.ts';
import connectwise from '../../../pages/connectwise/portal.ts';
import type { SealedKey } from '../../../src/portal-sdk/index.ts';
import { addKey } from '../../../src/practice/connectwise/state.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { type AtConnectwise, atConnectwise } from '../../support/connectwise.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

let at: AtConnectwise;
test.beforeAll(async () => {
  at = await atConnectwise({ signedIn: true });
});
test.afterAll(async () => await at.end());

const memberOf = (id: string) => at.practice.connectwise.company.members.find(({ memberId }) => memberId === id)!;

test('the sealed copy of another member’s key stays when a member’s keys are removed', async () => {
  const { publicKey } = addKey(
    at.practice.connectwise.company,
    memberOf('Documentation').recid,
    'MSPCFO kw-0000aaaa',
  ).key;
  const sealed: SealedKey[] = [
    {
      portal: 'connectwise',
      kind: 'API key',
      label: 'ConnectWise private key',
      publicKey,
      description: 'MSPCFO kw-0000aaaa',
      member: 'Documentation',
      sealedAt: '2026-01-01T00:00:00.000Z',
    },
  ];
  const ctx = at.context({ list: async () => sealed, destroy: async () => Promise.reject(new Error('destroyed')) });
  expect(await keysDelete.inspect(ctx, { member: 'ChangeApproval' })).toMatchObject({
    state: 'satisfied',
    actual: 'The member ChangeApproval has no Keywright key.',
  });
  expect(await keysDelete.inspect(ctx, { member: 'Documentation' })).toMatchObject({
    state: 'needed',
    changes: [`remove the key ${publicKey} (MSPCFO kw-0000aaaa)`, `destroy the sealed copy of ${publicKey}`],
  });
});

test('the levels of a role are changed only if no other member has it', async () => {
  const levels = { System: { 'API Reports': { inquire: 'All' as const } } };
  const ctx = at.context();
  const found = await roleEnsure.inspect(ctx, { name: 'Technician', levels, member: 'MSPCFO' });
  expect(found).toMatchObject({ state: 'conflict', expected: 'a role that only MSPCFO has, or the wanted levels' });
  expect('actual' in found && found.actual).toContain('Documentation');
  expect('actual' in found && found.actual).not.toContain('inactive');
  // Inactive members lose nothing.
  expect(await roleEnsure.inspect(ctx, { name: 'Quoting Integration', levels, member: 'MSPCFO' })).toMatchObject({
    state: 'needed',
  });
});

test('a role that a member has is left for a person, who is told what to do and why', async () => {
  const levels = { System: { 'API Reports': { inquire: 'All' as const } } };
  expect(await roleRemove.inspect(at.context(), { name: 'Quoting Integration', levels })).toMatchObject({
    state: 'satisfied',
    output: { removed: false },
    left: [
      {
        what: 'delete the security role Quoting Integration',
        why: expect.stringMatching(/^it still belongs to .* \(inactive\)/) as unknown,
      },
    ],
  });
  const gone = await roleRemove.inspect(at.context(), { name: 'Nobody’s', levels });
  expect(gone).toEqual({
    state: 'satisfied',
    actual: 'There is no security role Nobody’s.',
    output: { removed: true },
  });
});

test('the account button of ConnectWise names the member who is signed in', async () => {
  expect(await connectwise.account(at.context())).toBe(at.practice.connectwise.company.users[0]!.username);
});

test('a member whose other keys somebody may be using gets no other role', async () => {
  const owner = memberOf('ChangeApproval');
  const ctx = at.context();
  const wish = { id: owner.memberId, name: owner.name, role: 'Technician' };
  expect(await memberEnsure.inspect(ctx, wish)).toMatchObject({ state: 'needed' });
  const { key } = addKey(at.practice.connectwise.company, owner.recid, 'Somebody’s tool');
  expect(await memberEnsure.inspect(ctx, wish)).toMatchObject({
    state: 'conflict',
    expected: 'none of those, because they would get the rights of the role Technician',
  });
  key.inactive = true;
  expect(await memberEnsure.inspect(ctx, wish)).toMatchObject({ state: 'needed' });
});

test('a sealed key is used again unless ConnectWise refuses it or it is inactive', async () => {
  const { key } = addKey(at.practice.connectwise.company, memberOf('Documentation').recid, 'MSPCFO kw-0000bbbb');
  const look = async (refusedAt?: string) => {
    const sealed: SealedKey[] = [
      {
        portal: 'connectwise',
        kind: 'API key',
        label: 'ConnectWise private key',
        publicKey: key.publicKey,
        description: key.description,
        member: 'Documentation',
        sealedAt: '2026-01-01T00:00:00.000Z',
        ...(refusedAt && { refusedAt }),
      },
    ];
    const privateKey = new Secret('Priv4tePriv4tePr', 'private key');
    return await keyEnsure.inspect(
      at.context({ list: async () => sealed, open: async () => privateKey }),
      keyEnsure.input.parse({ member: 'Documentation', description: 'MSPCFO' }),
    );
  };
  expect(await look()).toMatchObject({ state: 'satisfied', output: { publicKey: key.publicKey } });
  const replaced = {
    state: 'needed',
    changes: expect.arrayContaining([`remove the key ${key.publicKey} (${key.description})`]) as unknown,
  };
  expect(await look('2026-01-01T00:01:00.000Z')).toMatchObject(replaced);
  key.inactive = true;
  expect(await look()).toMatchObject(replaced);
});
