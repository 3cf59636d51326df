import type { Context } from '../../src/portal-sdk/index.ts';
import { Members, type ListedMember } from './screens/members.ts';

/**
 * Looks an API member up in the list, and opens the record of the first one of this id, from any screen.
 * @param proves what the list is evidence of, if of anything
 * @returns what the list says of all that have this id
 */
export async function findMember(ctx: Context, id: string, proves?: string): Promise<ListedMember[]> {
  return await ctx.reading(`The API member ${id}`, async () => {
    const list = new Members(ctx);
    await list.open();
    const found = await list.search(id, proves);
    if (found.length > 0) await list.openMember(found[0]!.id);
    return found;
  });
}
