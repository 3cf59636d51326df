import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { CUSTOMIZE, MODULES, type Level, type LevelColumn } from './modules.ts';
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
export interface ApiLog {
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

export interface NewCompany {
  companyName?: string;
  /** With the trailing slash. Default `v2025_1/`. */
  codebase?: string;
  users: { username: string; password: string; email?: string; totpSecret?: string; admin?: boolean }[];
  /** API members beside the seeded ones, for long lists. Default 0. */
  furtherMembers?: number;
  /** Overrides of the tenant's own names. */
  lists?: Partial<TenantLists>;
}

/** A demo tenant: a few roles, ordinary and API members (some inactive), and one key that belongs to a person. */
export function newCompany(companyId: string, options: NewCompany): CompanyState {
  const company: CompanyState = {
    companyId,
    companyName: options.companyName ?? 'Practice IT',
    codebase: options.codebase ?? 'v2025_1/',
    users: options.users.map((user) => ({ admin: true, email: `${user.username}@practice.example`, ...user })),
    roles: [],
    members: [],
    keys: [],
    apiLogs: [],
    records: {},
    lists: { ...LISTS, ...options.lists },
    sessions: new Map(),
    requests: {},
    mutations: {},
    nextRecid: 101,
  };
  for (const [name, seed] of Object.entries(SEEDED_ROLES)) {
    company.roles.push({
      recid: company.nextRecid++,
      name,
      type: seed.type ?? 'Member',
      updated: seed.updated,
      updatedBy: seed.by,
      levels: levelsOf(seed.all ?? []),
    });
  }
  const further = Array.from(
    { length: options.furtherMembers ?? 0 },
    (_, n): SeededMember => [
      `Integration${String(n + 1).padStart(3, '0')}`,
      `Integration ${n + 1}`,
      'API',
      'No Access',
      false,
    ],
  );
  const people = company.users.map(
    (user): SeededMember => [user.username, user.username, 'Regular', user.admin ? 'Admin' : 'Technician', false],
  );
  for (const [memberId, name, license, role, inactive] of [...SEEDED_MEMBERS, ...people, ...further])
    company.members.push(seedMember(company, memberId, name, license, role, inactive));
  addKey(company, company.members.find((member) => member.memberId === 'Dispatch')!.recid, 'Quote tool');
  return company;
}

const randomKey = () => Array.from({ length: 16 }, () => KEY_LETTERS[randomInt(KEY_LETTERS.length)]).join('');
const KEY_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** A value for a session cookie. */
export const randomToken = (): string => randomBytes(18).toString('base64url');

const LISTS: TenantLists = {
  timeZones: ['US Eastern', 'US Central', 'US Mountain', 'US Pacific', 'GMT'],
  structure: {
    'Corporate (Level 1)': ['Corporate'],
    'Location (Level 2)': ['Clearwater Office', 'Tampa Office'],
    'Sales (Level 3)': ['Inside Sales', 'Field Sales'],
  },
  locations: ['Clearwater Office', 'Tampa Office'],
  departments: ['Admin', 'Professional Services', 'Sales', 'Services'],
  territories: ['Corporate', 'Clearwater Office', 'Tampa Office'],
  boards: ['Alerts', 'Help Desk', 'Internal', 'Professional Services'],
};

/** What another tenant calls the same things (PRODUCT.md D2, second picture). */
export const OTHER_LISTS: TenantLists = {
  ...LISTS,
  timeZones: [
    'GMT-5/Eastern Time: US & Canada',
    'GMT-6/Central Time: US & Canada',
    'GMT/Greenwich Mean Time: Dublin, London',
  ],
  structure: {
    'Corporate (Level 1)': ['Global Access'],
    'Location (Level 2)': ['Company Name'],
    'Sales (Level 3)': ['Sales'],
  },
  locations: ['Company Name'],
  departments: ['Finance', 'Services'],
  territories: ['Global Access', 'Company Name'],
};

const SEEDED_ROLES: Record<string, { updated: string; by: string; type?: 'Contact'; all?: string[] }> = {
  Admin: { updated: '2024-04-05T14:02:00Z', by: 'Setup', all: Object.keys(MODULES) },
  'CRM Only': { updated: '2024-04-05T14:02:00Z', by: 'Setup', all: ['Companies', 'Marketing', 'Sales'] },
  Finance: { updated: '2024-04-05T14:02:00Z', by: 'Setup', all: ['Finance', 'Procurement'] },
  Manager: {
    updated: '2024-09-17T08:41:00Z',
    by: 'Setup',
    all: ['Companies', 'Project', 'Sales', 'Service Desk', 'Time & Expense'],
  },
  'No Access': { updated: '2024-04-05T14:02:00Z', by: 'Setup' },
  'Portal Contact': { updated: '2024-04-05T14:02:00Z', by: 'Setup', type: 'Contact' },
  'Portal Manager': { updated: '2024-04-05T14:02:00Z', by: 'Setup', type: 'Contact' },
  'Quoting Integration': { updated: '2025-02-11T16:20:00Z', by: 'Dispatch', all: ['Sales'] },
  'Sales Rep': { updated: '2024-04-05T14:02:00Z', by: 'Setup', all: ['Companies', 'Sales'] },
  'Service Coordinator': { updated: '2024-11-30T10:15:00Z', by: 'Setup', all: ['Service Desk'] },
  Technician: { updated: '2024-04-05T14:02:00Z', by: 'Setup', all: ['Service Desk', 'Time & Expense'] },
};

type SeededMember = readonly [memberId: string, name: string, license: License, role: string, inactive: boolean];
const SEEDED_MEMBERS: SeededMember[] = [
  ['Automate', 'Automate RMM', 'API', 'Admin', false],
  ['Backup', 'Backup Reports', 'API', 'No Access', true],
  ['ChangeApproval', 'ChangeApproval', 'API', 'No Access', false],
  ['Documentation', 'Documentation Sync', 'API', 'Technician', false],
  ['labtech', 'LabTech Software', 'API', 'Admin', true],
  ['quosal', 'Quosal API', 'API', 'Quoting Integration', true],
  ['screenconnect', 'ScreenConnect API', 'API', 'Technician', true],
  ['Dispatch', 'Dispatch Desk', 'Regular', 'Service Coordinator', false],
  ['Accounts', 'Accounts Desk', 'Regular', 'Finance', false],
  ['FieldOne', 'Field Engineer One', 'Subcontractor', 'Technician', true],
];

function levelsOf(modules: string[]): Record<string, RowLevels> {
  return Object.fromEntries(
    modules.flatMap((module) =>
      MODULES[module]!.map((row) => [
        `${module}/${row}`,
        { add: 'All', edit: 'All', delete: 'All', inquire: 'All' } as RowLevels,
      ]),
    ),
  );
}

function seedMember(
  company: CompanyState,
  memberId: string,
  name: string,
  license: License,
  role: string,
  inactive: boolean,
): Member {
  const { lists } = company;
  const [level, structure] = Object.entries(lists.structure)[0]!;
  return {
    recid: company.nextRecid++,
    license,
    memberId,
    name,
    inactive,
    timeZone: lists.timeZones[0]!,
    email: '',
    notes: '',
    roleRecid: company.roles.find((known) => known.name === role)!.recid,
    level,
    structure: structure[0]!,
    location: lists.locations[0]!,
    department: lists.departments[0]!,
    territory: lists.territories[0]!,
    blockPrices: false,
    blockCost: false,
    defaultBoard: '',
    restrictBoard: '',
  };
}

/** The (customize) window's entries that a role is allowed. */
export const allowedOf = (role: Role, module: string, row: string): string[] =>
  role.levels[`${module}/${row}`]?.only ?? [...(CUSTOMIZE[`${module}/${row}`] ?? [])];
