import { expect, test } from '@playwright/test';
import { NewRole } from '../../../pages/connectwise/screens/new-role.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareContext } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

test('a role counts as saved once its levels are shown, not with the banner', async ({ page }) => {
  await page.setContent(
    `<main id=main><h1>New Role</h1><div class=cw_ToolbarButton_Save>` +
      `<div id=save class=mm_button tabindex=0 style="width:24px;height:24px;background:#ccc"></div></div>` +
      `<label>Role ID <input></label></main><script>
    save.onclick = () => {
      main.insertAdjacentHTML('afterbegin', '<div>You have successfully updated this record.</div>');
      setTimeout(() => { main.innerHTML = '<h1>Security Modules for Role - MSPCFO</h1>' }, 900);
    };
  </script>`,
  );
  await new NewRole(bareContext(page)).save('MSPCFO');
  await expect(page.getByRole('heading')).toHaveText('Security Modules for Role - MSPCFO', { timeout: 1 });
});

test('a role may be made in a window whose button says Create', async ({ page }) => {
  await page.setContent(
    '<div class=cw-gxt-wnd style="position:fixed;left:300px;top:200px"><b>New Security Role</b><label>Role ID ' +
      `<input></label><div class=mm_button onclick="document.body.innerHTML = '<h1>Security Modules for Role - ` +
      `MSPCFO</h1>'">CREATE</div><div class=mm_button>CANCEL</div></div>`,
  );
  await new NewRole(bareContext(page)).save('MSPCFO');
  await expect(page.getByRole('heading')).toHaveText('Security Modules for Role - MSPCFO', { timeout: 1 });
});

test('a role may be made in a line of the list, with Save beside its box', async ({ page }) => {
  await page.setContent(
    `<div class=cw-ml-header style="position:relative;height:95px"><b>Role ID</b> <b>Last Update</b>
    <div style="position:absolute;top:62px;left:0"><input placeholder="Role ID">` +
      `<div class=CwButton-wrap style="display:inline-block" onclick="document.body.innerHTML = '` +
      `<h1>Security Modules for Role - MSPCFO</h1>'"><div>Save</div></div>` +
      `<div class=CwButton-wrap style="display:inline-block">Cancel</div></div></div>`,
  );
  await new NewRole(bareContext(page)).save('MSPCFO');
  await expect(page.getByRole('heading')).toHaveText('Security Modules for Role - MSPCFO', { timeout: 1 });
});
