import { COLUMNS, CUSTOMIZE, MODULES } from '../modules.ts';
import { countMutation, levelOf, type Role, usersOf } from '../state.ts';
import { checkRight } from './access.ts';
import type { Endpoint, RestCall } from './endpoint.ts';
import { found, listed } from './list.ts';
import { invalid, RestProblem } from './problem.ts';

const NAME_LIMIT = 30;

const right = (column: (typeof COLUMNS)[number]) => ({ module: 'System', row: 'Security Roles', column });
const record = ({ recid, name, updated, updatedBy }: Role) => ({
  id: recid,
  name,
  adminFlag: name === 'Admin',
  inactiveFlag: false,
  _info: { lastUpdated: updated, updatedBy },
});

function role({ company, parts }: RestCall): Role {
  const known = company.roles.find(({ recid }) => String(recid) === parts['id']);
  if (known === undefined) throw new RestProblem(404, 'NotFound', `SecurityRole ${parts['id']} not found`);
  return known;
}

/** Levels row by row; they can be read here, but not set (PRODUCT.md E4). */
function settings(of: Role) {
  return Object.entries(MODULES)
    .flatMap(([module, rows]) => rows.map((row) => ({ module, row })))
    .map(({ module, row }, n) => ({
      id: of.recid * 1000 + n,
      ...Object.fromEntries(COLUMNS.map((column) => [`${column}Level`, levelOf(of, module, row, column)])),
      moduleFunctionName: row,
      moduleFunctionDescription: row,
      moduleFunctionIdentifier: identifier(row),
      moduleName: module,
      moduleDescription: module,
      moduleIdentifier: identifier(module),
      myAllFlag: true,
      reportFlag: /Reports?\b/.test(row),
      restrictFlag: false,
      customFlag: CUSTOMIZE[`${module}/${row}`] !== undefined,
      sortOrder: n + 1,
    }));
}

const identifier = (name: string) => name.replace(/[^A-Za-z]/g, '');

export const roleEndpoints: Endpoint[] = [
  {
    method: 'GET',
    path: 'system/mySecurity',
    answer: ({ role: own, member, variants, query }) => {
      if (variants.mySecurity === 'security-roles') checkRight(own, right('inquire'));
      return {
        body: listed(
          own === undefined
            ? []
            : settings(own).map((setting) => ({
                ...setting,
                member: { id: member.recid, identifier: member.memberId, name: member.name },
              })),
          query,
        ),
      };
    },
  },
  {
    method: 'GET',
    path: 'system/securityRoles',
    right: right('inquire'),
    answer: ({ company, query }) => ({ body: listed(company.roles.map(record), query) }),
  },
  {
    method: 'GET',
    path: 'system/securityRoles/count',
    right: right('inquire'),
    answer: ({ company, query }) => ({ body: { count: found(company.roles.map(record), query).length } }),
  },
  {
    method: 'GET',
    path: 'system/securityRoles/:id',
    right: right('inquire'),
    answer: (call) => ({ body: record(role(call)) }),
  },
  {
    method: 'GET',
    path: 'system/securityRoles/:id/settings',
    right: right('inquire'),
    answer: (call) => ({ body: listed(settings(role(call)), call.query) }),
  },
  {
    method: 'GET',
    path: 'system/securityRoles/:id/settings/count',
    right: right('inquire'),
    answer: (call) => ({ body: { count: found(settings(role(call)), call.query).length } }),
  },
  {
    method: 'GET',
    path: 'system/securityRoles/:id/settings/:setting',
    right: right('inquire'),
    answer: (call) => {
      const known = settings(role(call)).find(({ id }) => String(id) === call.parts['setting']);
      if (known === undefined)
        throw new RestProblem(404, 'NotFound', `SecurityRoleSetting ${call.parts['setting']} not found`);
      return { body: known };
    },
  },
  {
    method: 'POST',
    path: 'system/securityRoles',
    right: right('add'),
    answer: ({ company, member, body }) => {
      const name = (body as { name?: unknown } | null | undefined)?.name;
      if (typeof name !== 'string' || name.trim() === '')
        throw invalid('securityRole', 'name', 'The name field is required.');
      if (name.length > NAME_LIMIT)
        throw invalid('securityRole', 'name', `The name field can have ${NAME_LIMIT} characters at most.`);
      if (company.roles.some((known) => known.name.trim().toLowerCase() === name.trim().toLowerCase()))
        throw invalid('securityRole', 'name', 'The name is in use.');
      const made: Role = {
        recid: company.nextRecid++,
        name,
        type: 'Member',
        updated: new Date().toISOString(),
        updatedBy: member.memberId,
        levels: {},
      };
      company.roles.push(made);
      countMutation(company, 'role created');
      return { status: 201, body: record(made) };
    },
  },
  {
    method: 'DELETE',
    path: 'system/securityRoles/:id',
    right: right('delete'),
    answer: (call) => {
      const { company } = call;
      const known = role(call);
      if (usersOf(company, known, call.variants.roleInUse).length > 0)
        throw new RestProblem(
          400,
          'InUse',
          `SecurityRole ${known.recid} is assigned to members and cannot be deleted.`,
        );
      company.roles.splice(company.roles.indexOf(known), 1);
      countMutation(company, 'role deleted');
      return { status: 204 };
    },
  },
];
