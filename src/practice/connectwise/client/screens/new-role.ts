import { boot } from '../boot.ts';
import { call } from '../call.ts';
import { element } from '../element.ts';
import { podRow, textField } from '../field.ts';
import { ScreenFrame } from '../screen-frame.ts';
import { Toolbar } from '../toolbar.ts';
import { go, type Screen } from '../workspace.ts';
import { LevelTable } from './level-table.ts';

/** New Role: a box for the Role ID, and by variant the greyed levels below it (PRODUCT.md C2: layout unknown). */
export function newRole(): Screen {
  let dirty = false;
  let copyOf: number | undefined;
  const box = textField('roleId', { limit: 30, changed: () => (dirty = true) });
  const pod = element(
    'div',
    'pod-group',
    'pod_roleHeader',
    element('table', 'pod', '', element('tbody', '', '', podRow('Role ID', true, box))),
  );
  const frame = new ScreenFrame('SecurityRole', pod);
  const levels = boot.variants.newRoleForm === 'modules' ? new LevelTable(() => {}) : undefined;
  if (levels) frame.body.append(levels.element);

  const save = async (close: boolean) => {
    try {
      const role = await call('Security/CreateRole', { name: box.value, ...(copyOf !== undefined && { copyOf }) });
      dirty = false;
      await go(
        close || boot.variants.afterRoleSave === 'list'
          ? { screen: 'SecurityRoleList' }
          : { screen: 'SecurityModules', recid: role.recid },
      );
    } catch (problem) {
      frame.refuse(problem, { role_id: box });
    }
  };
  frame.toolbar(
    new Toolbar('record', [
      {
        readable: 'cw_ToolbarButton_Back',
        icon: 'back',
        tip: 'Back',
        press: () => void go({ screen: 'SecurityRoleList' }),
      },
      { readable: 'cw_ToolbarButton_New', icon: 'plus', tip: 'New Item', grey: true },
      { readable: 'cw_ToolbarButton_Save', icon: 'save', tip: 'Save', press: () => void save(false) },
      {
        readable: 'cw_ToolbarButton_SaveAndClose',
        icon: 'save-close',
        tip: 'Save and Close',
        press: () => void save(true),
      },
      { readable: 'cw_ToolbarButton_Delete', icon: 'bin', tip: 'Delete', grey: true },
      { readable: 'cw_ToolbarButton_Info', icon: 'info', tip: 'Information' },
    ]),
  );
  return {
    element: frame.element,
    async open(place) {
      copyOf = place.screen === 'NewRole' ? place.copyOf : undefined;
      frame.quiet();
      frame.trail(
        [{ label: 'Security Roles', press: () => void go({ screen: 'SecurityRoleList' }) }, { label: 'New Role' }],
        'New Role',
      );
      box.value = '';
      dirty = false;
      levels?.load({}, undefined);
      levels?.disable(true);
    },
    shown: () => box.focus(),
    unsaved: () => dirty,
  };
}
