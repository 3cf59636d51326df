import { boot } from '../boot.ts';
import { call, Refusal } from '../call.ts';
import { element } from '../element.ts';
import { podRow, textField } from '../field.ts';
import { showMessage } from '../message-box.ts';
import { openWindow } from '../window.ts';
import { go } from '../workspace.ts';

/** Asks for the new role's Role ID in a window over the list (PRODUCT.md C2: layout unknown). */
export function openNewRoleWindow(role = ''): void {
  const box = textField('roleId', { limit: 30 });
  box.value = role;
  openWindow({
    title: 'New Role',
    content: [element('table', 'pod', '', element('tbody', '', '', podRow('Role ID', true, box)))],
    buttons: [
      { label: 'SAVE', press: () => void save(box.value), primary: true },
      { label: 'CANCEL', press: () => {} },
    ],
  });
  box.focus();
}

async function save(name: string): Promise<void> {
  try {
    const role = await call('Security/CreateRole', { name });
    await go(
      boot.variants.afterRoleSave === 'list'
        ? { screen: 'SecurityRoleList' }
        : { screen: 'SecurityModules', recid: role.recid },
    );
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    openNewRoleWindow(name);
    showMessage(problem.message, 'Error');
  }
}
