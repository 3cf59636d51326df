import { action, type Context, type Finding, secret } from 'keywright/portal';
import { z } from 'zod';
import { LoginTokens, type Token } from '../screens/login-tokens.ts';

const input = z.strictObject({
  name: z.string().min(1).max(60).describe('Name of the token; the tag of the run is added.'),
  current: z.string().optional().describe('The user name of the token that the receiver holds now.'),
});
const output = z.strictObject({
  publicKey: z.string().describe('The user name of the token.'),
  privateKey: secret().optional().describe('Its password. Left out if the receiver holds it already.'),
});

/** The tokens of that name that a run here has made. */
export const ownTokens = (ctx: Context, all: Token[], name: string): Token[] =>
  all.filter((token) => token.name.startsWith(`${name} kw-`) && ctx.isOurTag(token.name.slice(-8)));

async function look(
  ctx: Context,
  { name, current }: z.output<typeof input>,
): Promise<Finding<z.output<typeof output>>> {
  const own = ownTokens(ctx, await new LoginTokens(ctx).read(), name);
  const sealed = await ctx.escrow.list();
  const waiting = own.find(({ user }) => sealed.some(({ publicKey }) => publicKey === user));
  if (waiting !== undefined) {
    const privateKey = ctx.planning ? {} : { privateKey: await ctx.escrow.open(waiting.user) };
    return {
      state: 'satisfied',
      actual: `${waiting.user} waits in the escrow.`,
      output: { publicKey: waiting.user, ...privateKey },
    };
  }
  const held = own.find(({ user }) => user === current);
  if (held !== undefined)
    return { state: 'satisfied', actual: `${held.user} is there, and handed over.`, output: { publicKey: held.user } };
  const actual = own.length === 0 ? 'No token of Keywright is there.' : 'Nobody holds the password of any token.';
  return { state: 'needed', actual, changes: [`make the login token "${name}"`] };
}

export const tokenEnsure = action({
  name: 'mesh.token.ensure',
  title: 'Create the login token {name}',
  doc: 'My Account: one login token whose password is known, or handed over; seals a new one at once.',
  input,
  output,
  inspect: look,
  async perform(ctx, { name }) {
    await new LoginTokens(ctx).create(`${name} kw-${ctx.tag}`);
  },
  confirm: look,
});
