import { MODULES } from './modules.ts';
import { addKey, type CompanyState, type License, type Member, type RowLevels, type TenantLists } from './state.ts';

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
