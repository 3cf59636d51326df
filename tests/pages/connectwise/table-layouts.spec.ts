import { expect, type Page, test } from '@playwright/test';
import { labels } from '../../../pages/connectwise/labels.ts';
import { ApiKey, noKeys } from '../../../pages/connectwise/screens/api-key.ts';
import { MemberKeys } from '../../../pages/connectwise/screens/member-keys.ts';
import { Members } from '../../../pages/connectwise/screens/members.ts';
import { Grid } from '../../../pages/connectwise/widgets/grid.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { countPending } from '../../../src/browser/pending.ts';
import { bareContext, bareView } from '../../support/bare-context.ts';
import { representative } from '../../support/representative.ts';

test.beforeAll(async () => await prepareLooks());

const { memberId, memberName, memberInactive } = labels.columns;
const HEAD = ['Member Name', 'Member ID', 'Role ID', 'Inactive'];
const ROWS = [
  ['Automate', 'Automate', 'Automate Role', ''],
  ['A longer name than its column has room for', 'MSPCFO', 'MSPCFO', '✓'],
  ['MSPCFO Admin', 'MSPCFO2', 'No access', ''],
];
const EXPECTED = ROWS.map(([name, id, , inactive]) => ({ id, name, inactive }));

const BAR = '<div><button>CLEAR</button> <span>1 - 3 of 3</span> <i>›</i></div>';
const STYLE =
  `<style>body{font:13px sans-serif;margin:0}table{border-collapse:collapse}td,th{width:160px;` +
  `text-align:left;padding:4px 8px;max-width:160px;overflow:hidden;white-space:nowrap}
.row{display:flex}.row>*{width:160px;padding:4px 8px;overflow:hidden;white-space:nowrap;` +
  `min-height:16px}.abs{position:relative;height:200px}.abs>*{position:absolute;white-space:nowrap;` +
  `max-width:150px;overflow:hidden}input{width:100px}svg{width:12px;height:12px}</style>`;
const RAIL = '<nav><a>System</a><a>Members</a></nav>';
const FOOT = '<footer><p>© ConnectWise</p><p>Member ID</p></footer>';
const each = <T>(all: T[], make: (one: T, n: number) => string) => all.map(make).join('');
const tick = (text: string) => (text === '✓' ? '<svg><path d="M0 0h9"/></svg>' : text);
const cells = (of: string[], open: string, close: string) => each(of, (text) => `${open}${tick(text)}${close}`);
const filters = (open: string, close: string) => each(HEAD, () => `${open}<input>${close}`);

