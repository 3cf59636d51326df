// Longer than 300 lines because it is one recording: the screens and the journals of the sample runs.
/**
 * Believable run folders for the report's tests: a chained journal on a clock of its own, and pictures of simple
 * screens.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type {
  Box,
  PlannedStep,
  Problem,
  RunEnd,
  RunEvent,
  RunStart,
  Shot,
  StepResult,
} from '../../src/evidence/events.ts';
import { sha256Of } from '../../src/files/sha256.ts';
import type { Details } from '../../src/portal-sdk/index.ts';
import { kept } from './kept.ts';

/** `proven`: as `done`, by a version whose gestures say what they prove. */
export type SampleKind =
  | 'done'
  | 'proven'
  | 'nothing to do'
  | 'failed'
  | 'interrupted'
  | 'drift'
  | 'cut off'
  | 'hostile'
  | 'left';

/**
 * Markup, a script address, a text that ends attributes, and right-to-left overrides: what a portal's page could be
 * titled.
 */
export const HOSTILE =
  `"><script>document.title='ran'</script><img src=x onerror="document.title='ran'">\u202egnp.exe\u2066 שלום ` +
  `\u0007\u009b31m'`;

interface Screen {
  url: string;
  title: string;
  body: string;
}

const CSS =
  `
* { box-sizing: border-box } body { margin: 0; font: 14px/1.4 "DejaVu Sans", Arial, sans-serif; color: #222;` +
  ` background: #fff; display: grid; grid-template: 48px 1fr / 190px 1fr; height: 100vh }
.top { grid-column: 1 / 3; background: var(--brand); color: #fff; padding: 12px 20px; font-weight: bold;` +
  ` font-size: 17px } .rail { background: #eef1f4; padding: 12px 0 } .rail div { padding: 9px 20px } .rail .here {` +
  ` background: #d7dfe7; font-weight: bold }
main { padding: 18px 26px } h1 { font-size: 18px; margin: 0 0 4px } .crumb { color: #456;` +
  ` margin-bottom: 14px } .bar { display: flex; gap: 8px; border: solid #cdd5dd; border-width: 1px 0;` +
  ` padding: 7px 0; margin-bottom: 14px }
.bar span { padding: 5px 12px; border-radius: 3px; background: #f2f4f6;` +
  ` border: 1px solid #d5dbe1 } table { border-collapse: collapse; width: 100% } th { text-align: left;` +
  ` color: #246; background: #f0f3f6 } td, th { padding: 7px 10px; border-bottom: 1px solid #e1e5ea }
.field { display: grid; grid-template-columns: 190px 360px; margin: 9px 0;` +
  ` align-items: center } .field b { font-weight: normal; color: #345 } .field i { font-style: normal;` +
  ` border: 1px solid #b9c3cd; border-radius: 3px; padding: 6px 9px; min-height: 33px;` +
  ` background: #fff } .field i.bad { border-color: #c22; background: #fff4f4 }
.banner { padding: 9px 14px; margin-bottom: 14px; background: #e3f3e6;` +
  ` border-left: 4px solid #3a8a4a } .error { background: #fde7e5; border-color: #c22 }`;

const ADDRESS = { connectwise: 'https://na.myconnectwise.example', mspcfo: 'https://app.mspcfo.example' };

function screen(portal: keyof typeof ADDRESS, path: string, title: string, here: string, content: string): Screen {
  const rail =
    portal === 'connectwise'
      ? ['Companies', 'Sales', 'Service Desk', 'Project', 'Finance', 'System']
      : ['Dashboard', 'Reports', 'Integrations', 'Api Credentials'];
  const entry = (name: string) => `<div data-at="${name}"${name === here ? ' class="here"' : ''}>${name}</div>`;
  const brand = portal === 'connectwise' ? '#274b73' : '#2f6b57';
  return {
    url: `${ADDRESS[portal]}${path}`,
    title,
    body:
      `<style>:root { --brand: ${brand} } ${CSS}</style><div ` +
      `class="top">${portal === 'connectwise' ? 'PSA (practice)' : 'MSPCFO (practice)'}</div><div ` +
      `class="rail">` +
      `${rail.map(entry).join('')}</div>` +
      `<main><h1>${title}</h1><div ` +
      `class="crumb">${here} › ${title}</div>${content}</main>`,
  };
}

const bar = (...names: string[]) =>
  `<div class="bar">${names.map((name) => `<span data-at="${name}">${name}</span>`).join('')}</div>`;
const field = (name: string, value: string, bad = false) =>
  `<div class="field"><b>${name}</b><i data-at="${name}"${bad ? ' class="bad"' : ''}>${value}</i></div>`;
