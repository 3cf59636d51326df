import { z } from 'zod';
import { action, type Context, type Finding } from '../../../src/contract.ts';
import { lookAtKeys, named, removeKeys, sealedOf, sorted } from '../key-ownership.ts';

const input = z.strictObject({
  member: z.string().trim().min(1).max(15).describe('Member ID of the API member.'),
});
const output = z.strictObject({
  others: z.number().int().describe('How many keys of others the member has, which were left alone.'),
});

async function look(ctx: Context, { member }: z.output<typeof input>): Promise<Finding<z.output<typeof output>>> {
  const { ours, others } = await sorted(ctx, (await lookAtKeys(ctx, member)) ?? []);
  const sealed = await sealedOf(ctx, member);
  const facts = { ours: ours.map(named), 'others, left alone': others.map(named) };
  const left =
    others.length === 0
      ? ''
      : `; ${others.length} of others ${others.length === 1 ? 'is' : 'are'} left alone: ${others.map(named).join(', ')}`;
  if (ours.length === 0 && sealed.length === 0)
    return {
      state: 'satisfied',
      saw: `${member} has no key of ours${left}.`,
      output: { others: others.length },
      facts,
    };
  return {
    state: 'needed',
    saw:
      ours.length === 0
        ? `${member} has no key of ours, and the escrow still holds a sealed copy of one.`
        : `${member} has ${ours.length === 1 ? '1 key' : `${ours.length} keys`} of ours${left}.`,
    changes: [
      ...ours.map((key) => `remove the key ${key.publicKey} (${key.description})`),
      ...sealed.map((key) => `destroy the sealed copy of ${key.publicKey}`),
    ],
    facts,
  };
}

export const keysRemove = action({
  name: 'connectwise.keys.remove',
  title: 'Remove the keys of {member} that Keywright made',
  doc:
    'Removes all keys of the member that carry our mark (connectwise.md D4), and then destroys the sealed copies ' +
    'in the escrow. Keys without our mark are reported and left alone.',
  input,
  output,
  inspect: look,

  async perform(ctx, { member }) {
    const { ours } = await sorted(ctx, (await lookAtKeys(ctx, member)) ?? []);
    if (ours.length > 0) await removeKeys(ctx, member, ours);
    for (const { publicKey } of await sealedOf(ctx, member)) await ctx.escrow.destroy(publicKey);
  },
});