/** Lists as other releases may make them: no source tells which parts these screens have (PRODUCT.md A6). */
const MAKES: Record<string, (rows: string[][]) => string> = {
  'the known rows': (rows) =>
    '<table><thead ' +
    `class="cw-ml-header"><tr>${cells(HEAD, '<th>', '</th>')}</tr><tr>${filters('<td>', '</td>')}</tr></thead>` +
    `<tbody>${each(rows, (row) => `<tr class="cw-ml-row">${cells(row, '<td>', '</td>')}</tr>`)}</tbody></table>`,
  'rows that are no table rows': (rows) =>
    `<div class="cw-ml-header row">${cells(HEAD, '<div>', '</div>')}</div><div ` +
    `class="row">${filters('<div>', '</div>')}</div>${each(
      rows,
      (row) => `<div class="cw-ml-row ` + `row">${cells(row, '<div>', '</div>')}</div>`,
    )}`,
  'a table of another name': (rows) =>
    '<div class="mm_grid"><table ' +
    `class="CwDataGrid-table"><thead><tr>${cells(HEAD, '<th>', '</th>')}</tr></thead>` +
    `<tbody>${each(rows, (row) => `<tr class="CwDataGrid-row">${cells(row, '<td><a href="#">', '</a></td>')}</tr>`)}` +
    '</tbody></table></div>',
  'roles and nothing else': (rows) =>
    '<div role="grid"><div role="row" ' +
    `class="row">${cells(HEAD, '<div role="columnheader">', '</div>')}</div><div ` +
    `class="row">${filters('<div>', '</div>')}</div>${each(
      rows,
      (row) => `<div role="row" ` + `class="row">${cells(row, '<div role="gridcell"><span>', '</span></div>')}</div>`,
    )}</div>`,
  'names of columns and nothing else': (rows) =>
    `<div class="row">${cells(HEAD, '<b>', '</b>')}</div><div ` +
    `class="row">${filters('<div>', '</div>')}</div>` +
    each(rows, (row) => `<div class="row">${cells(row, '<span>', '</span>')}</div>`),
  'buttons as heads and links': (rows) =>
    '<table ' +
    `class="CwTable"><thead><tr>${cells(HEAD, '<th><button>', '</button></th>')}</tr></thead>` +
    `<tbody>${each(rows, (row) => `<tr>${cells(row, '<td><button>', '</button></td>')}</tr>`)}</tbody></table>`,
  'parts in a shadow root': (rows) =>
    `<my-list><template shadowrootmode=open>${STYLE}<div><div ` +
    `class="row">${cells(HEAD, '<b>', '</b>')}</div><div ` +
    `class="row">${filters('<div>', '</div>')}</div></div>` +
    `<div>${each(rows, (row) => `<div class="row">${cells(row, '<span>', '</span>')}</div>`)}</div></template>` +
    `</my-list>`,
  'known rows in a shadow root': (rows) =>
    `<my-list><template shadowrootmode=open>${STYLE}<table><thead ` +
    `class="cw-ml-header"><tr>${cells(HEAD, '<th>', '</th>')}</tr><tr>${filters('<td>', '</td>')}</tr></thead>` +
    `<tbody>${each(rows, (row) => `<tr class="cw-ml-row">${cells(row, '<td>', '</td>')}</tr>`)}</tbody></table>` +
    `</template></my-list>`,
  'a head in a table of its own over rows without roles': (rows) =>
    `<table><thead><tr>${cells(HEAD, '<th>', '</th>')}</tr></thead></table><div>${each(
      rows,
      (row) => `<div class="row">${cells(row, '<div>', '</div>')}</div>`,
    )}</div>`,
  'places and nothing else': (rows) =>
    '<div ' +
    `class="abs">${each([HEAD, ...rows], (row, y) =>
      each(row, (text, x) => (text === '' ? '' : `<div style="left:${x * 160}px;top:${y * 22}px">${tick(text)}</div>`)),
    )}</div>`,
};

function listOf(page: Page): Grid {
  return new Grid(bareView(page), { id: memberId, name: memberName, inactive: memberInactive });
}

test('a list that was just opened has its rows in the picture, although its pager comes first', async ({ page }) => {
  const html = MAKES['the known rows']!;
  await page.setContent(
    `${STYLE}${BAR}<main id=main>${html([])}</main><script>setTimeout(() => { main.innerHTML = ` +
      `${JSON.stringify(html(ROWS))} }, 700)</script>`,
  );
  await listOf(page).drawn();
  await expect(page.locator('.cw-ml-row')).toHaveCount(ROWS.length, { timeout: 1 });
});

for (const [make, html] of Object.entries(MAKES)) {
  test(`a list with ${make} is read, and its rows are opened`, async ({ page }) => {
    await page.setContent(`${STYLE}${RAIL}${BAR}<main>${html(ROWS)}</main>${FOOT}`);
    const list = listOf(page);
    expect(await list.all('id')).toEqual(EXPECTED);
    const at = await list.link('MSPCFO');
    expect(await at.innerText()).toBe('MSPCFO');
    // The one in the column Member ID, and not the role of that name.
    expect((await at.boundingBox())!.x).toBeCloseTo((await page.getByText('MSPCFO2').boundingBox())!.x, 0);
  });

  test(`an empty list with ${make} has no rows, whatever stands in their place or below`, async ({ page }) => {
    for (const words of ['', '<p>No records found.</p>', '<div><span>0 - 0 of 0</span></div>']) {
      await page.setContent(`${STYLE}${RAIL}<main>${html([])}${words}</main>${FOOT}`);
      expect(await listOf(page).all('id'), words).toEqual([]);
    }
  });
}

test('an empty list proves nothing where a check did not let through what may have been its rows', async ({
  page,
  context,
}) => {
  await countPending(context);
  const body = `${STYLE}<main>${MAKES['the known rows']!([])}</main>`;
  await page.route('**/*', async (route) => await route.fulfill({ contentType: 'text/html', body }));
  await page.goto('http://portal.example/');
  const list = listOf(page);
  list.view.ctx.heldBack = () => '/api/roles/some';
  await expect(list.all('id')).rejects.toThrow(expect.objectContaining({ code: 'KW-CHECK-UNTOLD' }));
});

