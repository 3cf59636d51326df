import { expect, test } from '@playwright/test';
import { openTab, tabOf } from '../../../pages/screen/buttons/tabs.ts';
import { look, prepareLooks } from '../../../pages/screen/look.ts';
import { bareView } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

const ICON = '<li><svg width=12 height=12></svg></li>';
const list = (...items: string[]) =>
  `<style>ul { display: flex; gap: 8px; list-style: none }</style><ul>${items.map((one) => (one === ICON ? one : `<li>${one}</li>`)).join('')}</ul>`;
const STRIPS: Record<string, [html: string, isTab: boolean]> = {
  'after a picture in a breadcrumb': [list('<a href="#m">Members</a>', ICON, 'Details'), false],
  'after a sign in a breadcrumb': [list('<a href="#m">Members</a>', '/', 'Details'), false],
  'in a list of tabs': [list('Details', 'Skills', 'API Keys'), true],
  'in a list of tabs with a picture at its end': [list('Details', 'Skills', 'API Keys', ICON), true],
  'before a sign that moves the tabs': [list('Skills', 'Details', '<button>&rsaquo;</button>'), true],
};

for (const [where, [html, isTab]] of Object.entries(STRIPS))
  test(`a name ${where} is ${isTab ? 'a' : 'no'} tab`, async ({ page }) => {
    await page.setContent(html);
    const screen = await look(page, { hooks: {} });
    expect(tabOf(screen, ['Details'], () => false) !== undefined).toBe(isTab);
  });

test('a tab in the middle of a long strip without arrows is brought in by the wheel', async ({ page }) => {
  const names = Array.from({ length: 20 }, (_, n) => (n === 8 ? 'API Keys' : `Tab of ${n}`));
  await page.setContent(`<div role=tablist style="width:300px;display:flex;overflow:auto hidden">
    ${names.map((name) => `<div role=tab tabindex=0 style="flex:0 0 110px;height:40px" onclick="said.textContent = '${name} chosen'">${name}</div>`).join('')}</div>
    <div style="position:absolute;left:320px;top:0;width:900px;height:60px;background:#fff;z-index:2">What is beside it</div><p id=said>Nothing yet</p>`);
  await openTab(bareView(page), ['API Keys']);
  await expect(page.locator('#said')).toHaveText('API Keys chosen');
});
