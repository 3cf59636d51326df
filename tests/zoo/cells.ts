// The list of pages (cells) and of what is to be done on each. Plain data; see README.md for the kinds of tasks.
import {
  columns,
  disabledTab,
  fewColumns,
  firstLevels,
  type How,
  levelKey,
  members,
  roles,
  sections,
  tabs,
  text,
  textFields,
  tools,
} from './src/data.ts';
import { type CellName, type Make, makes } from './src/makes.ts';

type After = { state?: Record<string, unknown>; pressed?: string[]; view?: Record<string, unknown> };
type Where = Record<string, string>;
type Level = { section: string; row: string; column: string; level: string };
export type Task = After &
  (
    | { do: 'fill' | 'read'; field: string; value: string }
    | { do: 'refuse-fill'; field: string; value: string }
    | { do: 'choose' | 'refuse-choose'; field: string; entry: string }
    | { do: 'read-row'; table: string[]; where: Where; values: Where }
    | { do: 'open-row' | 'row-missing'; table: string[]; where: Where }
    | { do: 'open-section'; section: string }
    | { do: 'read-sections'; rows: Record<string, string[]> }
    | ({ do: 'set-level' | 'read-level' } & Level)
    | { do: 'press' | 'refuse-press' | 'select-tab' | 'refuse-tab'; name: string }
    | { do: 'read-window'; title: string; text: string; buttons: string[] }
    | { do: 'answer'; button: string }
    | { do: 'read-message'; text: string; kind: 'done' | 'refused' }
    | { do: 'tick'; field: string; to: boolean }
    | { do: 'refuse-tick'; field: string; to: boolean }
    | { do: 'set-date'; field: string; value: string }
  );

export type Cell = { make: string; cell: string; path: string; width?: number; tasks: Task[] };

const fill = (field: string, value: string): Task => ({ do: 'fill', field, value, state: { [field]: value } });

function textTasks(without: How[]): Task[] {
  const shown = textFields.filter((f) => !without.includes(f.how));
  const open = shown.filter((f) => f.how !== 'readonly' && f.how !== 'disabled');
  return [
    ...shown.filter((f) => f.value).map((f): Task => ({ do: 'read', field: f.name, value: f.value! })),
    ...open.flatMap((f, i): Task[] => [
      fill(f.name, `kw-${i + 1}`),
      { do: 'read', field: f.name, value: `kw-${i + 1}` },
    ]),
    ...shown
      .filter((f) => !open.includes(f))
      .map((f): Task => ({ do: 'refuse-fill', field: f.name, value: 'nothing' })),
  ];
}

const choose = (field: string, entry: string): Task => ({ do: 'choose', field, entry, state: { [field]: entry } });
const comboTasks: Task[] = [
  choose('Role ID', 'MSPCFO'),
  { do: 'read', field: 'Role ID', value: 'MSPCFO' },
  choose('Role ID', 'MSP'),
  { do: 'refuse-choose', field: 'Role ID', entry: 'No Such Role' },
  choose('Location', 'Tampa'),
  choose('Role ID', 'MSPCFO API'),
  { do: 'read', field: 'Role ID', value: 'MSPCFO API' },
];
const disabledCombo: Task = { do: 'refuse-choose', field: 'Department', entry: 'Sales' };
const pagedTasks: Task[] = [
  choose('Role ID', 'MSPCFO API'),
  { do: 'read', field: 'Role ID', value: 'MSPCFO API' },
  { do: 'refuse-choose', field: 'Role ID', entry: 'No Such Role' },
  choose('Role ID', 'MSP'),
  choose('Role ID', roles.at(-1)!),
];

/** Rows that stand first, in the middle and at the end. */
function tableTasks(count: number, table: string[]): Task[] {
  const rows = members(count);
  const read = (i: number): Task => {
    const row = rows[i]!;
    const values = Object.fromEntries(table.slice(1).map((name) => [name, row[name]!]));
    return { do: 'read-row', table, where: { 'Member ID': row['Member ID']! }, values };
  };
  const openRow = (i: number): Task => {
    const id = rows[i]!['Member ID']!;
    return { do: 'open-row', table, where: { 'Member ID': id }, state: { opened: id } };
  };
  return [
    read(1),
    read(count - 3),
    openRow(4),
    { do: 'row-missing', table, where: { 'Member ID': 'kw-9999' } },
    openRow(Math.floor(count * 0.75)),
  ];
}

const sectionTasks: Task[] = [
  { do: 'open-section', section: 'System', view: { open: { System: true } } },
  { do: 'open-section', section: 'Service Desk', view: { open: { 'Service Desk': true } } },
  { do: 'read-sections', rows: sections },
];

