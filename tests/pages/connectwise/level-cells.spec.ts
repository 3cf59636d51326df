import { expect, test } from '@playwright/test';
import { SecurityModules } from '../../../pages/connectwise/screens/security-modules.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareContext } from '../../support/bare-context.ts';
import { MAKES as LIST_MAKES } from '../screen/makes.ts';

test.beforeAll(async () => await prepareLooks());

/** How the words of a level become a box, as the script of their page. */
const box = (event: string) =>
  `words.${event} = () => {
  if (words.querySelector('input')) return;
  words.innerHTML = '<div style="position:relative"><input style="width:90px">` +
  `<svg width=14 height=14 style="background:#888"></svg></div>';
  const [box, arrow] = words.querySelectorAll('input, svg');
  arrow.onclick = () => {
    if (document.querySelector('#list')) return list.remove();
    const { left, bottom } = box.getBoundingClientRect();
    document.body.insertAdjacentHTML('beforeend', '<div id=list style="position:absolute;width:90px;` +
  `background:#fff"><div>None</div><div>My</div><div>All</div></div>');
    Object.assign(list.style, { left: left + 'px', top: bottom + 'px' });
    list.onclick = ({ target }) => { box.value = target.textContent; list.remove(); };
  };
  box.onblur = () => { if (box.value !== '') words.textContent = box.value; };
  box.focus();
}`;
const native = `words.onclick = () => {
  if (words.querySelector('select')) return;
  const was = words.textContent;
  words.innerHTML = '<select><option>None<option>My<option>All</select>';
  const [select] = words.children;
  select.value = was;
  select.onblur = () => setTimeout(() => words.textContent = select.value, 100);
  select.focus();
}`;
const MAKES = {
  'where its words become a box on a press': box('onclick'),
  'where its words become a box on a double click': box('ondblclick'),
  'where a press makes its words the browser’s own kind of combo, until it is left': native,
};

for (const [where, script] of Object.entries(MAKES)) {
  test(`a level is set ${where}`, async ({ page }) => {
    await page.setContent(
      `<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px;` +
        ` text-align: left }</style>
      <table><tr><th></th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr>
        <tr><td>System</td></tr><tr><td>API Reports</td>${'<td><div class=words>None</div></td>'.repeat(4)}</tr></table>
      <script>for (const words of document.querySelectorAll('.words')) ${script}</script>`,
    );
    const modules = new SecurityModules(bareContext(page));
    await modules.read();
    await modules.setLevel('System', 'API Reports', 'inquire', 'All');
    await expect(page.locator('.words')).toHaveText(['None', 'None', 'None', 'All']);
  });
}

const PRESSED =
  '<script>document.onclick = ({ target }) => { if (target.matches("[aria-pressed]")) for (const one of ' +
  'target.parentElement.children) one.setAttribute("aria-pressed", one === target); }</script>';

for (const make of ['levels-radios', 'levels-under-heads', 'levels-segments']) {
  test(`a level is set where each has a button of its own (${make})`, async ({ page }) => {
    await page.setContent(`<h1>Security Modules for Role - MSPCFO</h1>${LIST_MAKES[make]}${PRESSED}`);
    const modules = new SecurityModules(bareContext(page));
    await modules.read();
    await modules.setLevel('System', 'API Reports', 'edit', 'All');
    const rows = await modules.read();
    expect(rows.map(({ module, row, levels }) => [module, row, levels.edit])).toEqual([
      ['Companies', 'Contacts', 'My'],
      ['Companies', 'Reports', 'My'],
      ['Hosted Things', 'Reports', 'My'],
      ['System', 'API Reports', 'All'],
    ]);
  });
}
