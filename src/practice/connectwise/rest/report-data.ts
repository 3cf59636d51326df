import type { CompanyState } from '../state.ts';

/** A column as `column_definitions` has it. */
interface ReportColumn {
  type: 'Numeric' | 'Text' | 'DateTime' | 'Boolean';
  isNullable: boolean;
  identityColumn: boolean;
}

export interface ReportData {
  columns: Record<string, ReportColumn>;
  rows: Record<string, string | number | boolean | null>[];
}

/** The reports of an MSP by name: always the same customers, tickets and invoices; members are the company's own. */
export const REPORTS: Readonly<Record<string, (company: CompanyState) => ReportData>> = {
  Agreement: () =>
    data(
      {
        AGR_Header_RecID: KEY,
        AGR_Name: TEXT,
        AGR_Type_Desc: TEXT,
        Company_Name: TEXT,
        AGR_Date_Start: DATE,
        AGR_Date_End: MAYBE_DATE,
        AGR_Amount: NUMBER,
        AGR_Cancel_Flag: FLAG,
      },
      CUSTOMERS.map(([name, , monthly], n) => [
        n + 1,
        `${name} - Managed Services`,
        AGREEMENT_TYPES[n % 3]!,
        name,
        day(-900 + 37 * n),
        n % 9 === 4 ? day(-20) : null,
        monthly,
        n % 9 === 4,
      ]),
    ),
  Company: () =>
    data(
      {
        Company_RecID: KEY,
        Company_ID: TEXT,
        Company_Name: TEXT,
        Company_Status_Desc: TEXT,
        Company_Type_Desc: TEXT,
        City: TEXT,
        State_ID: TEXT,
        Date_Entered: DATE,
      },
      CUSTOMERS.map(([name, city], n) => [
        n + 1,
        name.replace(/[^A-Za-z]/g, ''),
        name,
        n % 9 === 4 ? 'Inactive' : 'Active',
        n % 5 === 3 ? 'Prospect' : 'Client',
        city,
        'FL',
        day(-1100 + 41 * n),
      ]),
    ),
  Invoice: () =>
    data(
      {
        Billing_Log_RecID: KEY,
        Invoice_Number: TEXT,
        Company_Name: TEXT,
        Invoice_Type_Desc: TEXT,
        Date_Invoice: DATE,
        Due_Date: DATE,
        Invoice_Amount: NUMBER,
        Balance: NUMBER,
      },
      months(12).flatMap((back) =>
        CUSTOMERS.map(([name, , monthly], n): Cell[] => {
          const [number, date] = [40_000 + (12 - back) * CUSTOMERS.length + n, day(-30 * back)];
          return [
            number - 39_999,
            String(number),
            name,
            'Agreement',
            date,
            day(-30 * back + 30),
            monthly,
            back === 0 || (back === 1 && n % 6 === 2) ? monthly : 0,
          ];
        }),
      ),
    ),
  Member: (company) =>
    data(
      {
        Member_RecID: KEY,
        Member_ID: TEXT,
        First_Name: TEXT,
        License_Class: TEXT,
        Location: TEXT,
        Business_Unit: TEXT,
        Inactive_Flag: FLAG,
      },
      company.members
        .filter(({ license }) => license !== 'API')
        .map((member) => [
          member.recid,
          member.memberId,
          member.name,
          member.license,
          member.location,
          member.department,
          member.inactive,
        ]),
    ),
  Service: () =>
    data(
      {
        SR_Service_RecID: KEY,
        Summary: TEXT,
        Company_Name: TEXT,
        Board_Name: TEXT,
        Status_Description: TEXT,
        Urgency_Desc: TEXT,
        Date_Entered: DATE,
        Date_Closed: MAYBE_DATE,
        Hours_Actual: NUMBER,
      },
      Array.from({ length: 240 }, (_, n): Cell[] => {
        const open = n % 8 === 0;
        return [
          71_200 + n,
          SUMMARIES[n % SUMMARIES.length]!,
          CUSTOMERS[(n * 7) % CUSTOMERS.length]![0],
          BOARDS[n % 3]!,
          open ? OPEN[n % 4]! : 'Closed',
          URGENCIES[n % 4]!,
          day(-120 + n / 2),
          open ? null : day(-119 + n / 2),
          (n % 11) / 4,
        ];
      }),
    ),
  Time: (company) =>
    data(
      {
        Time_RecID: KEY,
        Member_ID: TEXT,
        Company_Name: TEXT,
        Work_Type_Desc: TEXT,
        Date_Start: DATE,
        Hours_Actual: NUMBER,
        Billable_Option: TEXT,
        Hourly_Rate: NUMBER,
      },
      Array.from({ length: 360 }, (_, n): Cell[] => {
        const people = company.members.filter(({ license }) => license !== 'API');
        return [
          150_300 + n,
          people[n % people.length]!.memberId,
          CUSTOMERS[(n * 5) % CUSTOMERS.length]![0],
          ['Remote', 'On-site', 'Project'][n % 3]!,
          day(-90 + n / 4),
          ((n % 14) + 1) / 4,
          n % 4 === 1 ? 'Billable' : 'Covered',
          n % 3 === 2 ? 165 : 140,
        ];
      }),
    ),
};

