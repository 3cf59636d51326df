import { z } from 'zod';
import { action, secret, type Context, type Finding } from '../../../src/portal-sdk/index.ts';
import { hasTag, isManagedHere, markedDescription, named } from '../key-tag.ts';
import { ApiKey } from '../screens/api-key.ts';
import { MemberKeys, type ListedKey } from '../screens/member-keys.ts';
import { lookAtKeys, lookAtMember, removeKeys, sorted } from '../key-ownership.ts';

const input = z.strictObject({
  member: z.string().trim().min(1).max(15).describe('Member ID of the API member.'),
  description: z
    .string()
    .trim()
    .min(1)
    .max(30)
    .describe(
      'Description of the key. Keywright adds its mark ("kw-" and the run\'s tag), by which it knows its own ' +
        'keys later.',
    ),
  current: z
    .strictObject({
      publicKey: z.string().optional().describe('The public key that the receiving portal holds now, if any.'),
      connection: z
        .enum(['works', 'fails', 'unknown'])
        .optional()
        .describe('What the receiving portal says of its connection.'),
    })
    .default({})
    .describe('What the receiving portal holds now: a key of ours that works is kept.'),
  renew: z
    .boolean()
    .default(false)
    .describe(
      'Rotation: makes a new pair although the receiving portal holds a key of ours; that one stays until it ' +
        'holds the new one. A hand-over that was begun and not finished is finished instead.',
    ),
});
type Input = z.output<typeof input>;

const output = z.strictObject({
  publicKey: z.string().describe('The public key of the pair to be used.'),
  privateKey: secret().optional().describe('The private key; left out where the receiving portal holds it already.'),
});

type Found = Finding<z.output<typeof output>>;

/**
 * The key that a sealed private half belongs to, if it is live and was not refused; the newest one. With a description,
 * one that was sealed with it.
 */
async function sealedAndLive(ctx: Context, keys: ListedKey[], marked?: string): Promise<ListedKey | undefined> {
  const sealed = (await ctx.escrow.list())
    .filter(
      ({ damaged, refusedAt, description }) =>
        (damaged ?? refusedAt) === undefined && (marked === undefined || description === marked),
    )
    .map(({ publicKey }) => publicKey);
  return [...keys]
    .sort((a, b) => sealed.indexOf(b.publicKey) - sealed.indexOf(a.publicKey))
    .find(({ publicKey }) => sealed.includes(publicKey));
}

async function useSealed(ctx: Context, key: ListedKey, more = ''): Promise<Found> {
  const actual =
    `The key ${key.publicKey} (${key.description}) is there, and its private half lies sealed in the ` +
    `escrow.${more}`;
  // A plan opens nothing.
  return {
    state: 'satisfied',
    actual,
    output: { publicKey: key.publicKey, ...(ctx.planning ? {} : { privateKey: await ctx.escrow.open(key.publicKey) }) },
  };
}

/**
 * What stands in the way of a rotation: it renews a key of ours that the receiving portal holds, and is no way to begin
 * or to take over.
 */
function nothingToRenew(
  { member, current }: Input,
  kept: ListedKey | undefined,
  sealed: ListedKey | undefined,
): Found | undefined {
  if (current.publicKey !== undefined && kept === undefined) {
    return {
      state: 'conflict',
      actual: `the key ${current.publicKey}, which is not among the live keys that Keywright made for ${member}`,
      expected: 'the receiving portal to hold a key of ours, which can be renewed',
      hint:
        'Check the input `member`. If it is right, run onboard instead: it makes a pair and enters it in place of ' +
        'that key.',
    };
  }
  if (kept !== undefined || sealed !== undefined) return undefined;
  return {
    state: 'conflict',
    actual: 'that it holds none',
    expected: 'the receiving portal to hold a key of ours, which can be renewed',
    hint: 'Run onboard first: it makes the keys and enters them.',
  };
}

/** Why a new pair is needed. */
function need({ member, current, renew }: Input, kept: ListedKey | undefined, managed: ListedKey[]): string {
  if (kept !== undefined)
    return (
      `The receiving portal holds ${kept.publicKey} ` +
      `(${kept.description})${current.connection === 'fails' ? ', and its connection does not work' : ''}${renew ? '; it is to be renewed' : ''}.`
    );
  return managed.length === 0
    ? `${member} has no key of ours.`
    : `${member} has ${managed.length} of our keys, and nobody has private halves of them that work.`;
}

/** Whether a key is inactive, which its own screen alone tells; the list of keys is shown again afterwards. */
async function isInactive(ctx: Context, member: string, { publicKey }: ListedKey): Promise<boolean> {
  await new MemberKeys(ctx).openKey(publicKey);
  const inactive = (await new ApiKey(ctx).inactive()) === true;
  await lookAtKeys(ctx, member);
  return inactive;
}

