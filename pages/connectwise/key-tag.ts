import type { Context } from '../../src/portal-sdk/index.ts';
import type { ListedKey } from './screens/member-keys.ts';

/** What Keywright puts at the end of the description of each key that it makes: `kw-` and the run's tag. */
const TAG = /(?:^|\s)kw-([0-9a-z]{8})$/;

/** The description of a new key: the one from the runbook, and the tag that makes it a managed key. */
export const taggedDescription = (description: string, tag: string): string => `${description} kw-${tag}`;

const tagOf = ({ description }: ListedKey): string | undefined => TAG.exec(description.trim())?.[1];

/** Whether Keywright made a key, in this workspace or in another. */
export const hasTag = (key: ListedKey): boolean => tagOf(key) !== undefined;

/** Whether a run of this workspace made a key. All other keys are left alone. */
export function isManagedHere(ctx: Context, key: ListedKey): boolean {
  const tag = tagOf(key);
  return tag !== undefined && ctx.isOurTag(tag);
}

/** A key as evidence: `description: public key`. */
export const describeKey = ({ description, publicKey }: ListedKey): string => `${description}: ${publicKey}`;

/** What will be done with a key that goes, in a plan. */
export const removal = ({ description, publicKey }: ListedKey): string =>
  `remove the key ${publicKey} (${description})`;

/** Who made a key that is not managed here; undefined if it was not Keywright. */
export function otherMaker(ctx: Context, key: ListedKey): string | undefined {
  const tag = tagOf(key);
  if (tag === undefined) return undefined;
  const customer = ctx.madeFor(tag);
  return customer === undefined ? 'another Keywright workspace' : `this workspace for customer ${customer}`;
}

/** A key as evidence, and whether it is left alone because it is unmanaged. */
export function describeKeyAndOwner(ctx: Context, key: ListedKey): string {
  if (isManagedHere(ctx, key)) return describeKey(key);
  const maker = otherMaker(ctx, key);
  return `${describeKey(key)} (${maker === undefined ? 'not ours' : `made by ${maker}`}, left alone)`;
}

/** Keys from elsewhere that are in the way, each with who made it. */
export const describeForeign = (ctx: Context, keys: readonly ListedKey[]): string =>
  keys
    .map((key) => {
      const maker = otherMaker(ctx, key);
      return maker === undefined ? describeKey(key) : `${describeKey(key)} (made by ${maker})`;
    })
    .join(', ');

/** What to do about keys from elsewhere. One that Keywright made may be in use wherever it was handed to. */
export function adviceOn(ctx: Context, keys: readonly ListedKey[]): string {
  const customers = [...new Set(keys.flatMap((key) => ctx.madeFor(tagOf(key) ?? '') ?? []))];
  if (customers.length > 0)
    return (
      `Customer ${customers.join(', ')} of this workspace is an entry for the same tenant, and its keys are in use: ` +
      `work with that entry, or run ${ctx.job('offboard')} for it first.`
    );
  return keys.some(hasTag)
    ? 'Another Keywright workspace made a key of these, and whoever got it may be using it: run ' +
        `${ctx.job('offboard')} there first.`
    : 'Find their owner before you remove them. If nobody needs them, delete them or make them inactive in ConnectWise.';
}
