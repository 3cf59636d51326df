import { expect, test } from '@playwright/test';
import { labels } from '../pages/connectwise/labels.ts';
import { Member } from '../pages/connectwise/screens/member.ts';
import { SecurityModules } from '../pages/connectwise/screens/security-modules.ts';
import { openEyes } from '../pages/sight/engines.ts';
import { bareContext } from './bare-context.ts';

test.beforeAll(async () => await openEyes());

test('a name in the list of members that reads like the title of a record is none', async ({ page }) => {
  const record = new Member(bareContext(page));
  await page.setContent('<div>Regular</div><div>API Members</div><div>API Callbacks</div><div><span>MSPCFO-old</span> <span>MSPCFO (do not use)</span></div>');
  expect(await record.shows('MSPCFO')).toBe(false);
  await page.setContent('<div><a>Members - API Members</a> › Detail</div><h1>MSPCFO (Mspcfo Reports)</h1><div>Details</div><div>API Keys</div>');
  expect(await record.shows('MSPCFO')).toBe(true);
});

test('a table of levels that is drawn late is read, although the menu on the left has the same names', async ({ page }) => {
  const [{ length }, modules] = [labels.role.modules, ['Companies', 'System']];
  expect(length).toBeGreaterThan(2);
  const levels = ['Add Level', 'Edit Level', 'Delete Level', 'Inquire Level'].map((words, n) => `<div style="position:absolute;left:${330 + n * 120}px">${words}</div>`).join('');
  await page.setContent(`<nav style="position:absolute;left:0;top:160px;width:90px">${modules.map((name) => `<div style="height:120px">${name}</div>`).join('')}</nav>
<main style="position:absolute;left:100px;top:0;width:1000px"><h1>Security Modules for Role - MSPCFO</h1><div style="position:relative;height:24px">${levels}</div><table id=table style="table-layout:fixed;width:810px;border-collapse:collapse"></table></main>
<script>
  const open = new Set();
  const draw = () => table.innerHTML = ${JSON.stringify(modules)}.map((name) => '<tr data-name="' + name + '"><td style="width:320px">' + name + '</td><td colspan=4></td></tr>' + (open.has(name) ? '<tr><td>' + name + ' Reports</td>' + '<td style="width:120px">None</td>'.repeat(4) + '</tr>' : '')).join('');
  table.onclick = ({ target }) => { const { name } = target.closest('tr').dataset; if (name) { open.add(name); draw(); } };
  setTimeout(draw, 1500);
</script>`);
  const rows = await new SecurityModules(bareContext(page)).read();
  expect(rows.map(({ module, row, levels: { inquire } }) => [module, row, inquire])).toEqual([['Companies', 'Companies Reports', 'None'], ['System', 'System Reports', 'None']]);
});
