import { z } from 'zod';
import { action, type Context, type Finding } from '../../../src/portal-sdk/index.ts';
import { sameName } from '../../same-name.ts';
import { findMember, severalMembers } from '../find-member.ts';
import { readMemberKeys, unmanagedInUse } from '../key-ownership.ts';
import { adviceOn, describeForeign } from '../key-tag.ts';
import { labels } from '../labels.ts';
import { Member, type MemberField, type MemberValues, type OtherValues, roleBox } from '../screens/member.ts';
import { Members } from '../screens/members.ts';
import { memberId } from './inputs.ts';

const field = (what: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe(`${what} Left out: keeps the preset, or chooses the first entry if there is none (PRODUCT.md D2).`);

const input = z.strictObject({
  id: memberId.describe('Member ID, at most 15 characters: ConnectWise silently cuts longer ones (PRODUCT.md D2).'),
  name: z.string().trim().min(1).max(30).describe('Member Name, at most 30 characters.'),
  role: z.string().trim().min(1).max(30).describe('Role ID: the security role that the member gets.'),
  timeZone: field('Time Zone.'),
  level: field('Level, for example Corporate (Level 1).'),
  levelName: field('Name, one of those that the level offers.'),
  location: field('Location.'),
  businessUnit: field('Business Unit (in some tenants: Department).'),
  territory: field('Default Territory.'),
  fields: z
    .record(z.string().trim().min(1).max(100), z.string().trim().min(1).max(250))
    .optional()
    .describe(
      'Other fields of the form by their labels, which only some tenants have: `{ Default Calendar: Standard }`. Of ' +
        'fields that are required and not named anything valid is given (PRODUCT.md D2).',
    ),
});
type Input = z.output<typeof input>;

const output = z.strictObject({
  id: z.string().describe('The member ID as ConnectWise stored it.'),
});

/** The fields that differ from the input. Fields that the input leaves out may have any value. */
function drift(is: Record<MemberField, string>, others: OtherValues, wish: Input): string[] {
  const known = (Object.keys(is) as MemberField[]).map((name) => ({
    label: labels.member[name][0]!,
    value: is[name],
    wanted: (wish as MemberValues)[name],
  }));
  const other = Object.entries(wish.fields ?? {}).map(([label, wanted]) => ({ label, value: others[label]!, wanted }));
  return [...known, ...other]
    .filter(({ value, wanted }) => wanted !== undefined && !sameName(value, wanted))
    .map(({ label, value, wanted }) => `${label}: ${value || 'nothing'} → ${wanted}`);
}

/** What the fields of a new member are set to, as far as that is known before the form is open. */
function valuesToSet(wish: Input): string[] {
  const values = wish as MemberValues;
  const known = Object.entries(labels.member)
    .filter(([name]) => name !== 'id' && name !== 'inactive')
    .map(([name, [label]]) => {
      const value = values[name as MemberField];
      return `${label}: ${value ?? 'preset or first entry of the list, not known yet'}`;
    });
  const other = Object.entries(wish.fields ?? {}).map(([label, value]) => `${label}: ${value}`);
  return [...known, ...other, 'every other required field: something valid, not known yet'];
}

async function look(ctx: Context, wish: Input): Promise<Finding<z.output<typeof output>>> {
  const found = await findMember(ctx, wish.id, { proves: `API member ${wish.id} as stored`, spot: roleBox });
  if (found.length === 0)
    return {
      state: 'needed',
      actual: `There is no API member ${wish.id}.`,
      changes: [`create the API member ${wish.id}`, ...valuesToSet(wish)],
    };
  if (found.length > 1) return severalMembers(wish.id, found);
  const [member] = found;
  const record = new Member(ctx);
  const is = await record.read();
  const others = await record.readOthers(Object.keys(wish.fields ?? {}));
  // The list may not show whether a member is inactive.
  const inactive = member!.inactive || (await record.inactive()) === true;
  const otherRole = !sameName(is.role, wish.role);
  if (inactive || otherRole) {
    const inUse = await unmanagedInUse(ctx, is.id, (await readMemberKeys(ctx, is.id, false)) ?? []);
    if (inUse.length > 0) {
      return {
        state: 'conflict',
        actual:
          `the API member ${is.id}, ` +
          `${inactive ? 'inactive' : `with the role ${is.role || 'that somebody has deleted'}`}, with keys from ` +
          `elsewhere: ${describeForeign(ctx, inUse)}`,
        expected:
          'none of those, because they would ' +
          `${inactive ? 'work again together with the member' : `get the rights of the role ${wish.role}`}`,
        details: is,
        hint: `${adviceOn(ctx, inUse)} Or give another \`member\` as input. Then run again.`,
      };
    }
    await findMember(ctx, is.id);
  }
  const wrong = [...(inactive ? ['Inactive: yes → no'] : []), ...drift(is, others, wish)];
  if (wrong.length > 0)
    return {
      state: 'needed',
      actual: `The API member ${is.id} is there, ${inactive ? 'but inactive' : 'with other values'}.`,
      changes: wrong,
      details: is,
      access: { account: is.id, role: is.role, active: !inactive },
    };
  return {
    state: 'satisfied',
    actual: `The API member ${is.id} (${is.name}) has the role ${is.role}.`,
    output: { id: is.id },
    details: is,
    access: { account: is.id, role: is.role, active: true },
  };
}

export const memberEnsure = action({
  name: 'connectwise.member.ensure',
  title: 'Create the API member {id} with the role {role}',
  doc:
    'System > Members > API Members: makes sure that there is an active member with this role (PRODUCT.md D1 to D3). ' +
    'Creates a missing member, activates an inactive one, corrects what differs, and reads it back. Whatever else the ' +
    'form requires and leaves empty gets something valid: the first entry of a list, an address of nobody, today, 0, or ' +
    'the name of the member.',
  input,
  output,
  inspect: look,

  async perform(ctx, wish) {
    const { id } = wish;
    const record = new Member(ctx);
    const exists = await record.shows(id);
    if (!exists) await new Members(ctx).pressPlus();
    const revive =
      exists && ((await record.inactive()) ?? (await findMember(ctx, id)).some(({ inactive }) => inactive));
    if (revive) await record.setInactive(id, false);
    await record.fillIn(wish, wish.fields);
    const list = new Members(ctx);
    await record.save(id, revive ? /activ/i : undefined, async () => {
      await list.open();
      return await list.holdersOf(id);
    });
  },

  confirm: look,
});
