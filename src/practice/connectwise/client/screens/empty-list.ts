import { call } from '../call.ts';
import { Grid } from '../grid.ts';
import { listToolbar } from '../list-toolbar.ts';
import { ScreenFrame } from '../screen-frame.ts';
import type { Screen } from '../workspace.ts';

/** Any other place of the menu: a list, with rows only where the practice ConnectWise has some. */
export function emptyList(title: string): Screen {
  const grid = new Grid({
    screen: title.toLowerCase().replace(/[^a-z]/g, ''),
    sort: 'name',
    columns: [
      { key: 'name', label: title === 'Setup Tables' ? 'Table' : 'Name', width: 240, filter: 'text' },
      { key: 'category', label: title === 'Setup Tables' ? 'Category' : 'Description', width: 200, filter: 'text' },
    ],
    load: (query) => call('System/GetList', { screen: title, query }),
  });
  const frame = new ScreenFrame('ListView', grid.element);
  frame.toolbar(listToolbar(grid, title === 'Setup Tables' ? {} : { add: () => {} }));
  return {
    element: frame.element,
    async open() {
      frame.trail([{ label: title }], title);
      void grid.reload();
    },
    shown: () => grid.focus(),
  };
}
