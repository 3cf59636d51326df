import { expect, type Page, test } from '@playwright/test';
import { sectionNames } from '../../../pages/connectwise/labels.ts';
import { Member } from '../../../pages/connectwise/screens/member.ts';
import { SecurityModules } from '../../../pages/connectwise/screens/security-modules.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareContext } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

test("a member whose name reads like a record's title is not taken for one", async ({ page }) => {
  const record = new Member(bareContext(page));
  await page.setContent(
    '<div>Regular</div><div>API Members</div><div>API Callbacks</div><div><span>MSPCFO-old</span> <span>MSPCFO ' +
      '(do not use)</span></div>',
  );
  expect(await record.shows('MSPCFO')).toBe(false);
  await page.setContent(
    '<div><a>Members - API Members</a> › Detail</div><h1>MSPCFO (Mspcfo Reports)</h1><div>Details</div><div>API ' +
      'Keys</div>',
  );
  expect(await record.shows('MSPCFO')).toBe(true);
});

/** A screen of levels with two sections, drawn by `draw()`; those in `open` are. */
function levels(rows: number, script: string): string {
  const [{ length }, modules] = [sectionNames, ['Companies', 'System']];
  expect(length).toBeGreaterThan(2);
  const columns = ['Add Level', 'Edit Level', 'Delete Level', 'Inquire Level']
    .map((words, n) => `<div style="position:absolute;left:${330 + n * 120}px">${words}</div>`)
    .join('');
  return (
    `<nav style="position:absolute;left:0;top:160px;` +
    `width:90px">${modules.map((name) => `<div style="height:120px">${name}</div>`).join('')}</nav>
<main style="position:absolute;left:100px;top:0;width:1000px"><h1>Security Modules for Role - MSPCFO</h1>` +
    `<div style="position:relative;height:24px">${columns}</div><table id=table style="table-layout:fixed;` +
    `width:810px;border-collapse:collapse"></table></main>
<script>
  const open = new Set();
  const row = (words) => '<tr><td>' + words + '</td>' + '<td style="width:120px">None</td>'.repeat(4) + '</tr>';
  const draw = () => table.innerHTML = ${JSON.stringify(modules)}.map((name) => '<tr data-name="' + name + '">` +
    `<td style="width:320px">' + name + '</td><td colspan=4></td>` +
    `</tr>' + (open.has(name) ? Array.from({ length: ${rows} }, (_, n) => row(name + ' Reports ' + n)).join('') : ` +
    `'')).join('');
  table.onclick = ({ target }) => { const { name } = target.closest('tr').dataset; if (name) { open.add(name);` +
    ` draw(); } };
  ${script}
</script>`
  );
}

async function readLevels(page: Page): Promise<unknown[]> {
  return (await new SecurityModules(bareContext(page)).read()).map(({ module, row, levels: { inquire } }) => [
    module,
    row,
    inquire,
  ]);
}

test('a level table that is drawn late is read, although the menu has the same names', async ({ page }) => {
  await page.setContent(levels(1, 'setTimeout(draw, 1500);'));
  expect(await readLevels(page)).toEqual([
    ['Companies', 'Companies Reports 0', 'None'],
    ['System', 'System Reports 0', 'None'],
  ]);
});

test('a section that opens by itself and moves before it is pressed is still read', async ({ page }) => {
  await page.setContent(
    `${levels(
      30,
      `draw(); setTimeout(() => { mask.remove(); open.add('Companies').add('System'); draw();` + ` }, 2500);`,
    )}<div ` + 'id=mask style="position:fixed;inset:0"></div>',
  );
  test.setTimeout(60_000);
  expect(await readLevels(page)).toHaveLength(60);
});
