import type { Context, SealedKey } from '../../src/portal-sdk/index.ts';
import { sameName } from '../same-name.ts';
import { isManagedHere } from './key-tag.ts';
import { ApiKey } from './screens/api-key.ts';
import { Member } from './screens/member.ts';
import { MemberKeys, type ListedKey } from './screens/member-keys.ts';
import { Members } from './screens/members.ts';

/**
 * Goes to a member's keys from wherever the browser is.
 * @returns all of them, and whether the list shows the member as inactive; undefined where there is no such member
 */
export async function lookAtMember(
  ctx: Context,
  member: string,
): Promise<{ keys: ListedKey[]; inactive: boolean } | undefined> {
  const list = new Members(ctx);
  await list.open();
  const [found] = await list.search(member);
  if (found === undefined) return undefined;
  await list.openMember(found.id);
  await new Member(ctx).openKeys(found.id);
  return { keys: await new MemberKeys(ctx).read(), inactive: found.inactive };
}

/** The keys alone. */
export async function lookAtKeys(ctx: Context, member: string): Promise<ListedKey[] | undefined> {
  return (await lookAtMember(ctx, member))?.keys;
}

/** What lies sealed of a member's keys: copies of other members' keys are theirs. */
export async function sealedOf(ctx: Context, member: string): Promise<SealedKey[]> {
  return (await ctx.escrow.list()).filter((sealed) => sameName(sealed.member, member));
}

/** Our keys and others' of a list: ours carry our mark, or lie sealed in the escrow. */
export async function sorted(
  ctx: Context,
  keys: ListedKey[],
): Promise<{ managed: ListedKey[]; unmanaged: ListedKey[] }> {
  const sealed = (await ctx.escrow.list()).map(({ publicKey }) => publicKey);
  const managed = keys.filter((key) => isManagedHere(ctx, key) || sealed.includes(key.publicKey));
  return { managed, unmanaged: keys.filter((key) => !managed.includes(key)) };
}

/**
 * Keys of others that somebody may be using, of the member whose list of keys is shown: all but those that are inactive
 * (PRODUCT.md D4).
 */
export async function unmanagedInUse(ctx: Context, member: string, keys: ListedKey[]): Promise<ListedKey[]> {
  const { unmanaged } = await sorted(ctx, keys);
  const used: ListedKey[] = [];
  for (const [n, key] of unmanaged.entries()) {
    if (n > 0) await lookAtKeys(ctx, member);
    await new MemberKeys(ctx).openKey(key.publicKey);
    if ((await new ApiKey(ctx).inactive()) !== true) used.push(key);
  }
  return used;
}

/** Removes keys of the member whose list of keys is shown. */
export async function removeKeys(ctx: Context, member: string, keys: ListedKey[]): Promise<void> {
  for (const { publicKey } of keys) {
    await new MemberKeys(ctx).openKey(publicKey);
    if (!(await new ApiKey(ctx).remove(publicKey))) {
      await lookAtKeys(ctx, member);
      await new MemberKeys(ctx).removeRow(publicKey);
    }
    // Where one lands after deleting is nowhere described (PRODUCT.md D4), so the way is begun anew.
    await lookAtKeys(ctx, member);
  }
}

/** Keys as evidence. */
export const named = ({ description, publicKey }: ListedKey): string => `${description}: ${publicKey}`;
