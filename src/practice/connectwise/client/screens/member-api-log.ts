import type { MemberRecord } from '../../rpc/rpc-types.ts';
import { call } from '../call.ts';
import { element } from '../element.ts';
import { textField } from '../field.ts';
import { Grid } from '../grid.ts';
import { memberBanner } from '../member-tabs.ts';
import { ScreenFrame } from '../screen-frame.ts';
import { Toolbar } from '../toolbar.ts';
import { openWindow } from '../window.ts';
import type { Screen } from '../workspace.ts';

/** A member's API Logs (PRODUCT.md D4). */
export function memberApiLog(): Screen {
  let member: MemberRecord | undefined;
  const grid = new Grid({
    screen: 'memberapilog',
    sort: 'start',
    columns: [
      { key: 'description', label: 'API Key Description', width: 180, filter: 'text' },
      { key: 'start', label: 'Start Time', width: 170 },
      { key: 'duration', label: 'Duration (ms)', width: 90 },
      { key: 'response', label: 'Response', width: 80, filter: 'text' },
      { key: 'method', label: 'Method', width: 80, filter: 'text' },
      { key: 'url', label: 'URL', width: 420, filter: 'text' },
    ],
    load: (query) => call('ApiKeys/GetLogs', { memberRecid: member?.recid ?? 0, query }),
  });
  const frame = new ScreenFrame('MemberApiLogs', grid.element);
  const debug = () => {
    const minutes = textField('minutes');
    openWindow({
      title: 'Start debug mode',
      content: [element('div', 'note-text', '', 'Minutes (up to 1440, or 10,000 entries):'), minutes],
      buttons: [
        { label: 'OK', press: () => {}, primary: true },
        { label: 'CANCEL', press: () => {} },
      ],
    });
  };
  frame.toolbar(
    new Toolbar('list', [
      { readable: 'cw-toolbar-search cw-ml-search-button', label: 'SEARCH', press: () => void grid.search() },
      { readable: 'cw_CwTextButton', label: 'Start debug mode', press: debug },
      { readable: 'cw_CwTextButton', label: 'Download logs' },
      { readable: '', other: { element: grid.pager, width: 124 }, right: true },
    ]),
  );
  return {
    element: frame.element,
    async open(place) {
      if (place.screen !== 'MemberApiLog') return;
      member = place.member;
      memberBanner(frame, member, 'API Logs', 'Member Api Logs');
      void grid.reload();
    },
  };
}
