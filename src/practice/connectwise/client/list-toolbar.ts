import { Combo } from './combo.ts';
import { element } from './element.ts';
import type { Grid } from './grid.ts';
import { storedView } from './stored-view.ts';
import { Toolbar, type ToolbarItem } from './toolbar.ts';

/**
 * The bar above a list (PRODUCT.md A2, C1, D1): plus where one can add, SEARCH, CLEAR, and at the right Export,
 * View, help, gear and pager.
 */
export function listToolbar(
  grid: Grid,
  options: { add?: () => void; before?: ToolbarItem[]; after?: ToolbarItem[] } = {},
): Toolbar {
  const view = new Combo({
    field: 'view',
    options: ['(No View)', ...(storedView === undefined ? [] : [storedView])],
    value: storedView ?? '(No View)',
  });
  return new Toolbar('list', [
    ...(options.add
      ? [{ readable: 'cw-toolbar-new-item', icon: 'plus', tip: 'New Item', press: options.add } as const]
      : []),
    ...(options.before ?? []),
    { readable: 'cw-toolbar-search cw-ml-search-button', label: 'SEARCH', press: () => void grid.search() },
    { readable: 'cw-toolbar-clear', label: 'CLEAR', press: () => void grid.clear() },
    ...(options.after ?? []),
    { readable: 'cw-toolbar-export', label: 'Export', right: true },
    { readable: 'cw-toolbar-view', label: 'View', right: true },
    {
      readable: '',
      other: { element: element('div', 'view-combo', 'cw-toolbar-view-dropdown', view.element), width: 164 },
      right: true,
    },
    { readable: 'cw_ToolbarButton_Help', icon: 'help', tip: 'Help', right: true },
    { readable: 'cw_ToolbarButton_Settings', icon: 'gear', tip: 'Settings', right: true },
    { readable: '', other: { element: grid.pager, width: 124 }, right: true },
  ]);
}
