/** What the screens and the server say to each other. */

import type { License, MemberFields, RowLevels, TenantLists } from '../state.ts';
import type { Cell, ListPage, ListQuery } from './list-query.ts';

export type { Cell, ListPage, ListQuery };

export interface RoleRecord {
  recid: number;
  name: string;
  updated: string;
  updatedBy: string;
  levels: Record<string, RowLevels>;
}

export interface MemberRecord {
  recid: number;
  license: License;
  fields: MemberFields;
  roleName: string;
}

interface MemberForm {
  /** Left out for a new member. */
  member?: MemberRecord;
  lists: TenantLists;
  roles: { recid: number; name: string }[];
}

export interface KeyRecord {
  recid: number;
  description: string;
  publicKey: string;
  inactive: boolean;
  /** Only in the answer to the save that made the key. */
  privateKey?: string;
}

/** `Module/Action`: what goes in and what comes out. */
export interface Actions {
  'System/GetList': { in: { screen: string; query: ListQuery }; out: ListPage };
  'System/SilenceNote': { in: { recid: number }; out: null };
  'Security/GetRoles': { in: { query: ListQuery }; out: ListPage };
  'Security/GetRole': { in: { recid: number }; out: { role: RoleRecord; roles: { recid: number; name: string }[] } };
  'Security/CreateRole': { in: { name: string; copyOf?: number }; out: RoleRecord };
  'Security/SaveRole': { in: { recid: number; levels: Record<string, RowLevels> }; out: RoleRecord };
  'Security/DeleteRole': { in: { recid: number }; out: null };
  'Members/GetMembers': { in: { license: License; query: ListQuery }; out: ListPage & { licensing: string } };
  'Members/GetMember': { in: { recid?: number }; out: MemberForm };
  'Members/GetNames': { in: { level: string }; out: string[] };
  'Members/SaveMember': { in: { recid?: number; license: License; fields: MemberFields }; out: MemberRecord };
  'Members/DeleteMember': { in: { recid: number }; out: null };
  'ApiKeys/GetKeys': { in: { memberRecid?: number; query: ListQuery }; out: ListPage };
  'ApiKeys/GetKey': { in: { recid: number }; out: KeyRecord };
  'ApiKeys/SaveKey': {
    in: { recid?: number; memberRecid: number; description: string; inactive: boolean };
    out: KeyRecord;
  };
  'ApiKeys/DeleteKey': { in: { recid: number }; out: null };
  'ApiKeys/GetLogs': { in: { memberRecid: number; query: ListQuery }; out: ListPage };
}
export type ActionName = keyof Actions;

/** An answer of `<Module>/<Action>.rails`. `field` names the box that is to blame. */
export type Answer<Name extends ActionName> =
  | { success: true; data: Actions[Name]['out'] }
  | { success: false; message: string; field?: string };
