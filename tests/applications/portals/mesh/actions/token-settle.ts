import { action, type Context } from 'keywright/portal';
import { z } from 'zod';
import { LoginTokens } from '../screens/login-tokens.ts';
import { ownTokens } from './token-ensure.ts';

const input = z.strictObject({
  name: z.string().min(1).describe('As in mesh.token.ensure.'),
  keep: z.string().describe('The user name of the token that the receiver holds.'),
});

async function orphans(ctx: Context, { name, keep }: z.output<typeof input>) {
  return ownTokens(ctx, await new LoginTokens(ctx).read(), name).filter(({ user }) => user !== keep);
}

export const tokenSettle = action({
  name: 'mesh.token.settle',
  title: 'Delete orphaned tokens of {name}',
  doc: 'Removes tokens of Keywright that nobody holds, and the sealed copy of the one that was handed over.',
  input,
  output: z.strictObject({}),
  async inspect(ctx, wish) {
    const left = await orphans(ctx, wish);
    const sealed = await ctx.escrow.list();
    if (left.length === 0 && sealed.length === 0)
      return { state: 'satisfied', actual: `${wish.keep} is the only one.`, output: {} };
    return {
      state: 'needed',
      actual: `${left.length} orphaned tokens, ${sealed.length} sealed copies.`,
      changes: [
        ...left.map(({ user }) => `remove ${user}`),
        ...sealed.map(({ publicKey }) => `destroy the sealed copy of ${publicKey}`),
      ],
    };
  },
  async perform(ctx, wish) {
    for (const token of await orphans(ctx, wish)) await new LoginTokens(ctx).remove(token);
    for (const { publicKey } of await ctx.escrow.list()) await ctx.escrow.destroy(publicKey);
  },
});
