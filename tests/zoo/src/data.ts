// The words and rows that every make shows. Plain data: used by the pages, the server and cells.ts alike.

export const lookAlikes = ['API', 'API MSP', 'MSP', 'MSP Admin', 'MSPCFO', 'MSPCFO API', 'MSPCFO API 2', 'MSPCOO'];

const teams = [
  'Accounting',
  'Admin',
  'Billing',
  'Dispatch',
  'Finance',
  'Help Desk',
  'Inventory',
  'Marketing',
  'Networking',
  'Operations',
  'Procurement',
  'Project',
  'Quality',
  'Sales',
  'Security',
  'Service',
  'Support',
  'Training',
];
const ranks = [
  'Admin',
  'API',
  'Auditor',
  'Clerk',
  'Guest',
  'Lead',
  'Manager',
  'Partner',
  'Read Only',
  'Temp',
  'Trainee',
];

/** 200 roles, sorted. */
export const roles = [
  ...teams.flatMap((team) => ranks.map((rank) => `${team} ${rank}`)).slice(0, 192),
  ...lookAlikes,
].sort((a, b) => (a < b ? -1 : 1));

/** About 40 of them, the look-alikes included, for lists that are not paged. */
export const someRoles = roles.filter((role, i) => i % 6 === 0 || lookAlikes.includes(role));

export const locations = ['Berlin', 'Remote', 'Sydney', 'Tampa', 'Tampa Office'];
export const departments = ['Accounting', 'Admin', 'Professional Services', 'Sales'];

/** What a server answers when asked for roles. */
export function rolePage(from: number, text: string, count = 20) {
  const found = roles.filter((role) => role.toLowerCase().includes(text.trim().toLowerCase()));
  return { entries: found.slice(from, from + count), total: found.length };
}

export type How =
  | 'above'
  | 'left'
  | 'star'
  | 'star-column'
  | 'floating'
  | 'placeholder'
  | 'aria'
  | 'side'
  | 'units'
  | 'help'
  | 'readonly'
  | 'disabled';
export type TextField = { name: string; how: How; value?: string; note?: string };

/** One text field for each way of labelling. */
export const textFields: TextField[] = [
  { name: 'Member ID', how: 'star' },
  { name: 'Member Name', how: 'above', value: 'Ada Lovelace' },
  { name: 'Default Territory', how: 'left' },
  { name: 'Title', how: 'star-column' },
  { name: 'Department', how: 'floating' },
  { name: 'Find Member', how: 'placeholder' },
  { name: 'Time Zone', how: 'aria', value: 'US Eastern' },
  { name: 'First Name', how: 'side' },
  { name: 'Last Name', how: 'side' },
  { name: 'Hourly Rate', how: 'units', note: 'USD / hour' },
  { name: 'E-mail', how: 'help', value: 'ada@example.com', note: 'Used for sign-in notices only.' },
  { name: 'Created By', how: 'readonly', value: 'zadmin1' },
  { name: 'License Class', how: 'disabled', value: 'API' },
];

export const columns = [
  'Member ID',
  'Member Name',
  'Role ID',
  'Inactive',
  'Level',
  'Location',
  'Department',
  'Default Territory',
  'Time Zone',
  'E-mail',
  'Title',
  'Start Date',
  'License Class',
  'Phone',
  'Manager',
  'Work Type',
  'Work Role',
  'Daily Capacity',
  'Hourly Rate',
  'Description',
];
export const fewColumns = columns.slice(0, 6);

export type Member = Record<string, string>;
const first = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Tony', 'Frances', 'Niklaus', 'Radia', 'Ken'];
const last = [
  'Adams',
  'Baker',
  'Clark',
  'Davis',
  'Evans',
  'Frank',
  'Ghosh',
  'Hills',
  'Irwin',
  'Jones',
  'King',
  'Lopez',
  'Moore',
];
const of = <T>(list: T[], i: number) => list[i % list.length]!;

