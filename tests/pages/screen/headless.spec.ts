import { expect, test } from '@playwright/test';
import { listOf } from '../../../pages/connectwise/widgets/list-rows.ts';
import { cardsIn, entriesSaying, namesIn, plainCards } from '../../../pages/screen/tables/headless.ts';
import type { Table } from '../../../pages/screen/tables/table.ts';
import { type Part, screenOf } from '../../support/screen-of.ts';

const text = (left: number, top: number, says: string, more: Partial<Part> = {}): Part => ({
  tag: 'span',
  at: [left, top, says.length * 7, 18],
  inside: [says],
  ...more,
});
/** An entry of a list at the left: a name, and something small below it. */
const entry = (top: number, name: string, below: string, more: Partial<Part> = { kind: 'button' }): Part => ({
  at: [220, top, 290, 56],
  inside: [text(236, top + 8, name), text(236, top + 30, below)],
  ...more,
});
const list = (...names: string[]): Part => ({
  at: [220, 100, 290, 500],
  scroll: [0, 500, 900],
  inside: names.map((name, n) => entry(100 + n * 60, name, `4/${n + 1}/26`)),
});
const rowsOf = (table: Table | undefined) =>
  table?.rows.map(({ cells }) => Object.values(cells).map((cell) => cell.text));

const ROLES = { name: ['Name'], updated: ['Last Update'] };

test('entries alike below one another are a list of what they begin with, beside a table and a menu', () => {
  const pane: Part = {
    role: 'table',
    at: [520, 100, 460, 300],
    inside: [
      { role: 'row', at: [520, 100, 460, 20], inside: [text(520, 100, 'Inquire', { role: 'columnheader' })] },
      ...['All', 'None', 'My', 'None', 'None'].map(
        (level, n): Part => ({
          role: 'row',
          at: [520, 130 + n * 30, 460, 20],
          inside: [text(520, 130 + n * 30, level)],
        }),
      ),
    ],
  };
  const menu: Part = {
    role: 'menu',
    at: [0, 0, 200, 700],
    inside: ['Home', 'System', 'Members', 'Finance'].map((says, n) => text(0, n * 40, says, { kind: 'button' })),
  };
  const table = namesIn(screenOf([menu, list('Admin', 'MSPCFO', 'MSPCFO Reports'), pane]), ROLES);
  expect(rowsOf(table)).toEqual([['Admin'], ['MSPCFO'], ['MSPCFO Reports']]);
  expect(table?.scroller?.box.top).toBe(100);
});

test('initials in place of a picture are no name', () => {
  const people = ['Ann Ash', 'Bo Birk'].map((name, n) => ({
    ...entry(100 + n * 60, name, 'x'),
    inside: [text(220, 110 + n * 60, name[0]!), text(250, 110 + n * 60, name)],
  }));
  expect(rowsOf(namesIn(screenOf(people), ROLES))).toEqual([['Ann Ash'], ['Bo Birk']]);
});

test('of two lists that may be meant none is taken', () => {
  const other = [600, 660].map((top, n): Part => ({ kind: 'button', at: [600, top, 200, 40], inside: [`Other ${n}`] }));
  expect(namesIn(screenOf([list('Admin', 'MSPCFO'), ...other]), ROLES)).toBeUndefined();
});

const KEYS = { description: ['Description'], publicKey: ['Public Key'] };
const card = (left: number, title: string, key: string, labelled = false): Part => ({
  at: [left, 200, 200, 120],
  inside: [
    ...(labelled ? [text(left, 204, 'Description')] : []),
    text(left, 210, title),
    { role: 'button', kind: 'button', tag: 'button', label: 'More', at: [left + 170, 210, 20, 20] },
    text(left, 230, 'Public key'),
    text(left, 250, key, { tag: 'code' }),
    text(left, 280, 'Active'),
  ],
});
const plus: Part = { role: 'button', tag: 'button', kind: 'button', at: [300, 100, 90, 30], inside: ['Create key'] };

for (const labelled of [false, true])
  test(`cards that say what their values are are rows, ${labelled ? 'all labelled' : 'their titles first'}`, () => {
    const cards = [card(300, 'Reports', 'k-1', labelled), card(520, 'MSPCFO kw-1', 'k-2', labelled)];
    const table = cardsIn(screenOf([plus, { at: [300, 150, 500, 400], inside: cards }]), KEYS);
    expect(rowsOf(table)).toEqual([
      ['Reports', 'k-1'],
      ['MSPCFO kw-1', 'k-2'],
    ]);
    expect(table?.rows[1]?.box.left).toBe(520);
    expect(rowsOf(cardsIn(screenOf([plus, cards[0]!]), KEYS))).toEqual([['Reports', 'k-1']]);
  });

