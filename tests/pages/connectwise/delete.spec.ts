import { expect, test } from '@playwright/test';
import { KEY_COLUMNS } from '../../../pages/connectwise/screens/api-key.ts';
import { pressDelete, recordDelete, rowDelete } from '../../../pages/connectwise/widgets/deleting.ts';
import { Grid } from '../../../pages/connectwise/widgets/grid.ts';
import { YES } from '../../../pages/connectwise/widgets/interruptions.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareView } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

/** Where the question stands that Delete asks. */
const QUESTIONS: Record<string, string> = {
  'in a window':
    '<div role=dialog style="position:fixed;left:300px;top:200px">Deleting this key cannot be undone. ' +
    'Continue?<button>Cancel</button><button data-yes>Yes</button></div>',
  'in a window whose answers say what they do':
    '<div role=dialog style="position:fixed;left:300px;top:200px"><h4>Delete API key</h4><p>Programs that use ' +
    'it stop working. Delete it?</p><button>Keep key</button><button data-yes>Delete key</button></div>',
  'beside the button, in no window':
    '<div style="position:absolute;left:8px;top:40px;border:1px solid"><p>Delete this record?</p><p>It cannot ' +
    'be undone.</p><a data-yes>Yes, delete</a> <a>No</a></div>',
};

for (const [where, question] of Object.entries(QUESTIONS)) {
  test(`the question that Delete asks ${where} is answered with yes, and what it says is no refusal`, async ({
    page,
  }) => {
    await page.setContent(
      `<h1>A record</h1><button id=remove>Delete</button><script>
      remove.onclick = () => {
        document.body.insertAdjacentHTML('beforeend', '<div id=asks>${question}</div>');
        document.querySelector('[data-yes]').onclick = () => { asks.remove();` +
        ` setTimeout(() => { document.body.textContent = 'A list' }, 1500) };
      };
    </script>`,
    );
    const notes: string[] = [];
    const view = bareView(page, notes);
    expect(
      await pressDelete(view, page.locator('#remove'), 'the record', async () =>
        (await view.see()).texts.some((text) => text.said() === 'A list'),
      ),
    ).toEqual({ done: true });
    expect(notes).toHaveLength(1);
  });
}

test('the window of a question that is waited for is not closed as one that is in the way', async ({ page }) => {
  const closable =
    '<h1>Keys</h1><div role=dialog style="position:fixed;left:300px;top:200px">Programs that use it stop working. Delete it?' +
    '<button onclick="this.parentElement.remove()">Close</button><button>Delete key</button></div>';
  for (const awaits of [undefined, YES]) {
    await page.setContent(closable);
    const view = bareView(page);
    view.awaits = awaits;
    await expect(view.wait('nothing', async () => undefined, 1_000)).rejects.toThrow();
    await expect(page.getByRole('dialog')).toHaveCount(awaits === undefined ? 0 : 1);
  }
});

const tools = (name: string) =>
  ['pencil', 'trash', 'copy']
    .map((icon) => `<button onclick="document.title = '${icon} ${name}'"><i class="pi pi-${icon}"></i></button>`)
    .join('');
const LISTS: Record<string, string> = {
  'in a row':
    `<table><tr><th>Description</th><th>Key</th><th></th></tr>` +
    ['Reports', 'Dashboards']
      .map((name) => `<tr><td>${name}</td><td>k-${name}</td><td>${tools(name)}</td></tr>`)
      .join('') +
    '</table>',
  'with a drawing that has a name': `<table><tr><th>Description</th><th>Key</th><th></th></tr>${[
    'Reports',
    'Dashboards',
  ]
    .map(
      (name) =>
        `<tr><td>${name}</td><td>k-${name}</td><td><button onclick="document.title = 'trash ${name}'">` +
        '<span role=img aria-label=delete><svg width=14 height=14><path d="M1 1h12v12H1z" /></svg></span></button></td></tr>',
    )
    .join('')}</table>`,
  'on the line of a row that the page does not call one':
    `<table><tr><th style="width:200px">Description</th><th style="width:200px">Key</th><th></th></tr></table>` +
    ['Reports', 'Dashboards']
      .map(
        (name) =>
          `<div style="display:flex"><div style="width:204px">${name}</div><div style="width:204px">k-${name}</div>` +
          `<div>${tools(name)}</div></div>`,
      )
      .join(''),
};

