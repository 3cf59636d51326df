import { call } from '../call.ts';
import { Grid } from '../grid.ts';
import { listToolbar } from '../list-toolbar.ts';
import { memberBanner } from '../member-tabs.ts';
import { ScreenFrame } from '../screen-frame.ts';
import type { Screen } from '../workspace.ts';

/** A member's other tabs, which this job never needs: empty lists. */
export function memberOther(tab: string): Screen {
  const grid = new Grid({
    screen: `member${tab.toLowerCase()}`,
    sort: 'name',
    columns: [{ key: 'name', label: tab, width: 240, filter: 'text' }],
    load: (query) => call('System/GetList', { screen: tab, query }),
  });
  const frame = new ScreenFrame(`Member${tab}`, grid.element);
  frame.toolbar(listToolbar(grid, { add: () => {} }));
  return {
    element: frame.element,
    async open(place) {
      if (place.screen !== 'MemberOther') return;
      memberBanner(frame, place.member, tab, tab);
      void grid.reload();
    },
  };
}