const start = firstLevels();
const read = (section: string, row: string, column: string, level?: string): Task => ({
  do: 'read-level',
  section,
  row,
  column,
  level: level ?? start[levelKey(section, row, column)]!,
});
const setTo = (section: string, row: string, column: string, level: string): Task => ({
  do: 'set-level',
  section,
  row,
  column,
  level,
  state: { levels: { [levelKey(section, row, column)]: level } },
});
const levelTasks: Task[] = [
  read('Companies', 'Company Maintenance', 'Inquire Level'),
  read('Finance', 'Reports', 'Edit Level'),
  setTo('System', 'API Reports', 'Inquire Level', 'All'),
  read('System', 'API Reports', 'Inquire Level', 'All'),
  setTo('System', 'Reports', 'Delete Level', 'My'),
  read('Finance', 'Reports', 'Delete Level'),
  setTo('Companies', 'Reports', 'Add Level', 'None'),
  setTo('System', 'API Reports', 'Inquire Level', 'My'),
];

const press = (name: string): Task => ({ do: 'press', name, pressed: [name] });
const dialogTasks: Task[] = [
  press('Delete'),
  { do: 'read-window', title: text.confirmTitle, text: text.confirm, buttons: ['Yes', 'No'] },
  { do: 'answer', button: 'No', pressed: ['No'] },
  press('Save'),
  { do: 'read-window', title: text.errorTitle, text: text.error, buttons: ['OK'] },
  { do: 'answer', button: 'OK', pressed: ['OK'] },
  press('Delete'),
  { do: 'answer', button: 'Yes', pressed: ['Yes'] },
];

const toastTasks: Task[] = [
  fill('Member ID', 'kw-1'),
  press('Save'),
  { do: 'read-message', text: text.saved, kind: 'done' },
  fill('Member ID', ''),
  press('Save'),
  { do: 'read-message', text: text.refused, kind: 'refused' },
];

const tabTasks: Task[] = [
  ...['API Keys', 'Skills', tabs.at(-1)!].map((name): Task => ({ do: 'select-tab', name, state: { tab: name } })),
  { do: 'refuse-tab', name: disabledTab },
];

const toolbarTasks: Task[] = tools.map(({ name, disabled }) => (disabled ? { do: 'refuse-press', name } : press(name)));

const tick = (field: string, to: boolean): Task => ({ do: 'tick', field, to, state: { checks: { [field]: to } } });
const checkTasks: Task[] = [
  tick('Inactive', true),
  tick('Inactive', true),
  tick('Include inactive', false),
  tick('API Access', true),
  tick('Inactive', false),
  { do: 'refuse-tick', field: 'Disable Online', to: false },
];

const setDate = (field: string, value: string): Task => ({ do: 'set-date', field, value, state: { [field]: value } });
const dateTasks: Task[] = [setDate('Start Date', '2026-12-24'), setDate('End Date', '2027-02-05')];

function tasks(cell: CellName, make: Make): Task[] {
  switch (cell) {
    case 'text':
      return textTasks(make.withoutText ?? []);
    case 'combo-native':
    case 'combo-drawn':
      return [...comboTasks, disabledCombo];
    case 'combo-search':
      return comboTasks;
    case 'combo-paged':
      return pagedTasks;
    case 'table-paged':
      return tableTasks(60, fewColumns.slice(0, 4));
    case 'table-recycled':
    case 'table-virtual':
      // A list of rows that are used again has few columns, where there is another one with many.
      return tableTasks(
        1000,
        make.wide && (cell === 'table-virtual' || make.skip['table-virtual'])
          ? ['Member ID', 'Role ID', columns.at(-2)!]
          : fewColumns.slice(0, 4),
      );
    case 'sections':
      return sectionTasks;
    case 'levels-select':
    case 'levels-edit':
    case 'levels-radio':
      return levelTasks;
    case 'dialog':
      return dialogTasks;
    case 'toast':
      return toastTasks;
    case 'tabs':
    case 'tabs-narrow':
      return tabTasks;
    case 'toolbar':
      return toolbarTasks;
    case 'check':
      return checkTasks;
    case 'date':
      return dateTasks;
  }
}

export const skipped = makes.flatMap(({ make, skip }) =>
  Object.entries(skip).map(([cell, reason]) => ({ make, cell, reason })),
);

export const cells: Cell[] = makes.flatMap((make) =>
  make.cells.map((cell) => ({
    make: make.make,
    cell,
    path: `/?make=${make.make}&cell=${cell.replace('-narrow', '')}`,
    ...(cell === 'tabs-narrow' && { width: 700 }),
    tasks: tasks(cell, make),
  })),
);
