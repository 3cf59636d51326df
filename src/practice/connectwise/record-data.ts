import { CUSTOMIZE } from './modules.ts';
import { REPORTS } from './rest/report-data.ts';
import type { CompanyState, RestRecord } from './state.ts';

/** A kind of record that the REST API gives out, and the row of a security role that decides on it. */
export interface RecordKind {
  /** Below `apis/3.0/`. */
  path: string;
  name: string;
  module: string;
  row: string;
  /** What a new one must have. */
  required: string;
  /** What there is at first. */
  seed(company: CompanyState): Omit<RestRecord, '_info'>[];
  /** The entry of the row's (customize) window that a record falls under; records of other entries can't be seen. */
  entryOf?(record: Record<string, unknown>): string;
}

const report = (name: string, company: CompanyState) => REPORTS[name]!(company).rows as Record<string, string>[];
const companies = (company: CompanyState) => report('Company', company);
const typeName = (record: Record<string, unknown>) =>
  String((record['type'] as { name?: unknown } | null | undefined)?.name ?? '');
const byCompany = (company: CompanyState, more: (name: string, n: number) => Record<string, unknown>) =>
  companies(company).map(({ Company_RecID: id, Company_Name: name }, n) => ({
    id: n + 1,
    company: { id, name },
    ...more(name!, n),
  }));
const configurationTypes = CUSTOMIZE['Companies/Configurations']!;

/** At least one kind for each module that has records. */
export const RECORDS: readonly RecordKind[] = [
  {
    path: 'company/companies',
    name: 'Company',
    module: 'Companies',
    row: 'Company Maintenance',
    required: 'identifier',
    seed: (company) =>
      companies(company).map((row, n) => ({
        id: n + 1,
        identifier: row['Company_ID'],
        name: row['Company_Name'],
        status: { name: row['Company_Status_Desc'] },
        types: [{ name: row['Company_Type_Desc'] }],
        city: row['City'],
        state: row['State_ID'],
      })),
  },
  {
    path: 'company/contacts',
    name: 'Contact',
    module: 'Companies',
    row: 'Contacts',
    required: 'firstName',
    seed: (company) => byCompany(company, (name) => ({ firstName: 'Office', lastName: name })),
  },
  {
    path: 'company/configurations',
    name: 'Configuration',
    module: 'Companies',
    row: 'Configurations',
    required: 'name',
    entryOf: typeName,
    seed: (company) =>
      byCompany(company, (_, n) => ({
        name: `DEVICE-${n + 1}`,
        type: { name: configurationTypes[n % configurationTypes.length] },
      })),
  },
  {
    path: 'sales/activities',
    name: 'Activity',
    module: 'Companies',
    row: 'CRM/Sales Activities',
    required: 'name',
    seed: (company) => byCompany(company, (name) => ({ name: `Call ${name}` })),
  },
  {
    path: 'finance/agreements',
    name: 'Agreement',
    module: 'Finance',
    row: 'Agreements',
    required: 'name',
    entryOf: typeName,
    seed: (company) =>
      report('Agreement', company).map((row, n) => ({
        id: n + 1,
        name: row['AGR_Name'],
        type: { name: row['AGR_Type_Desc'] },
        company: { name: row['Company_Name'] },
        startDate: row['AGR_Date_Start'],
        endDate: row['AGR_Date_End'],
        billAmount: row['AGR_Amount'],
      })),
  },
  {
    path: 'finance/invoices',
    name: 'Invoice',
    module: 'Finance',
    row: 'Invoicing',
    required: 'invoiceNumber',
    seed: (company) =>
      report('Invoice', company).map((row, n) => ({
        id: n + 1,
        invoiceNumber: row['Invoice_Number'],
        company: { name: row['Company_Name'] },
        date: row['Date_Invoice'],
        total: row['Invoice_Amount'],
        balance: row['Balance'],
      })),
  },
  {
    path: 'marketing/groups',
    name: 'Group',
    module: 'Marketing',
    row: 'Marketing Groups',
    required: 'name',
    seed: () => ['Clients', 'Prospects'].map((name, n) => ({ id: n + 1, name })),
  },
  {
    path: 'procurement/catalog',
    name: 'CatalogItem',
    module: 'Procurement',
    row: 'Product Catalog',
    required: 'identifier',
    seed: () =>
      ['Firewall', 'Laptop', 'Office 365 E3'].map((identifier, n) => ({
        id: n + 1,
        identifier,
        description: identifier,
      })),
  },
  {
    path: 'project/projects',
    name: 'Project',
    module: 'Project',
    row: 'Project Headers',
    required: 'name',
    seed: (company) => byCompany(company, (name) => ({ name: `${name}: network refresh` })).slice(0, 3),
  },
  {
    path: 'sales/opportunities',
    name: 'Opportunity',
    module: 'Sales',
    row: 'Opportunity',
    required: 'name',
    seed: (company) => byCompany(company, (name) => ({ name: `${name}: renewal` })).slice(0, 4),
  },
  {
    path: 'service/tickets',
    name: 'Ticket',
    module: 'Service Desk',
    row: 'Service Tickets',
    required: 'summary',
    seed: (company) =>
      report('Service', company).map((row, n) => ({
        id: n + 1,
        summary: row['Summary'],
        company: { name: row['Company_Name'] },
        board: { name: row['Board_Name'] },
        status: { name: row['Status_Description'] },
        dateEntered: row['Date_Entered'],
        closedDate: row['Date_Closed'],
      })),
  },
  {
    path: 'time/entries',
    name: 'TimeEntry',
    module: 'Time & Expense',
    row: 'Time Entry',
    required: 'timeStart',
    seed: (company) =>
      report('Time', company).map((row, n) => ({
        id: n + 1,
        member: { identifier: row['Member_ID'] },
        company: { name: row['Company_Name'] },
        workType: { name: row['Work_Type_Desc'] },
        timeStart: row['Date_Start'],
        actualHours: row['Hours_Actual'],
      })),
  },
];

/** Lists of names that Table Setup decides on, each by its own entry in the (customize) window. */
export const SETUP_TABLES: readonly {
  path: string;
  entry: string;
  names: (company: CompanyState) => readonly string[];
}[] = [
  {
    path: 'company/companies/statuses',
    entry: 'Company / Company Status',
    names: () => ['Active', 'Inactive', 'Imported'],
  },
  { path: 'company/companies/types', entry: 'Company / Company Type', names: () => ['Client', 'Prospect', 'Vendor'] },
  {
    path: 'company/configurations/statuses',
    entry: 'Company / Configuration Status',
    names: () => ['Active', 'Retired'],
  },
  { path: 'company/configurations/types', entry: 'Company / Configuration', names: () => configurationTypes },
  { path: 'service/boards', entry: 'Service / Service Board', names: ({ lists }) => lists.boards },
];

/** What Table Setup is in a security role. */
export const TABLE_SETUP = { module: 'System', row: 'Table Setup', column: 'inquire' } as const;
