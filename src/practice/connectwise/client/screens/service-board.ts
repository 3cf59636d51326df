import { Grid } from '../grid.ts';
import { listToolbar } from '../list-toolbar.ts';
import { ScreenFrame } from '../screen-frame.ts';
import type { Screen } from '../workspace.ts';

const TICKETS = [
  'Printer on floor 2 offline',
  'New starter on Monday',
  'Backup report: one failure',
  'Renew certificate',
  'Mailbox is full',
  'Laptop does not wake up',
  'VPN drops each hour',
  'Replace UPS battery',
];

/** A service board, where some members land after signing in (PRODUCT.md B). */
export function serviceBoard(): Screen {
  const rows = TICKETS.map((summary, n) => ({
    recid: 4100 + n,
    cells: { number: String(4100 + n * 7), summary, status: n % 3 ? 'In Progress' : 'New', company: `Client ${n + 1}` },
  }));
  const grid = new Grid({
    screen: 'srboard',
    checks: true,
    sort: 'number',
    columns: [
      { key: 'number', label: 'Ticket #', width: 70, filter: 'text', cell: 'link' },
      { key: 'company', label: 'Company', width: 140, filter: 'text' },
      { key: 'summary', label: 'Summary', width: 300, filter: 'text' },
      { key: 'status', label: 'Status', width: 110, filter: ['All', 'New', 'In Progress'] },
    ],
    load: async () => ({ rows, from: 0, total: rows.length }),
  });
  const frame = new ScreenFrame('ServiceBoard', grid.element);
  frame.toolbar(listToolbar(grid, { add: () => {} }));
  return {
    element: frame.element,
    async open() {
      frame.trail([{ label: 'Service Board' }], 'Service Board - Help Desk');
      void grid.reload();
    },
  };
}