type Cell = string | number | boolean | null;

const KEY: ReportColumn = { type: 'Numeric', isNullable: false, identityColumn: true };
const TEXT: ReportColumn = { type: 'Text', isNullable: true, identityColumn: false };
const NUMBER: ReportColumn = { type: 'Numeric', isNullable: true, identityColumn: false };
const DATE: ReportColumn = { type: 'DateTime', isNullable: false, identityColumn: false };
const MAYBE_DATE: ReportColumn = { ...DATE, isNullable: true };
const FLAG: ReportColumn = { type: 'Boolean', isNullable: false, identityColumn: false };

/** Name, city and what its agreement costs a month. */
const CUSTOMERS: [name: string, city: string, monthly: number][] = [
  ['Bayside Dental Group', 'Clearwater', 2450],
  ['Gulf Coast Realty', 'Tampa', 3180],
  ['Harbor Point Marina', 'Dunedin', 1275],
  ['Palmetto Title & Escrow', 'Tampa', 4120],
  ['Sunline Logistics', 'Largo', 6900],
  ['Oakhurst Family Practice', 'Seminole', 1980],
  ['Bellair Architects', 'Belleair', 2210],
  ['Tarpon Springs Supply', 'Tarpon Springs', 1540],
  ['Fletcher & Boyd, CPAs', 'Clearwater', 3675],
  ['Suncoast Youth League', 'Safety Harbor', 690],
  ['Meridian Manufacturing', 'Oldsmar', 8450],
  ['Ybor Coffee Roasters', 'Tampa', 1120],
];
const AGREEMENT_TYPES = ['Managed Services', 'Block Time', 'Office 365'];
const BOARDS = ['Help Desk', 'Alerts', 'Professional Services'];
const OPEN = ['New', 'In Progress', 'Waiting on Client', 'Scheduled'];
const URGENCIES = ['Priority 3 - Medium', 'Priority 4 - Low', 'Priority 2 - High', 'Priority 1 - Critical'];
const SUMMARIES = [
  'Outlook keeps asking for a password',
  'New starter on Monday: laptop and mailbox',
  'Printer on second floor jams',
  'Disk space below 10% on FS01',
  'VPN drops every hour',
  'Backup failed: SQL01',
  'Cannot open shared calendar',
  'Monitor flickers at reception',
  'Patch reboot pending on DC02',
  'Phishing mail reported',
  'Wi-Fi slow in conference room',
  'Reset MFA after phone change',
  'Scanner no longer sends to e-mail',
  'Move two desks, patch new ports',
  'Excel add-in blocked',
];

const months = (count: number) => Array.from({ length: count }, (_, n) => count - 1 - n);
/** Midnight, some days from today. */
const day = (from: number) =>
  `${new Date(Date.now() + Math.floor(from) * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;

function data(columns: ReportData['columns'], rows: Cell[][]): ReportData {
  const names = Object.keys(columns);
  return { columns, rows: rows.map((cells) => Object.fromEntries(names.map((name, n) => [name, cells[n] ?? null]))) };
}
