import { askDelete } from '../ask.ts';
import { boot } from '../boot.ts';
import { call } from '../call.ts';
import { Combo } from '../combo.ts';
import { element, look } from '../element.ts';
import { ScreenFrame } from '../screen-frame.ts';
import { statusNote } from '../status-note.ts';
import { Toolbar } from '../toolbar.ts';
import { go, type Screen } from '../workspace.ts';
import { LevelTable } from './level-table.ts';

/** Security Modules for a role (PRODUCT.md C3). */
export function securityModules(): Screen {
  let recid = 0;
  let dirty = false;
  let roles: { recid: number; name: string }[] = [];
  let name = '';

  const table = new LevelTable(() => {
    dirty = true;
    frame.quiet();
    bar.enableSave(true);
  });
  const role = new Combo({
    field: 'role',
    options: [],
    changed: (chosen) => {
      const other = roles.find((known) => known.name === chosen);
      role.set(name);
      if (other) void go({ screen: 'SecurityModules', recid: other.recid });
    },
  });
  look(role.element, 'role-combo', true);
  const frame = new ScreenFrame('SecurityModules', table.element);
  frame.extra(element('div', 'role-line', '', element('div', '', 'gwt-Label mm_label', 'Role:'), role.element));

  const save = async (close: boolean) => {
    try {
      const saved = await call('Security/SaveRole', { recid, levels: table.levels });
      dirty = false;
      if (close) return await go({ screen: 'SecurityRoleList' });
      table.touch(saved);
      if (boot.variants.saved === 'banner') frame.saved();
      else bar.enableSave(false);
    } catch (problem) {
      frame.refuse(problem);
    }
  };
  const remove = async () => {
    if (!(await askDelete())) return;
    try {
      await call('Security/DeleteRole', { recid });
      await go({ screen: 'SecurityRoleList' }, { withoutAsking: true });
    } catch (problem) {
      frame.refuse(problem);
    }
  };
  const bar = new Toolbar('record', [
    {
      readable: 'cw_ToolbarButton_Back',
      icon: 'back',
      tip: 'Back',
      press: () => void go({ screen: 'SecurityRoleList' }),
    },
    { readable: 'cw_ToolbarButton_New', icon: 'plus', tip: 'New Item', press: () => void go({ screen: 'NewRole' }) },
    { readable: 'cw_ToolbarButton_Save', icon: 'save', tip: 'Save', press: () => void save(false) },
    {
      readable: 'cw_ToolbarButton_SaveAndClose',
      icon: 'save-close',
      tip: 'Save and Close',
      press: () => void save(true),
    },
    {
      readable: 'cw_ToolbarButton_Refresh',
      icon: 'refresh',
      tip: 'Refresh',
      press: () => void go({ screen: 'SecurityModules', recid }),
    },
    {
      readable: 'cw_ToolbarButton_Copy',
      icon: 'copy',
      tip: 'Copy',
      press: () => void go({ screen: 'NewRole', copyOf: recid }),
    },
    { readable: 'cw_PsaHistoryButton', label: 'History', menu: [{ label: 'View History' }] },
    { readable: 'cw_ToolbarButton_Delete', icon: 'bin', tip: 'Delete', press: () => void remove() },
    { readable: 'cw_ToolbarButton_Info', icon: 'info', tip: 'Information' },
  ]);
  frame.toolbar(bar);

  return {
    element: frame.element,
    async open(place) {
      if (place.screen !== 'SecurityModules') return;
      const answer = await call('Security/GetRole', { recid: place.recid });
      ({ recid, name } = answer.role);
      roles = answer.roles;
      role.setOptions(roles.map((known) => known.name));
      role.set(name);
      table.load(answer.role.levels, answer.role);
      dirty = false;
      frame.quiet();
      bar.enableSave(true);
      frame.trail(
        [
          { label: 'Security Roles', press: () => void go({ screen: 'SecurityRoleList' }) },
          { label: 'Security Modules' },
        ],
        `Security Modules for Role - ${name}`,
      );
    },
    shown: () => statusNote(recid),
    unsaved: () => dirty,
  };
}