for (const [turns, long] of representative(['First Previous Next Last', 'Previous Next', '\u2039 \u203a'])) {
  test(
    `what was found on an earlier page of a list without filters is shown again (${turns})`,
    long,
    async ({ page }) => {
      await page.setContent(`<style>td,th{text-align:left;width:160px}i{display:inline-block;width:20px;height:20px;background:#555}</style>
      <table id=list></table><div><span id=says></span> ${turns
        .split(' ')
        .map((name) => `<button data-turn="${name}">${turns.startsWith('F') ? '<i></i>' : name}</button>`)
        .join('')}</div>
      <script>
        const ids = Array.from({ length: 11 }, (_, n) => n === 5 ? 'MSPCFO' : 'Member' + n);
        let at = 0;
        const draw = () => {
          list.innerHTML = '<tr><th>Member Name</th><th>Member ID</th></tr>' + ids.slice(at, at + 4).map((id) => '<tr><td>Name of ' + id + '</td><td><a href="#">' + id + '</a></td></tr>').join('');
          says.textContent = (at + 1) + '-' + Math.min(at + 4, 11) + ' of 11';
        };
        const go = { First: () => 0, Previous: () => Math.max(0, at - 4), Next: () => Math.min(8, at + 4), Last: () => 8 };
        Object.assign(go, { '\u2039': go.Previous, '\u203a': go.Next });
        for (const button of document.querySelectorAll('button'))
          button.onclick = () => setTimeout(() => { at = go[button.dataset.turn](); draw(); }, 150);
        draw();
      </script>`);
      const list = new Grid(bareView(page), { id: memberId, name: memberName });
      expect(await list.search('id', 'MSPCFO')).toEqual([{ id: 'MSPCFO', name: 'Name of MSPCFO' }]);
      await expect(page.locator('#says')).toHaveText('5-8 of 11', { timeout: 1 });
      expect(await (await list.link('MSPCFO')).innerText()).toBe('MSPCFO');
    },
  );
}

for (const [arrow, long] of representative([true, false])) {
  test(
    `pages that are numbered are all read, ${arrow ? 'by the arrow beside them' : 'by their numbers'}`,
    long,
    async ({ page }) => {
      await page.setContent(`<style>td,th{text-align:left;width:160px}</style><table id=list></table><p>11 members</p><div id=turns style="margin-left:200px"></div>
      <script>
        const ids = Array.from({ length: 11 }, (_, n) => n === 1 ? 'MSPCFO' : 'Member' + n);
        let at = 2;
        const turn = (to) => setTimeout(() => { at = to; draw(); }, 150);
        const draw = () => {
          list.innerHTML = '<tr><th>Member Name</th><th>Member ID</th></tr>' + ids.slice(at * 4, at * 4 + 4).map((id) => '<tr><td>Name of ' + id + '</td><td>' + id + '</td></tr>').join('');
          const arrow = (to, off) => '<button onclick="turn(' + to + ')"' + (off ? ' disabled' : '') + '><svg width=12 height=12></svg></button>';
          turns.innerHTML = (${arrow} ? arrow(at - 1, at === 0) : '') + [0, 1, 2].map((n) => '<button onclick="turn(' + n + ')"' + (n === at ? ' aria-current=page' : '') + '>' + (n + 1) + '</button>').join('') + (${arrow} ? arrow(at + 1, at === 2) : '');
        };
        draw();
      </script>`);
      const list = new Grid(bareView(page), { id: memberId, name: memberName });
      expect(await list.all('id')).toHaveLength(11);
      expect(await list.search('id', 'MSPCFO')).toEqual([{ id: 'MSPCFO', name: 'Name of MSPCFO' }]);
      expect(await (await list.link('MSPCFO')).innerText()).toBe('MSPCFO');
    },
  );
}

test('a list that adds more rows below is read whole, and not as more than it has', async ({ page }) => {
  await page.setContent(`<style>td,th{text-align:left;width:160px}</style><table id=list></table><p><span id=says></span> <button id=more>Load more</button></p>
    <script>
      let count = 0;
      const grow = () => {
        const now = Math.min(count + 4, 11);
        for (; count < now; count += 1) list.insertAdjacentHTML('beforeend', '<tr><td>Name</td><td>' + (count === 9 ? 'MSPCFO' : 'Member' + count) + '</td></tr>');
        says.textContent = 'Showing ' + count + ' of 11';
        if (count === 11) more.remove();
      };
      list.innerHTML = '<tr><th>Member Name</th><th>Member ID</th></tr>';
      more.onclick = () => setTimeout(grow, 150);
      grow();
    </script>`);
  const list = new Grid(bareView(page), { id: memberId, name: memberName });
  expect(await list.all('id')).toHaveLength(11);
  expect(await list.search('id', 'MSPCFO')).toHaveLength(1);
});

