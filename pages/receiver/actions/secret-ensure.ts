import { z } from 'zod';
import {
  type Action,
  action,
  type Context,
  type Finding,
  ScreenProblem,
  type SealedKey,
  secret,
} from '../../../src/portal-sdk/index.ts';
import { isHeldAs, type Made, type Maker, taggedName } from '../maker.ts';
import { Secrets } from '../screens/secrets.ts';

export const nameOfSecret = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .describe('Its name in the portal. The mark of the run is added, by which it is found again.');

const input = z.strictObject({
  name: nameOfSecret,
  current: z.string().optional().describe('The public half, or the name, of the one that the receiver holds now.'),
});
const output = z.strictObject({
  publicKey: z.string().describe('Its public half; without one, its name.'),
  privateKey: secret().optional().describe('The secret. Left out if the receiver holds it already.'),
});
type Output = z.output<typeof output>;

const isGood = ({ damaged, refusedAt }: SealedKey): boolean => damaged === undefined && refusedAt === undefined;

/** The sealed copy of a secret that is still there. */
const sealedFor = (made: Made, sealed: readonly SealedKey[]): SealedKey | undefined =>
  sealed.find(({ description }) => description === made.name);

async function useSealed(ctx: Context, { publicKey, description }: SealedKey): Promise<Finding<Output>> {
  const opened = ctx.planning ? {} : { privateKey: await ctx.escrow.open(publicKey) };
  return {
    state: 'satisfied',
    actual: `${description} is there, and its secret is in the escrow.`,
    output: { publicKey, ...opened },
  };
}

async function look(maker: Maker, ctx: Context, { name, current }: z.output<typeof input>): Promise<Finding<Output>> {
  const own = await new Secrets(maker, ctx).own(name);
  const sealed = (await ctx.escrow.list()).filter(isGood);
  const waiting = own.map((made) => sealedFor(made, sealed)).find((one) => one !== undefined);
  const held = own.find((made) => current !== undefined && isHeldAs(made, current));
  // One that the receiver holds already waits no more: its hand-over was only not finished.
  if (held !== undefined && (waiting === undefined || waiting.publicKey === current))
    return {
      state: 'satisfied',
      actual: `${held.name} is there, and handed over.`,
      output: { publicKey: current! },
    };
  if (waiting !== undefined) return await useSealed(ctx, waiting);
  const lost = own.filter((made) => made !== held);
  const { title, delete: deletes } = maker.makes;
  return {
    state: 'needed',
    actual:
      lost.length === 0
        ? `There is no ${title} "${name}" of Keywright.`
        : `Nobody has the secret of ${lost.map((made) => made.name).join(', ')}: it was lost before it was kept.`,
    changes: [
      ...(deletes === undefined ? [] : lost.map((made) => `remove ${made.name}`)),
      // A plan has no tag yet.
      `make one ${title} "${taggedName(name, ctx.planning ? 'xxxxxxxx' : ctx.tag)}"`,
    ],
  };
}

const leftOver = (title: string, name: string): ScreenProblem =>
  new ScreenProblem({
    screen: title,
    expected: `to find what deletes ${name}, whose secret was lost`,
    actual: 'no such button in its row, or several',
    hint: `Delete it by hand, and correct \`delete\` in the portal's page. Then run again.`,
    retry: false,
  });

export const secretEnsure = (maker: Maker): Action => {
  const { name: portal, title, makes } = maker;
  return action({
    name: `${portal}.secret.ensure`,
    title: `Make the ${makes.title} {name} in ${title}`,
    doc:
      `Makes sure that ${title} has one ${makes.title} of this name whose secret is known or handed over. Makes one and ` +
      'seals it at once, where none is; deletes what was made and whose secret was lost.',
    input,
    output,
    inspect: async (ctx, wish) => await look(maker, ctx, wish),

    async perform(ctx, { name, current }) {
      const screen = new Secrets(maker, ctx);
      const own = await screen.own(name);
      const lost = own.filter((made) => current === undefined || !isHeldAs(made, current));
      const wanted = taggedName(name, ctx.tag);
      for (const made of lost) {
        if (await screen.remove(made)) await screen.own(name);
        // Made by this very run, and lost: there can be no second one of its name.
        else if (made.name === wanted) throw leftOver(title, made.name);
      }
      await screen.create(wanted);
    },

    async confirm(ctx, wish) {
      const own = await new Secrets(maker, ctx).own(wish.name);
      const made = own.find(({ tag }) => tag === ctx.tag);
      const sealed = made && sealedFor(made, await ctx.escrow.list());
      if (sealed !== undefined) return await useSealed(ctx, sealed);
      return {
        state: 'needed',
        actual: made === undefined ? `No ${makes.title} was made.` : `The secret of ${made.name} was not kept.`,
        changes: [],
        ...(made !== undefined && { settled: true }),
      };
    },
  });
};
