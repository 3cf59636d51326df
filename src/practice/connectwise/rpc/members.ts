import { OTHER_LISTS } from '../new-company.ts';
import {
  type CompanyState,
  countMutation,
  type License,
  type Member,
  type MemberFields,
  roleOf,
  type TenantLists,
} from '../state.ts';
import type { Variants } from '../variants.ts';
import type { ActionTable } from './action-table.ts';
import { listPage } from './list-query.ts';
import { present, Refused } from './refused.ts';
import type { ActionName, MemberRecord } from './rpc-types.ts';

/** Letters that a member id may have (PRODUCT.md D2). */
const ID_LIMIT = 15;
/** Letters that a member's name may have (PRODUCT.md D2). */
const NAME_LIMIT = 30;

const find = (company: CompanyState, recid: number) =>
  present(company.members.find((member) => member.recid === recid));

const listsOf = (company: CompanyState, { labels }: Variants): TenantLists =>
  labels === 'first-tenant' ? company.lists : OTHER_LISTS;

function record(company: CompanyState, member: Member): MemberRecord {
  const { recid, license, ...fields } = member;
  return { recid, license, fields, roleName: roleOf(company, member)?.name ?? '' };
}

type MemberAction = Extract<ActionName, `Members/${string}`>;

export const memberActions: ActionTable<MemberAction> = {
  'Members/GetMembers': ({ license, query }, { company, variants }) => {
    const rows = company.members
      .filter((member) => member.license === license)
      .map((member) => ({
        recid: member.recid,
        cells: {
          memberId: member.memberId,
          name: member.name,
          location: member.location,
          role: roleOf(company, member)?.name ?? '',
          inactive: member.inactive,
        },
      }));
    return { ...listPage(rows, query, variants.plainFilter), licensing: licensing(company) };
  },
  'Members/GetMember': ({ recid }, { company, variants }) => ({
    ...(recid !== undefined && { member: record(company, find(company, recid)) }),
    lists: listsOf(company, variants),
    roles: company.roles
      .filter((role) => role.type === 'Member')
      .map((role) => ({ recid: role.recid, name: role.name }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  }),
  'Members/GetNames': ({ level }, { company, variants }) => listsOf(company, variants).structure[level] ?? [],
  'Members/SaveMember': ({ recid, license, fields }, { company, variants }) => {
    if (variants.memberIdBox === 'refused' && fields.memberId.length > ID_LIMIT)
      throw new Refused(`Member ID cannot be longer than ${ID_LIMIT} characters.`, 'member_id');
    const kept: MemberFields = {
      ...fields,
      memberId: fields.memberId.slice(0, ID_LIMIT).trim(),
      name: fields.name.slice(0, NAME_LIMIT).trim(),
    };
    for (const [field, label, box] of required(variants.businessUnit))
      if (!kept[field]) throw new Refused(`${label} is a required field.`, box);
    if (
      company.members.some(
        (member) => member.recid !== recid && member.memberId.toLowerCase() === kept.memberId.toLowerCase(),
      )
    ) {
      throw new Refused('This Member ID already exists. Please enter a different Member ID.', 'member_id');
    }
    const member =
      recid === undefined
        ? { ...kept, recid: company.nextRecid++, license }
        : Object.assign(find(company, recid), kept);
    if (recid === undefined) company.members.push(member);
    countMutation(company, recid === undefined ? 'member created' : 'member saved');
    return record(company, member);
  },
  'Members/DeleteMember': ({ recid }, { company }) => {
    const member = find(company, recid);
    if (company.keys.some((key) => key.memberRecid === recid))
      throw new Refused(`${member.memberId} has API keys and cannot be deleted. Make the member inactive instead.`);
    company.members.splice(company.members.indexOf(member), 1);
    countMutation(company, 'member deleted');
    return null;
  },
};

const required = (businessUnit: string): [keyof MemberFields, string, string][] => [
  ['memberId', 'Member ID', 'member_id'],
  ['timeZone', 'Time Zone', 'time_zone'],
  ['name', 'Member Name', 'member_name'],
  ['roleRecid', 'Role ID', 'role_id'],
  ['level', 'Level', 'level'],
  ['structure', 'Name', 'name'],
  ['location', 'Location', 'location'],
  ['department', businessUnit, 'department'],
  ['territory', 'Default Territory', 'territory'],
];

function licensing(company: CompanyState): string {
  const active = (license: License) =>
    company.members.filter((member) => member.license === license && !member.inactive).length;
  return (
    `Licensing: Regular (${active('Regular')} active/99 licensed), Mobile (1 active/100 licensed), StreamlineIT ` +
    `(${active('StreamlineIT')} active), Subcontractor(${active('Subcontractor')} active)`
  );
}
