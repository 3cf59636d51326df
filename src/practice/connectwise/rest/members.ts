import { type CompanyState, countMutation, type Member, type MemberFields, roleOf } from '../state.ts';
import type { Endpoint, RestCall } from './endpoint.ts';
import { found, listed } from './list.ts';
import { patched } from './patch.ts';
import { invalid, RestProblem } from './problem.ts';

const LIMITS: Record<string, number> = { identifier: 15, name: 30, emailAddress: 250 };

const LICENSE_CLASSES = { Regular: 'F', StreamlineIT: 'C', Subcontractor: 'X', API: 'A' };

const right = (column: 'add' | 'edit' | 'inquire') => ({ module: 'System', row: 'Member Maintenance', column });
const people = (company: CompanyState) =>
  company.members.filter(({ license }) => license !== 'API').map((known) => person(company, known));
const apiMembers = (company: CompanyState) => company.members.filter(({ license }) => license === 'API');

/** Somebody of the company as the REST API names things. */
const person = (company: CompanyState, member: Member) => ({
  id: member.recid,
  identifier: member.memberId,
  firstName: member.name,
  emailAddress: member.email,
  licenseClass: LICENSE_CLASSES[member.license],
  inactiveFlag: member.inactive,
  securityRole: roleOf(company, member) && { id: member.roleRecid, name: roleOf(company, member)!.name },
  defaultLocation: { name: member.location },
  defaultDepartment: { name: member.department },
});

/** An API member as the REST API names things; what is chosen from a list is a reference with a name. */
function record(company: CompanyState, member: Member) {
  const role = roleOf(company, member);
  return {
    id: member.recid,
    identifier: member.memberId,
    name: member.name,
    emailAddress: member.email,
    notes: member.notes,
    inactiveFlag: member.inactive,
    timeZone: { name: member.timeZone },
    securityRole: role === undefined ? null : { id: role.recid, name: role.name },
    structureLevel: { name: member.level },
    securityLocation: { name: member.structure },
    defaultLocation: { name: member.location },
    defaultDepartment: { name: member.department },
    salesDefaultLocation: { name: member.territory },
    serviceDefaultBoard: member.defaultBoard === '' ? null : { name: member.defaultBoard },
    blockPriceFlag: member.blockPrices,
    blockCostFlag: member.blockCost,
  };
}

function member({ company, parts }: RestCall): Member {
  const known = apiMembers(company).find(({ recid }) => String(recid) === parts['id']);
  if (known === undefined) throw new RestProblem(404, 'NotFound', `ApiMember ${parts['id']} not found`);
  return known;
}

/** A member as sent, put into our own terms. @throws RestProblem 400 naming the field */
function fieldsFrom(company: CompanyState, body: unknown, own?: Member): MemberFields {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('apiMember', 'body', 'A JSON object is required.');
  const sent = body as Record<string, unknown>;
  const text = (field: string) => {
    const value = sent[field] ?? '';
    if (typeof value !== 'string') throw invalid('apiMember', field, `The ${field} field must be text.`);
    if (value.length > (LIMITS[field] ?? Infinity))
      throw invalid('apiMember', field, `The ${field} field can have ${LIMITS[field]} characters at most.`);
    return value.trim();
  };
  const flag = (field: string) => sent[field] === true;
  const reference = (field: string) => (sent[field] ?? {}) as { id?: unknown; name?: unknown };
  const choice = (field: string, names: string[]) => {
    const { name } = reference(field);
    if (name === undefined) return names[0] ?? '';
    if (!names.includes(String(name))) throw invalid('apiMember', field, `There is no ${field} named ${String(name)}.`);
    return String(name);
  };
  const { lists } = company;
  const wanted = reference('securityRole');
  const role = company.roles.find(({ recid, name }) =>
    wanted.id === undefined ? name === wanted.name : recid === wanted.id,
  );
  const identifier = text('identifier');
  if (identifier === '') throw invalid('apiMember', 'identifier', 'The identifier field is required.');
  if (company.members.some((other) => other !== own && other.memberId.toLowerCase() === identifier.toLowerCase()))
    throw invalid('apiMember', 'identifier', 'The identifier is in use.');
  if (role === undefined) throw invalid('apiMember', 'securityRole', 'A securityRole that exists is required.');
  const level = choice('structureLevel', Object.keys(lists.structure));
  return {
    memberId: identifier,
    name: text('name') || identifier,
    email: text('emailAddress'),
    notes: text('notes'),
    inactive: flag('inactiveFlag'),
    roleRecid: role.recid,
    timeZone: choice('timeZone', lists.timeZones),
    level,
    structure: choice('securityLocation', lists.structure[level] ?? []),
    location: choice('defaultLocation', lists.locations),
    department: choice('defaultDepartment', lists.departments),
    territory: choice('salesDefaultLocation', lists.territories),
    defaultBoard: sent['serviceDefaultBoard'] ? choice('serviceDefaultBoard', lists.boards) : '',
    restrictBoard: own?.restrictBoard ?? '',
    blockPrices: flag('blockPriceFlag'),
    blockCost: flag('blockCostFlag'),
  };
}

function save(call: RestCall, body: unknown) {
  const known = member(call);
  Object.assign(known, fieldsFrom(call.company, body, known));
  countMutation(call.company, 'member saved');
  return { body: record(call.company, known) };
}

export const memberEndpoints: Endpoint[] = [
  {
    method: 'GET',
    path: 'system/members',
    right: right('inquire'),
    answer: ({ company, query }) => ({ body: listed(people(company), query) }),
  },
  {
    method: 'GET',
    path: 'system/members/count',
    right: right('inquire'),
    answer: ({ company, query }) => ({ body: { count: found(people(company), query).length } }),
  },
  {
    method: 'GET',
    path: 'system/members/:id',
    right: right('inquire'),
    answer: ({ company, parts }) => {
      const known = people(company).find(({ id }) => String(id) === parts['id']);
      if (known === undefined) throw new RestProblem(404, 'NotFound', `Member ${parts['id']} not found`);
      return { body: known };
    },
  },
  {
    method: 'GET',
    path: 'system/apiMembers',
    right: right('inquire'),
    answer: ({ company, query }) => ({
      body: listed(
        apiMembers(company).map((known) => record(company, known)),
        query,
      ),
    }),
  },
  {
    method: 'GET',
    path: 'system/apiMembers/count',
    right: right('inquire'),
    answer: ({ company, query }) => ({
      body: {
        count: found(
          apiMembers(company).map((known) => record(company, known)),
          query,
        ).length,
      },
    }),
  },
  {
    method: 'GET',
    path: 'system/apiMembers/:id',
    right: right('inquire'),
    answer: (call) => ({ body: record(call.company, member(call)) }),
  },
  {
    method: 'POST',
    path: 'system/apiMembers',
    right: right('add'),
    answer: ({ company, body }) => {
      const made: Member = { ...fieldsFrom(company, body), recid: company.nextRecid++, license: 'API' };
      company.members.push(made);
      countMutation(company, 'member created');
      return { status: 201, body: record(company, made) };
    },
  },
  { method: 'PUT', path: 'system/apiMembers/:id', right: right('edit'), answer: (call) => save(call, call.body) },
  {
    method: 'PATCH',
    path: 'system/apiMembers/:id',
    right: right('edit'),
    answer: (call) => save(call, patched(record(call.company, member(call)), call.body)),
  },
];
