import { expect, type Page, test } from '@playwright/test';
import { SecurityModules } from '../../../pages/connectwise/screens/security-modules.ts';
import { levelsOf } from '../../../pages/connectwise/widgets/level-cells.ts';
import { LevelTable } from '../../../pages/connectwise/widgets/level-table.ts';
import { View } from '../../../pages/connectwise/widgets/view.ts';
import { look, prepareLooks } from '../../../pages/screen/look.ts';
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
const floating =
  `words.onclick = () => {
  document.querySelector('#editor')?.remove();
  const at = words.parentElement.getBoundingClientRect();
  document.body.insertAdjacentHTML('beforeend', '<div id=editor style="position:absolute;z-index:9;background:#fff">' +
    '<input style="width:90px;border:0"><svg width=14 height=14 style="background:#888"></svg></div>');
  Object.assign(editor.style, { left: at.left + 'px', top: at.top + 'px' });
  const [box, arrow] = editor.children;
  box.value = words.textContent;
  arrow.onmousedown = (event) => event.preventDefault();
  arrow.onclick = () => {
    document.body.insertAdjacentHTML('beforeend', '<div id=list style="position:absolute;z-index:10;width:90px;` +
  `background:#fff"><div>None</div><div>My</div><div>All</div></div>');
    Object.assign(list.style, { left: at.left + 'px', top: at.bottom + 'px' });
    list.onmousedown = (event) => event.preventDefault();
    list.onclick = ({ target }) => { box.value = target.textContent; list.remove(); };
  };
  box.onblur = () => { words.textContent = box.value; editor.remove(); document.querySelector('#list')?.remove(); };
  box.focus();
}`;
const MAKES = {
  'where its words become a box on a press': box('onclick'),
  'where its words become a box on a double click': box('ondblclick'),
  'where one editor is laid over the cell that is pressed': floating,
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

test('a level is set whose box is in a shadow root of its own', async ({ page }) => {
  await page.setContent(
    '<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; text-align: left }</style><table><tr><th>' +
      '</th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr><tr><td>System</td></tr>' +
      `<tr><td>API Reports</td>${'<td><my-list></my-list></td>'.repeat(4)}</tr></table><script>
      for (const host of document.querySelectorAll('my-list')) {
        host.attachShadow({ mode: 'open' }).innerHTML = '<div><input role=combobox readonly value=None style="width:90px"></div>';
        const box = host.shadowRoot.querySelector('input');
        box.onclick = () => {
          box.parentElement.insertAdjacentHTML('beforeend', '<div role=listbox style="position:fixed;z-index:9;background:#fff"><p role=option>None</p><p role=option>All</p></div>');
          const list = box.parentElement.lastChild;
          list.onclick = ({ target }) => { box.value = target.textContent; list.remove(); };
        };
      }</script>`,
  );
  const modules = new SecurityModules(bareContext(page));
  await modules.read();
  await modules.setLevel('System', 'API Reports', 'inquire', 'All');
  expect((await modules.read()).map(({ levels }) => Object.values(levels))).toEqual([['None', 'None', 'None', 'All']]);
});

/** Each section opens to a table with heads of its own, whose columns are as wide as their words; a menu has the same names. */
const accordion = (
  isSingle: boolean,
) => `<style>h1 { margin-left: 200px } table { border-spacing: 12px 0 } th, td { text-align: left }</style>
  <div style="position:absolute;left:0;top:60px;width:150px"><button aria-expanded=true>System</button><button aria-expanded=false>Companies</button></div>
  <div id=all style="margin-left:200px;width:900px"></div><script>
  const rows = { System: ['API Reports', 'Mass Maintenance of a long name'], Companies: ['Contacts', 'Reports'] };
  const open = new Set();
  const levels = {};
  const draw = () => {
    all.innerHTML = Object.entries(rows).map(([name, its]) => '<div><div role=button tabindex=0 aria-expanded=' + open.has(name) +
      ' style="width:900px;padding:8px" data-name="' + name + '">' + name + ' <i>' + rows[name].length + '</i></div>' + (!open.has(name) ? '' :
      '<table><tr><th>Function</th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr>' +
      its.map((row) => '<tr><td>' + row + '</td>' + [0, 1, 2, 3].map((n) => '<td><select data-key="' + [name, row, n] + '"><option>None<option>My<option>All</select></td>').join('') + '</tr>').join('') +
      '</table>') + '</div>').join('');
    for (const select of all.querySelectorAll('select')) {
      select.value = levels[select.dataset.key] ?? 'None';
      select.onchange = () => (levels[select.dataset.key] = select.value);
    }
    for (const head of all.querySelectorAll('[data-name]')) head.onclick = () => {
      const { name } = head.dataset, was = open.has(name);
      if (${isSingle}) open.clear();
      if (was) open.delete(name); else open.add(name);
      draw();
    };
  };
  draw();
  </script>`;

test('a page that scrolls is read at once, though a menu at its left scrolls by itself', async ({ page }) => {
  const names = Array.from({ length: 60 }, (_, n) => `Row ${n}`);
  const row = (name: string) => `<tr><td>${name}</td>${'<td>None</td>'.repeat(4)}</tr>`;
  await page.setContent(`<div style="position:fixed;left:0;top:0;bottom:0;width:180px;overflow:auto"><p style="height:800px">Menu</p></div>
    <div style="margin-left:200px"><h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; height: 36px; text-align: left }</style>
    <table><tr><th></th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr>
    <tr><td>System</td></tr>${names.map(row).join('')}</table></div>`);
  const table = new LevelTable(new View(bareContext(page), 'Security Modules'));
  for (let times = 0; times < 3; times += 1) {
    expect((await table.read()).rows.map(({ row }) => row)).toEqual(names);
    expect(table.inParts).toBe(false);
  }
});

test('sections with tables of one kind, each with heads of its own, are one table from the first head on', async ({
  page,
}) => {
  const heads = ['Module', 'Add Level', 'Edit Level', 'Delete Level', 'Inquire Level'];
  const section = (name: string, ...rows: string[]) =>
    `<section><h2><button aria-expanded=true>${name}</button></h2><table><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>
    ${rows.map((row) => `<tr><td>${row}</td>${'<td>None</td>'.repeat(4)}</tr>`).join('')}</table></section>`;
  await page.setContent(`<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; text-align: left }</style>
    <div>${section('Companies', 'Contacts', 'Reports')}${section('System', 'API Reports')}${section('Time', 'Entry')}</div>`);
  const rows = await new SecurityModules(bareContext(page)).read();
  expect(rows.map(({ module, row }) => `${module} / ${row}`)).toEqual([
    'Companies / Contacts',
    'Companies / Reports',
    'System / API Reports',
    'Time / Entry',
  ]);
});

test('sections that scroll each by themselves are not taken for the whole table', async ({ page }) => {
  const heads = ['Module', 'Add Level', 'Edit Level', 'Delete Level', 'Inquire Level'];
  const section = (name: string) =>
    `<h2><button aria-expanded=true>${name}</button></h2><div style="height:120px;overflow:auto"><table><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>
    ${['Contacts', 'Reports', 'Leads', 'Notes', 'Tracks'].map((row) => `<tr><td>${row}</td>${'<td>None</td>'.repeat(4)}</tr>`).join('')}</table></div>`;
  await page.setContent(`<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; height: 30px; text-align: left }</style>
    <div>${section('Companies')}${section('System')}</div>`);
  await expect(new SecurityModules(bareContext(page)).read()).rejects.toThrow('sections that scroll each by itself');
});

test('a level is set far down a page that an open list keeps from scrolling', async ({ page }) => {
  const row = (name: string) => `<tr><td>${name}</td>${'<td><div tabindex=0>None</div></td>'.repeat(4)}</tr>`;
  const names = Array.from({ length: 60 }, (_, n) => `Row ${n}`);
  await page.setContent(`<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; height: 36px; text-align: left }</style>
    <table><tr><th></th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr>
    <tr><td>System</td></tr>${names.map(row).join('')}</table><script>
    for (const words of document.querySelectorAll('[tabindex]')) words.ondblclick = () => {
      document.body.style.overflow = 'hidden';
      // The cell is drawn anew.
      const cell = words.closest('td');
      cell.replaceWith(cell.cloneNode(true));
      const edited = [...document.querySelectorAll('tr')].find((row) => row.textContent.startsWith('Row 50')).lastElementChild.firstElementChild;
      edited.setAttribute('role', 'combobox');
      edited.setAttribute('aria-expanded', 'true');
      const { left, bottom } = edited.getBoundingClientRect();
      document.body.insertAdjacentHTML('beforeend', '<ul id=list role=listbox style="position:fixed;margin:0;padding:0;background:#fff;width:120px;left:' +
        left + 'px;top:' + bottom + 'px;z-index:9"><li role=option>None<li role=option>My<li role=option>All</ul>');
      list.onclick = ({ target }) => {
        edited.textContent = target.textContent;
        edited.removeAttribute('role');
        document.body.style.overflow = '';
        list.remove();
      };
    };</script>`);
  const modules = new SecurityModules(bareContext(page));
  await modules.read();
  await modules.setLevel('System', 'Row 50', 'inquire', 'All');
  expect(await page.locator('tr').filter({ hasText: 'Row 50' }).innerText()).toMatch(/None\s+None\s+None\s+All$/);
});

/** Sets one level each in two sections. @returns what the table says then */
async function afterSettingTwo(page: Page): Promise<string[]> {
  const modules = new SecurityModules(bareContext(page));
  await modules.read();
  await modules.setLevel('System', 'API Reports', 'inquire', 'All');
  await modules.setLevel('Companies', 'Contacts', 'add', 'My');
  return (await modules.read()).map(({ module, row, levels }) => [module, row, ...Object.values(levels)].join(' / '));
}

for (const isSingle of [false, true]) {
  const how = isSingle ? ', of which one is open at a time' : '';
  test(`levels are read and set in sections with a table of their own${how}`, async ({ page }) => {
    await page.setContent(`<h1>Security Modules for Role - MSPCFO</h1>${accordion(isSingle)}`);
    expect(await afterSettingTwo(page)).toEqual([
      'System / API Reports / None / None / None / All',
      'System / Mass Maintenance of a long name / None / None / None / None',
      'Companies / Contacts / My / None / None / None',
      'Companies / Reports / None / None / None / None',
    ]);
  });
}

test('levels are read and set in sections that are chosen in a tree beside the table', async ({ page }) => {
  await page.setContent(`<style>th, td { text-align: left; width: 150px } [role=treeitem] { padding: 6px } [aria-selected=true] { background: #cdf }</style>
    <header style="display:flex;gap:40px;padding-left:300px">${['Companies', 'Sales', 'Finance', 'Service Desk', 'System'].map((name) => `<span>${name}</span>`).join('')}</header>
    <h1>Security Modules for Role - MSPCFO</h1><div style="display:flex;gap:20px"><div role=tree id=tree style="width:160px"></div><section id=part></section></div><script>
    const rows = { Companies: ['Contacts', 'Reports'], Finance: ['Invoicing'], 'Hosted Things': ['Reports'], System: ['API Reports'] };
    const levels = {};
    let at = 'Companies';
    const table = () => {
      part.innerHTML = '<h2>' + at + '</h2><table><tr><th>Function</th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr>' +
        rows[at].map((row) => '<tr><td>' + row + '</td>' + [0, 1, 2, 3].map((n) => '<td><select data-key="' + [at, row, n] + '"><option>None<option>My<option>All</select></td>').join('') + '</tr>').join('') + '</table>';
      for (const select of part.querySelectorAll('select')) {
        select.value = levels[select.dataset.key] ?? 'None';
        select.onchange = () => (levels[select.dataset.key] = select.value);
      }
    };
    const draw = () => {
      tree.innerHTML = '<div role=treeitem aria-expanded=true>All modules<div role=group style="padding-left:20px">' + Object.keys(rows).map((name) => '<div role=treeitem tabindex=0 aria-selected=' + (name === at) + '>' + name + ' <i>' + rows[name].length + '</i></div>').join('') + '</div></div>';
      for (const item of tree.querySelectorAll('[role=treeitem] [role=treeitem]')) item.onclick = () => { at = item.firstChild.textContent.trim(); draw(); setTimeout(table, 200); };
    };
    draw();
    table();
    </script>`);
  expect(await afterSettingTwo(page)).toEqual([
    'Companies / Contacts / My / None / None / None',
    'Companies / Reports / None / None / None / None',
    'Finance / Invoicing / None / None / None / None',
    'Hosted Things / Reports / None / None / None / None',
    'System / API Reports / None / None / None / All',
  ]);
});

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

/** A bar of buttons of which a class tells which is chosen, in each cell of one row. */
const bars = (...buttons: string[]) =>
  `<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; text-align: left }</style>
  <table><tr><th></th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr><tr><td>System</td></tr>
  <tr><td>API Reports</td>${`<td>${buttons.map((one) => `<button ${one}</button>`).join('')}</td>`.repeat(4)}</tr></table>`;

test('a level that is grey is not pressed, and where several are marked none is chosen', async ({ page }) => {
  const told = async () => levelsOf(await look(page, { hooks: {} }))?.rows.map(({ cells }) => cells.inquire!.text);
  await page.setContent(bars('class=btn-active>None', 'disabled>My', '>All'));
  expect(await told()).toEqual(['None']);
  const modules = new SecurityModules(bareContext(page));
  await modules.read();
  await expect(modules.setLevel('System', 'API Reports', 'inquire', 'My')).rejects.toThrow('that it is grey');
  await page.setContent(bars('class=btn-active>None', 'class=btn-active>My', '>All'));
  expect(await told()).toEqual(['']);
});

const ROWS = { Companies: 12, Finance: 12, Sales: 12, System: 12, Project: 12 };

/** A table that scrolls in a part of its own, with its head; the headings of its sections stay at the edge. */
const STICKING = `<h1>Security Modules for Role - MSPCFO</h1><style>
  td, th { width: 150px; height: 32px; padding: 0; text-align: left; background: #fff } th { top: 0; z-index: 1; height: 60px }
  th, tr.section { position: sticky } tr.section { top: 60px } .list { width: 110px; height: 30px; display: flex; cursor: pointer }
  i, button { width: 28px; height: 28px }
  .list > b { width: 78px; font-weight: normal } #picker { position: absolute; z-index: 9; width: 110px; background: #fff }</style>
<div style="height:420px;width:900px;overflow:auto"><table style="border-spacing:0"></table></div><script>
  const [sections, opened, levels] = [${JSON.stringify(ROWS)}, {}, {}];
  const times = (count, make) => Array.from({ length: count }, (_, n) => make(n)).join('');
  const cell = (key) => \`<td><div class=list data-key="\${key}"><b>\${levels[key] ?? 'None'}</b><i role=button aria-expanded=false><svg width=14 height=14></svg></i></div></td>\`;
  const row = (name) => \`<tr><td>\${name}</td>\${times(4, (n) => cell(name + n))}</tr>\`;
  const head = (name) => \`<tr class=section><td colspan=5><button data-opens="\${name}"><svg width=14 height=14></svg></button> \${name}</td></tr>\`;
  const draw = () => document.querySelector('table').innerHTML =
    '<thead><tr><th></th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr></thead>' +
    Object.entries(sections).map(([name, count]) => head(name) + (opened[name] ? times(count, (n) => row(name + ' ' + n)) : '')).join('');
  document.onclick = ({ target }) => {
    const [section, list, entry] = ['[data-opens]', '.list', '#picker p'].map((css) => target.closest(css));
    if (entry) levels[entry.parentElement.dataset.key] = entry.textContent;
    document.querySelector('#picker')?.remove();
    if (section) opened[section.dataset.opens] = !opened[section.dataset.opens];
    if (section || entry) return draw();
    if (!list) return;
    list.querySelector('i').setAttribute('aria-expanded', true);
    const { left, bottom } = list.getBoundingClientRect();
    document.body.insertAdjacentHTML('beforeend', \`<div id=picker data-key="\${list.dataset.key}"
      style="left:\${left}px;top:\${bottom}px"><p>None</p><p>My</p><p>All</p></div>\`);
  };
  draw();
</script>`;

test('sections whose headings stay at the edge are read, and a list that is no box is set', async ({ page }) => {
  await page.setContent(STICKING);
  const modules = new SecurityModules(bareContext(page));
  const wanted = Object.entries(ROWS).flatMap(([module, count]) =>
    Array.from({ length: count }, (_, n) => [module, `${module} ${n}`]),
  );
  expect((await modules.read()).map(({ module, row }) => [module, row])).toEqual(wanted);
  await modules.setLevel('System', 'System 3', 'inquire', 'All');
  const rows = await modules.read();
  expect(rows.map(({ module, row }) => [module, row])).toEqual(wanted);
  expect(rows.filter(({ levels }) => levels.inquire !== 'None').map(({ row }) => row)).toEqual(['System 3']);
});

test('sections that are tabs are read one after the other, and a level is set in its own', async ({ page }) => {
  const names = ['Companies', 'Finance', 'System'];
  await page.setContent(`<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; text-align: left }</style>
<div role=tablist style="float:left;width:120px">${names.map((name) => `<div role=tab tabindex=0>${name}</div>`).join('')}</div>
<div id=panel style="margin-left:130px"></div><script>
  const levels = {};
  const show = (name) => {
    for (const tab of document.querySelectorAll('[role=tab]')) tab.setAttribute('aria-selected', tab.textContent === name);
    const cell = (row, n) => '<td><select onchange="levels[this.dataset.key] = this.value" data-key="' + name + row + n + '">' +
      ['None', 'All'].map((one) => '<option' + (levels[name + row + n] === one ? ' selected' : '') + '>' + one).join('') + '</select></td>';
    panel.innerHTML = '<table><tr><th></th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr>' +
      ['Reports', name + ' Reports'].map((row) => '<tr><td>' + row + '</td>' + [0, 1, 2, 3].map((n) => cell(row, n)).join('') + '</tr>').join('') + '</table>';
  };
  document.onclick = ({ target }) => target.matches('[role=tab]') && show(target.textContent);
  show('Companies');
</script>`);
  const modules = new SecurityModules(bareContext(page));
  const wanted = names.flatMap((name) => [`${name} / Reports`, `${name} / ${name} Reports`]);
  expect((await modules.read()).map(({ module, row }) => `${module} / ${row}`)).toEqual(wanted);
  await modules.setLevel('Finance', 'Reports', 'inquire', 'All');
  const rows = await modules.read();
  expect(rows.filter(({ levels }) => levels.inquire === 'All').map(({ module, row }) => `${module} / ${row}`)).toEqual([
    'Finance / Reports',
  ]);
});

test('a section is opened by the sign in its row, though all rows say that they open', async ({ page }) => {
  const section = (name: string) =>
    `<tr role=row tabindex=0 aria-expanded=false><td><button><svg width=14 height=14></svg></button> ${name}</td></tr>`;
  await page.setContent(
    `<h1>Security Modules for Role - MSPCFO</h1><style>th, td { width: 150px; text-align: left }</style>
    <table><tr><th></th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr>
      ${section('Finance')}${section('System')}</table><script>
    for (const row of document.querySelectorAll('[role=row]')) row.querySelector('button').onclick = () => {
      row.ariaExpanded = 'true';
      row.insertAdjacentHTML('afterend', '<tr role=row tabindex=0 aria-expanded=false><td>Reports</td>${'<td>None</td>'.repeat(4)}</tr>');
    };
  </script>`,
  );
  const rows = await new SecurityModules(bareContext(page)).readOpen();
  expect(rows.map(({ module, row }) => `${module} / ${row}`)).toEqual(['Finance / Reports', 'System / Reports']);
});

test('a menu whose entries are called as the sections is none of the table, also before these are drawn', async ({
  page,
}) => {
  await page.setContent(`<h1 style="margin-left:200px">Security Modules for Role - MSPCFO</h1><style>td { width: 150px } td:first-child { width: 300px }</style>
    <div><div style="position:absolute;left:0;top:120px" onclick="document.title='left'">${[
      'Companies',
      'Finance',
      'System',
    ]
      .map((name) => `<p><svg width=12 height=12></svg> ${name}</p>`)
      .join('')}</div>
    <div style="margin-left:200px"><table><tr><td></td><td>Add Level</td><td>Edit Level</td><td>Delete Level</td><td>Inquire Level</td></tr></table>
    <table id=body></table></div></div>
    <script>setTimeout(() => { for (const [name, row] of [['Finance', 'Agreements'], ['System', 'API Reports']]) {
      const head = body.insertRow(); head.innerHTML = '<td>' + name + '</td>';
      head.onclick = () => { head.onclick = null; head.insertAdjacentHTML('afterend', '<tr><td>' + row + '</td>' + '<td>None</td>'.repeat(4) + '</tr>'); };
    } }, 600)</script>`);
  const rows = await new SecurityModules(bareContext(page)).readOpen();
  expect(rows.map(({ module, row }) => `${module} / ${row}`)).toEqual(['Finance / Agreements', 'System / API Reports']);
  expect(await page.title()).not.toBe('left');
});

test('levels are read and set in a table that names the module in each row and has pages', async ({ page }) => {
  await page.setContent(`<style>body { margin: 0; font: 14px sans-serif } [role=row] { display: flex; height: 38px }
      [role=row] > * { width: 130px } .name { width: 220px } [role=listbox] { position: fixed; width: 130px; background: #fff; z-index: 9 }</style>
    <h1>Security Modules for Role - MSPCFO</h1><label>Module <select><option>All modules<option>System</select></label>
    <div role=grid><div role=row>${['Module', 'Function', 'Add', 'Edit', 'Inquire', 'Delete'].map((head) => `<div role=columnheader class="${head === 'Function' ? 'name' : ''}">${head}</div>`).join('')}</div>
    <div id=rows></div></div><p style="text-align:right"><span id=says></span> <button aria-label="Go to previous page">&lsaquo;</button> <button aria-label="Go to next page">&rsaquo;</button></p><script>
    const all = [['Companies', 'Contacts'], ['Companies', 'Reports'], ['Finance', 'Invoicing'], ['Finance', 'Reports'], ['System', 'API Reports']];
    const levels = {};
    let at = 0;
    const edit = (cell) => {
      const { left, bottom } = cell.getBoundingClientRect();
      cell.innerHTML = '<div role=combobox aria-expanded=true tabindex=0>' + (levels[cell.dataset.key] ?? 'None') + '</div>';
      document.body.insertAdjacentHTML('beforeend', '<div style="position:fixed;inset:0"></div><div role=listbox style="left:' + left + 'px;top:' + bottom + 'px"><p role=option>None</p><p role=option>My</p><p role=option>All</p></div>');
      document.body.lastChild.onclick = ({ target }) => {
        levels[cell.dataset.key] = target.textContent;
        document.body.lastChild.remove();
        document.body.lastChild.remove();
        draw();
      };
    };
    const draw = () => {
      rows.innerHTML = all.slice(at, at + 2).map(([module, row]) => '<div role=row><div role=gridcell>' + module + '</div><div role=gridcell class=name>' + row + '</div>' +
        [0, 1, 2, 3].map((n) => '<div role=gridcell data-key="' + [module, row, n] + '">' + (levels[[module, row, n]] ?? 'None') + '</div>').join('') + '</div>').join('');
      says.textContent = (at + 1) + '\u2013' + Math.min(at + 2, 5) + ' of 5';
      const [back, next] = document.querySelectorAll('button');
      back.disabled = at === 0;
      next.disabled = at + 2 >= 5;
      for (const cell of document.querySelectorAll('[data-key]')) cell.ondblclick = () => edit(cell);
    };
    for (const [n, turn] of document.querySelectorAll('button').entries()) turn.onclick = () => setTimeout(() => { at += n === 0 ? -2 : 2; draw(); }, 120);
    draw();
    </script>`);
  const modules = new SecurityModules(bareContext(page));
  await modules.read();
  await modules.setLevel('System', 'API Reports', 'inquire', 'All');
  await modules.setLevel('Companies', 'Reports', 'add', 'My');
  await modules.showAll('MSPCFO');
  const told = (await modules.read()).map(({ module, row, levels }) =>
    [module, row, ...Object.values(levels)].join(' / '),
  );
  expect(told).toEqual([
    'Companies / Contacts / None / None / None / None',
    'Companies / Reports / My / None / None / None',
    'Finance / Invoicing / None / None / None / None',
    'Finance / Reports / None / None / None / None',
    'System / API Reports / None / None / None / All',
  ]);
});

test('a level that the table only tells is set in the window of its row', async ({ page }) => {
  const radios = (column: string) =>
    `<p role=radiogroup aria-label="${column} Level"><span>${column} Level</span> ${['None', 'My', 'All'].map((level) => `<label><input type=radio name=${column} value=${level}>${level}</label>`).join('')}</p>`;
  await page.setContent(
    `<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; text-align: left }</style><table><tr><th></th><th>Add Level</th>
    <th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th><th></th></tr><tr><td>System</td></tr>${[
      'API Reports',
      'Email Audit',
    ]
      .map(
        (row) =>
          `<tr><td>${row}</td>${'<td><b>None</b></td>'.repeat(4)}<td><button aria-label=Edit data-row="${row}">&#9998;</button></td></tr>`,
      )
      .join(
        '',
      )}</table><template>${['Add', 'Edit', 'Delete', 'Inquire'].map(radios).join('')}<button>Cancel</button> <button>OK</button></template><script>
    for (const pencil of document.querySelectorAll('[data-row]')) pencil.onclick = () => {
      const cells = [...pencil.closest('tr').querySelectorAll('b')];
      document.body.insertAdjacentHTML('beforeend', '<div role=dialog style="position:fixed;left:300px;top:150px;width:480px;background:#fff;z-index:9"><h2>' +
        pencil.dataset.row + '</h2>' + document.querySelector('template').innerHTML + '</div>');
      const box = document.querySelector('[role=dialog]'), names = ['Add', 'Edit', 'Delete', 'Inquire'];
      for (const [n, name] of names.entries()) box.querySelector('[name=' + name + '][value=' + cells[n].textContent + ']').checked = true;
      box.onclick = ({ target: { textContent } }) => {
        if (textContent === 'OK') for (const [n, name] of names.entries()) cells[n].textContent = box.querySelector('[name=' + name + ']:checked').value;
        if (textContent === 'OK' || textContent === 'Cancel') box.remove();
        if (textContent === 'OK') document.querySelector('h1').insertAdjacentHTML('afterend', '<p style="height:60px">1 change is not saved yet.</p>');
      };
    };
    </script>`,
  );
  const modules = new SecurityModules(bareContext(page));
  await modules.read();
  await modules.setLevel('System', 'Email Audit', 'inquire', 'All');
  const told = (await modules.read()).map(({ row, levels }) => [row, ...Object.values(levels)].join(' / '));
  expect(told).toEqual(['API Reports / None / None / None / None', 'Email Audit / None / None / None / All']);
});

test('levels are read and set where the section is chosen in a list above the table', async ({ page }) => {
  await page.setContent(`<style>th, td { text-align: left; width: 150px }</style><h1>Security Modules for Role - MSPCFO</h1>
    <p><label>Module <select id=module></select></label></p><div id=part></div><script>
    const rows = { Companies: ['Contacts', 'Reports'], 'Hosted Things': ['Reports'], System: ['API Reports'] };
    const levels = {};
    module.innerHTML = Object.keys(rows).map((name) => '<option>' + name).join('');
    const draw = () => {
      part.innerHTML = '<table><tr><th>Function</th><th>Add</th><th>Edit</th><th>Delete</th><th>Inquire</th></tr>' + rows[module.value].map((row) =>
        '<tr><td>' + row + '</td>' + [0, 1, 2, 3].map((n) => '<td><select data-key="' + [module.value, row, n] + '"><option>None<option>My<option>All</select></td>').join('') + '</tr>').join('') + '</table>';
      for (const box of part.querySelectorAll('select')) {
        box.value = levels[box.dataset.key] ?? 'None';
        box.onchange = () => (levels[box.dataset.key] = box.value);
      }
    };
    module.onchange = () => { part.innerHTML = ''; setTimeout(draw, 120); };
    draw();
    </script>`);
  const modules = new SecurityModules(bareContext(page));
  await modules.read();
  await modules.setLevel('System', 'API Reports', 'inquire', 'All');
  await modules.setLevel('Companies', 'Reports', 'add', 'My');
  const told = (await modules.read()).map(({ module, row, levels }) =>
    [module, row, ...Object.values(levels)].join(' / '),
  );
  expect(told).toEqual([
    'Companies / Contacts / None / None / None / None',
    'Companies / Reports / My / None / None / None',
    'Hosted Things / Reports / None / None / None / None',
    'System / API Reports / None / None / None / All',
  ]);
});

test('a level is set in a table whose names stand still in a table of their own, beside a menu', async ({ page }) => {
  const more = Array.from({ length: 20 }, (_, n) => `Right ${n + 1}`);
  const names = ['<b>Companies</b>', ...more, '<b>System</b>', 'API Reports', 'Members'];
  const left = names.map((name) => `<div style="height:24px"><svg width=9 height=9></svg> ${name}</div>`).join('');
  const cells = `<td><div class=words>None</div></td>`.repeat(4);
  const right = names.map((name) => `<table><tr>${name.startsWith('<b>') ? '<td>&nbsp;' : cells}</table>`).join('');
  const heads = ['Add Level', 'Edit Level', 'Delete Level', 'Inquire Level'].map((name) => `<td>${name}`).join('');
  await page.setContent(
    `<style>td { width: 130px; height: 20px; line-height: 20px; padding: 0 } .at { position: absolute }</style>
    <nav class=at style="left:0;top:50px;width:150px"><p>Companies<p>Finance<p>Sales<p>System</nav>
    <div class=at style="left:160px;top:10px">Security Modules for Role - MSPCFO</div>
    <div class=at style="left:160px;top:50px;right:0"><div>
      <div class=at style="left:0;width:180px"><div><table><tr><td>Module / Function</table></div><div id=names style="height:200px;overflow:hidden">${left}</div></div>
      <div class=at style="left:200px"><div><table><tr>${heads}</table></div><div style="height:200px;overflow:auto" onscroll="names.scrollTop = this.scrollTop">${right}</div></div></div></div>
    <script>for (const words of document.querySelectorAll('.words')) ${native}</script>`,
  );
  const modules = new SecurityModules(bareContext(page));
  await modules.read();
  await modules.setLevel('System', 'API Reports', 'inquire', 'All');
  await expect(page.locator('.words')).toHaveText([...Array(83).fill('None'), 'All', ...Array(4).fill('None')]);
});

test('a cell with a dash, which offers no level, gives no right', async ({ page }) => {
  const cells = (...words: string[]) => words.map((word) => `<td>${word}</td>`).join('');
  await page.setContent(
    '<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; text-align: left }</style><table>' +
      '<tr><th></th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr>' +
      `<tr><td>System</td></tr><tr><td>API Reports</td>${cells('None', 'My', 'None', 'All')}</tr>` +
      `<tr><td>Today Links</td>${cells('\u2014', 'n/a', '<span>-</span>', 'None')}</tr></table>`,
  );
  const modules = new SecurityModules(bareContext(page));
  const rows = await modules.read();
  expect(JSON.stringify(rows)).toContain('{"add":"None","edit":"None","delete":"None","inquire":"None"}');
  await expect(modules.setLevel('System', 'Today Links', 'add', 'All')).rejects.toThrow(
    'Add Level to offer "All", but saw "—" there, also after it was pressed',
  );
});

/** A table whose first row has cells with nothing in them, of which some may fill. */
const blank = (script: string) =>
  '<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; text-align: left }</style><table>' +
  '<tr><th></th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr>' +
  '<tr><td>Finance</td></tr><tr><td>Dashboard</td><td id=add></td><td></td><td></td><td>None</td></tr>' +
  '<tr><td>Invoicing</td><td>None</td><td>My</td><td>None</td><td>All</td></tr></table>' +
  `<script>${script}</script>`;

test('a cell that stays empty offers no level and gives no right', async ({ page }) => {
  await page.setContent(blank(''));
  const modules = new SecurityModules(bareContext(page));
  const [dashboard] = await modules.read();
  expect(dashboard).toMatchObject({
    row: 'Dashboard',
    levels: { add: 'None', edit: 'None', delete: 'None', inquire: 'None' },
    blank: ['add', 'edit', 'delete'],
  });
  await expect(modules.setLevel('Finance', 'Dashboard', 'add', 'All')).rejects.toThrow(
    'Add Level to offer "All", but saw an empty cell',
  );
});

test('a cell that fills late is read as it is then', async ({ page }) => {
  await page.setContent(blank("setTimeout(() => add.textContent = 'All', 1500)"));
  const [dashboard] = await new SecurityModules(bareContext(page)).read();
  expect(dashboard).toMatchObject({ levels: { add: 'All', edit: 'None' }, blank: ['edit', 'delete'] });
});

test('a column that is empty in all rows may not be drawn yet', async ({ page }) => {
  const say = (text: string) =>
    `document.querySelectorAll('td:nth-child(3)').forEach((cell) => (cell.textContent = '${text}'))`;
  await page.setContent(blank(`${say('')}; setTimeout(() => ${say('All')}, 4_500)`));
  const [dashboard] = await new SecurityModules(bareContext(page)).read();
  expect(dashboard).toMatchObject({ levels: { add: 'None', edit: 'All' } });
});

test('a cell with nothing but a picture is not taken for an empty one', async ({ page }) => {
  await page.setContent(blank("add.innerHTML = '<svg width=16 height=16><circle cx=8 cy=8 r=7 /></svg>'"));
  const [dashboard] = await new SecurityModules(bareContext(page)).read();
  expect(dashboard).toMatchObject({ levels: { add: '✓', edit: 'None' }, blank: ['edit', 'delete'] });
});

test('a level is set by the label of a radio button that is clipped away', async ({ page }) => {
  const choice = (name: string, of: number) =>
    `<input type=radio name=at${of} id=${name}${of} ${name === 'None' ? 'checked' : ''} style="position:absolute;` +
    `clip:rect(0,0,0,0);pointer-events:none"><label for=${name}${of} style="padding:4px;border:1px solid">${name}</label>`;
  const cell = (of: number) =>
    `<td style="position:relative">${['None', 'My', 'All'].map((one) => choice(one, of)).join('')}</td>`;
  await page.setContent(
    '<h1>Security Modules for Role - MSPCFO</h1><style>td, th { width: 150px; text-align: left }</style><table>' +
      '<tr><th></th><th>Add Level</th><th>Edit Level</th><th>Delete Level</th><th>Inquire Level</th></tr>' +
      `<tr><td>System</td></tr><tr><td>API Reports</td>${[1, 2, 3, 4].map(cell).join('')}</tr></table>`,
  );
  const modules = new SecurityModules(bareContext(page));
  await modules.read();
  await modules.setLevel('System', 'API Reports', 'inquire', 'All');
  expect(await page.locator('input:checked').evaluateAll((all) => all.map(({ id }) => id).join())).toBe(
    'None1,None2,None3,All4',
  );
});
