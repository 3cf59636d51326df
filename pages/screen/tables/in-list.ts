import type { Thing } from '../thing.ts';

const headed = new WeakMap<Thing, boolean>();

/** Whether a table has headings of columns: some pages lay out tabs, forms and toolbars as tables. */
export function isHeaded(table: Thing): boolean {
  let known = headed.get(table);
  if (known === undefined)
    headed.set(table, (known = table.find((part) => part.is('columnheader') && part.said() !== '').length > 0));
  return known;
}

/** Entries of a list; some libraries call those of a menu so, too. */
const isEntry = (at: Thing): boolean => at.is('listbox', 'option') && !at.isIn((around) => around.is('navigation'));

/** Whether a thing is in the head or the rows of a list, by role or by the profile's hooks. */
export const isInList = (thing: Thing): boolean =>
  thing.isIn(
    (at) =>
      at.hooked('listHead', 'listRow') ||
      at.is('columnheader', 'gridcell') ||
      isEntry(at) ||
      (at.is('table', 'grid', 'treegrid') && isHeaded(at)),
  );
