import type { License } from '../../state.ts';
import { boot } from '../boot.ts';
import { call } from '../call.ts';
import { Grid } from '../grid.ts';
import { listToolbar } from '../list-toolbar.ts';
import { ScreenFrame } from '../screen-frame.ts';
import { storedFilter } from '../stored-view.ts';
import { tabStrip } from '../tab-strip.ts';
import type { Toolbar } from '../toolbar.ts';
import { go, type Screen } from '../workspace.ts';

const LICENSES: Record<string, License> = {
  Regular: 'Regular',
  StreamlineIT: 'StreamlineIT',
  Subcontractors: 'Subcontractor',
  'API Members': 'API',
};
const TABS =
  boot.variants.listTabs === 'six'
    ? ['Regular', 'StreamlineIT', 'Subcontractors', 'API Members', 'API Keys', 'API Callbacks']
    : ['Regular', 'Subcontractors', 'API Members', 'API Keys'];

/** One of the lists under Members, each with its own screen (PRODUCT.md D1). */
export function memberList(tab: string): Screen {
  const license = LICENSES[tab];
  const [grid, bar] = license
    ? members(tab, license, (text) => frame.trail([{ label: `Members - ${tab}` }], text))
    : tab === 'API Keys'
      ? keys()
      : callbacks();
  const frame = new ScreenFrame('MemberList', grid.element);
  frame.tabs(
    tabStrip(
      TABS.map((label) => ({ label, press: () => void go({ screen: 'MemberList', tab: label }) })),
      tab,
    ),
  );
  frame.toolbar(bar);
  return {
    element: frame.element,
    async open() {
      // The line about licences stands where others have their title; it comes with the members.
      const { licensing } = await call('Members/GetMembers', {
        license: license ?? 'API',
        query: { filters: {}, page: 0 },
      });
      const back = {
        label: 'Members - API Members',
        press: () => void go({ screen: 'MemberList', tab: 'API Members' }),
      };
      frame.trail(license ? [{ label: `Members - ${tab}` }] : [back, { label: `Members - ${tab}` }], licensing);
      void grid.reload();
    },
    shown: () => grid.focus(),
  };
}

function members(tab: string, license: License, licensing: (text: string) => void): [Grid, Toolbar] {
  const grid = new Grid({
    screen: `${license.toLowerCase()}member`,
    sort: 'memberId',
    columns: [
      { key: 'memberId', label: 'Member ID', width: 99, filter: 'text', cell: 'link' },
      { key: 'name', label: 'Member Name', width: 99, filter: 'text' },
      {
        key: 'location',
        label: 'Location',
        width: 117,
        filter: ['', 'Clearwater Office', 'Tampa Office', 'Company Name'],
      },
      { key: 'role', label: 'Role ID', width: 99, filter: 'text' },
      { key: 'inactive', label: 'Inactive', width: 99, filter: ['All', 'Yes', 'No'], cell: 'tick' },
    ],
    load: async (query) => {
      const page = await call('Members/GetMembers', { license, query });
      licensing(page.licensing);
      return page;
    },
    open: (recid) => void go({ screen: 'Member', license, recid }),
  });
  if (tab === 'API Members') grid.setFilters(storedFilter('name'));
  const after = tab === 'API Members' ? [{ readable: 'cw_CwTextButton', label: 'RESYNC KEYS' }] : [];
  return [grid, listToolbar(grid, { add: () => void go({ screen: 'Member', license }), after })];
}

/** All members' keys: no plus here (PRODUCT.md D1, the look-alike tab). */
function keys(): [Grid, Toolbar] {
  const grid = new Grid({
    screen: 'apikey',
    sort: 'publicKey',
    columns: [
      { key: 'publicKey', label: 'Public Key', width: 162, filter: 'text' },
      { key: 'description', label: 'Description', width: 232, filter: 'text' },
      { key: 'memberId', label: 'Member ID', width: 102, filter: 'text' },
      { key: 'memberName', label: 'Member Name', width: 152, filter: 'text' },
      {
        key: 'license',
        label: 'License Type',
        width: 110,
        filter: ['All', 'Regular', 'StreamlineIT', 'Subcontractor', 'API'],
      },
      { key: 'inactive', label: 'Inactive', width: 62, filter: ['All', 'Yes', 'No'], cell: 'tick' },
    ],
    load: (query) => call('ApiKeys/GetKeys', { query }),
  });
  return [grid, listToolbar(grid)];
}

function callbacks(): [Grid, Toolbar] {
  const grid = new Grid({
    screen: 'apicallback',
    sort: 'url',
    columns: [
      { key: 'url', label: 'URL', width: 300, filter: 'text' },
      { key: 'type', label: 'Type', width: 110, filter: 'text' },
      { key: 'level', label: 'Level', width: 110, filter: 'text' },
      { key: 'memberId', label: 'Member ID', width: 110, filter: 'text' },
    ],
    load: (query) => call('System/GetList', { screen: 'API Callbacks', query }),
  });
  return [grid, listToolbar(grid)];
}
