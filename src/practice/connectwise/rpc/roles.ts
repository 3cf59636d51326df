import { type CompanyState, countMutation, type Role, usersOf } from '../state.ts';
import type { Variants } from '../variants.ts';
import type { ActionTable } from './action-table.ts';
import { listPage } from './list-query.ts';
import { present, Refused } from './refused.ts';
import type { RoleRecord } from './rpc-types.ts';

/** Characters that a role's name may have (PRODUCT.md C2). */
const NAME_LIMIT = 30;

const find = (company: CompanyState, recid: number) => present(company.roles.find((role) => role.recid === recid));
const record = ({ recid, name, updated, updatedBy, levels }: Role): RoleRecord => ({
  recid,
  name,
  updated,
  updatedBy,
  levels,
});

export const roleActions: ActionTable<`Security/${'GetRoles' | 'GetRole' | 'CreateRole' | 'SaveRole' | 'DeleteRole'}`> =
  {
    'Security/GetRoles': ({ query }, { company, variants }) => {
      const rows = company.roles.map((role) => ({
        recid: role.recid,
        cells: { name: role.name, updated: role.updated, updatedBy: role.updatedBy, type: role.type },
      }));
      return listPage(rows, query, variants.plainFilter);
    },
    'Security/GetRole': ({ recid }, { company }) => ({
      role: record(find(company, recid)),
      roles: company.roles
        .filter((role) => role.type === 'Member')
        .map(({ recid: id, name }) => ({ recid: id, name }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    }),
    'Security/CreateRole': ({ name: typed, copyOf }, { company, variants, username }) => {
      const name = kept(typed, variants.roleName);
      if (name.trim() === '') throw new Refused('Role ID is a required field.', 'role_id');
      if (company.roles.some((role) => role.name.trim().toLowerCase() === name.trim().toLowerCase()))
        throw new Refused('This Role ID already exists. Please enter a different Role ID.', 'role_id');
      const levels = copyOf === undefined ? {} : structuredClone(find(company, copyOf).levels);
      const role: Role = {
        recid: company.nextRecid++,
        name,
        type: 'Member',
        updated: new Date().toISOString(),
        updatedBy: username,
        levels,
      };
      company.roles.push(role);
      countMutation(company, 'role created');
      return record(role);
    },
    'Security/SaveRole': ({ recid, levels }, { company, username }) => {
      const role = Object.assign(find(company, recid), {
        levels,
        updated: new Date().toISOString(),
        updatedBy: username,
      });
      countMutation(company, 'role saved');
      return record(role);
    },
    'Security/DeleteRole': ({ recid }, { company, variants }) => {
      const role = find(company, recid);
      if (usersOf(company, role, variants.roleInUse).length > 0)
        throw new Refused(`${role.name} is assigned to one or more members and cannot be deleted.`);
      company.roles.splice(company.roles.indexOf(role), 1);
      countMutation(company, 'role deleted');
      return null;
    },
  };

function kept(typed: string, how: Variants['roleName']): string {
  const cut = typed.slice(0, NAME_LIMIT);
  return how === 'as-typed' ? cut : how === 'trimmed' ? cut.trim() : cut.toUpperCase();
}
