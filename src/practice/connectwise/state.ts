import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { CUSTOMIZE, type Level, type LevelColumn, MODULES } from './modules.ts';
import type { Variants } from './variants.ts';

/** What a role may do in one row. `only`: what the (customize) window allows; left out, everything is allowed. */
export type RowLevels = Record<LevelColumn, Level> & { only?: string[] };

export interface Role {
  recid: number;
  name: string;
  type: 'Member' | 'Contact';
  /** UTC, ISO 8601. */
  updated: string;
  updatedBy: string;
  /** `module/row` to levels; a row that isn't here has None everywhere. */
  levels: Record<string, RowLevels>;
}

export type License = 'Regular' | 'StreamlineIT' | 'Subcontractor' | 'API';

/**
 * What the member form holds (PRODUCT.md D2). Names, not numbers, for everything that is chosen from a list, but
 * for the role.
 */
export interface MemberFields {
  memberId: string;
  name: string;
  timeZone: string;
  email: string;
  notes: string;
  roleRecid: number;
  level: string;
  structure: string;
  location: string;
  department: string;
  territory: string;
  blockPrices: boolean;
  blockCost: boolean;
  defaultBoard: string;
  restrictBoard: string;
  inactive: boolean;
}

export interface Member extends MemberFields {
  recid: number;
  license: License;
}

export interface ApiKey {
  recid: number;
  memberRecid: number;
  description: string;
  publicKey: string;
  /** SHA-256 in hex; the private key itself is kept nowhere (PRODUCT.md D4: shown once). */
  privateKeyHash: string;
  inactive: boolean;
}

/** Somebody who signs in at the browser. */
export interface User {
  username: string;
  password: string;
  /** For the single-sign-on page. */
  email: string;
  /** Base32. With it, and with the variant `mfa` on, sign-in asks for a code. */
  totpSecret?: string;
  /** Without it, Security Roles and Members are missing from the menu (PRODUCT.md C6). */
  admin: boolean;
}

export interface Session {
  username: string;
  admin: boolean;
  /** Milliseconds since 1970. */
  expires: number;
}

/** One call of the REST API, as the member's API Logs tab lists it. */
interface ApiLog {
  keyRecid: number;
  /** UTC, ISO 8601. */
  start: string;
  milliseconds: number;
  status: number;
  method: string;
  url: string;
}

/** A record of the REST API that no screen here shows: a ticket, a customer. */
export type RestRecord = Record<string, unknown> & { id: number; _info: { enteredBy: string } };

/** Names that differ between tenants (PRODUCT.md D2). */
export interface TenantLists {
  timeZones: string[];
  /** Level to the names below it; the member form's Name list depends on Level. */
  structure: Record<string, string[]>;
  locations: string[];
  departments: string[];
  territories: string[];
  boards: string[];
}

/** Everything one company of the practice ConnectWise knows; in memory. */
export interface CompanyState {
  companyId: string;
  companyName: string;
  /** With the trailing slash, as `/login/companyinfo` gives it: `v2025_1/`. */
  codebase: string;
  users: User[];
  roles: Role[];
  members: Member[];
  keys: ApiKey[];
  apiLogs: ApiLog[];
  /** By their path; each kind is there from its first use on. */
  records: Record<string, RestRecord[]>;
  lists: TenantLists;
  /** By cookie value. */
  sessions: Map<string, Session>;
  /** `METHOD path` to the number of requests. */
  requests: Record<string, number>;
  /** What was made, changed and removed, for example `role created`. */
  mutations: Record<string, number>;
  nextRecid: number;
}

/** Companies by company id in lower case. */
export type Tenants = Map<string, CompanyState>;

/** @returns undefined for an unknown company; upper and lower case are the same */
export const findCompany = (tenants: Tenants, companyId: string): CompanyState | undefined =>
  tenants.get(companyId.trim().toLowerCase());

/** @returns the key, inactive ones too; keys are compared letter by letter */
export const findKey = (company: CompanyState, publicKey: string): ApiKey | undefined =>
  company.keys.find((key) => key.publicKey === publicKey);

export const isPrivateKey = (key: ApiKey, privateKey: string): boolean =>
  timingSafeEqual(Buffer.from(key.privateKeyHash, 'hex'), sha256(privateKey));

export const memberOf = (company: CompanyState, key: ApiKey): Member | undefined =>
  company.members.find((member) => member.recid === key.memberRecid);

export const roleOf = (company: CompanyState, member: Member): Role | undefined =>
  company.roles.find((role) => role.recid === member.roleRecid);

/** Members who keep a role from being deleted. */
export const usersOf = (company: CompanyState, role: Role, how: Variants['roleInUse']): Member[] =>
  company.members.filter((member) => member.roleRecid === role.recid && (how === 'any-member' || !member.inactive));

/** What a role may do. @throws when the practice ConnectWise has no such module or row */
export function levelOf(role: Role, module: string, row: string, column: LevelColumn): Level {
  if (!MODULES[module]?.includes(row))
    throw new Error(`The practice ConnectWise has no row '${row}' in module '${module}'.`);
  return role.levels[`${module}/${row}`]?.[column] ?? 'None';
}

export function countRequest(company: CompanyState, method: string, path: string): void {
  const name = `${method} ${path}`;
  company.requests[name] = (company.requests[name] ?? 0) + 1;
}

export function countMutation(company: CompanyState, mutation: string): void {
  company.mutations[mutation] = (company.mutations[mutation] ?? 0) + 1;
}

/** Signs everybody out, as when sessions expire. */
export const endSessions = (company: CompanyState): void => company.sessions.clear();

/** Adds a key to a member. @returns the key and its private half, which is kept nowhere else */
export function addKey(
  company: CompanyState,
  memberRecid: number,
  description: string,
): { key: ApiKey; privateKey: string } {
  const privateKey = randomKey();
  const key = {
    recid: company.nextRecid++,
    memberRecid,
    description,
    publicKey: randomKey(),
    privateKeyHash: sha256(privateKey).toString('hex'),
    inactive: false,
  };
  company.keys.push(key);
  return { key, privateKey };
}

const randomKey = () => Array.from({ length: 16 }, () => KEY_LETTERS[randomInt(KEY_LETTERS.length)]).join('');
const KEY_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** A value for a session cookie. */
export const randomToken = (): string => randomBytes(18).toString('base64url');

/** The (customize) window's entries that a role is allowed. */
export const allowedOf = (role: Role, module: string, row: string): string[] =>
  role.levels[`${module}/${row}`]?.only ?? [...(CUSTOMIZE[`${module}/${row}`] ?? [])];
