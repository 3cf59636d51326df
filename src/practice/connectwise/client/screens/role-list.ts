import { askDelete } from '../ask.ts';
import { boot } from '../boot.ts';
import { call } from '../call.ts';
import { Grid } from '../grid.ts';
import { listToolbar } from '../list-toolbar.ts';
import { showMessage } from '../message-box.ts';
import { ScreenFrame } from '../screen-frame.ts';
import { storedFilter } from '../stored-view.ts';
import { go, type Screen } from '../workspace.ts';
import { openNewRoleWindow } from './new-role-window.ts';

/** The Security Roles list (PRODUCT.md C1). */
export function roleList(): Screen {
  const grid = new Grid({
    screen: 'securityrole',
    checks: true,
    sort: 'name',
    columns: [
      { key: 'name', label: 'Name', width: 204, filter: 'text', cell: 'link' },
      {
        key: 'updated',
        label: 'Last Update',
        width: 92,
        filter: ['All', 'Today', 'This Week', 'This Month'],
        cell: 'date',
      },
      { key: 'updatedBy', label: 'Updated By', width: 92, filter: 'text' },
      {
        key: 'type',
        label: 'Type',
        width: 122,
        filter: ['All', 'Member', 'Contact'],
        preset: boot.variants.storedTypeFilter,
      },
    ],
    load: (query) => call('Security/GetRoles', { query }),
    open: (recid) => void go({ screen: 'SecurityModules', recid }),
  });
  grid.setFilters(storedFilter('name'));
  const frame = new ScreenFrame('SecurityRoleList', grid.element);
  const removeChecked = async () => {
    const recids = grid.checked;
    if (recids.length === 0) return showMessage('Please select at least one record.');
    if (!(await askDelete())) return;
    frame.quiet();
    try {
      for (const recid of recids) await call('Security/DeleteRole', { recid });
    } catch (problem) {
      frame.refuse(problem);
    }
    void grid.reload();
  };
  frame.toolbar(
    listToolbar(grid, {
      add: () => (boot.variants.newRoleForm === 'window' ? openNewRoleWindow() : void go({ screen: 'NewRole' })),
      before: [
        { readable: 'cw-toolbar-print', icon: 'print', tip: 'Print' },
        {
          readable: 'cw-toolbar-actions',
          label: 'Actions',
          menu: [{ label: 'Export to Excel' }, { label: 'Delete Selected', press: () => void removeChecked() }],
        },
      ],
    }),
  );
  return {
    element: frame.element,
    async open() {
      frame.trail([{ label: 'Security Roles' }], 'Security Roles');
      frame.quiet();
      void grid.reload();
    },
  };
}