const grid = (columns: string[], rows: string[][]) =>
  `<table><tr>${columns.map((name) => `<th>${name}</th>`).join('')}</tr>` +
  `${rows
    .map((row) => `<tr data-at="${row[0]}">${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</table>`;
const banner = (text: string, error = false) => `<div class="banner${error ? ' error' : ''}">${text}</div>`;
const BULLETS = '••••••••••••••••';

const cw = (path: string, title: string, content: string, here = 'System') =>
  screen('connectwise', `/v2025_1/${path}`, title, here, content);
const roleRows = [
  ['Accounting', '14'],
  ['Dispatch', '6'],
  ['Help Desk', '31'],
  ['Sales', '9'],
];
const levels = (level: string) =>
  bar('Back', 'Save', 'Save and Close') +
  grid(
    ['System', 'Add Level', 'Edit Level', 'Delete Level', 'Inquire Level'],
    [
      ['API Reports', 'None', 'None', 'None', `<span data-at="inquire">${level}</span>`],
      ...[
        'Custom Menu Entry',
        'Database Maintenance',
        'Member Maintenance',
        'My Account',
        'My Company',
        'Report Writer',
        'Security Roles',
        'Table Setup',
        'Today Links',
      ].map((row) => [row, 'None', 'None', 'None', 'None']),
    ],
  );
const memberForm = (filled: boolean, note = '') =>
  note +
  bar('Back', 'Save', 'Save and Close') +
  field('Member ID', filled ? 'MSPCFO' : '') +
  field('Member Name', filled ? 'MSPCFO' : '') +
  field('Role ID', filled ? 'MSPCFO' : '') +
  field('Level', filled ? 'Corporate (Level 1)' : '') +
  field('Name', filled ? 'Corporate' : '') +
  field('Location', filled ? 'Tampa Office' : '', note.includes('error')) +
  field('Business Unit', filled ? 'Services' : '');

const SCREENS = {
  signIn: cw(
    'login',
    'Sign in',
    field('Company', 'practice') + field('Username', 'j.admin') + field('Password', BULLETS) + bar('Login'),
    '',
  ),
  home: cw(
    'home',
    'Today',
    grid(
      ['Ticket', 'Company', 'Status'],
      [
        ['#4711', 'Practice MSP', 'New'],
        ['#4712', 'Practice MSP', 'Scheduled'],
      ],
    ),
    'Companies',
  ),
  roles: cw('roles', 'Security Roles', bar('New Item', 'Search', 'Clear') + grid(['Role ID', 'Members'], roleRows)),
  newRole: cw('roles/new', 'New Security Role', bar('Back', 'Save') + field('Role ID', '')),
  newRoleNamed: cw('roles/new', 'New Security Role', bar('Back', 'Save') + field('Role ID', 'MSPCFO')),
  levelsNone: cw('roles/417', 'Security Modules for Role - MSPCFO', levels('None')),
  levelsSet: cw('roles/417', 'Security Modules for Role - MSPCFO', levels('All')),
  levelsSaved: cw(
    'roles/417',
    'Security Modules for Role - MSPCFO',
    banner('Successfully updated the security modules.') + levels('All'),
  ),
  rolesAfter: cw(
    'roles',
    'Security Roles',
    bar('New Item', 'Search', 'Clear') + grid(['Role ID', 'Members'], roleRows.toSpliced(3, 0, ['MSPCFO', '0'])),
  ),
  members: cw(
    'members',
    'API Members',
    bar('New Item', 'Search', 'Clear') +
      grid(['Member ID', 'Name', 'Role'], [['Backup', 'Backup reports', 'Accounting']]),
  ),
  newMember: cw('members/new', 'New API Member', memberForm(false)),
  newMemberFilled: cw('members/new', 'New API Member', memberForm(true)),
  memberRefused: cw(
    'members/new',
    'New API Member',
    memberForm(true, banner('Location: this value is not active any more.', true)),
  ),
  memberSaved: cw('members/218', 'MSPCFO (MSPCFO)', memberForm(true, banner('Successfully saved the member.'))),
  membersAfter: cw(
    'members',
    'API Members',
    bar('New Item', 'Search', 'Clear') +
      grid(
        ['Member ID', 'Name', 'Role'],
        [
          ['Backup', 'Backup reports', 'Accounting'],
          ['MSPCFO', 'MSPCFO', 'MSPCFO'],
        ],
      ),
  ),
  keys: cw(
    'members/218/keys',
    'MSPCFO (MSPCFO): API Keys',
    bar('New Item', 'Refresh') + grid(['Description', 'Public Key'], []),
  ),
  newKey: cw(
    'members/218/keys/new',
    'Public API Key',
    bar('Back', 'Save') + field('Description', 'MSPCFO (Keywright 7k3f9xwp)'),
  ),
  keyMade: cw(
    'members/218/keys/9',
    'Public API Key',
    banner('The private key is shown this one time.') +
      bar('Back', 'Save') +
      field('Description', 'MSPCFO (Keywright 7k3f9xwp)') +
      field('Public Key', 'qPk2Rt8WmZx4LcVb') +
      field('Private Key', BULLETS),
  ),
  keysAfter: cw(
    'members/218/keys',
    'MSPCFO (MSPCFO): API Keys',
    bar('New Item', 'Refresh') +
      grid(['Description', 'Public Key'], [['MSPCFO (Keywright 7k3f9xwp)', 'qPk2Rt8WmZx4LcVb']]),
  ),
  cfoSignIn: screen(
    'mspcfo',
    '/sign-in',
    'Sign in',
    '',
    field('Email', 'support@practice.example') + field('Password', BULLETS) + bar('Sign in'),
  ),
  cfoHome: screen(
    'mspcfo',
    '/',
    'Dashboard',
    'Dashboard',
    grid(
      ['Month', 'Gross margin'],
      [
        ['September', '38 %'],
        ['October', '41 %'],
      ],
    ),
  ),
  credentials: screen(
    'mspcfo',
    '/integrations/api',
    'Api Credentials',
    'Api Credentials',
    field('Server', '') + field('Company', '') + field('Public Key', '') + field('Private Key', '') + bar('Save'),
  ),
  credentialsFilled: screen(
    'mspcfo',
    '/integrations/api',
    'Api Credentials',
    'Api Credentials',
    field('Server', 'na.myconnectwise.example') +
      field('Company', 'practice') +
      field('Public Key', 'qPk2Rt8WmZx4LcVb') +
      field('Private Key', BULLETS) +
      bar('Save'),
  ),
  credentialsSaved: screen(
    'mspcfo',
    '/integrations/api',
    'Api Credentials',
    'Api Credentials',
    banner('Saved. The connection works.') +
      field('Server', 'na.myconnectwise.example') +
      field('Company', 'practice') +
      field('Public Key', 'qPk2Rt8WmZx4LcVb') +
      field('Private Key', BULLETS) +
      bar('Save'),
  ),
} satisfies Record<string, Screen>;

const MODULES: Record<string, string[]> = {
  Companies: [
    'Company Maintenance',
    'Configurations',
    'Contacts',
    'CRM/Sales Activities',
    'Manage Attachments',
    'Notes',
    'Reports',
    'Team Members',
    'Tracks',
  ],
  Finance: [
    'Accounting Interface',
    'Agreement Invoicing',
    'Agreements',
    'Billing View Time',
    'Company Finance',
    'Invoicing',
    'Reports',
  ],
  Marketing: ['Campaign', 'Group', 'Reports'],
  Procurement: ['Inventory Transfers', 'Product Catalog', 'Products', 'Purchase Orders', 'Reports', 'RMA'],
  Project: ['Close Projects', 'Project Headers', 'Project Scheduling', 'Project Tickets', 'Reports'],
  Sales: ['Closed Opportunity', 'Opportunity', 'Reports', 'Sales Funnel', 'Sales Orders'],
  'Service Desk': [
    'Close Service Tickets',
    'Knowledge Base',
    'Reports',
    'Resource Scheduling',
    'Service Tickets',
    'SLA Dashboard',
  ],
  System: [
    'API Reports',
    'Member Maintenance',
    'My Account',
    'My Company',
    'Report Writer',
    'Security Roles',
    'Table Setup',
    'Today Links',
  ],
  'Time & Expense': ['Expense Approvals', 'Expense Entry', 'Reports', 'Time Approvals', 'Time Entry'],
};
const LEVELS = Object.fromEntries(
  Object.entries(MODULES).map(([module, rows]) => [
    module,
    Object.fromEntries(
      rows.map((row) => [
        row,
        { add: 'None', edit: 'None', delete: 'None', inquire: row === 'API Reports' ? 'All' : 'None' },
      ]),
    ),
  ]),
);

const PLAN: { phase: string; steps: PlannedStep[] }[] = [
  {
    phase: 'Create a new security role',
    steps: [
      { id: 'connectwise', title: 'Sign in to ConnectWise', use: 'connectwise.sign-in' },
      {
        id: 'role',
        title: 'Create the security role MSPCFO with API Reports / Inquire as its only right',
        use: 'connectwise.role.ensure',
      },
    ],
  },
  {
    phase: 'Create an API member',
    steps: [{ id: 'member', title: 'Create the API member MSPCFO with that role', use: 'connectwise.member.ensure' }],
  },
  {
    phase: 'Create the API keys',
    steps: [
      { id: 'mspcfo', title: 'Sign in to MSPCFO', use: 'mspcfo.sign-in' },
      { id: 'key', title: 'Create one pair of API keys for MSPCFO', use: 'connectwise.key.ensure' },
    ],
  },
  {
    phase: 'Enter the keys in MSPCFO',
    steps: [{ id: 'credentials', title: 'Save the keys under Api Credentials', use: 'mspcfo.credentials.ensure' }],
  },
];

const FP = '3f9a-17c2-b04e';
const KEY = { publicKey: 'qPk2Rt8WmZx4LcVb', fp: FP };
const SECRET = 'ConnectWise private key';
const COVERED = [{ secret: SECRET, fp: FP, places: 1 }];
const PASSWORD = [{ secret: 'ConnectWise password', fp: '81d0-5e2f-990a', places: 1 }];

type ScreenName = keyof typeof SCREENS;

interface Act {
  kind?: 'look' | 'edit' | 'commit';
  before?: ScreenName;
  after?: ScreenName;
  failure?: ScreenName;
  at?: string;
  redacted?: Shot['redacted'];
  withheld?: string;
  ms?: number;
  /** Only said in runs that prove. */
  proves?: string;
  outsidePage?: true;
}

const pictures = new Map<string, { box: Box | null; png: Buffer }>();

/** A picture of a screen, and where something is on it. A screen looks the same in all samples. */
async function pictureOf(page: Page, name: ScreenName, at: string | undefined) {
  const key = `${name} ${at}`;
  const known = pictures.get(key);
  if (known !== undefined) return known;
  await page.setContent(SCREENS[name].body);
  const box = at === undefined ? null : await page.locator(`[data-at="${at}"]`).first().boundingBox();
  const png = await page.screenshot();
  pictures.set(key, { box, png });
  return { box, png };
}

class Recording {
  /** Who is signed in, as `Shot.account`. */
  account: string | null | undefined;
  readonly counts: RunEnd['counts'] = { steps: 0, gestures: 0, shots: 0, files: 0, withheld: 0, commits: 0 };
  #lines: string[] = [];
  #prev = '0'.repeat(64);
  #ms = 0;
  #page: Page;
  #folder: string;
  #hostile: boolean;
  #proving: boolean;
  #portal = 'connectwise';
  #step = '';
  #begun = 0;

  constructor(page: Page, folder: string, kind: SampleKind) {
    this.#page = page;
    this.#folder = folder;
    this.#hostile = kind === 'hostile';
    this.#proving = kind === 'proven' || this.#hostile;
    mkdirSync(join(folder, 'shots'), { recursive: true });
  }

  wait(ms: number): void {
    this.#ms += ms;
  }

  write(event: RunEvent): void {
    const { type, ...rest } = event;
    const utc = new Date(Date.UTC(2026, 10, 24, 14, 15, 32, 118) + this.#ms).toISOString();
    const json = JSON.stringify({ seq: this.#lines.length, prev: this.#prev, type, utc, mono_ms: this.#ms, ...rest });
    const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const line = `${json.replace(/[\u007f-\uffff]/g, escaped)}\n`;
    this.#prev = sha256Of(line);
    this.#lines.push(line);
  }

  begin(id: string, input: Details = {}, attempt = 1): void {
    const steps = PLAN.flatMap(({ phase, steps }) => steps.map((step) => ({ ...step, phase })));
    const index = steps.findIndex((step) => step.id === id);
    const { title, use, phase } = steps[index]!;
    if (attempt === 1) this.#begun = this.#ms;
    this.#step = id;
    this.#portal = use.split('.')[0]!;
    this.counts.steps = Math.max(this.counts.steps, index + 1);
    this.write({
      type: 'step.intent',
      step: id,
      n: index + 1,
      of: steps.length,
      phase,
      title: this.#hostile ? `${title} ${HOSTILE}` : title,
      use,
      input,
      attempt,
    });
    this.wait(40);
  }

  found(state: 'satisfied' | 'needed', actual: string, changes?: string[], details?: Details): void {
    this.write({
      type: 'step.found',
      step: this.#step,
      state,
      actual: this.#hostile ? `${actual} ${HOSTILE}` : actual,
      ...(changes && { changes }),
      ...(details && { details }),
    });
    this.wait(20);
  }

  async #shoot(
    when: Shot['when'],
    name: ScreenName,
    at: string | undefined,
    redacted: Shot['redacted'],
  ): Promise<void> {
    const { url, title } = SCREENS[name];
    const { box, png } = await pictureOf(this.#page, name, at);
    const file = `shots/${String(this.counts.shots + 1).padStart(4, '0')}-${name.toLowerCase()}-${when}.png`;
    writeFileSync(join(this.#folder, file), png);
    this.counts.shots += 1;
    this.counts.files = this.counts.shots;
    this.write({
      type: 'shot',
      step: this.#step,
      gesture: this.counts.gestures,
      when,
      file,
      sha256: sha256Of(png),
      url: this.#hostile ? `javascript:document.title='ran'//${HOSTILE}` : url,
      title: this.#hostile ? HOSTILE : title,
      width: png.readUInt32BE(16),
      height: png.readUInt32BE(20),
      ...(box && { box }),
      ...(this.account !== undefined && { account: this.account }),
      redacted,
    });
    this.wait(160);
  }

  async gesture(
    title: string,
    { kind = 'look', before, after, failure, at, redacted = [], withheld, ms = 900, proves, outsidePage }: Act,
  ): Promise<void> {
    const { counts } = this;
    counts.gestures += 1;
    if (kind === 'commit') counts.commits += 1;
    this.write({
      type: 'gesture',
      step: this.#step,
      gesture: counts.gestures,
      title: this.#hostile ? `${title} ${HOSTILE}` : title,
      kind,
      portal: this.#portal,
      ...(this.#proving && proves !== undefined && { proves: this.#hostile ? `${proves} ${HOSTILE}` : proves }),
      ...(outsidePage && { outsidePage }),
    });
    if (before) await this.#shoot('before', before, at, redacted);
    this.wait(ms);
    this.write({
      type: 'gesture.end',
      step: this.#step,
      gesture: counts.gestures,
      outcome: failure ? (kind === 'commit' ? 'unknown' : 'failed') : 'done',
      ms,
    });
    if (withheld !== undefined) {
      counts.withheld += 1;
      this.write({
        type: 'shot.withheld',
        step: this.#step,
        gesture: counts.gestures,
        when: 'after',
        reason: withheld,
      });
    }
    if (after) await this.#shoot('after', after, kind === 'look' ? at : undefined, redacted);
    if (failure) await this.#shoot('failure', failure, undefined, redacted);
  }

  note(text: string, details?: Details): void {
    this.write({
      type: 'note',
      step: this.#step,
      text: this.#hostile ? `${text} ${HOSTILE}` : text,
      ...(details && { details }),
    });
  }

  result(
    outcome: StepResult['outcome'],
    actual: string,
    details?: Details,
    problem?: Problem,
    changes?: string[],
  ): void {
    this.write({
      type: 'step.result',
      step: this.#step,
      outcome,
      actual,
      ms: this.#ms - this.#begun,
      ...(changes && { changes }),
      ...(details && { details }),
      ...(problem && { problem }),
    });
    this.wait(110);
  }

  end(outcome: RunEnd['outcome']): void {
    this.write({ type: 'run.end', outcome, ms: this.#ms, counts: { ...this.counts } });
  }

  /** @param torn leave the last line unfinished, as a machine does that loses power */
  save(torn: boolean): void {
    const text = this.#lines.join('');
    writeFileSync(join(this.#folder, 'journal.jsonl'), torn ? text.slice(0, -40) : text);
  }
}

async function signIn(run: Recording): Promise<void> {
  run.begin('connectwise');
  await run.gesture('Open the sign-in page', { after: 'signIn' });
  run.found('needed', 'nobody is signed in', ['Sign in as j.admin']);
  await run.gesture('Type the user name "j.admin"', {
    kind: 'edit',
    before: 'signIn',
    after: 'signIn',
    at: 'Username',
    redacted: PASSWORD,
  });
  await run.gesture('Press Login', {
    kind: 'commit',
    before: 'signIn',
    after: 'home',
    at: 'Login',
    redacted: PASSWORD,
    ms: 4200,
  });
  run.note('Closed a pop-up: What is new in 2025.1');
  run.found('satisfied', 'signed in to practice as j.admin');
  run.result('done', 'signed in to practice as j.admin');
}

const ROLE_FACTS = { modules: 9, rows: 54, levels: LEVELS };
const ROLE_SAW =
  'role MSPCFO: 216 levels read in 9 modules; only System / API Reports / Inquire Level is All, all others None';

async function makeRole(run: Recording): Promise<void> {
  run.begin('role', { name: 'MSPCFO', levels: { System: { 'API Reports': { inquire: 'All' } } } });
  await run.gesture('Open System > Security Roles', { after: 'roles', at: 'System' });
  run.found('needed', 'no role named MSPCFO among 4 roles', [
    'Create the role MSPCFO',
    'Set System / API Reports / Inquire Level from None to All',
  ]);
  await run.gesture('Press the plus (New Item)', { after: 'newRole' });
  await run.gesture('Type the Role ID "MSPCFO"', {
    kind: 'edit',
    before: 'newRole',
    after: 'newRoleNamed',
    at: 'Role ID',
  });
  await run.gesture('Press Save', {
    kind: 'commit',
    before: 'newRoleNamed',
    after: 'levelsNone',
    at: 'Save',
    ms: 2300,
  });
  await run.gesture('Set API Reports, Inquire Level, to All', {
    kind: 'edit',
    before: 'levelsNone',
    after: 'levelsSet',
    at: 'inquire',
  });
  await run.gesture('Press Save', { kind: 'commit', before: 'levelsSet', after: 'levelsSaved', at: 'Save', ms: 1900 });
  await run.gesture('Open System > Security Roles', { after: 'rolesAfter', at: 'System' });
  await run.gesture('Open MSPCFO', {
    after: 'levelsSet',
    at: 'inquire',
    proves: 'Rights of the role MSPCFO in System',
  });
  run.found('satisfied', ROLE_SAW, undefined, ROLE_FACTS);
  run.result('done', ROLE_SAW, ROLE_FACTS);
}

const MEMBER = { id: 'MSPCFO', name: 'MSPCFO', role: 'MSPCFO', location: 'Tampa Office', businessUnit: 'Services' };

async function fillMember(run: Recording): Promise<void> {
  run.begin('member', MEMBER);
  await run.gesture('Open System > Members > API Members', { after: 'members', at: 'System' });
  run.found('needed', 'no API member MSPCFO among 1 members', ['Create the API member MSPCFO']);
  await run.gesture('Press the plus (New Item)', { after: 'newMember' });
  await run.gesture('Fill in the member', {
    kind: 'edit',
    before: 'newMember',
    after: 'newMemberFilled',
    at: 'Member ID',
    ms: 6400,
  });
}

async function makeMember(run: Recording): Promise<void> {
  await fillMember(run);
  await run.gesture('Press Save', {
    kind: 'commit',
    before: 'newMemberFilled',
    after: 'memberSaved',
    at: 'Save',
    ms: 3100,
  });
  await run.gesture('Open System > Members > API Members', {
    after: 'membersAfter',
    at: 'MSPCFO',
    proves: 'API member MSPCFO as stored',
  });
  run.found('satisfied', 'API member MSPCFO, active, role MSPCFO');
  run.result('done', 'API member MSPCFO, active, role MSPCFO', {
    ...MEMBER,
    level: 'Corporate (Level 1)',
    inactive: false,
  });
}

async function signInMspcfo(run: Recording): Promise<void> {
  run.begin('mspcfo');
  await run.gesture('Open the sign-in page', { after: 'cfoSignIn' });
  run.found('needed', 'nobody is signed in', ['Sign in as support@practice.example']);
  await run.gesture('Press Sign in', {
    kind: 'commit',
    before: 'cfoSignIn',
    after: 'cfoHome',
    at: 'Sign in',
    ms: 1500,
  });
  run.found('satisfied', 'signed in as support@practice.example');
  run.result('done', 'signed in as support@practice.example');
}

async function makeKey(run: Recording): Promise<void> {
  run.begin('key', { member: 'MSPCFO', description: 'MSPCFO', held: { publicKey: null, connection: 'none' } });
  await run.gesture('Open the record of MSPCFO, tab API Keys', { after: 'keys', proves: 'API keys of MSPCFO' });
  run.found('needed', 'no key of ours, and MSPCFO holds none', ['Make one key "MSPCFO (Keywright 7k3f9xwp)"']);
  await run.gesture('Type the description', { kind: 'edit', before: 'newKey', after: 'newKey', at: 'Description' });
  await run.gesture('Press Save and read the keys', {
    kind: 'commit',
    before: 'newKey',
    at: 'Save',
    withheld: 'a private key that nobody has read yet may stand on the screen',
    ms: 3700,
  });
  run.write({ type: 'secret.read', step: 'key', secret: SECRET, fp: FP });
  run.write({ type: 'escrow.sealed', step: 'key', ...KEY });
  await run.gesture('Look at the key with its private half covered', {
    after: 'keyMade',
    at: 'Private Key',
    redacted: COVERED,
    proves: 'New key of MSPCFO, its private half covered',
  });
  await run.gesture('Go back to the list of keys', {
    after: 'keysAfter',
    at: 'MSPCFO (Keywright 7k3f9xwp)',
    proves: 'API keys of MSPCFO',
  });
  run.found('satisfied', 'one key with public key qPk2Rt8WmZx4LcVb');
  run.write({ type: 'escrow.opened', step: 'key', ...KEY });
  run.result('done', 'one key with public key qPk2Rt8WmZx4LcVb', {
    publicKey: KEY.publicKey,
    keys: [{ description: 'MSPCFO (Keywright 7k3f9xwp)', publicKey: KEY.publicKey }],
  });
}

async function enterKeys(run: Recording): Promise<void> {
  run.begin('credentials', {
    publicKey: KEY.publicKey,
    privateKey: { secret: SECRET, fp: FP },
    server: ADDRESS.connectwise,
    company: 'practice',
  });
  await run.gesture('Open Integrations > Api Credentials', { after: 'credentials', at: 'Api Credentials' });
  run.found('needed', 'no credentials are stored', ['Store the server, the company and both keys']);
  await run.gesture('Fill in server, company and both keys', {
    kind: 'edit',
    before: 'credentials',
    after: 'credentialsFilled',
    at: 'Private Key',
    redacted: COVERED,
    ms: 5200,
  });
  await run.gesture('Press Save', {
    kind: 'commit',
    before: 'credentialsFilled',
    after: 'credentialsSaved',
    at: 'Save',
    redacted: COVERED,
    ms: 2600,
    proves: 'Keys stored in MSPCFO',
  });
  run.found('satisfied', 'MSPCFO holds qPk2Rt8WmZx4LcVb and says that the connection works');
  run.write({ type: 'escrow.destroyed', step: 'credentials', publicKey: KEY.publicKey });
  run.result('done', 'MSPCFO holds qPk2Rt8WmZx4LcVb and says that the connection works');
}

async function lookOnly(
  run: Recording,
  id: string,
  title: string,
  after: ScreenName,
  actual: string,
  details?: Details,
): Promise<void> {
  run.begin(id);
  await run.gesture(title, { after });
  run.found('satisfied', actual, undefined, details);
  run.result('already in place', actual, details);
}

/** What a check finds: one level too many, keys of somebody else's, and a sealed key that was left behind. */
async function check(run: Recording): Promise<void> {
  await lookOnly(run, 'connectwise', 'Open the start page', 'home', 'signed in to practice as j.admin');
  const tooMany = ['Finance / Invoicing / Inquire: My → None'];
  run.begin('role');
  await run.gesture('Open the role MSPCFO', { after: 'levelsSet' });
  run.found('needed', 'The role MSPCFO is there, and 1 of its levels is not as wanted.', tooMany);
  run.result('drift', 'The role MSPCFO is there, and 1 of its levels is not as wanted.', undefined, undefined, tooMany);
  await lookOnly(
    run,
    'member',
    'Open System > Members > API Members',
    'membersAfter',
    'API member MSPCFO, active, role MSPCFO',
  );
  await lookOnly(run, 'mspcfo', 'Open the start page', 'cfoHome', 'signed in as support@practice.example');
  run.begin('key');
  await run.gesture('Open the record of MSPCFO, tab API Keys', { after: 'keysAfter' });
  run.result('drift', 'the API member MSPCFO is inactive, so no key of it works', undefined, {
    expected: 'an active member',
    actual: 'the API member MSPCFO is inactive, so no key of it works',
    hint: 'Run onboard: it makes the member active again.',
  });
  run.write({
    type: 'step.result',
    step: 'credentials',
    outcome: 'not known',
    actual: 'Not checked: this depends on “Create one pair of API keys for MSPCFO”.',
    ms: 0,
  });
  run.write({
    type: 'note',
    text: `The escrow holds a sealed copy of the private key of ${KEY.publicKey}, so its hand-over was not finished.`,
    details: { 'sealed copy': KEY.publicKey, since: '2026-11-23T09:12:00.000Z' },
  });
  run.write({
    type: 'note',
    text: "POST /api/member.load was not let through. If it only reads, say so: reads: ['/api/member.load']",
    details: { 'not let through': 'POST /api/member.load at connectwise' },
  });
  run.end('drift');
}

export const LEFT = { what: 'delete the security role MSPCFO', why: 'it is that of MSPCFO (inactive)' };

/**
 * A run that changed nothing, could not do one thing, and leaves another to a person. Who is signed in at MSPCFO could
 * not be read.
 */
async function leave(run: Recording): Promise<void> {
  await lookOnly(run, 'connectwise', 'Open the start page', 'home', 'signed in to practice as j.admin');
  run.write({ type: 'account', step: 'connectwise', portal: 'connectwise', account: 'j.admin' });
  run.account = 'j.admin';
  run.begin('role');
  await run.gesture('Open System > Members > API Members', { after: 'membersAfter' });
  run.write({
    type: 'step.result',
    step: 'role',
    outcome: 'left for you',
    actual: `The role was not deleted: ${LEFT.why}.`,
    ms: 900,
    left: [LEFT],
  });
  await lookOnly(run, 'member', 'Open System > Members > API Members', 'membersAfter', 'API member MSPCFO, inactive');
  await lookOnly(run, 'mspcfo', 'Open the start page', 'cfoHome', 'signed in as support@practice.example');
  run.write({ type: 'account', step: 'mspcfo', portal: 'mspcfo', account: null });
  run.account = null;
  run.begin('key');
  run.result('skipped', 'No CONNECTWISE_CLIENT_ID is configured, so ConnectWise could not be asked.');
  await lookOnly(
    run,
    'credentials',
    'Open Integrations > Api Credentials',
    'credentials',
    'No credentials are stored.',
  );
  run.end('nothing to do');
}

const REFUSED: Problem = {
  screen: 'ConnectWise, New API Member',
  expected: 'the record to be saved',
  actual: 'the message “Location: this value is not active any more.”',
  hint:
    'Choose another location for this customer in customers.yaml (inputs: onboard: location), then run again: it ' +
    'looks first and continues from what is there.',
};

async function refuseMember(run: Recording): Promise<void> {
  await fillMember(run);
  await run.gesture('Press Save', {
    kind: 'commit',
    before: 'newMemberFilled',
    failure: 'memberRefused',
    at: 'Save',
    ms: 2100,
  });
  run.note('It is not known whether "Press Save" reached the server. Looking, and not pressing again.', { ...REFUSED });
  run.result('failed', REFUSED.actual, undefined, REFUSED);
}

/** A run that finds everything in place. */
async function lookAtAll(run: Recording): Promise<void> {
  await lookOnly(run, 'connectwise', 'Open the start page', 'home', 'signed in to practice as j.admin');
  await lookOnly(run, 'role', 'Open the role MSPCFO', 'levelsSet', ROLE_SAW, ROLE_FACTS);
  await lookOnly(
    run,
    'member',
    'Open System > Members > API Members',
    'membersAfter',
    'API member MSPCFO, active, role MSPCFO',
  );
  await lookOnly(run, 'mspcfo', 'Open the start page', 'cfoHome', 'signed in as support@practice.example');
  await lookOnly(
    run,
    'key',
    'Open the record of MSPCFO, tab API Keys',
    'keysAfter',
    'MSPCFO holds our key qPk2Rt8WmZx4LcVb and it works',
  );
  await lookOnly(
    run,
    'credentials',
    'Open Integrations > Api Credentials',
    'credentialsSaved',
    'MSPCFO holds qPk2Rt8WmZx4LcVb and says that the connection works',
  );
  run.end('nothing to do');
}

/** The first line of the journal. */
function runStart(kind: SampleKind): RunStart {
  const hostile = kind === 'hostile';
  const evil = hostile ? ` ${HOSTILE}` : '';
  return {
    type: 'run.start',
    run: '20261124-141532-7k3f9xwp',
    tag: '7k3f9xwp',
    runbook: {
      name: 'onboard',
      title: `Create the ConnectWise API keys and store them in MSPCFO${evil}`,
      file: `runbooks/onboard.yaml${evil}`,
      sha256: 'c4b1'.repeat(16),
    },
    customer: { name: 'practice', title: `Practice MSP${evil}` },
    portals: ADDRESS,
    ...(kind === 'drift' && { check: true as const }),
    inputs: {
      role: 'MSPCFO',
      levels: { System: { 'API Reports': { inquire: 'All' } } },
      member: 'MSPCFO',
      location: `Tampa Office${evil}`,
      ...(hostile && { [HOSTILE]: HOSTILE }),
    },
    operator: `support${evil}`,
    machine: { host: 'runner-2', os: 'linux 6.12.43' },
    versions: { keywright: '0.1.0', node: 'v24.15.0', playwright: '1.65.1', browser: '/usr/bin/chromium (installed)' },
    mode: { headed: false },
    plan: PLAN.map(({ phase, steps }) => ({
      phase: phase + evil,
      steps: steps.map((step) => ({
        ...step,
        title: step.title + evil,
        ...((kind === 'proven' || hostile) &&
          step.id === 'role' && { controls: [`SOC 2 CC6.3${evil}`, 'ISO 27001 A.5.15'] }),
        ...(kind === 'proven' && step.id === 'key' && { approve: true as const }),
      })),
    })),
  };
}

/** Who was signed in and approved, what was not let happen, and what the run stood on. */
function stoodOn(run: Recording, evil: string): void {
  run.write({ type: 'account', step: 'connectwise', portal: 'connectwise', account: `j.admin${evil}` });
  run.write({ type: 'account', step: 'mspcfo', portal: 'mspcfo', account: 'support@practice.example' });
  run.write({ type: 'person', step: 'key', did: 'approved', who: `dana${evil}`, via: 'watch page', ms: 9000 });
  run.write({
    type: 'prevented',
    step: 'mspcfo',
    secret: `MSPCFO password${evil}`,
    origin: `https://evil.example${evil}`,
  });
  run.write({
    type: 'environment',
    osUser: 'kw',
    locale: 'en-US',
    timeZone: 'America/New_York',
    connections: [
      { origin: ADDRESS.connectwise, skewSeconds: -2 },
      { origin: ADDRESS.mspcfo, skewSeconds: 0 },
    ],
    refused: [{ host: `stats.example${evil}`, requests: 3 }],
  });
}

/** From the member to the end. */
async function finish(run: Recording, kind: SampleKind): Promise<void> {
  await makeMember(run);
  await signInMspcfo(run);
  await makeKey(run);
  await enterKeys(run);
  if (kind !== 'done') stoodOn(run, kind === 'hostile' ? ` ${HOSTILE}` : '');
}

/** Writes a run folder of the kind. The first in a run of the suite to ask for a kind draws its pictures with the page. */
export async function writeSampleRun(folder: string, kind: SampleKind, page: Page): Promise<void> {
  cpSync(await kept(`sample ${kind}`, async (draft) => await record(draft, kind, page)), folder, { recursive: true });
}

async function record(folder: string, kind: SampleKind, page: Page): Promise<void> {
  const hostile = kind === 'hostile';
  const size = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 800 });
  const run = new Recording(page, folder, kind);
  run.write(runStart(kind));
  run.wait(60);
  run.write({
    type: 'note',
    text: `Started /usr/bin/chromium (version 142.0.7444.59).${hostile ? ` ${HOSTILE}` : ''}`,
  });
  run.wait(700);

  if (kind === 'nothing to do') {
    await lookAtAll(run);
  } else if (kind === 'left') {
    await leave(run);
  } else if (kind === 'drift') {
    await check(run);
  } else if (kind === 'cut off') {
    await signIn(run);
    await makeRole(run);
    run.begin('member', MEMBER);
    await run.gesture('Open System > Members > API Members', { after: 'members', at: 'System' });
    run.note('This line is torn, because the machine lost its power while writing it.');
  } else {
    await signIn(run);
    if (kind !== 'interrupted') await makeRole(run);
    if (kind === 'failed') await refuseMember(run);
    if (kind === 'done' || kind === 'proven' || hostile) await finish(run, kind);
    if (kind === 'interrupted') {
      run.begin('role', { name: 'MSPCFO' });
      await run.gesture('Open System > Security Roles', { after: 'roles', at: 'System' });
      run.write({
        type: 'person',
        step: 'role',
        did: 'stopped',
        who: 'support',
        via: 'terminal',
        at: '2026-11-24T14:15:34.000Z',
      });
    }
    run.end(kind === 'failed' || kind === 'interrupted' ? kind : 'done');
  }
  run.save(kind === 'cut off');
  if (size) await page.setViewportSize(size);
}
