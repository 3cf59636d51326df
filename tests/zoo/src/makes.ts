// Which make has which cells, and why it lacks the others.
import type { How } from './data.ts';

export const allCells = [
  'text',
  'combo-native',
  'combo-drawn',
  'combo-search',
  'combo-paged',
  'table-paged',
  'table-virtual',
  'table-recycled',
  'sections',
  'levels-select',
  'levels-edit',
  'levels-radio',
  'dialog',
  'toast',
  'tabs',
  'tabs-narrow',
  'toolbar',
  'check',
  'date',
] as const;
export type CellName = (typeof allCells)[number];

export type Make = {
  make: string;
  cells: CellName[];
  skip: Partial<Record<CellName, string>>;
  /** Ways of labelling a text field that the make has not. */
  withoutText?: How[];
  /** Its table of 1,000 rows has 20 columns (virtualised too where the library can). */
  wide?: boolean;
};

const make = (name: string, skip: Make['skip'], more: Partial<Make> = {}): Make => ({
  make: name,
  skip,
  cells: allCells.filter((cell) => !skip[cell]),
  ...more,
});

/** Skips all cells but some. */
const only = (some: CellName[], reason: string): Make['skip'] =>
  Object.fromEntries(allCells.filter((cell) => !some.includes(cell)).map((cell) => [cell, reason]));
const noNative = 'the library has no native list';

export const makes: Make[] = [
  make('native', { 'combo-drawn': 'plain HTML has no drawn list' }, { wide: true }),
  make('gwt', {}, { wide: true, withoutText: ['aria', 'floating'] }),
  make('mui', { 'table-recycled': 'its grid makes a new element for each row' }, { wide: true }),
  make(
    'antd',
    { 'combo-native': noNative, 'table-recycled': 'its table makes a new element for each row' },
    { wide: true, withoutText: ['floating'] },
  ),
  make(
    'primereact',
    { 'combo-native': noNative, 'table-recycled': 'its table makes a new element for each row' },
    { wide: true },
  ),
  make('radix', { 'combo-native': noNative, date: 'the library has no date field' }, { withoutText: ['floating'] }),
  make(
    'fluent',
    { 'table-recycled': 'its table makes a new element for each row' },
    { wide: true, withoutText: ['floating'] },
  ),
  make(
    'carbon',
    {
      'table-virtual': 'its table is not virtualised',
      'table-recycled': 'its table is not virtualised',
      'levels-edit': 'its table has no cell editor',
    },
    { withoutText: ['floating'] },
  ),
  make(
    'vaadin',
    {
      'combo-native': noNative,
      'table-paged': 'its grid has no pages',
      'table-virtual': 'the same as table-recycled',
      'levels-edit': 'its cell editor (grid-pro) is not free',
    },
    { wide: true, withoutText: ['floating'] },
  ),
  make(
    'shoelace',
    {
      'combo-native': noNative,
      'combo-search': 'no such widget',
      'combo-paged': 'no such widget',
      'table-paged': 'no table',
      'table-virtual': 'no table',
      'table-recycled': 'no table',
      'levels-edit': 'no table',
    },
    { withoutText: ['left', 'star-column', 'floating', 'aria'] },
  ),
  make(
    'aggrid',
    {
      ...only(
        ['table-paged', 'table-virtual', 'sections', 'levels-select', 'levels-edit', 'levels-radio'],
        'a grid only',
      ),
      'table-recycled': 'it makes a new element for each row',
    },
    { wide: true },
  ),
  make('jqueryui', {
    text: 'no text field',
    'combo-native': noNative,
    'table-paged': 'no table',
    'table-virtual': 'no table',
    'table-recycled': 'no table',
    'levels-edit': 'no table',
  }),
  make(
    'mantine',
    {
      'table-virtual': 'its table is not virtualised',
      'table-recycled': 'its table is not virtualised',
    },
    { withoutText: ['floating'] },
  ),
];