test('a part of a list that says how many rows it has does not pass for the whole', async ({ page }) => {
  await page.setContent(
    '<table><tr><th>Member Name</th><th>Member ID</th></tr><tr><td>Name</td><td>One</td></tr></table><p>34 members</p>',
  );
  await expect(new Grid(bareView(page), { id: memberId, name: memberName }).all('id')).rejects.toMatchObject({
    actual: '1 of its 34 rows, and no next page',
  });
  await page.locator('p').evaluate((at) => (at.textContent = 'Showing 1 of 67'));
  await expect(new Grid(bareView(page), { id: memberId, name: memberName }).all('id')).rejects.toMatchObject({
    actual: '1 of its 67 rows, and no next page',
  });
  await page.locator('p').evaluate((at) => (at.outerHTML = '<button>34 rows</button>'));
  expect(await new Grid(bareView(page), { id: memberId, name: memberName }).all('id')).toHaveLength(1);
});

test('the list that a window lies over is no part of the list in the window', async ({ page }) => {
  const table = (id: string, under: string) =>
    `<table style="width:420px;text-align:left"><tr><th>Member Name</th><th>Member ID</th></tr><tr><td>Name of ${id}</td><td>${id}</td></tr>` +
    `<tr><td>Name of ${id}2</td><td>${id}2</td></tr></table>${under}`;
  await page.setContent(
    `${table('Behind', '')}<div role=dialog style="position:fixed;left:500px;top:0;bottom:0;right:0;background:#fff">` +
      '<div style="display:flex;gap:120px"><b>Member Name</b><b>Member ID</b></div><p>This member has no API keys.</p></div>',
  );
  expect(await new Grid(bareView(page), { id: memberId, name: memberName }).all('id')).toEqual([]);
});

test('a row with a cell that says the same as its head is a row', async ({ page }) => {
  const rows = [['MSPCFO old sync', 'MSPCFO-old', 'MSPCFO (old)', 'Inactive']];
  await page.setContent(`${STYLE}${MAKES['buttons as heads and links']!(rows)}`);
  expect(await listOf(page).all('id')).toEqual([{ id: 'MSPCFO-old', name: 'MSPCFO old sync', inactive: 'Inactive' }]);
});

test('rows and columns that are drawn only when somebody scrolls to them are read', async ({ page }) => {
  await page.setContent(`<style>body{font:13px sans-serif}#list{position:relative;width:500px;height:300px;overflow:auto}
[role=row],[role=row]>*{position:absolute;height:24px}</style><div role=grid id=list><div id=all style="width:1200px;height:3000px"></div></div>
<script>
  const heads = ['Member Name', 'Member ID', 'One', 'Two', 'Three', 'Inactive'];
  const draw = () => {
    const cells = (texts, role) => texts.map((text, n) => n * 200 > list.scrollLeft + 500 || n * 200 + 200 < list.scrollLeft ? '' :
      '<div role=' + role + ' style="width:200px;left:' + n * 200 + 'px">' + text + '</div>').join('');
    let html = '<div role=row style="background:#eee;z-index:1;top:' + list.scrollTop + 'px">' + cells(heads, 'columnheader') + '</div>';
    for (let row = 0; row < 120; row += 1) {
      const top = 24 + row * 24;
      if (top > list.scrollTop - 48 && top < list.scrollTop + 348)
        html += '<div role=row style="top:' + top + 'px">' + cells(['Name ' + row, 'id' + row, '1', '2', '3', row % 50 === 7 ? 'yes' : 'no'], 'gridcell') + '</div>';
    }
    all.innerHTML = html;
  };
  list.onscroll = draw;
  draw();
</script>`);
  const rows = await listOf(page).all('id');
  expect(rows).toHaveLength(120);
  expect(rows[119]).toEqual({ id: 'id119', name: 'Name 119', inactive: 'no' });
  expect(rows.filter(({ inactive }) => inactive === 'yes').map(({ id }) => id)).toEqual(['id7', 'id57', 'id107']);
});

