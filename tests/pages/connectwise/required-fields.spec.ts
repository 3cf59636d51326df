import { expect, test } from '@playwright/test';
import { requiredIn } from '../../../pages/connectwise/screens/member.ts';
import { fillField, valueIn } from '../../../pages/connectwise/widgets/form.ts';
import { fieldOf } from '../../../pages/screen/boxes/field.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareView } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

/** Refusals, and the fields that they name. */
const REFUSALS: [string, string[]][] = [
  ['Calendar is a required field.', ['Calendar']],
  ['Calendar and Region are required.', ['Calendar', 'Region']],
  ['The following fields are required: Calendar, Region*', ['Calendar', 'Region']],
  ['Required fields: Calendar', ['Calendar']],
  ['The record is locked by j.admin.', []],
  ['That name is already in use.', []],
];

for (const [refusal, fields] of REFUSALS) {
  test(`"${refusal}" names ${fields.length === 0 ? 'no field' : fields.join(' and ')}`, () => {
    expect(requiredIn(refusal)).toEqual(fields);
  });
}

test('a list that is drawn as a button is chosen from, and one that only invites to choose is empty', async ({
  page,
}) => {
  const list = (label: string) =>
    `<label>${label} *</label><div class=list style="position:relative;width:320px;height:50px;display:flex;cursor:pointer">` +
    '<span style="flex:1">Select</span><i role=button aria-haspopup=listbox aria-expanded=false style="width:48px"></i></div>';
  await page.setContent(
    `<h1>New Member</h1>${list('Role ID')}${list('Level')}<script>document.onclick = ({ target }) => {
      const box = target.closest('.list');
      if (target.matches('li')) target.parentElement.owner.querySelector('span').textContent = target.textContent;
      for (const one of document.querySelectorAll('ul')) one.remove();
      for (const one of document.querySelectorAll('i')) one.setAttribute('aria-expanded', one.parentElement === box);
      if (!box) return;
      const entries = document.createElement('ul');
      entries.owner = box;
      entries.innerHTML = '<li role=option>Admin<li role=option>MSPCFO';
      const { left, bottom } = box.getBoundingClientRect();
      entries.style = 'position:absolute;z-index:9;background:#fff;margin:0;left:' + left + 'px;top:' + bottom + 'px';
      document.body.append(entries);
    }</script>`,
  );
  const view = bareView(page);
  const value = async () => valueIn(await view.see(), ['Role ID']);
  expect(await value()).toBe('');
  const box = await view.find('Role ID', (screen) => fieldOf(screen, ['Role ID']));
  await fillField(view, 'Role ID', box, 'MSPCFO');
  expect(await value()).toBe('MSPCFO');
  expect(await page.locator('.list span').allTextContents()).toEqual(['MSPCFO', 'Select']);
});

test('a list that is drawn anew after it was found is found again', async ({ page }) => {
  await page.setContent('<h1>New Member</h1><p><label>Name <select><option>Corporate</option></select></label></p>');
  const view = bareView(page);
  const box = await view.find('Name', (screen) => fieldOf(screen, ['Name']));
  await page.locator('p').evaluate((at) => (at.innerHTML = at.innerHTML.replace('Corporate', 'Global Access')));
  await fillField(view, 'Name', box, 'Global Access');
  expect(await page.locator('select').inputValue()).toBe('Global Access');
});
