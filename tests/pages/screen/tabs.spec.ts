import { expect, test } from '@playwright/test';
import { tabOf } from '../../../pages/screen/buttons/tabs.ts';
import { look, prepareLooks } from '../../../pages/screen/look.ts';

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
