import { expect, test } from '@playwright/test';
import { NewRole } from '../pages/connectwise/screens/new-role.ts';
import { openFromSystem } from '../pages/connectwise/widgets/menu.ts';
import { openEyes } from '../pages/sight/engines.ts';
import { bareContext, bareView } from './bare-context.ts';

test.beforeAll(async () => await openEyes());

test('a role is saved once its levels are shown, which some releases do a moment after their banner', async ({ page }) => {
  await page.setContent(`<main id=main><h1>New Role</h1><div class=cw_ToolbarButton_Save><div id=save class=mm_button tabindex=0 style="width:24px;height:24px;background:#ccc"></div></div><label>Role ID <input></label></main><script>
    save.onclick = () => {
      main.insertAdjacentHTML('afterbegin', '<div>You have successfully updated this record.</div>');
      setTimeout(() => { main.innerHTML = '<h1>Security Modules for Role - MSPCFO</h1>' }, 900);
    };
  </script>`);
  await new NewRole(bareContext(page)).save('MSPCFO');
  await expect(page.getByRole('heading')).toHaveText('Security Modules for Role - MSPCFO', { timeout: 1 });
});

const WINDOW = `<nav class=cw-lcm-section><a onmouseover="menu.hidden = false">System</a></nav><div id=menu hidden role=menu style="position:absolute;left:60px;top:0"><a onclick="said = 'Security Roles'">Security Roles</a></div>
  <div id=mask style="position:fixed;inset:0;background:#0003"></div><div id=window class=cw-gxt-wnd style="position:fixed;left:300px;top:200px;background:#fff"><b>New Security Role</b><label>Role ID <input></label><div class=mm_button>CREATE</div><div class=mm_button>CANCEL</div></div><script>
    said = '';
    const buttons = document.querySelectorAll('.mm_button');
    buttons[0].onclick = () => { said = 'created'; document.body.innerHTML = '<h1>Security Modules for Role - MSPCFO</h1>' };
    buttons[1].onclick = () => { mask.remove(); document.getElementById('window').remove() };
  </script>`;

test('a role may be made in a window whose button says Create', async ({ page }) => {
  await page.setContent(WINDOW);
  await new NewRole(bareContext(page)).save('MSPCFO');
  expect(await page.evaluate('said')).toBe('created');
});

test('a form that an earlier try has left open in a window is left, before the menu is used', async ({ page }) => {
  await page.setContent(WINDOW);
  await openFromSystem(bareView(page), ['Security Roles']);
  expect(await page.evaluate('said')).toBe('Security Roles');
});
