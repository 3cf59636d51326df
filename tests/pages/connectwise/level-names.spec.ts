import { expect, test } from '@playwright/test';
import { memberId } from '../../../pages/connectwise/actions/inputs.ts';
import { namedAs } from '../../../pages/connectwise/level-names.ts';
import { Levels } from '../../../pages/connectwise/levels.ts';
import { meant, nearest } from '../../../pages/connectwise/printed-names.ts';
import { MODULES } from '../../../src/practice/connectwise/modules.ts';

const rows = Object.entries(MODULES).flatMap(([module, names]) => names.map((row) => ({ module, row })));
const all = { inquire: 'All' } as const;

/** As guides print them, and the row of the table. */
const printed: [string, string][] = [
  ['Companies / Configuration \u2013 Display Passwords', 'Companies / Configuration - Display Passwords'],
  ['Companies / Teams Members', 'Companies / Team Members'],
  ['Company / Contact', 'Companies / Contacts'],
  ['Companies Module / Company Maintenance*', 'Companies / Company Maintenance'],
  ['Procurement Security Module / Product', 'Procurement / Products'],
  ['Service Desk / Service Ticket- Dependencies', 'Service Desk / Service Tickets - Dependencies'],
  ['Projects / Project Headers', 'Project / Project Headers'],
  ['Service Desk / Close  Service Ticket', 'Service Desk / Close Service Tickets'],
  ['Service Desk / Service Tickets\u2014Finance', 'Service Desk / Service Tickets - Finance'],
  ['System / Table setup (customize)', 'System / Table Setup'],
  ['System / Member Maintenance\u2009\u2212\u2009Finance', 'System / Member Maintenance - Finance'],
  ['Time and Expense / Time Entries', 'Time & Expense / Time Entry'],
  ['Time & Expenses / Expense Report Entry', 'Time & Expense / Expense Report Entry'],
  ['Companies / CRM / Sales Activities', 'Companies / CRM/Sales Activities'],
];

for (const [guide, table] of printed) {
  test(`a guide's "${guide}" is the row "${table}"`, () => {
    const [, section, row] = /^(.*?) \/ (.*)$/.exec(guide)!;
    const { levels, missing } = namedAs(rows, { [section!]: { [row!]: all } });
    expect(missing).toEqual([]);
    const [[module, named]] = Object.entries(levels) as [[string, object]];
    expect(`${module} / ${Object.keys(named)[0]}`).toBe(table);
  });
}

test('every row of the table is found by its own name, and by no other', () => {
  for (const { module, row } of rows)
    expect(namedAs(rows, { [module]: { [row]: all } })).toEqual({ levels: { [module]: { [row]: all } }, missing: [] });
});

test('where two rows are printed alike, none is guessed', () => {
  expect(meant('Close Projects', ['Close Project', 'Close project s'])).toBe('Close Project');
  expect(meant('Time  Entries', ['Time Entry', 'Time-Entry', 'time entry'])).toBeUndefined();
});

const absent: [string, string, string][] = [
  ['System', 'Setup Tables*', 'System / Setup Tables* (nearest: System / Table Setup'],
  ['System', 'Service Tickets', 'System / Service Tickets (nearest: Service Desk / Service Tickets'],
  ['System', 'API Report Access', 'System / API Report Access (nearest: System / API Reports'],
  ['Security', 'Members', 'Security / Members (nearest: '],
  ['System', 'Xylophone', 'System / Xylophone'],
];
for (const [module, row, said] of absent) {
  test(`a row ${module} / ${row} is not there, and the nearest are told`, () => {
    const { missing } = namedAs(rows, { [module]: { [row]: all } });
    expect(missing[0]).toContain(said);
    if (row === 'Xylophone') expect(missing).toEqual([said]);
  });
}

test('of many alike, three are told at most', () => {
  expect(nearest('Project', MODULES['Project']!, (one) => one).length).toBeLessThanOrEqual(3);
});

test('a row that is named twice in other words is refused: one of the two would be lost', () => {
  const twice = Levels.safeParse({ System: { 'Table Setup': all, 'Table setups': all } });
  expect(twice.error?.issues).toMatchObject([
    { path: ['System', 'Table setups'], message: 'is the same as "Table Setup" above; write it once' },
  ]);
  expect(Levels.safeParse({ Project: { 'Project Tickets': all }, Projects: {} }).success).toBe(false);
});

test('a column that is named twice, and a level in place of columns, are refused with what to write', () => {
  const twice = Levels.safeParse({ System: { 'Table Setup': { inquire: 'All', 'Inquire Level': 'None' } } });
  expect(twice.error?.issues).toMatchObject([
    { path: ['System', 'Table Setup', 'Inquire Level'], message: 'stands there already; write it once' },
  ]);
  const short = Levels.safeParse({ System: { 'Table Setup': 'All' } });
  expect(short.error?.issues[0]?.message).toContain('{ inquire: All }');
});

test('All is everything, in brackets too, and at least all is only: All', () => {
  const row = (given: object) => Levels.safeParse({ System: { 'Table Setup': given } });
  expect(row({ only: ['all'] }).data).toEqual({ System: { 'Table Setup': { only: 'All' } } });
  expect(row({ atLeast: 'All' }).error?.issues[0]?.message).toContain('write only: All');
});

test('a member ID that is too long is told with one that fits', () => {
  expect(memberId.parse(' Acct Sync API ')).toBe('Acct Sync API');
  expect(memberId.safeParse('TurboDocx Integration').error?.issues[0]?.message).toBe(
    'must be at most 15 characters long, such as "TurboDocxIntegr"',
  );
});

for (const printed of [
  '\u2022 Table Setup:',
  '1. Table Setup (s)',
  'Table Setup [customise]\u00B9',
  'Table Setup - customize *',
])
  test(`a row is found as guides print it: ${printed}`, () =>
    expect(meant(printed, ['Table Setup', 'Security Roles', 'Time & Expense'])).toBe('Table Setup'));
test('a row is found as a web page writes it', () =>
  expect(meant('Time &amp; Expense', ['Table Setup', 'Time & Expense'])).toBe('Time & Expense'));
