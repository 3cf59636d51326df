import { expect, test } from '@playwright/test';
import { fieldOf, held } from '../../../pages/screen/boxes/field.ts';
import { requiredFields } from '../../../pages/screen/boxes/required.ts';
import { tabOf } from '../../../pages/screen/buttons/tabs.ts';
import { isOff } from '../../../pages/screen/buttons/toolbar.ts';
import { entriesOf } from '../../../pages/screen/lists/list.ts';
import { pagerOf } from '../../../pages/screen/tables/pager.ts';
import { tableOf } from '../../../pages/screen/tables/table.ts';
import { dialogsOn } from '../../../pages/screen/windows/dialog.ts';
import { disabledTab, members, someRoles, tabs, text, textFields } from '../../zoo/src/data.ts';
import { makes } from '../../zoo/src/makes.ts';
import { recorded } from './recorded.ts';

/** What the zoo's pages show, as `tests/zoo/record.ts` has seen them. */
const screenOf = (make: string, cell: string) => recorded(`zoo/${make}-${cell}`);

const never = (): boolean => false;

for (const make of ['gwt', 'mui', 'antd', 'vaadin', 'primereact']) {
  const without = makes.find((one) => one.make === make)?.withoutText ?? [];
  const shown = textFields.filter(({ how }) => !without.includes(how));

  test(`each label of a form of ${make} has a box of its own, with what it holds`, () => {
    const screen = screenOf(make, 'text');
    const found = shown.map(({ name }) => fieldOf(screen, [name]));
    expect(found.map((boxes) => boxes.length)).toEqual(shown.map(() => 1));
    expect(new Set(found.flat()).size).toBe(shown.length);
    expect(found.map(([box]) => held(box!))).toEqual(shown.map(({ value }) => value ?? ''));
  });

  test(`what a form of ${make} marks as required is seen`, () => {
    const required = requiredFields(screenOf(make, 'text')).map(({ label }) => label);
    const marked = shown.filter(({ how }) => how === 'star' || how === 'star-column');
    expect(required.sort()).toEqual(marked.map(({ name }) => name).sort());
  });
}

for (const make of ['gwt', 'mui', 'antd', 'vaadin', 'primereact', 'shoelace'])
  test(`the entries of an open list of ${make} are the box's own`, () => {
    const [box] = fieldOf(screenOf(make, 'combo-drawn'), ['Role ID']);
    const entries = entriesOf(box!).map((entry) => entry.said());
    expect(entries.length).toBeGreaterThan(5);
    expect(entries).toEqual(someRoles.filter((_, n) => n < entries.length));
  });

for (const make of ['gwt', 'mui', 'antd', 'aggrid'])
  test(`the rows of a table of ${make} are read under their headings, and there is a next page`, () => {
    const names = ['Member ID', 'Member Name', 'Role ID', 'Inactive'];
    const screen = screenOf(make, 'table-paged');
    const table = tableOf(screen, Object.fromEntries(names.map((name) => [name, [name]])));
    const rows = table!.rows.map(({ cells }) => names.map((name) => cells[name]!.text));
    expect(rows.length).toBeGreaterThan(4);
    const wanted = members(60).filter((_, n) => n < rows.length);
    expect(rows).toEqual(wanted.map((row) => names.map((name) => row[name])));
    expect(pagerOf(screen, table!.whole)?.next).toBeDefined();
  });

for (const make of ['gwt', 'mui', 'shoelace', 'jqueryui', 'vaadin'])
  test(`a question of ${make} is told apart into title, text and answers`, () => {
    const [window, another] = dialogsOn(screenOf(make, 'dialog'), ['Yes', 'No']);
    expect(another).toBeUndefined();
    expect(window).toMatchObject({ title: text.confirmTitle, lines: [text.confirm] });
    const answers = window!.buttons.map((button) => button.said());
    expect(answers).toEqual(expect.arrayContaining(['Yes', 'No']));
  });

for (const make of ['native', 'gwt', 'vaadin'])
  test(`each tab of ${make} is found once`, () => {
    const screen = screenOf(make, 'tabs');
    const found = tabs.map((name) => tabOf(screen, [name], never));
    expect(found.map((tab) => tab?.said())).toEqual(tabs);
  });

test('a tab that cannot be opened is grey', () => {
  for (const make of ['native', 'vaadin']) {
    const screen = screenOf(make, 'tabs');
    expect(isOff(tabOf(screen, [disabledTab], never)!), make).toBe(true);
    expect(isOff(tabOf(screen, ['API Keys'], never)!), make).toBe(false);
  }
});
