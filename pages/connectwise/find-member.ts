import type { Context, Finding } from '../../src/portal-sdk/index.ts';
import type { Find } from '../screen/view.ts';
import { type ListedMember, Members } from './screens/members.ts';

/** More than one member of an id: only a person can tell which is meant. */
export const severalMembers = (id: string, { length }: readonly ListedMember[]): Finding<never> => ({
  state: 'conflict',
  actual: `${length} members ${id}`,
  expected: 'one',
  hint: 'Look at the list in ConnectWise, and give another `member` as input.',
});

/**
 * Looks an API member up in the list, and opens the record of the first one of this id, from any screen.
 * @param evidence what the record is to be evidence of, if of anything, and which of its fields carries it; and the
 *   list, where that proves the same
 * @returns what the list says of all that have this id
 */
export async function findMember(
  ctx: Context,
  id: string,
  evidence?: { proves: string; spot: Find; inList?: boolean },
): Promise<ListedMember[]> {
  return await ctx.reading(`The API member ${id}`, async () => {
    const list = new Members(ctx);
    const found = await list.find(id, evidence?.inList === true ? evidence.proves : undefined);
    if (found.length > 0) await list.openMember(found[0]!.id, evidence);
    return found;
  });
}
