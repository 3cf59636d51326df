import { z } from 'zod';
import { type Action, action, type Context, type Left, type SealedKey } from '../../../src/portal-sdk/index.ts';
import { isHeldAs, type Made, type Maker } from '../maker.ts';
import { Secrets } from '../screens/secrets.ts';
import { nameOfSecret } from './secret-ensure.ts';

const input = z.strictObject({
  name: nameOfSecret,
  keep: z.string().min(1).describe('The public half, or the name, of the one that the receiver holds.'),
});
type Input = z.output<typeof input>;

/** What nobody holds in the portal, and what is sealed of what was handed over or is gone. */
async function spare(
  maker: Maker,
  ctx: Context,
  { name, keep }: Input,
): Promise<{ made: Made[]; sealed: SealedKey[] }> {
  const made = (await new Secrets(maker, ctx).own(name)).filter((one) => !isHeldAs(one, keep));
  const own = (await ctx.escrow.list()).filter(({ description }) => description.slice(0, -' kw-'.length - 8) === name);
  return { made, sealed: own };
}

const onlyOr = (keep: string, made: readonly Made[]): string =>
  made.length === 0
    ? `${keep} is the only one.`
    : `There are ${made.length} that nobody holds: ${made.map(({ name }) => name).join(', ')}.`;

export const secretsDeleteOrphans = (maker: Maker): Action => {
  const { name: portal, title, makes } = maker;
  const told = ({ name }: Made): Left => ({
    what: `delete the ${makes.title} ${name} in ${title}`,
    why: 'nobody holds its secret, and Keywright finds no button for it',
  });
  /** What could not be deleted, by attempt. */
  const left = new WeakMap<Context, string[]>();
  return action({
    name: `${portal}.secrets.delete-orphans`,
    title: `Delete what nobody holds of {name} in ${title}`,
    doc:
      `Deletes each ${makes.title} of this name that a run of this workspace has made and nobody holds, and the sealed ` +
      'copy of the one that was handed over.',
    input,
    output: z.strictObject({}),

    async inspect(ctx, wish) {
      const { made, sealed } = await spare(maker, ctx, wish);
      if (sealed.length === 0 && (made.length === 0 || makes.delete === undefined))
        return {
          state: 'satisfied',
          actual: onlyOr(wish.keep, made),
          output: {},
          ...(made.length > 0 && { left: made.map(told) }),
        };
      return {
        state: 'needed',
        actual: `${onlyOr(wish.keep, made)} ${sealed.length} sealed.`,
        changes: [
          ...(makes.delete === undefined ? [] : made.map(({ name }) => `remove ${name}`)),
          ...sealed.map(({ description }) => `destroy the sealed copy of ${description}`),
        ],
      };
    },

    async perform(ctx, wish) {
      const screen = new Secrets(maker, ctx);
      const { made, sealed } = await spare(maker, ctx, wish);
      const kept: string[] = [];
      for (const one of made)
        if (await screen.remove(one)) await screen.own(wish.name);
        else kept.push(one.name);
      left.set(ctx, kept);
      for (const { publicKey } of sealed) await ctx.escrow.destroy(publicKey);
    },

    async confirm(ctx, wish) {
      const { made, sealed } = await spare(maker, ctx, wish);
      const known = made.every(({ name }) => left.get(ctx)?.includes(name));
      const actual = onlyOr(wish.keep, made);
      if (!known || sealed.length > 0) return { state: 'needed', actual, changes: [] };
      return { state: 'satisfied', actual, output: {}, ...(made.length > 0 && { left: made.map(told) }) };
    },
  });
};