test('a column far to the right is read under heads of their own that have no roles', async ({ page }) => {
  const names = ['Member ID', 'Member Name', 'One', 'Two', 'Three', 'Four', 'Inactive'];
  await page.setContent(`<style>body{font:13px sans-serif}#heads,#list{width:500px;overflow:hidden}#list{height:200px;overflow:auto}
.line{position:relative;width:1400px;height:24px}.line>*{position:absolute;top:4px}</style><div id=heads></div><div id=list></div>
<script>
  const line = (texts, all) => '<div class=line>' + texts.map((text, n) => !all && (n * 200 > list.scrollLeft + 500 || n * 200 + 200 < list.scrollLeft) ? '' :
    '<div style="left:' + n * 200 + 'px">' + text + '</div>').join('') + '</div>';
  const draw = () => {
    list.innerHTML = Array.from({ length: 4 }, (_, row) => line(['id' + row, 'Name ' + row, '1', '2', '3', '4', row === 2 ? 'yes' : 'no'])).join('');
  };
  heads.innerHTML = line(${JSON.stringify(names)}, true);
  list.onscroll = () => { heads.scrollLeft = list.scrollLeft; draw(); };
  draw();
</script>`);
  const rows = await listOf(page).all('id');
  expect(rows.map(({ id, inactive }) => `${id} ${inactive}`)).toEqual(['id0 no', 'id1 no', 'id2 yes', 'id3 no']);
});

test('rows that only the wheel brings, where nothing shows that there are more, are read', async ({ page }) => {
  const cut = 'position:relative;width:640px;height:240px;overflow:hidden';
  await page.setContent(`${STYLE}<table><thead><tr>${cells(HEAD, '<th>', '</th>')}</tr></thead></table>
<div id=list style="${cut}"><div style="height:1440px"><div id=all style="position:absolute;width:640px"></div></div></div><script>
  const draw = () => {
    const first = Math.floor(list.scrollTop / 24);
    all.style.top = first * 24 + 'px';
    all.innerHTML = Array.from({ length: Math.min(60 - first, 11) }, (_, n) =>
      '<div class=row>' + ['Name ' + (first + n), 'id' + (first + n), 'x', 'no'].map((text) => '<div>' + text + '</div>').join('') + '</div>').join('');
  };
  list.onwheel = (event) => { list.scrollTop += event.deltaY; draw(); };
  draw();
</script>`);
  const rows = await listOf(page).all('id');
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 60 }, (_, n) => `id${n}`));
});

test('the button CLEAR of a list that a window lies over is not that of the list in the window', async ({ page }) => {
  await page.setContent(`<style>td,th{text-align:left;width:160px}</style><button onclick="cleared.textContent='yes'">Clear</button><p id=cleared></p>
    <table><tr><th>Member Name</th><th>Member ID</th></tr><tr><td>Name of MSPCFO</td><td>MSPCFO</td></tr></table>
    <div role=dialog style="position:fixed;inset:0;background:#fff"><table><tr><th>Description</th><th>Public API Key</th></tr><tr><td>MSPCFO</td><td>AbCdEfGh12345678</td></tr></table></div>`);
  const keys = new MemberKeys(bareContext(page));
  expect(await keys.read()).toEqual([{ description: 'MSPCFO', publicKey: 'AbCdEfGh12345678' }]);
  await expect(page.locator('#cleared')).toBeEmpty();
});

test('a member without keys may have a sentence in place of a list', async ({ page }) => {
  await page.setContent('<h1>MSPCFO (MSPCFO)</h1><button>New key</button><p>This member has no API keys yet.</p>');
  const keys = new MemberKeys(bareContext(page));
  await keys.arrived();
  expect(await keys.read()).toEqual([]);
});

const NOTHING = '<p style="text-align:center">There are no items to show in this view.</p>';
const PAGER = '<p style="text-align:right">0 - 0 of 0 <button aria-label="Next page" disabled></button></p>';
const SEARCH = '<button>Clear</button><div><input type=search placeholder="Search this list"></div>';
const tabsOver = (chosen: string, content: string) =>
  `<nav><a href="#">Home</a></nav><main><h1>MSPCFO (MSPCFO)</h1><div role=tablist>${['Details', 'Skills', 'API Keys']
    .map((name) => `<button role=tab aria-selected=${name === chosen}>${name}</button>`)
    .join('')}</div>${content}</main><footer>2 items</footer>`;
