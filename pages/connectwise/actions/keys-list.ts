import { z } from 'zod';
import { action } from '../../../src/contract.ts';
import { lookAtKeys, named, sorted } from '../key-ownership.ts';

export const keysLook = action({
  name: 'connectwise.keys.look',
  title: 'See which keys {member} has',
  doc:
    "The member's tab API Keys (connectwise.md D4): which keys Keywright made, and which others did. Changes " +
    'nothing; a member that is missing has none.',
  input: z.strictObject({ member: z.string().trim().min(1).max(15).describe('Member ID of the API member.') }),
  output: z.strictObject({
    ours: z.array(z.string()).describe('Public keys of the keys that Keywright made.'),
    others: z.array(z.string()).describe('Public keys of all others.'),
  }),

  async inspect(ctx, { member }) {
    const keys = await lookAtKeys(ctx, member);
    const { ours, others } = await sorted(ctx, keys ?? []);
    const saw =
      keys === undefined
        ? `There is no API member ${member}.`
        : `${member} has ${ours.length === 1 ? '1 key' : `${ours.length} keys`} of ours and ${others.length} of others.`;
    return {
      state: 'satisfied',
      saw,
      output: { ours: ours.map(({ publicKey }) => publicKey), others: others.map(({ publicKey }) => publicKey) },
      facts: { ours: ours.map(named), others: others.map(named) },
    };
  },
});
