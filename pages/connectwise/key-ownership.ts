import type { Context, SealedKey } from '../../src/portal-sdk/index.ts';
import { sameName } from '../same-name.ts';
import { findMember } from './find-member.ts';
import { isManagedHere } from './key-tag.ts';
import { ApiKey } from './screens/api-key.ts';
import { Member } from './screens/member.ts';
import { type ListedKey, MemberKeys } from './screens/member-keys.ts';
import { Members } from './screens/members.ts';

interface MemberWithKeys {
  keys: ListedKey[];
  /** The list shows the member as inactive. */
  inactive: boolean;
}

const keysOf = (member: string) => `The list of the keys of ${member}`;

/** Which key the picture of a list marks. */
const managedIn = (ctx: Context) => (all: ListedKey[]) => all.find((key) => isManagedHere(ctx, key));

/**
 * Goes to a member's keys, from any screen.
 * @param isEvidence whether the list is to be evidence of what keys there are
 * @returns all keys, and whether the list shows the member as inactive; undefined if there is no such member
 */
export async function findMemberKeys(
  ctx: Context,
  member: string,
  isEvidence = true,
): Promise<MemberWithKeys | undefined> {
  return await ctx.reading(keysOf(member), async () => {
    const [found] = await findMember(ctx, member);
    if (found === undefined) return undefined;
    const keys = await new Member(ctx).readKeys(found.id, isEvidence ? managedIn(ctx) : undefined);
    return { keys, inactive: found.inactive };
  });
}

/** The keys of a member after a change to them: who reads this knows the way by now, so it is told in fewer gestures. */
export async function readBackMemberKeys(ctx: Context, member: string): Promise<ListedKey[] | undefined> {
  const read = await ctx.reading(keysOf(member), async (): Promise<MemberWithKeys | undefined> => {
    const list = new Members(ctx);
    const [found] = await list.find(member);
    if (found === undefined) return undefined;
    const { id, inactive } = found;
    const open = async () => await list.pressMember(id);
    return { keys: await new Member(ctx).readKeys(id, managedIn(ctx), open), inactive };
  });
  return read?.keys;
}

/** The keys of `findMemberKeys` alone. */
export async function readMemberKeys(
  ctx: Context,
  member: string,
  isEvidence = true,
): Promise<ListedKey[] | undefined> {
  return (await findMemberKeys(ctx, member, isEvidence))?.keys;
}

/** The escrow's sealed copies of this member's keys. */
export async function sealedOf(ctx: Context, member: string): Promise<SealedKey[]> {
  return (await ctx.escrow.list()).filter((sealed) => sameName(sealed.member, member));
}

/** Managed and unmanaged keys: managed ones carry a tag of this workspace, or the escrow holds their private key. */
export async function splitByOwner(
  ctx: Context,
  keys: ListedKey[],
): Promise<{ managed: ListedKey[]; unmanaged: ListedKey[] }> {
  const sealed = (await ctx.escrow.list()).map(({ publicKey }) => publicKey);
  const managed = keys.filter((key) => isManagedHere(ctx, key) || sealed.includes(key.publicKey));
  return { managed, unmanaged: keys.filter((key) => !managed.includes(key)) };
}

/**
 * Whether a key is known to be inactive: by its own screen, or by the list where it has none.
 * The list of the member's keys must be shown; the key may be, afterwards.
 */
export async function isKeyInactive(ctx: Context, publicKey: string): Promise<boolean> {
  const list = new MemberKeys(ctx);
  const isOpen = await list.openKey(publicKey);
  return (isOpen ? await new ApiKey(ctx).inactive() : await list.inactive(publicKey)) === true;
}

/**
 * The unmanaged keys that somebody may be using: all but inactive ones (PRODUCT.md D4).
 * The list of the member's keys must be shown.
 */
export async function unmanagedInUse(ctx: Context, member: string, keys: ListedKey[]): Promise<ListedKey[]> {
  const { unmanaged } = await splitByOwner(ctx, keys);
  const used: ListedKey[] = [];
  for (const [n, key] of unmanaged.entries()) {
    if (n > 0) await readMemberKeys(ctx, member);
    if (!(await isKeyInactive(ctx, key.publicKey))) used.push(key);
  }
  return used;
}

/** Deletes keys of a member. The list of the member's keys must be shown. */
export async function deleteKeys(ctx: Context, member: string, keys: ListedKey[]): Promise<void> {
  for (const { publicKey } of keys) {
    const list = new MemberKeys(ctx);
    const isOpen = await list.openKey(publicKey);
    if (!isOpen || !(await new ApiKey(ctx).remove(publicKey))) {
      if (isOpen) await readMemberKeys(ctx, member);
      await list.removeRow(publicKey);
    }
    // No source says which screen follows a deletion (PRODUCT.md D4), so start again from the list of members.
    await readMemberKeys(ctx, member);
  }
}