async function look(ctx: Context, wish: Input): Promise<Found> {
  const { member, description, renew } = wish;
  const found = await lookAtMember(ctx, member);
  if (found === undefined)
    return {
      state: 'conflict',
      actual: `no API member ${member}`,
      expected: 'the member whose key is wanted',
      hint:
        'Check the input `member` (each runbook has its own in the customers file). If it is right, run onboard ' +
        'first: it creates the member.',
    };
  if (found.inactive)
    return {
      state: 'conflict',
      actual: `the API member ${member} is inactive, so no key of it works`,
      expected: 'an active member',
      hint: 'Run onboard: it makes the member active again.',
    };
  const { keys } = found;
  const sealedKeys = (await ctx.escrow.list()).map(({ publicKey }) => publicKey);
  const { managed } = await sorted(ctx, keys);
  // One that another workspace made and handed over is as good as ours.
  const kept = keys.find((key) => key.publicKey === wish.current.publicKey && (hasTag(key) || managed.includes(key)));
  // Where the receiving portal says nothing, somebody may have made the key inactive unnoticed.
  const untold = wish.current.connection === 'unknown' ? kept : undefined;
  const dead = untold !== undefined && (await isInactive(ctx, member, untold));
  const current: Input['current'] = { ...wish.current, ...(dead && { connection: 'fails' }) };
  const input = { ...wish, current };
  // Where the receiving portal says nothing, a sealed copy means that nobody has proven yet that it holds the private
  // half.
  if (
    !renew &&
    kept !== undefined &&
    (current.connection === 'works' || (current.connection !== 'fails' && !sealedKeys.includes(kept.publicKey)))
  ) {
    return {
      state: 'satisfied',
      actual:
        `The key ${kept.publicKey} (${kept.description}) is ` +
        `${managed.includes(kept) ? 'ours' : 'one that another Keywright workspace made'}, live, and held by the ` +
        `receiving portal${current.connection === 'works' ? ', whose connection works' : ''}.`,
      output: { publicKey: kept.publicKey },
    };
  }
  const waiting = await sealedAndLive(ctx, keys);
  const sealed =
    waiting !== undefined && !(waiting === untold ? dead : await isInactive(ctx, member, waiting))
      ? waiting
      : undefined;
  const missing = renew ? nothingToRenew(input, kept, sealed) : undefined;
  if (missing !== undefined) return missing;
  // A key that the receiving portal holds and that does not work there is made anew.
  if (sealed !== undefined && !(sealed.publicKey === current.publicKey && current.connection === 'fails'))
    return await useSealed(
      ctx,
      sealed,
      renew ? ' Its hand-over was begun earlier and is finished now; for another new pair run again afterwards.' : '',
    );
  const lost = managed.filter((key) => key !== kept);
  return {
    state: 'needed',
    actual: need(input, kept, managed),
    changes: [
      ...lost.map((key) => `remove the key ${key.publicKey} (${key.description})`),
      `create one key "${markedDescription(description, 'xxxxxxxx')}"`,
      ...(kept === undefined || !managed.includes(kept)
        ? []
        : [`remove the key ${kept.publicKey} (${kept.description}) once the new one is held`]),
    ],
    details: { keys: keys.map((key) => named(ctx, key)) },
  };
}

export const keyEnsure = action({
  name: 'connectwise.key.ensure',
  title: 'Create one pair of API keys for {member}',
  doc:
    "The member's tab API Keys: one pair of keys that somebody has the private half of (PRODUCT.md D4). Uses " +
    'what the receiving portal or the escrow holds; else removes our own leftovers, makes one pair, and seals its ' +
    'private half before anything else happens.',
  input,
  output,
  inspect: look,

  async perform(ctx, { member, description, current }) {
    const keys = await new MemberKeys(ctx).read();
    // What the receiving portal holds stays until it holds the new one; the sweep removes it then.
    await removeKeys(
      ctx,
      member,
      keys.filter((key) => isManagedHere(ctx, key) && key.publicKey !== current.publicKey),
    );
    await new MemberKeys(ctx).pressPlus();
    const screen = new ApiKey(ctx);
    const marked = markedDescription(description, ctx.tag);
    await screen.typeDescription(marked);
    await screen.saveAndSeal(marked, member);
  },

  async confirm(ctx, { member, description }) {
    const keys = (await lookAtKeys(ctx, member)) ?? [];
    const made = keys.filter((one) => isManagedHere(ctx, one));
    const marked = markedDescription(description, ctx.tag);
    const arrived = made.some((one) => one.description === marked);
    const key = await sealedAndLive(ctx, keys, marked);
    const details = { keys: keys.map((one) => named(ctx, one)) };
    if (key === undefined)
      return {
        state: 'needed',
        actual:
          made.length === 0
            ? `${member} has no key of ours.`
            : 'There is a key of ours whose private half was not sealed.',
        changes: [],
        details,
        ...(arrived && { settled: true }),
      };
    return { ...(await useSealed(ctx, key)), details };
  },
});
