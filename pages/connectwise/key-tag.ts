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

/** A key as evidence, and whether it is left alone because it is unmanaged. */
export function describeKeyAndOwner(ctx: Context, key: ListedKey): string {
  if (isManagedHere(ctx, key)) return describeKey(key);
  const owner = hasTag(key) ? 'made by another Keywright workspace' : 'not ours';
  return `${describeKey(key)} (${owner}, left alone)`;
}