/** Members kw-1 … kw-count, in a shuffled order that is always the same (count must not be a multiple of 37). */
export function members(count: number): Member[] {
  return Array.from({ length: count }, (_, i) => {
    const n = ((i * 37) % count) + 1;
    return {
      'Member ID': `kw-${n}`,
      'Member Name': `${of(first, n)} ${of(last, n * 3)}`,
      'Role ID': of(roles, n * 7),
      Inactive: n % 4 === 0 ? 'Yes' : 'No',
      Level: of(['Corporate (Level 1)', 'Regional (Level 2)'], n),
      Location: of(locations, n),
      Department: of(departments, n),
      'Default Territory': of(['East', 'West'], n),
      'Time Zone': of(['US Eastern', 'UTC', 'CET'], n),
      'E-mail': `kw${n}@example.com`,
      Title: of(ranks, n),
      'Start Date': `0${(n % 9) + 1}/1${n % 9}/2025`,
      'License Class': of(['API', 'Full', 'Streamline'], n),
      Phone: `555-${String(n).padStart(4, '0')}`,
      Manager: of(last, n + 5),
      'Work Type': of(['Regular', 'PTO'], n),
      'Work Role': of(teams, n),
      'Daily Capacity': String((n % 5) + 4),
      'Hourly Rate': `${(n % 90) + 30}.00`,
      Description: `Note ${n}`,
    };
  });
}

/** The sections of a security role, each with rows of its own. Some rows have the same name in several sections. */
export const sections: Record<string, string[]> = {
  Companies: [
    'Company Maintenance',
    'Configurations',
    'Contacts',
    'CRM/Sales Activities',
    'Manage Attachments',
    'Manage Documents',
    'Notes',
    'Reports',
    'Team Members',
    'Track Management',
  ],
  Finance: [
    'Accounting Interface',
    'Agreement Invoicing',
    'Agreements',
    'Billing Reports',
    'Company Finance',
    'Currency',
    'Expense Approvals',
    'Invoicing',
    'Reports',
    'Tax Codes',
  ],
  'Service Desk': [
    'Change Approvals',
    'Close Service Tickets',
    'Feedback',
    'Knowledge Base',
    'Merge Tickets',
    'Reports',
    'Resource Scheduling',
    'Service Tickets',
    'SLA Dashboard',
    'Ticket Templates',
  ],
  System: [
    'API Members',
    'API Reports',
    'Integrator Login',
    'Mass Maintenance',
    'Member Maintenance',
    'My Account',
    'Reports',
    'Security Roles',
    'System Reports',
    'Table Setup',
  ],
};
export const sectionNames = Object.keys(sections);

export const levels = ['None', 'My', 'All'];
export const levelColumns = ['Add Level', 'Edit Level', 'Delete Level', 'Inquire Level'];
export const levelKey = (section: string, row: string, column: string) => `${section} / ${row} / ${column}`;

/** The levels that the pages begin with. */
export function firstLevels(): Record<string, string> {
  const all: Record<string, string> = {};
  let i = 0;
  for (const section of sectionNames)
    for (const row of sections[section]!)
      for (const column of levelColumns) {
        all[levelKey(section, row, column)] = i % 7 === 3 ? 'All' : i % 11 === 5 ? 'My' : 'None';
        i++;
      }
  return all;
}

export const tabs = [
  'Details',
  'Skills',
  'Delegation',
  'Certifications',
  'Accruals',
  'Territories',
  'API Keys',
  'API Logs',
];
export const disabledTab = 'Delegation';
export const tabText = (tab: string) => `${tab} of member kw-1`;

export type Tool = {
  name: string;
  icon: 'back' | 'plus' | 'save' | 'saveClose' | 'refresh' | 'trash';
  disabled?: boolean;
};
export const tools: Tool[] = [
  { name: 'Back', icon: 'back' },
  { name: 'New Item', icon: 'plus' },
  { name: 'Save', icon: 'save' },
  { name: 'Save and Close', icon: 'saveClose' },
  { name: 'Refresh', icon: 'refresh' },
  { name: 'Delete', icon: 'trash', disabled: true },
];

export type Check = { name: string; side: 'left' | 'right'; on: boolean; disabled?: boolean; switch?: boolean };
export const checks: Check[] = [
  { name: 'Inactive', side: 'right', on: false },
  { name: 'Include inactive', side: 'left', on: true },
  { name: 'Disable Online', side: 'right', on: true, disabled: true },
  { name: 'API Access', side: 'right', on: false, switch: true },
];

export const dates: Record<string, string> = { 'Start Date': '', 'End Date': '2026-11-29' };

export const text = {
  confirmTitle: 'Delete Record',
  confirm: 'Are you sure you want to delete member kw-1?',
  errorTitle: 'Error',
  error: 'Role ID is required before this record can be saved.',
  saved: 'You have successfully updated this record.',
  refused: 'Member ID is required.',
};