for (const [where, list] of Object.entries(LISTS))
  test(`a bin ${where} is known by its drawing where nothing names it`, async ({ page }) => {
    await page.setContent(
      `<style>i { display: block; width: 16px; height: 16px; background: #999 }</style>${list}<p>1 - 2 of 2</p>`,
    );
    const view = bareView(page);
    const grid = new Grid(view, { description: ['Description'], key: ['Key'] });
    const bin = await rowDelete(view, grid, 'Reports', ['Key']);
    await view.press(bin, 'the bin');
    await expect(page).toHaveTitle('trash Reports');
  });

const menuOf = (entries: string[], button: string) =>
  `<button ${button} onclick="const at = this; const menu = document.createElement('div');
    menu.style = 'position: absolute; right: 0; z-index: 5; background: #fff'; menu.setAttribute('role', 'menu');
    menu.innerHTML = '${entries.map((entry) => `<div role=menuitem>${entry}</div>`).join('')}';
    menu.onclick = (press) => { document.title = press.target.textContent + ' of ' + at.closest('tr').cells[0].textContent };
    const was = document.querySelector('[role=menu]'); was ? was.remove() : document.body.append(menu)">`;
const rowsWith = (menu: string) =>
  `<table><tr><th>Description</th><th>Key</th><th></th></tr>${['Reports', 'Dashboards']
    .map((name) => `<tr><td>${name}</td><td>k-${name}</td><td>${menu}</td></tr>`)
    .join('')}</table><p>1 - 2 of 2</p>`;
const MENUS: Record<string, string> = {
  'that says what it has': rowsWith(`${menuOf(['Disable', 'Delete key'], 'aria-label="Key actions"')}?</button>`),
  'of three dots': rowsWith(`${menuOf(['Delete', 'Delete all keys'], '')}⋯</button>`),
  'of dots in a picture': rowsWith(
    `${menuOf(['Rename', 'Delete'], '')}<svg class="icon icon-dots" width=14 height=14><path d="M1 1h9v9H1z" /></svg></button>`,
  ),
};

for (const [which, list] of Object.entries(MENUS))
  test(`what deletes a row may be in a menu of its own ${which}`, async ({ page }) => {
    await page.setContent(list);
    const view = bareView(page);
    const grid = new Grid(view, { description: ['Description'], key: ['Key'] });
    await view.press(await rowDelete(view, grid, 'Dashboards', ['Key']), 'the entry');
    await expect(page).toHaveTitle(/^Delete( key)? of Dashboards$/);
  });

test('a menu of the record that only deletes something else is left', async ({ page }) => {
  await page.setContent(
    `<h1>Key</h1><table><tr><td>Member</td><td>${menuOf(['Delete', 'Delete member'], 'title=More')}+</button></td></tr></table>`,
  );
  const view = bareView(page);
  expect(await recordDelete(view, ['Key'])).toBeUndefined();
  expect(await page.locator('[role=menu]').count()).toBe(0);
  await page.setContent(
    `<h1>Key</h1><table><tr><td>Key</td><td>${menuOf(['Copy', 'Delete key'], 'title=More')}+</button></td></tr></table>`,
  );
  await view.press((await recordDelete(view, ['Key']))!, 'the entry');
  await expect(page).toHaveTitle('Delete key of Key');
});

const folded = (name: string, key: string) =>
  `<div><h3><button aria-expanded=false style="width:600px;text-align:left"><span>${name}</span> <code>${key}</code></button></h3></div>`;
const UNFOLD = `<script>for (const head of document.querySelectorAll('h3 button')) head.onclick = () => {
  const item = head.closest('div'), was = head.ariaExpanded === 'true';
  head.ariaExpanded = !was;
  if (was) return item.lastChild.remove();
  setTimeout(() => item.insertAdjacentHTML('beforeend', '<section><p>Created by Sam</p><button>Deactivate</button> <button>Delete</button></section>'), 150);
  item.onclick = ({ target }) => { if (target.textContent === 'Delete') document.title = 'Delete of ' + head.textContent };
}</script>`;

