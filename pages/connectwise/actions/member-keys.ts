import type { Context } from '../../../src/contract.ts';
import { ApiKey } from '../screens/api-key.ts';
import { Member } from '../screens/member.ts';
import { MemberKeys, type ListedKey } from '../screens/member-keys.ts';
import { Members } from '../screens/members.ts';

/** Goes to a member's keys from wherever the browser is. @returns all of them; undefined where there is no such member */
export async function lookAtKeys(ctx: Context, member: string): Promise<ListedKey[] | undefined> {
  const list = new Members(ctx);
  await list.open();
  const [found] = await list.search(member);
  if (found === undefined) return undefined;
  await list.openMember(found.id);
  await new Member(ctx).openKeys(found.id);
  return await new MemberKeys(ctx).read();
}

/** Removes keys of the member whose list of keys is shown. */
export async function removeKeys(ctx: Context, member: string, keys: ListedKey[]): Promise<void> {
  for (const { publicKey } of keys) {
    await new MemberKeys(ctx).openKey(publicKey);
    await new ApiKey(ctx).remove(publicKey);
    // Where one lands after deleting is nowhere described (connectwise.md D4), so the way is begun anew.
    await lookAtKeys(ctx, member);
  }
}
