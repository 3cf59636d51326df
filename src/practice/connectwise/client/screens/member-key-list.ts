import type { MemberRecord } from '../../rpc/rpc-types.ts';
import { call } from '../call.ts';
import { takeFreshKey } from '../fresh-key.ts';
import { Grid } from '../grid.ts';
import { listToolbar } from '../list-toolbar.ts';
import { memberBanner } from '../member-tabs.ts';
import { ScreenFrame } from '../screen-frame.ts';
import { go, type Screen } from '../workspace.ts';

/**
 * A member's own API Keys (PRODUCT.md D4). With `fresh`, a further column shows the newest key's private half one
 * last time.
 */
export function memberKeyList(fresh: boolean): Screen {
  let member: MemberRecord | undefined;
  let shown: ReturnType<typeof takeFreshKey>;
  const grid = new Grid({
    screen: 'memberapikey',
    sort: 'description',
    columns: [
      { key: 'description', label: 'Description', width: 232, filter: 'text', cell: 'link' },
      { key: 'publicKey', label: 'Public API Key', width: 182, filter: 'text' },
      ...(fresh ? [{ key: 'privateKey', label: 'Private API Key', width: 182 }] : []),
    ],
    load: async (query) => {
      const page = await call('ApiKeys/GetKeys', { memberRecid: member?.recid ?? 0, query });
      for (const row of page.rows) if (row.recid === shown?.recid) row.cells['privateKey'] = shown.privateKey;
      return page;
    },
    open: (recid) => {
      if (member) void go({ screen: 'MemberKey', member, recid });
    },
  });
  const frame = new ScreenFrame('MemberApiKeys', grid.element);
  frame.toolbar(
    listToolbar(grid, {
      add: () => {
        if (member) void go({ screen: 'MemberKey', member });
      },
    }),
  );
  return {
    element: frame.element,
    async open(place) {
      if (place.screen !== 'MemberKeyList') return;
      member = place.member;
      shown = fresh ? takeFreshKey() : undefined;
      memberBanner(frame, member, 'API Keys', 'Member Api Keys');
      grid.setFilters({});
      await grid.reload();
    },
    shown: () => grid.focus(),
  };
}
