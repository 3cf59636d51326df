/** What a role can have rights for: modules and their rows (connectwise.md C4, C5), and what the (customize) windows list. */

export const LEVELS = ['None', 'My', 'All'] as const;
export type Level = (typeof LEVELS)[number];
export const COLUMNS = ['add', 'edit', 'delete', 'inquire'] as const;
export type LevelColumn = (typeof COLUMNS)[number];

/** Module names in the order of the Security Modules screen, each with its rows in order. */
export const MODULES: Readonly<Record<string, readonly string[]>> = {
  'Companies': [
    'Company Maintenance', 'Company/Contact Group Maintenance', 'Configuration - Display Passwords', 'Configurations', 'Contacts', 'CRM/Sales Activities', 'Import Contacts',
    'Manage Attachments', 'Management', 'Notes', 'Reports', 'Surveys', 'Team Members', 'Tracks', 'UserCentric',
  ],
  'Finance': [
    'Accounting Interface', 'Agreement Invoicing', 'Agreement Sales', 'Agreements', 'Billing Rate Maintenance', 'Billing Reconciliation', 'Billing View Time', 'Company Finance',
    'Expense Reimbursements', 'Financial Dashboard', 'Invoice Approval', 'Invoicing', 'Reports',
  ],
  'Marketing': ['ConnectWise Campaign', 'Marketing Groups', 'Marketing Management', 'Marketing Reports'],
  'Procurement': ['Inventory Adjustments', 'Inventory Transfers', 'Product Billable Option', 'Product Catalog', 'Products', 'Purchase Orders'],
  'Project': [
    'Close Project Tickets', 'Close Project', 'Project Contacts', 'Project Headers', 'Project Management', 'Project Notes', 'Project Phase', 'Project Ticket Dependencies',
    'Project Ticket Tasks', 'Project Tickets',
  ],
  'Sales': ['Closed Opportunity', 'Opportunity', 'Sales Orders', 'Sales Orders Finance'],
  'Service Desk': [
    'Change Approvals', 'Close Service Tickets', 'Merge Tickets', 'Reports', 'Resource Scheduling', 'Service Tickets', 'Service Tickets - Dependencies', 'Service Tickets - Finance',
    'SLA Dashboard', 'SmileBack', 'Ticket Templates',
  ],
  'System': [
    'Add Licenses', 'API Reports', 'Chat with ConnectWise Manage Support', 'ConnectWise Manage Labs', 'ConnectWise Next', 'ConnectWise Now', 'Custom Menu Entry', 'Data Import',
    'Email Audit', 'List View Export', 'Manage Hosted API', 'Marketplace Sharing', 'Mass Maintenance', 'Member Maintenance', 'Member Maintenance - Finance', 'My Account', 'My Company',
    'Report Writer', 'Security Roles', 'System Reports', 'Table Setup', 'Today Links',
  ],
  'Time & Expense': ['Time Entry', 'Time Entry Billable Option', 'Expense Report Entry'],
};

/** Entries of the 'Update Security' window, by `module/row`. A row without an entry here has no (customize) link. */
export const CUSTOMIZE: Readonly<Record<string, readonly string[]>> = {
  'Companies/Configurations': ['Firewall', 'Managed Network Device', 'Managed Server', 'Managed Workstation', 'Printer', 'Software License', 'Switch', 'UPS'],
  'Finance/Agreements': ['Block Hours', 'Block Time', 'Managed Services', 'Managed Services - Legacy', 'Office 365', 'Web Hosting'],
  'Service Desk/Resource Scheduling': ['All Day Events', 'Calendar Export', 'Dispatch Portal', 'Schedule Holds', 'Schedule Others'],
  'System/Custom Menu Entry': ['Help Center', 'Report Portal'],
  'System/Manage Hosted API': ['Activity', 'Company', 'Contact', 'Opportunity', 'Project', 'Service'],
  'System/Mass Maintenance': ['Activities', 'Agreements', 'Companies', 'Configurations', 'Contacts', 'Products', 'Service Tickets', 'Tracks'],
  'System/My Account': ['Certifications', 'Notifications', 'Password', 'Profile', 'Skills'],
  'System/System Reports': ['API Usage', 'Audit Trail', 'Login History', 'Member List'],
  'System/Table Setup': [
    'Activities / Activity Status-CRM', 'Activities / Activity Type', 'Agreements / Agreement Type', 'Agreements / Batch', 'Company / Address Formats', 'Company / Company Status',
    'Company / Company Type', 'Company / Configuration', 'Company / Configuration Status', 'Company / Country', 'Company / Currency', 'Company / Managed Devices Integration',
    'Company / Market', 'Company / Ownership Type', 'Company / Team Role', 'Contacts / Contact Type', 'Contacts / Department', 'Contacts / Relationship', 'Expenses / Expense Type',
    'General / Auto Sync Time', 'General / Corporate Structure', 'General / Holiday List', 'General / Integrator Login', 'General / Manage Hosted API', 'General / Time Zone Setup',
    'Invoices / Billing Status', 'Invoices / Billing Terms', 'Invoices / Tax Codes', 'Opportunities / Opportunity Stage', 'Opportunities / Opportunity Type', 'Products / Catalog Category',
    'Products / Manufacturer', 'Products / Product Type', 'Products / Unit of Measure', 'Projects / Project Board', 'Projects / Project Status', 'Service / Priority', 'Service / Service Board',
    'Service / Service Sign Off', 'Service / Severity', 'Service / SLA', 'Service / Standard Note', 'Time / Charge Code', 'Time / Work Role', 'Time / Work Type',
  ],
};
