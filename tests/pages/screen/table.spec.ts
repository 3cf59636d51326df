import { expect, test } from '@playwright/test';
import { labels, sectionNames } from '../../../pages/connectwise/labels.ts';
import { levelsOf } from '../../../pages/connectwise/widgets/level-cells.ts';
import { listOf } from '../../../pages/connectwise/widgets/list-rows.ts';
import { tableOf } from '../../../pages/screen/tables/table.ts';
import { type Part, screenOf } from '../../support/screen-of.ts';
import { recorded } from './recorded.ts';

const { memberId, memberName, memberRole, memberInactive, roleName } = labels.columns;
const MEMBERS = { id: memberId, name: memberName, role: memberRole, inactive: memberInactive };
const ROLES = { name: roleName, updated: ['Last Update'], type: ['Type'] };

function rowsOf(name: string, columns: Record<string, readonly string[]>): string[] {
  const rows = listOf(recorded(name), columns)?.table.rows ?? [];
  return rows.map(({ cells }) =>
    Object.values(cells)
      .map(({ text }) => text)
      .join(' | '),
  );
}

test('roles are read under their headings, and neither filters nor check boxes count as rows', () => {
  const rows = rowsOf('connectwise-roles', ROLES);
  expect(rows).toHaveLength(9);
  expect(rows[0]).toBe('Admin | 4/5/24 | Member');
  expect(listOf(recorded('connectwise-roles'), ROLES)?.pager).toMatchObject({ rows: [1, 9, 9], more: false });
});

test('members are read with their ticks, though a column between is not asked for', () => {
  expect(rowsOf('connectwise-members', MEMBERS).slice(0, 3)).toEqual([
    'Automate | Automate RMM | Admin | ',
    'Backup | Backup Reports | No Access | \u2713',
    'ChangeApproval | ChangeApproval | No Access | ',
  ]);
});

const SAME = [
  'Automate | Automate | Automate Role | ',
  'MSPCFO | Reports of MSPCFO | MSPCFO | \u2713',
  'MSPCFO2 | MSPCFO Admin | No access | ',
];

for (const [what, name, pager] of [
  ['rows by role that are placed one by one', 'list-data-grid', { rows: [1, 3, 8], more: true }],
  ['rows in two pieces beside each other', 'list-pinned', { rows: [1, 3, 60], more: true }],
  [
    'rows that are parts like any other, below a form of the same labels',
    'list-divs',
    { rows: [1, 3, 60], more: true },
  ],
] as const) {
  test(`a list with ${what} is read, and its pager is no row`, () => {
    expect(rowsOf(name, MEMBERS)).toEqual(SAME);
    expect(listOf(recorded(name), MEMBERS)?.pager).toMatchObject(pager);
  });
}

test('the next page is turned to by a name, by a sign, or by what comes after "previous"', () => {
  const next = (name: string) => listOf(recorded(name), MEMBERS)?.pager?.next;
  expect(next('list-data-grid')?.listed.label).toBe('Go to next page');
  expect(next('list-divs')?.said()).toBe('>');
  const found = next('list-pinned');
  expect(found?.screen.things.filter(({ kind }) => kind === 'icon').indexOf(found)).toBe(2);
});

test('a picture at the edge of its cell is under the heading of the cell, not under the next one', () => {
  const cell = (left: number, y: number, text: string): Part => ({
    tag: 'td',
    at: [left, y, 98, 24],
    inside: [
      { tag: 'span', at: [left, y + 4, 40, 16], inside: [text] },
      { tag: 'svg', kind: 'icon', at: [left + 84, y + 6, 12, 12] },
    ],
  });
  const head = (left: number, text: string): Part => ({ at: [left - 6, 0, 60, 20], inside: [text] });
  const row = (y: number, ...texts: string[]): Part => ({
    tag: 'tr',
    at: [300, y, 300, 24],
    inside: texts.map((text, n) => cell(300 + n * 100, y, text)),
  });
  const screen = screenOf([
    head(300, 'Add'),
    head(400, 'Delete'),
    head(500, 'Inquire'),
    { tag: 'table', at: [300, 30, 300, 60], inside: [row(30, 'None', 'My', 'All'), row(60, 'All', 'None', 'My')] },
  ]);
  const rows = tableOf(screen, { add: ['Add'], delete: ['Delete'], inquire: ['Inquire'] })?.rows ?? [];
  expect(rows.map(({ cells }) => Object.values(cells).map(({ text, parts }) => `${text} ${parts.length}`))).toEqual([
    ['None 2', 'My 2', 'All 2'],
    ['All 2', 'None 2', 'My 2'],
  ]);
});

test('rows without roles are read under heads that have one, also where one column alone is asked for', () => {
  const head = (n: number, text: string): Part => ({
    tag: 'th',
    role: 'columnheader',
    at: [n * 100, 0, 100, 20],
    inside: [text],
  });
  const row = (y: number, ...texts: string[]): Part => ({
    at: [0, y, 300, 24],
    inside: texts.map((text, n): Part => ({ at: [n * 100, y, 100, 24], inside: [text] })),
  });
  const screen = screenOf([
    { at: [0, 0, 300, 20], inside: ['Member ID', 'Member Name', 'Role ID'].map((text, n) => head(n, text)) },
    { at: [0, 20, 300, 60], inside: [row(24, 'kw-1', 'Ada', 'MSPCFO'), row(50, 'kw-2', 'Grace', 'MSP')] },
  ]);
  const rows = tableOf(screen, { id: ['Member ID'] })?.rows ?? [];
  expect(rows.map(({ cells }) => cells['id']?.text)).toEqual(['kw-1', 'kw-2']);
});

test('words that say that there are no rows are none', () => {
  expect(rowsOf('list-data-grid-empty', MEMBERS)).toEqual([]);
});

test('closed sections are seen where the rail has the same names, and have no rows', () => {
  const levels = levelsOf(recorded('connectwise-levels-closed'));
  expect(levels?.modules.map(({ name }) => name)).toEqual([...sectionNames]);
  expect(levels?.rows).toEqual([]);
});

test('the levels of open sections are read row by row, with what can be customized', () => {
  const levels = levelsOf(recorded('connectwise-levels'));
  expect(levels?.rows).toHaveLength(26);
  const reports = levels?.rows.filter(({ row }) => /Reports$/.test(row));
  expect(reports?.map(({ row, customize }) => [row, customize !== undefined])).toEqual([
    ['API Reports', false],
    ['System Reports', true],
  ]);
  expect(Object.values(reports![0]!.cells).map(({ text }) => text)).toEqual(['None', 'None', 'None', 'None']);
});

for (const name of ['levels-radios', 'levels-under-heads', 'levels-segments']) {
  test(`what is chosen of ${name.replaceAll('-', ' ')} is read, also in a section that nobody knows`, () => {
    const levels = levelsOf(recorded(name));
    expect(levels?.modules.map((module) => [module.name, module.open])).toEqual([
      ['Companies', true],
      ['Hosted Things', true],
      ['System', true],
    ]);
    expect(levels?.rows.map(({ row, cells }) => [row, ...Object.values(cells).map(({ text }) => text)])).toEqual([
      ['Contacts', 'None', 'My', 'None', 'My'],
      ['Reports', 'None', 'My', 'None', 'My'],
      ['Reports', 'None', 'My', 'None', 'My'],
      ['API Reports', 'None', 'My', 'None', 'All'],
    ]);
    expect(levels?.rows[3]?.cells.inquire?.choices.map((choice) => choice.name)).toEqual(['None', 'My', 'All']);
  });
}
