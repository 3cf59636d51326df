import type { Context } from '../../src/portal-sdk/index.ts';
import type { ListedKey } from './screens/member-keys.ts';

/** What Keywright puts at the end of the description of each key that it makes: `kw-` and the run's tag. */
const MARK = /(?:^|\s)kw-([0-9a-z]{8})$/;

/** The description of a new key: what the runbook says, and the mark by which we know it as ours. */
export const markedDescription = (description: string, tag: string): string => `${description} kw-${tag}`;

const tagOf = ({ description }: ListedKey): string | undefined => MARK.exec(description.trim())?.[1];

/** Whether a Keywright made a key, be it of this workspace or of another. */
export const hasTag = (key: ListedKey): boolean => tagOf(key) !== undefined;

/** Whether a run of this workspace made a key. Others' keys are never touched. */
export function isManagedHere(ctx: Context, key: ListedKey): boolean {
  const tag = tagOf(key);
  return tag !== undefined && ctx.isOurTag(tag);
}

/** A key as evidence, with what becomes of others'. */
export function named(ctx: Context, key: ListedKey): string {
  const whose = isManagedHere(ctx, key)
    ? ''
    : hasTag(key)
      ? ' (made by another Keywright workspace, left alone)'
      : ' (not ours, left alone)';
  return `${key.description}: ${key.publicKey}${whose}`;
}