for (const names of [['MSPCFO kw-1'], ['Reports', 'MSPCFO kw-1']])
  test(`what deletes an entry may come up below it when it is pressed, never what deletes the record (${names.length})`, async ({
    page,
  }) => {
    await page.setContent(
      `<h1>MSPCFO (MSPCFO)</h1><button onclick="document.title = 'wrong'">Delete</button><div style="width:600px">${names
        .map((name, n) => folded(name, `aB3dEf6hIj9lMn${n}p`))
        .join('')}<button onclick="document.title = 'wrong'">Delete</button></div>${UNFOLD}`,
    );
    const view = bareView(page);
    const key = `aB3dEf6hIj9lMn${names.length - 1}p`;
    const grid = new Grid(view, KEY_COLUMNS);
    expect((await grid.all('publicKey')).map(({ description }) => description)).toEqual(names);
    await view.press(await rowDelete(view, grid, 'MSPCFO kw-1', ['Key']), 'Delete');
    await expect(page).toHaveTitle(`Delete of MSPCFO kw-1 ${key}`);
  });

const DELETE = '<button onclick="document.title = this.dataset.of" data-of=';
/** A member with its own Delete, and a list of its keys whose toolbar is only told by its place, or by what it does. */
const memberWith = (above: string, below = '') => `<h1>MSPCFO (MSPCFO)</h1>
  ${DELETE}member>Delete</button><div role=tablist><span role=tab>Details</span> <span role=tab aria-selected=true>API Keys</span></div>
  <div style="height:40px">${above}</div>
  <table><tr><th></th><th style="width:200px">Description</th><th style="width:200px">Public Key</th></tr>${[
    'Reports',
    'MSPCFO kw-1',
  ]
    .map((name, n) => `<tr><td><input type=checkbox></td><td>${name}</td><td>aB3dEf6hIj9lMn${n}p</td></tr>`)
    .join('')}</table><p>1 - 2 of 2</p><div style="height:40px">${below}</div>
  <script>document.querySelector('table').onchange = () => {
    for (const off of document.querySelectorAll('[disabled]')) off.disabled = false;
  };
  for (const tip of document.querySelectorAll('[data-tip]')) {
    tip.onmouseover = () => setTimeout(() => (tip.nextElementSibling.hidden = false), 200);
    tip.onmouseout = () => (tip.nextElementSibling.hidden = true);
  }</script>`;
const icon = (of: string, tip: string, more = '') =>
  `${DELETE}${of} ${more} data-tip style="width:30px;height:24px"><svg width=14 height=14><path d="M1 1h12v12H1z" /></svg></button>` +
  `<div hidden style="position:absolute;margin-top:4px;z-index:9;background:#ffc">${tip}</div>`;

const TOOLBARS: Record<string, string> = {
  'between the open tab and the list': memberWith(`${DELETE}key>Delete</button>`),
  'grey until a row is chosen': memberWith('', `${DELETE}key disabled>Delete</button>`),
  'with a picture alone, and a tooltip': memberWith(icon('new', 'New Item') + icon('key', 'Delete', 'disabled')),
};

for (const [where, member] of Object.entries(TOOLBARS))
  test(`what deletes the chosen row is in the toolbar of the list, ${where}, never in the record's`, async ({
    page,
  }) => {
    await page.setContent(member);
    const view = bareView(page);
    await view.press(await rowDelete(view, new Grid(view, KEY_COLUMNS), 'MSPCFO kw-1', ['Key']), 'Delete');
    await expect(page).toHaveTitle('key');
    await expect(page.locator('tr', { hasText: 'kw-1' }).getByRole('checkbox')).toBeChecked();
  });

test('a Delete that may be of the record is not pressed for a row of its list', async ({ page }) => {
  await page.setContent(memberWith('', `${DELETE}member>Delete</button>`));
  const view = bareView(page);
  await expect(rowDelete(view, new Grid(view, KEY_COLUMNS), 'MSPCFO kw-1', ['Key'])).rejects.toThrow(
    'Delete for the row',
  );
  await expect(page).toHaveTitle('');
});
