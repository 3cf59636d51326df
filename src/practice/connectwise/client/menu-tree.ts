import { boot } from './boot.ts';
import type { IconName } from './icons.ts';
import type { Route } from './routes.ts';

export interface Section {
  label: string;
  icon: IconName;
  entries: { label: string; place: Route }[];
}

const list = (...titles: string[]) =>
  titles.map((title) => ({ label: title, place: { screen: 'EmptyList', title } as Route }));
const needsRights = ['Security Roles', 'Members'];

/**
 * The left rail and what flies out of it, in the order and wording of PRODUCT.md A7; who has no rights doesn't see
 * all of it (C6).
 */
export const menuTree: Section[] = [
  { label: 'My Favorites', icon: 'star', entries: [{ label: 'Today', place: { screen: 'Today' } }] },
  {
    label: 'Companies',
    icon: 'buildings',
    entries: list('Companies', 'Contacts', 'Configurations', 'Tracks', 'Company Reports'),
  },
  { label: 'Sales', icon: 'chart', entries: list('Opportunities', 'Activities', 'Sales Orders', 'Sales Reports') },
  {
    label: 'Marketing',
    icon: 'target',
    entries: list('Marketing Manager', 'Groups', 'Campaigns', 'Marketing Reports'),
  },
  {
    label: 'Procurement',
    icon: 'cart',
    entries: list('Product Catalog', 'Purchasing', 'Inventory', 'Product Reports'),
  },
  {
    label: 'Project',
    icon: 'plan',
    entries: list('Project Board', 'Project Search', 'Project Templates', 'Project Reports'),
  },
  {
    label: 'Service Desk',
    icon: 'headset',
    entries: [
      { label: 'Service Board', place: { screen: 'ServiceBoard' } },
      ...list('Service Ticket Search', 'Dispatch Portal', 'Service Reports'),
    ],
  },
  {
    label: 'Time & Expense',
    icon: 'time-list',
    entries: list('Time Entry', 'Time Sheets', 'Expense Entry', 'Expense Reports'),
  },
  {
    label: 'Finance',
    icon: 'sums',
    entries: list('Agreements', 'Invoicing', 'Billing Reconciliation', 'Finance Reports'),
  },
  {
    label: 'System',
    icon: 'gear',
    entries: [
      ...list('Setup Tables', 'My Company'),
      { label: 'Security Roles', place: { screen: 'SecurityRoleList' } as const },
      { label: 'Members', place: { screen: 'MemberList', tab: boot.variants.membersOpenOn } as const },
      ...list(
        'Mass Maintenance',
        'Report Writer',
        'Outlook',
        'All Reports',
        'Email Audit',
        'Data Import',
        'Authentication',
      ),
    ].filter(({ label }) => boot.admin || !needsRights.includes(label)),
  },
];