test('labels that stand in no cards of their own make no rows', () => {
  const loose = [
    text(300, 200, 'Keys'),
    text(300, 230, 'Public key'),
    text(300, 250, 'k-1'),
    text(300, 280, 'Public key'),
  ];
  expect(cardsIn(screenOf([{ at: [300, 190, 400, 200], inside: loose }]), KEYS)).toBeUndefined();
  const head = text(300, 230, 'Public key', { role: 'columnheader' });
  expect(
    cardsIn(screenOf([{ at: [300, 190, 400, 200], inside: [text(300, 200, 'Keys'), head] }]), KEYS),
  ).toBeUndefined();
});

test('how many rows have come so far is no row, and says how many there are', () => {
  const row = (top: number, ...says: string[]): Part => ({
    at: [300, top, 400, 40],
    inside: says.map((one, n) => text(310 + n * 200, top + 10, one)),
  });
  const MEMBERS = { id: ['Member ID'], name: ['Display Name'] };
  for (const [says, total] of [
    ['2 of 44 - scroll for more', 44],
    ['2 of 2', 2],
  ] as const) {
    const rows = [row(140, 'MSPCFO', 'Reports'), row(180, 'mspcfo2', 'Other')];
    const part: Part = { at: [300, 130, 400, 300], scroll: [0, 300, 900], inside: [...rows, text(400, 230, says)] };
    const whole: Part = { at: [300, 100, 400, 150], inside: [row(100, 'Member ID', 'Display Name'), part] };
    const found = listOf(screenOf([whole]), MEMBERS);
    expect(rowsOf(found?.table)).toEqual([
      ['MSPCFO', 'Reports'],
      ['mspcfo2', 'Other'],
    ]);
    expect(found?.pager?.text).toBe(says);
    expect(found?.pager?.total).toBe(total);
    expect(found?.pager?.more).toBe(total > 2);
  }
});

const MEMBERS = { id: ['Member ID'], name: ['Member Name'], inactive: ['Inactive'] };
const member = (top: number, lines: string[]): Part => ({
  at: [20, top, 300, 120],
  inside: [
    text(30, top + 8, 'AB'),
    ...lines.map((line, n) => text(70, top + 8 + n * 22, line)),
    { role: 'button', tag: 'button', kind: 'button', at: [240, top + 90, 70, 24], inside: ['Open'] },
  ],
});
const CARDS = [
  ['Acme API', 'acmeapi', 'Admin'],
  ['MSPCFO', 'mspcfo2023', 'Admin', 'Inactive'],
  ['Zed Zero', 'zed', 'API'],
];
const cardsOf = (lines: string[][]) =>
  plainCards(screenOf(lines.map((one, n) => member(100 + n * 130, one))), MEMBERS, /^[\w.-]{1,15}$/);

test('cards that say nothing of their lines are a list where one line alone is like a key', () => {
  const cards = cardsOf(CARDS)!;
  expect(cards.lines).toEqual([1]);
  expect(rowsOf(cards.by(1))).toEqual([
    ['acmeapi', '', ''],
    ['mspcfo2023', '', 'Inactive'],
    ['zed', '', ''],
  ]);
  expect(cards.by(1)?.rows[1]?.opener?.box.top).toBe(320);
  // Which of two it is, nobody knows.
  expect(cardsOf(CARDS.map(([name, id, role]) => [name!.replace(' ', ''), id!, role!]))?.lines).toEqual([0, 1]);
  expect(cardsOf(CARDS.slice(0, 2))).toBeUndefined();
});

test('a value behind a label is of a record, and no entry of a list', () => {
  const columns = { description: ['Description'], publicKey: ['Public API Key', 'Public Key'] };
  const listed = (label: string) =>
    rowsOf(
      entriesSaying(
        screenOf([{ at: [20, 100, 600, 24], inside: [text(30, 104, label), text(190, 104, 'PAPZ6BxYxKPY5cNm')] }]),
        columns,
        /^[A-Za-z0-9]{16}$/,
      ),
    );
  expect(listed('Nightly sync')).toEqual([['Nightly sync', 'PAPZ6BxYxKPY5cNm']]);
  for (const label of ['Public Key', 'Public Key:', 'Client ID:']) expect(listed(label)).toBeUndefined();
});
