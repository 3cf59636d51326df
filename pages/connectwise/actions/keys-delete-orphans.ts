import { z } from 'zod';
import { action, type Context, type Finding } from '../../../src/portal-sdk/index.ts';
import { deleteKeys, readMemberKeys, sealedOf } from '../key-ownership.ts';
import { describeKeyAndOwner, isManagedHere, otherMaker, removal } from '../key-tag.ts';
import { memberId, receiverName } from './inputs.ts';

const input = z.strictObject({
  member: memberId.describe('Member ID of the API member.'),
  keep: z.string().min(1).describe('The public key to keep: the one that the receiver holds.'),
  receiver: receiverName,
});
const output = z.strictObject({ keys: z.number().int().describe('How many managed keys the member has.') });

async function look(
  ctx: Context,
  { member, keep, receiver }: z.output<typeof input>,
): Promise<Finding<z.output<typeof output>>> {
  const keys = (await readMemberKeys(ctx, member)) ?? [];
  const managed = keys.filter((key) => isManagedHere(ctx, key));
  const unmanaged = keys.filter((key) => !managed.includes(key) && key.publicKey !== keep);
  const details = { keys: keys.map((key) => describeKeyAndOwner(ctx, key)) };
  if (!keys.some(({ publicKey }) => publicKey === keep))
    return {
      state: 'conflict',
      actual: `no key ${keep} among the keys of ${member}`,
      expected: `the key that ${receiver} holds`,
      hint: 'Run again: it looks first, and makes a new pair where none is held.',
      details,
    };
  const spare = managed.filter(({ publicKey }) => publicKey !== keep);
  const sealed = await sealedOf(ctx, member);
  if (spare.length > 0 || sealed.length > 0) {
    return {
      state: 'needed',
      actual:
        spare.length > 0
          ? `The member ${member} has ${spare.length} ${spare.length === 1 ? 'Keywright key that is' : 'Keywright keys that are'} not in use.`
          : 'The escrow still holds a sealed copy.',
      changes: [...spare.map(removal), ...sealed.map((key) => `destroy the sealed copy of ${key.publicKey}`)],
      details,
    };
  }
  const only =
    managed.length > 0
      ? `${keep} is the only Keywright key`
      : `${keep} was not made by Keywright and stays; there is no Keywright key`;
  const makers = unmanaged.map((key) => otherMaker(ctx, key));
  const left = [...new Set(makers)].sort().map((maker) => {
    const count = makers.filter((one) => one === maker).length;
    const whose = maker === undefined ? 'from elsewhere' : `made by ${maker}`;
    return `; ${count} ${whose} ${count === 1 ? 'was' : 'were'} left alone`;
  });
  return {
    state: 'satisfied',
    actual: `${only}${left.join('')}.`,
    output: { keys: managed.length },
    details,
    access: { account: member, keys: keys.map(({ publicKey }) => publicKey) },
  };
}

export const keysDeleteOrphans = action({
  name: 'connectwise.keys.delete-orphans',
  title: 'Delete orphaned keys of earlier attempts',
  doc:
    "Deletes the member's managed keys except the one to keep, and then the escrow's sealed copies. Unmanaged keys, " +
    'and those of other Keywright workspaces, are reported and left alone.',
  input,
  output,
  inspect: look,

  async perform(ctx, { member, keep }) {
    const keys = (await readMemberKeys(ctx, member)) ?? [];
    await deleteKeys(
      ctx,
      member,
      keys.filter((key) => isManagedHere(ctx, key) && key.publicKey !== keep),
    );
    const live = keys.map(({ publicKey }) => publicKey);
    for (const { publicKey } of await sealedOf(ctx, member))
      if (
        publicKey === keep ||
        !live.includes(publicKey) ||
        keys.some((key) => isManagedHere(ctx, key) && key.publicKey === publicKey)
      )
        await ctx.escrow.destroy(publicKey);
  },
});
