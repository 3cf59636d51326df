import { z } from 'zod';
import { action } from '../../../src/portal-sdk/index.ts';
import { readMemberKeys, splitByOwner } from '../key-ownership.ts';
import { describeKey } from '../key-tag.ts';
import { memberId } from './inputs.ts';

const count = (keys: unknown[]) => (keys.length === 1 ? '1 key' : `${keys.length} keys`);

export const keysList = action({
  name: 'connectwise.keys.list',
  title: 'Check which keys {member} has',
  doc:
    "The member's tab API Keys (PRODUCT.md D4): lists the managed and the unmanaged keys, and changes nothing. " +
    'A member that does not exist has none.',
  input: z.strictObject({ member: memberId.describe('Member ID of the API member.') }),
  output: z.strictObject({
    managed: z
      .array(z.string())
      .describe('Public keys of the managed keys: those that Keywright made in this workspace.'),
    unmanaged: z.array(z.string()).describe('Public keys of all other keys.'),
  }),

  async inspect(ctx, { member }) {
    const keys = await readMemberKeys(ctx, member);
    const { managed, unmanaged } = await splitByOwner(ctx, keys ?? []);
    const actual =
      keys === undefined
        ? `There is no API member ${member}.`
        : `The member ${member} has ${count(managed)} that Keywright made and ${unmanaged.length} from elsewhere.`;
    return {
      state: 'satisfied',
      actual,
      output: {
        managed: managed.map(({ publicKey }) => publicKey),
        unmanaged: unmanaged.map(({ publicKey }) => publicKey),
      },
      details: { managed: managed.map(describeKey), unmanaged: unmanaged.map(describeKey) },
      ...(keys && { access: { account: member, keys: keys.map(({ publicKey }) => publicKey) } }),
    };
  },
});
