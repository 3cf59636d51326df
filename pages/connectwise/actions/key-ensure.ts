import { z } from 'zod';
import { action, type Context, type Finding, secret } from '../../../src/portal-sdk/index.ts';
import {
  deleteKeys,
  findMemberKeys,
  isKeyInactive,
  readBackMemberKeys,
  readMemberKeys,
  splitByOwner,
} from '../key-ownership.ts';
import { describeKeyAndOwner, hasTag, isManagedHere, otherMaker, removal, taggedDescription } from '../key-tag.ts';
import { ApiKey } from '../screens/api-key.ts';
import { type ListedKey, MemberKeys } from '../screens/member-keys.ts';
import { memberId, receiverName } from './inputs.ts';

const input = z.strictObject({
  member: memberId.describe('Member ID of the API member.'),
  description: z
    .string()
    .trim()
    .min(1)
    .max(30)
    .describe(
      'Description of the key. Keywright adds "kw-" and the tag of the run, so that it knows which keys it made.',
    ),
  current: z
    .strictObject({
      publicKey: z.string().optional().describe('The public key that the receiver holds now, if any.'),
      connection: z.enum(['works', 'fails', 'unknown']).optional().describe('What it says about its connection.'),
    })
    .default({})
    .describe('What the receiver of the key holds now. A managed key that works is kept.'),
  receiver: receiverName,
  renew: z
    .boolean()
    .default(false)
    .describe(
      'true: rotates the keys. Makes a new pair even if the receiver holds a managed key, which stays until it holds ' +
        'the new one. An unfinished hand-over is finished instead.',
    ),
});
type Input = z.output<typeof input>;

const output = z.strictObject({
  publicKey: z.string().describe('The public key of the pair to use.'),
  privateKey: secret().optional().describe('The private key. Left out if the receiver already holds it.'),
});

type Found = Finding<z.output<typeof output>>;

/**
 * The newest live key whose private key the escrow holds and ConnectWise has not refused.
 * @param description only a key that was sealed with this description
 */
async function sealedAndLive(ctx: Context, keys: ListedKey[], wanted?: string): Promise<ListedKey | undefined> {
  const sealed = (await ctx.escrow.list())
    .filter(
      ({ damaged, refusedAt, description }) =>
        (damaged ?? refusedAt) === undefined && (wanted === undefined || description === wanted),
    )
    .map(({ publicKey }) => publicKey);
  return [...keys]
    .sort((a, b) => sealed.indexOf(b.publicKey) - sealed.indexOf(a.publicKey))
    .find(({ publicKey }) => sealed.includes(publicKey));
}

async function useSealed(ctx: Context, key: ListedKey, more = ''): Promise<Found> {
  const actual = `Key ${key.publicKey} (${key.description}) was created; its private key was sealed in the escrow.${more}`;
  // A plan opens nothing.
  return {
    state: 'satisfied',
    actual,
    output: { publicKey: key.publicKey, ...(ctx.planning ? {} : { privateKey: await ctx.escrow.open(key.publicKey) }) },
  };
}

/** Why a rotation is impossible: it renews a managed key that the receiver holds, and nothing else. */
function nothingToRenew(
  onboard: string,
  { member, current, receiver }: Input,
  kept: ListedKey | undefined,
  sealed: ListedKey | undefined,
): Found | undefined {
  if (current.publicKey !== undefined && kept === undefined) {
    return {
      state: 'conflict',
      actual: `the key ${current.publicKey}, which is not among the live keys that Keywright made for ${member}`,
      expected: `a key in ${receiver} that Keywright made, to replace`,
      hint:
        `Check the input \`member\`. If it is right, run ${onboard} instead: it makes a pair and enters it in place of ` +
        'that key.',
    };
  }
  if (kept !== undefined || sealed !== undefined) return undefined;
  return {
    state: 'conflict',
    actual: `no key in ${receiver}`,
    expected: `a key in ${receiver} that Keywright made, to replace`,
    hint: `Run ${onboard} first: it makes the keys and enters them.`,
  };
}

/** Why a new pair is needed. */
function reasonForNewPair(
  { member, current, renew, receiver }: Input,
  kept: ListedKey | undefined,
  managed: ListedKey[],
): string {
  if (kept !== undefined)
    return [
      `${receiver} holds ${kept.publicKey} (${kept.description})`,
      current.connection === 'fails' ? ', and its connection does not work' : '',
      renew ? '; it will be replaced' : '',
      '.',
    ].join('');
  return managed.length === 0
    ? `The member ${member} has no Keywright key.`
    : `The member ${member} has ${managed.length} Keywright keys, and none of their private keys is known and works.`;
}

/** Opens a key to see whether it is inactive, and goes back to the list of keys. */
async function isInactive(ctx: Context, member: string, { publicKey }: ListedKey): Promise<boolean> {
  const inactive = await isKeyInactive(ctx, publicKey);
  await readMemberKeys(ctx, member);
  return inactive;
}

/** Why no key can be made for this member. */
function unusable(onboard: string, member: string, found: { inactive: boolean } | undefined): Found | undefined {
  if (found === undefined)
    return {
      state: 'conflict',
      actual: `no API member ${member}`,
      expected: 'the member whose key is wanted',
      hint:
        `Check the input \`member\` (each runbook has its own in the customers file). If it is right, run ${onboard} ` +
        'first: it creates the member.',
    };
  if (found.inactive)
    return {
      state: 'conflict',
      actual: `the API member ${member} is inactive, so no key of it works`,
      expected: 'an active member',
      hint: `Run ${onboard}: it makes the member active again.`,
    };
  return undefined;
}

