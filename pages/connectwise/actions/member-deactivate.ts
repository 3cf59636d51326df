import { z } from 'zod';
import { action, type Context, type Details, type Finding } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { findMember, severalMembers } from '../find-member.ts';
import { readMemberKeys, unmanagedInUse } from '../key-ownership.ts';
import { adviceOn, describeForeign } from '../key-tag.ts';
import { labels } from '../labels.ts';
import { inactiveBox, Member } from '../screens/member.ts';
import { memberId } from './inputs.ts';

const input = z.strictObject({
  id: memberId.describe('Member ID.'),
  name: z.string().trim().min(1).max(30).describe('Member Name. A member with another name is left alone.'),
  role: z.string().trim().min(1).max(30).describe('Role ID. A member with another role is left alone.'),
});
type Input = z.output<typeof input>;

const output = z.strictObject({ exists: z.boolean().describe('Whether the member exists.') });
type Found = Finding<z.output<typeof output>>;

const inactiveAlready = (id: string, details?: Details): Found => ({
  state: 'satisfied',
  actual: `The API member ${id} is inactive.`,
  output: { exists: true },
  ...(details && { details }),
  access: { account: id, active: false },
});

/** Opens the record of the member, unless the list shows that there is none or that it is inactive. */
async function openActive(
  ctx: Context,
  id: string,
): Promise<{ is: Awaited<ReturnType<Member['read']>>; inactive: boolean } | Found> {
  const proves = `Whether the API member ${id} is inactive`;
  const found = await findMember(ctx, id, { proves, spot: inactiveBox, inList: true });
  if (found.length === 0)
    return { state: 'satisfied', actual: `There is no API member ${id}.`, output: { exists: false } };
  if (found.length > 1) return severalMembers(id, found);
  if (found[0]!.inactive) return inactiveAlready(found[0]!.id);
  const record = new Member(ctx);
  const is = await record.read();
  // The list may not show whether a member is inactive.
  return { is, inactive: (await record.inactive()) === true };
}

async function look(ctx: Context, { id, name, role }: Input): Promise<Found> {
  const member = await openActive(ctx, id);
  if ('state' in member) return member;
  const { is, inactive } = member;
  if (inactive) return inactiveAlready(is.id, is);
  const wanted = { name, role };
  const other = (['name', 'role'] as const)
    .filter((field) => !sameName(is[field], wanted[field]))
    .map((field) => `${labels.member[field][0]} ${is[field] || 'nothing'} instead of ${wanted[field]}`);
  if (other.length > 0) {
    return {
      state: 'conflict',
      actual: `the API member ${is.id} with ${other.join(' and ')}`,
      expected: "the member that this runbook's inputs describe: it may be somebody else's",
      details: is,
      hint:
        'Check the input `member`. If it is the right one, give its name and role as `memberName` and `role`, and ' +
        'run again.',
    };
  }
  const used = await unmanagedInUse(ctx, is.id, (await readMemberKeys(ctx, is.id, false)) ?? []);
  if (used.length > 0) {
    return {
      state: 'conflict',
      actual:
        `${used.length === 1 ? 'a live key' : `${used.length} live keys`} of ${is.id} from elsewhere: ` +
        describeForeign(ctx, used),
      expected: 'no key in use by others, because an inactive member makes all of its keys fail',
      details: is,
      hint: `${adviceOn(ctx, used)} Then run again: it looks first and continues from what is there.`,
    };
  }
  return {
    state: 'needed',
    actual: `The API member ${is.id} (${is.name}) is active.`,
    changes: ['Inactive: no → yes'],
    details: is,
  };
}

export const memberDeactivate = action({
  name: 'connectwise.member.deactivate',
  title: 'Deactivate the API member {id}',
  doc:
    'System > Members > API Members: checks Inactive and saves (PRODUCT.md D1 to D3). Leaves a member alone that has ' +
    'another name or role, or unmanaged keys that are in use.',
  input,
  output,
  deletes: true,
  inspect: look,

  async perform(ctx, { id }) {
    const member = await openActive(ctx, id);
    if ('state' in member) return;
    const record = new Member(ctx);
    await record.setInactive(member.is.id, true);
    await record.save(member.is.id, /activ/i);
  },

  async confirm(ctx, wish) {
    const member = await openActive(ctx, wish.id);
    if ('state' in member) return member;
    const { is, inactive } = member;
    return inactive
      ? inactiveAlready(is.id, is)
      : { state: 'needed', actual: `The API member ${is.id} is still active.`, changes: [], details: is };
  },
});
