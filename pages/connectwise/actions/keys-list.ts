import { z } from 'zod';
import { action } from '../../../src/portal-sdk/index.ts';
import { lookAtKeys, named, sorted } from '../key-ownership.ts';

export const keysList = action({
  name: 'connectwise.keys.list',
  title: 'See which keys {member} has',
  doc:
    "The member's tab API Keys (PRODUCT.md D4): which keys Keywright made, and which others did. Changes " +
    'nothing; a member that is missing has none.',
  input: z.strictObject({ member: z.string().trim().min(1).max(15).describe('Member ID of the API member.') }),
  output: z.strictObject({
    managed: z.array(z.string()).describe('Public keys of the keys that Keywright made.'),
    unmanaged: z.array(z.string()).describe('Public keys of all others.'),
  }),

  async inspect(ctx, { member }) {
    const keys = await lookAtKeys(ctx, member);
    const { managed, unmanaged } = await sorted(ctx, keys ?? []);
    const actual =
      keys === undefined
        ? `There is no API member ${member}.`
        : `${member} has ${managed.length === 1 ? '1 key' : `${managed.length} keys`} of ours and ${unmanaged.length} of others.`;
    return {
      state: 'satisfied',
      actual,
      output: {
        managed: managed.map(({ publicKey }) => publicKey),
        unmanaged: unmanaged.map(({ publicKey }) => publicKey),
      },
      details: { managed: managed.map(named), unmanaged: unmanaged.map(named) },
    };
  },
});