const EMPTY_OR_NOT: [what: string, html: string, isEmpty: boolean][] = [
  ['words below its chosen tab are a list without keys', tabsOver('API Keys', SEARCH + NOTHING + PAGER), true],
  ['words below another tab are none', tabsOver('Skills', SEARCH + NOTHING + PAGER), false],
  [
    'words beside what could not be loaded are none',
    tabsOver('API Keys', `<p>The keys did not come.</p><aside>${NOTHING}</aside>`),
    false,
  ],
  [
    'words of a panel beside the keys are none',
    tabsOver('API Keys', `${NOTHING}<div tabindex=0 onclick="1" style="cursor:pointer">MSPCFO pQ8sLm2RvT6yWc3X</div>`),
    false,
  ],
  [
    'words under what is searched for are none',
    tabsOver('API Keys', SEARCH.replace('<input', '<input value=Reports') + NOTHING),
    false,
  ],
];
for (const [what, html, isEmpty] of EMPTY_OR_NOT)
  test(`whether a member has no keys, told by words that name none: ${what}`, async ({ page }) => {
    await page.setContent(html);
    expect(noKeys(await bareView(page).see()) !== undefined).toBe(isEmpty);
    if (isEmpty) expect(await new MemberKeys(bareContext(page)).read()).toEqual([]);
  });

test('the last key is gone when its record has made way for words below the tab', async ({ page }) => {
  test.setTimeout(30_000);
  await page.setContent(
    `<h1>MSPCFO (MSPCFO)</h1><button title=Save style="width:24px;height:24px">s</button>
     <button title=Delete style="width:24px;height:24px" onclick="document.body.innerHTML = list.innerHTML">d</button>
     <div>Public Key <b>pQ8sLm2RvT6yWc3X</b></div><template id=list>${tabsOver('API Keys', SEARCH + NOTHING)}</template>`,
  );
  expect(await new ApiKey(bareContext(page)).remove('pQ8sLm2RvT6yWc3X')).toBe(true);
});

test('a list of members that is not drawn without any is searched, and nobody found', async ({ page }) => {
  test.setTimeout(30_000);
  const tabs = ['API Members', 'Regular', 'API Callbacks'].map((name) => `<button role=tab>${name}</button>`).join('');
  await page.setContent(`<main><nav>System &gt; <b id=path></b></nav><h1>Members</h1>
    <div role=tablist>${tabs}</div>${SEARCH}${NOTHING}</main><script>
    const show = (name) => {
      path.textContent = 'Members - ' + name;
      for (const tab of document.querySelectorAll('[role=tab]')) tab.ariaSelected = tab.textContent === name;
    };
    for (const tab of document.querySelectorAll('[role=tab]')) tab.onclick = () => show(tab.textContent);
    show('API Members');</script>`);
  const members = new Members(bareContext(page));
  await members.arrived();
  expect(await members.holdersOf('MSPCFO')).toEqual([]);
  await expect(page.locator('#path')).toHaveText('Members - Regular');
});

test('a row that one press only chooses is opened by two', async ({ page }) => {
  const html = MAKES['names of columns and nothing else']!;
  await page.setContent(
    `${STYLE}${BAR}<main>${html(ROWS)}</main><script>for (const row of document.querySelectorAll('main .row')) {
      row.onclick = () => (row.style.background = '#def');
      row.ondblclick = () => (document.querySelector('main').innerHTML = '<h1>' + row.children[1].textContent + '</h1>');
    }</script>`,
  );
  const shows = async () => (await page.locator('h1').count()) > 0;
  await listOf(page).open('MSPCFO', 'the record', shows);
  await expect(page.locator('h1')).toHaveText('MSPCFO');
});

test('the next head is no filter of a column, though it looks like a box, and the list is read as a whole', async ({
  page,
}) => {
  const cell = (text: string, left: number) =>
    `<div style="position:absolute;left:${left}px;width:180px;height:24px" onclick="pressed = 1"><span style="cursor:pointer;display:block">${text}</span></div>`;
  const line = (top: number, ...texts: string[]) =>
    `<div style="position:absolute;top:${top}px">${texts.map((text, n) => cell(text, n * 200)).join('')}</div>`;
  await page.setContent(
    line(0, 'Member ID', 'Member Name ▲') + line(30, 'one', 'The first') + line(60, 'two', 'The second'),
  );
  const { memberId, memberName } = labels.columns;
  const list = new Grid(bareView(page), { id: memberId, name: memberName });
  expect((await list.search('id', 'two')).map((row) => row['id'])).toEqual(['two']);
});
