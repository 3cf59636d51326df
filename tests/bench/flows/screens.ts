/**
 * Where things stand on the practice portals' screens, as a script's author would write it down once: CSS, or XPath
 * where words are needed.
 * All flows use the same, so that they differ in the tool alone.
 */

const word = (css: string) => `contains(concat(" ", normalize-space(@class), " "), " ${css} ")`;

export const sections = [
  'Companies',
  'Finance',
  'Marketing',
  'Procurement',
  'Project',
  'Sales',
  'Service Desk',
  'System',
  'Time & Expense',
];

export const signIn = {
  company: '#company',
  username: '#username',
  password: '#password',
  button: '#loginBtn',
  done: '.cw-lcm-section',
};

export const rail = {
  system: `//div[${word('cw-lcm-section')}][.//div[text()="System"]]`,
  entry: (name: string) => `//body/div/div/div[${word('gwt-Label')}][text()="${name}"]`,
};

/** A list: the screen around it in CSS and its rows' surroundings in XPath, and what stands in it. */
const list = (screen: string, within: string, filter: string) => ({
  clear: `${screen} .cw-toolbar-clear .mm_button`,
  plus: `${screen} .cw-toolbar-new-item .mm_button`,
  filter: `${screen} #${filter}`,
  /** All text of the toolbar, with the pager's in it. */
  bar: `${screen} .mm_toolbarHolder`,
  link: (text: string) => `//div[${within}]//tr[${word('cw-ml-row')}]//a[starts-with(text(), "${text}")]`,
});

export const roles = list('.SecurityRoleList', word('SecurityRoleList'), 'Name-input');
export const members = list(
  '.MemberList:has(#apimember-listview-scroller)',
  '@id="apimember-listview-scroller"',
  'Member_ID-input',
);
export const keys = list('.MemberApiKeys', word('MemberApiKeys'), 'Description-input');

const tab = (screen: string, name: string) => `//div[${word(screen)}]//div[${word('gwt-TabBarItem')}][.="${name}"]`;

export const tabs = {
  apiMembers:
    `//div[${word('MemberList')}][.//div[@id="regularmember-listview-scroller" or ` +
    '@id="apimember-listview-scroller"]][not(contains(@style, "display: ' +
    `none"))]//div[${word('gwt-TabBarItem')}][.="API Members"]`,
  apiKeys: tab('MemberDetail', 'API Keys'),
};

export const newRole = { box: '.SecurityRole .cw_roleId', save: '.SecurityRole .cw_ToolbarButton_Save .mm_button' };

export const modules = {
  title: '.SecurityModules .detailLabel',
  section: (name: string) =>
    `//div[${word('SecurityModules')}]//tr[${word('cw-ml-row')}]//div[${word('mm_label')}][text()="${name}"]`,
  /** The first row below a section: there when it is open. */
  firstRow: (name: string) =>
    `//div[${word('SecurityModules')}]//tr[${word('cw-ml-row')}][.//div[${word('mm_label')}][text()="${name}"]]` +
    '/following-sibling::tr[1][.//input]',
  level: `//div[${word('SecurityModules')}]//tr[.//div[@title="API Reports"]]//input[${word('cw_inquireLevel')}]`,
  arrow:
    `//div[${word('SecurityModules')}]//tr[.//div[@title="API ` +
    `Reports"]]//div[${word('mm_comboBox')}][.//input[${word('cw_inquireLevel')}]]/*[local-name()="svg"]`,
  save: '.SecurityModules .cw_ToolbarButton_Save .mm_button',
  saved: `//div[${word('SecurityModules')}]//div[text()="You have successfully updated this record."]`,
};

/** The open list of a combo. */
export const options = {
  named: (name: string) =>
    `//div[${word('gwt-dropdown-options')}][not(contains(@style, "display: ` +
    `none"))]//div[${word('mm_label')}][text()="${name}"]`,
  first:
    `(//div[${word('gwt-dropdown-options')}][not(contains(@style, "display: ` +
    `none"))]//div[${word('mm_label')}])[1]`,
};

export const member = {
  title: '.MemberDetail .detailLabel',
  id: '.MemberDetail .cw_memberId',
  name: '.MemberDetail .cw_memberName',
  box: (field: string) => `.MemberDetail .cw_${field}`,
  arrow: (field: string) => `.MemberDetail .mm_comboBox:has(.cw_${field}) svg`,
  save: '.MemberDetail .cw_ToolbarButton_Save .mm_button',
};

export const key = {
  description: '.ApiKey .cw_description',
  save: '.ApiKey .cw_ToolbarButton_Save .mm_button',
  saved: `//div[${word('ApiKey')}]//div[text()="You have successfully updated this record."]`,
  publicKey: `//div[${word('ApiKey')}]//tr[.//div[text()="Public Key:"]]/td[3]/div`,
  privateKey: `//div[${word('ApiKey')}]//tr[.//div[text()="Private Key:"]]/td[3]/div`,
};

export const mspcfo = {
  username: '#username',
  password: '#password',
  signIn: 'button[type=submit]',
  account: '#account .trigger',
  apiCredentials: '[data-to="/settings/api-credentials"]',
  box: (field: string) => `[data-field=${field}]`,
  save: '[data-press=save]',
  saved: '.toast',
  test: '[data-press=test]',
  works: '[data-status=connected]',
};

/** Paths of the REST API: the first is allowed to the new key, the others are not. */
export const rest = [
  '/system/reports',
  '/system/members',
  '/system/apiMembers',
  '/system/securityroles',
  '/company/companies',
  '/company/contacts',
  '/company/configurations',
  '/finance/agreements',
  '/finance/invoices',
  '/procurement/catalog',
  '/sales/opportunities',
  '/service/tickets',
  '/time/entries',
];
