import { z } from 'zod';
import {
  action,
  type Context,
  type Finding,
  type Portal,
  type Secret,
  secret,
} from '../../../../../src/portal-sdk/index.ts';

/**
 * The smallest portal that makes keys, shows the private half of each once, and holds one: the hand-over of a real
 * onboarding in three steps, each on one small page.
 */
const signIn = action({
  name: 'stub.sign-in',
  title: 'Sign in to the stub',
  doc: 'Nobody needs to.',
  input: z.strictObject({}),
  output: z.strictObject({}),
  inspect: async () => ({ state: 'satisfied', actual: 'Signed in.', output: {} }),
  perform: async () => undefined,
});

interface Keys {
  live: string[];
  ours: string[];
  held: string | undefined;
}

const read = async (ctx: Context): Promise<Keys> =>
  await ctx.reading(
    'The list of keys',
    async () => await ctx.gesture('Read the keys', async () => await keysOn(ctx), { reads: true }),
  );

async function keysOn(ctx: Context): Promise<Keys> {
  await ctx.page.goto(ctx.url.href);
  const rows = (await ctx.page.locator('#keys li').allInnerTexts()).map((row) => row.split(' '));
  const held = await ctx.page.locator('#held').innerText();
  return {
    live: rows.map(([publicKey]) => publicKey!),
    ours: rows.filter(([, tag]) => ctx.isOurTag(tag!)).map(([publicKey]) => publicKey!),
    held: held === '' ? undefined : held,
  };
}

/** Presses a button that saves, and waits for the page that comes. */
async function press(ctx: Context, name: string): Promise<void> {
  const button = ctx.page.getByRole('button', { name, exact: true });
  await ctx.touches(button);
  await button.click();
}

const remove = async (ctx: Context, keys: string[]): Promise<void> => {
  for (const key of keys)
    await ctx.gesture(`Delete the key ${key}`, async () => await press(ctx, `Delete ${key}`), { kind: 'commit' });
};

type Made = Finding<{ publicKey: string; privateKey?: Secret | undefined }>;

async function lookForKey(ctx: Context): Promise<Made> {
  const { live, ours, held } = await read(ctx);
  const sealed = (await ctx.escrow.list()).findLast((one) => live.includes(one.publicKey) && !one.damaged);
  if (sealed !== undefined) {
    const { publicKey } = sealed;
    const privateKey = await ctx.escrow.open(publicKey);
    return { state: 'satisfied', actual: `${publicKey} is sealed.`, output: { publicKey, privateKey } };
  }
  if (held !== undefined && ours.includes(held))
    return { state: 'satisfied', actual: `${held} is held.`, output: { publicKey: held } };
  return { state: 'needed', actual: 'No key that is known.', changes: ['create one key'], settled: true };
}

const keyEnsure = action({
  name: 'stub.key.ensure',
  title: 'Make one key',
  doc: 'Uses the sealed key, or the one that is held; else makes one and seals it.',
  input: z.strictObject({}),
  output: z.strictObject({ publicKey: z.string(), privateKey: secret().optional() }),
  inspect: lookForKey,
  async perform(ctx) {
    const { ours, held } = await read(ctx);
    await remove(
      ctx,
      ours.filter((key) => key !== held),
    );
    await ctx.gesture('Type the description', async () => await ctx.page.locator('#tag').fill(ctx.tag), {
      kind: 'edit',
    });
    await ctx.gesture(
      'Press New, and keep the private key',
      async () => {
        await press(ctx, 'New');
        const publicKey = await ctx.page.locator('#public').innerText();
        const privateKey = await ctx.takeSecret(ctx.page.locator('#private'), 'stub private key');
        await ctx.escrow.seal({ kind: 'key', publicKey, description: ctx.tag, member: 'stub', privateKey });
      },
      { kind: 'commit', reveals: true },
    );
  },
});

const keyEnter = action({
  name: 'stub.key.enter',
  title: 'Enter the key',
  doc: 'Enters the key where it is to be held.',
  input: z.strictObject({ publicKey: z.string(), privateKey: secret().optional() }),
  output: z.strictObject({}),
  async inspect(ctx, { publicKey, privateKey }) {
    const { held } = await read(ctx);
    return held === publicKey && privateKey === undefined
      ? { state: 'satisfied', actual: `${publicKey} is held.`, output: {} }
      : { state: 'needed', actual: `${held ?? 'Nothing'} is held.`, changes: [`enter ${publicKey}`] };
  },
  async perform(ctx, { publicKey, privateKey }) {
    await ctx.gesture(
      'Fill in both halves',
      async () => {
        await ctx.page.locator('#enter-public').fill(publicKey);
        if (privateKey !== undefined) await ctx.typeSecret(ctx.page.locator('#enter-private'), privateKey);
      },
      { kind: 'edit' },
    );
    await ctx.gesture('Press Enter Key', async () => await press(ctx, 'Enter Key'), { kind: 'commit' });
  },
  async confirm(ctx, { publicKey }) {
    const { held } = await read(ctx);
    return held === publicKey
      ? { state: 'satisfied', actual: `${publicKey} is held.`, output: {} }
      : { state: 'needed', actual: `${held ?? 'Nothing'} is held.`, changes: [], settled: true };
  },
});

const keysTidy = action({
  name: 'stub.keys.tidy',
  title: 'Delete what is not held',
  doc: 'Deletes our other keys, then the sealed copies.',
  input: z.strictObject({ keep: z.string() }),
  output: z.strictObject({}),
  async inspect(ctx, { keep }) {
    const { ours } = await read(ctx);
    const spare = ours.filter((key) => key !== keep);
    const sealed = await ctx.escrow.list();
    return spare.length + sealed.length === 0
      ? { state: 'satisfied', actual: 'Nothing is left over.', output: {} }
      : { state: 'needed', actual: `${spare.length} keys and ${sealed.length} copies.`, changes: ['tidy up'] };
  },
  async perform(ctx, { keep }) {
    const { ours } = await read(ctx);
    await remove(
      ctx,
      ours.filter((key) => key !== keep),
    );
    for (const { publicKey } of await ctx.escrow.list()) await ctx.escrow.destroy(publicKey);
  },
});

export default {
  name: 'stub',
  title: 'Stub',
  settings: z.object({}),
  secrets: {},
  signIn,
  hosts: () => [],
  actions: [keyEnsure, keyEnter, keysTidy],
} satisfies Portal;