/** What the receiver holds, if it is managed, live, and works as far as anybody knows. */
async function alreadyHeld(
  ctx: Context,
  { current, renew, receiver }: Input,
  kept: ListedKey | undefined,
  managed: ListedKey[],
): Promise<Found | undefined> {
  if (renew || kept === undefined) return undefined;
  // If the portal says nothing, a sealed copy means that nobody has proven that it holds the private key.
  const sealed = (await ctx.escrow.list()).some(({ publicKey }) => publicKey === kept.publicKey);
  if (current.connection !== 'works' && (current.connection === 'fails' || sealed)) return undefined;
  return {
    state: 'satisfied',
    actual:
      `Key ${kept.publicKey} (${kept.description}) was made by ` +
      `${(managed.includes(kept) ? undefined : otherMaker(ctx, kept)) ?? 'Keywright'}, is active, and ${receiver} ` +
      `${current.connection === 'works' ? 'is connected with it' : 'holds it'}.`,
    output: { publicKey: kept.publicKey },
  };
}

async function look(ctx: Context, wish: Input): Promise<Found> {
  const { member, description, renew } = wish;
  const found = await findMemberKeys(ctx, member);
  const problem = unusable(ctx.job('onboard'), member, found);
  if (found === undefined || problem !== undefined) return problem!;
  const { keys } = found;
  const { managed } = await splitByOwner(ctx, keys);
  // A key that another workspace made and handed over counts, too.
  const kept = keys.find((key) => key.publicKey === wish.current.publicKey && (hasTag(key) || managed.includes(key)));
  // If the receiver says nothing about its connection, somebody may have made the key inactive.
  const untold = wish.current.connection === 'unknown' ? kept : undefined;
  const dead = untold !== undefined && (await isInactive(ctx, member, untold));
  const current: Input['current'] = { ...wish.current, ...(dead && { connection: 'fails' }) };
  const input = { ...wish, current };
  const held = await alreadyHeld(ctx, input, kept, managed);
  if (held !== undefined) return held;
  const waiting = await sealedAndLive(ctx, keys);
  const sealed =
    waiting !== undefined && !(waiting === untold ? dead : await isInactive(ctx, member, waiting))
      ? waiting
      : undefined;
  const missing = renew ? nothingToRenew(ctx.job('onboard'), input, kept, sealed) : undefined;
  if (missing !== undefined) return missing;
  // A key that the receiver holds and that does not work there is replaced.
  if (sealed !== undefined && !(sealed.publicKey === current.publicKey && current.connection === 'fails'))
    return await useSealed(
      ctx,
      sealed,
      renew ? ' Its hand-over was begun earlier and is finished now; for another new pair run again afterwards.' : '',
    );
  const lost = managed.filter((key) => key !== kept);
  return {
    state: 'needed',
    actual: reasonForNewPair(input, kept, managed),
    changes: [
      ...lost.map(removal),
      // A plan has no tag yet.
      `create one key "${taggedDescription(description, ctx.planning ? 'xxxxxxxx' : ctx.tag)}"`,
    ],
    details: { keys: keys.map((key) => describeKeyAndOwner(ctx, key)) },
  };
}

export const keyEnsure = action({
  name: 'connectwise.key.ensure',
  title: 'Create one pair of API keys for {member}',
  doc:
    "The member's tab API Keys (PRODUCT.md D4): makes sure that the member has one pair of keys whose private key is " +
    'known. Uses the pair that the receiver or the escrow holds. Otherwise deletes managed keys that nobody ' +
    'holds, makes one pair, and seals its private key before anything else happens.',
  input,
  output,
  deletes: ({ renew }) => renew === true,
  inspect: look,

  async perform(ctx, { member, description, current }) {
    const keys = (await readMemberKeys(ctx, member)) ?? [];
    // The key that the receiver holds stays until it holds the new one.
    await deleteKeys(
      ctx,
      member,
      keys.filter((key) => isManagedHere(ctx, key) && key.publicKey !== current.publicKey),
    );
    const box = await new MemberKeys(ctx).pressPlus();
    const screen = new ApiKey(ctx);
    const tagged = taggedDescription(description, ctx.tag);
    await screen.typeDescription(box, tagged);
    await screen.saveAndSeal(tagged, member, box);
  },

  async confirm(ctx, { member, description }) {
    const keys = (await readBackMemberKeys(ctx, member)) ?? [];
    const made = keys.filter((one) => isManagedHere(ctx, one));
    const tagged = taggedDescription(description, ctx.tag);
    const arrived = made.some((one) => one.description === tagged);
    const key = await sealedAndLive(ctx, keys, tagged);
    const details = { keys: keys.map((one) => describeKeyAndOwner(ctx, one)) };
    if (key === undefined)
      return {
        state: 'needed',
        actual:
          made.length === 0
            ? `The member ${member} has no Keywright key.`
            : 'There is a Keywright key whose private key was not sealed.',
        changes: [],
        details,
        ...(arrived && { settled: true }),
      };
    return { ...(await useSealed(ctx, key)), details };
  },
});
