import { boot } from '../boot.ts';
import { call } from '../call.ts';
import { Grid } from '../grid.ts';
import { listToolbar } from '../list-toolbar.ts';
import { ScreenFrame } from '../screen-frame.ts';
import { storedFilter } from '../stored-view.ts';
import { go, type Screen } from '../workspace.ts';
import { openNewRoleWindow } from './new-role-window.ts';

/** The Security Roles list (connectwise.md C1). */
export function roleList(): Screen {
  const grid = new Grid({
    screen: 'securityrole', checks: true, sort: 'name',
    columns: [
      { key: 'name', label: 'Name', width: 204, filter: 'text', cell: 'link' },
      { key: 'updated', label: 'Last Update', width: 92, filter: ['All', 'Today', 'This Week', 'This Month'], cell: 'date' },
      { key: 'updatedBy', label: 'Updated By', width: 92, filter: 'text' },
      { key: 'type', label: 'Type', width: 122, filter: ['All', 'Member', 'Contact'], preset: boot.switches.storedTypeFilter },
    ],
    load: (query) => call('Security/GetRoles', { query }),
    open: (recid) => void go({ screen: 'SecurityModules', recid }),
  });
  grid.setFilters(storedFilter('name'));
  const frame = new ScreenFrame('SecurityRoleList', grid.element);
  frame.toolbar(listToolbar(grid, {
    add: () => (boot.switches.newRoleForm === 'window' ? openNewRoleWindow() : void go({ screen: 'NewRole' })),
    before: [
      { readable: 'cw-toolbar-print', icon: 'print', tip: 'Print' },
      { readable: 'cw-toolbar-actions', label: 'Actions', menu: [{ label: 'Export to Excel' }, { label: 'Delete Selected' }] },
    ],
  }));
  return {
    element: frame.element,
    async open() {
      frame.trail([{ label: 'Security Roles' }], 'Security Roles');
      void grid.reload();
    },
  };
}
