import { z } from 'zod';
import { action, type Context, type Finding } from '../../../src/portal-sdk/index.ts';
import { deleteKeys, readMemberKeys, sealedOf, splitByOwner } from '../key-ownership.ts';
import { describeKey, removal } from '../key-tag.ts';
import { memberId } from './inputs.ts';

const input = z.strictObject({
  member: memberId.describe('Member ID of the API member.'),
});
const output = z.strictObject({
  unmanaged: z.number().int().describe('How many unmanaged keys the member has. They were left alone.'),
});

async function look(ctx: Context, { member }: z.output<typeof input>): Promise<Finding<z.output<typeof output>>> {
  const { managed, unmanaged } = await splitByOwner(ctx, (await readMemberKeys(ctx, member)) ?? []);
  const sealed = await sealedOf(ctx, member);
  const details = { managed: managed.map(describeKey), 'others, left alone': unmanaged.map(describeKey) };
  const left =
    unmanaged.length === 0
      ? ''
      : `; ${unmanaged.length} from elsewhere ${unmanaged.length === 1 ? 'is' : 'are'} left alone: ` +
        unmanaged.map(describeKey).join(', ');
  if (managed.length === 0 && sealed.length === 0)
    return {
      state: 'satisfied',
      actual: `The member ${member} has no Keywright key${left}.`,
      output: { unmanaged: unmanaged.length },
      details,
      access: { account: member, keys: unmanaged.map(({ publicKey }) => publicKey) },
    };
  return {
    state: 'needed',
    actual:
      managed.length === 0
        ? `The member ${member} has no Keywright key; the escrow still holds a sealed copy of one.`
        : `The member ${member} has ${managed.length} Keywright ${managed.length === 1 ? 'key' : 'keys'}${left}.`,
    changes: [...managed.map(removal), ...sealed.map((key) => `destroy the sealed copy of ${key.publicKey}`)],
    details,
  };
}

export const keysDelete = action({
  name: 'connectwise.keys.delete',
  title: 'Delete the keys of {member} that Keywright made',
  doc:
    "Deletes all managed keys of the member (PRODUCT.md D4), and then the escrow's sealed copies. Unmanaged keys are " +
    'reported and left alone.',
  input,
  output,
  deletes: true,
  inspect: look,

  async perform(ctx, { member }) {
    const { managed } = await splitByOwner(ctx, (await readMemberKeys(ctx, member)) ?? []);
    if (managed.length > 0) await deleteKeys(ctx, member, managed);
    for (const { publicKey } of await sealedOf(ctx, member)) await ctx.escrow.destroy(publicKey);
  },
});
