import { expect, test } from '@playwright/test';
import { fieldOf } from '../../../pages/screen/boxes/field.ts';
import { choose, chosen } from '../../../pages/screen/lists/combobox.ts';
import type { Screen } from '../../../pages/screen/thing.ts';
import { countPending } from '../../../src/browser/pending.ts';
import { bareView, byCss } from '../../support/bare-context.ts';

/** A box with an arrow, whose list says this first and, after so many milliseconds, its entries. */
const drawn = (first: string, ms: number, filter = '') =>
  `<div style="position:relative;width:200px"><input id=box style="width:160px">` +
  `<button id=arrow style="width:24px">▾</button></div>
<script>
  arrow.onclick = () => {
    document.querySelector('#list')?.remove();
    document.body.insertAdjacentHTML('beforeend', '<div id=list role=listbox style="position:absolute;left:8px;` +
  `top:32px;width:180px;z-index:5;background:#fff"></div>');
    const fill = (entries) => {
      list.innerHTML = '${filter}<div style="max-height:60px;overflow:auto"></div>';
      list.lastChild.append(...entries.map((entry) => Object.assign(document.createElement('div'), { ` +
  `textContent: entry, onclick: () => { box.value = entry; list.remove(); } })));
    };
    fill(['${first}']);
    setTimeout(() => document.querySelector('#list') && fill(['Admin', ...Array.from({ length: 30 }, (_, n) =>` +
  ` 'Role ' + n), 'MSPCFO']), ${ms});
  };
</script>`;

/**
 * A combo without an input, found by its label; the list's filter comes to stand nearer to the label than anything else
 * that is an input.
 */
const mute =
  `<div>Role ID</div><div id=box tabindex=0 style="width:180px;height:20px"></div>
<script>
  box.onclick = () => {
    if (document.querySelector('#list')) return list.remove();
    document.body.insertAdjacentHTML('beforeend', '<div id=list style="position:fixed;left:8px;top:48px;` +
  `width:180px;background:#fff"><input><div style="max-height:60px;overflow:auto"></div></div>');
    const entries = ['Admin', ...Array.from({ length: 30 }, (_, n) => 'Role ' + n), 'MSPCFO'];
    const fill = (wanted) => list.lastChild.replaceChildren(...entries.filter((entry) =>` +
  ` entry.includes(wanted)).map((entry) => Object.assign(document.createElement('div'), { textContent: entry, ` +
  `onclick: () => { box.textContent = entry; list.remove(); } })));
    list.firstChild.oninput = ({ target }) => fill(target.value);
    fill('');
  };
</script>`;

/**
 * A combo whose input is for filtering alone: it is empty again once an entry is chosen, and the entry, or a
 * placeholder, is drawn over it.
 */
const drawnOver =
  `<div>Role ID *</div><div id=control style="position:relative;width:220px;height:32px;` +
  `border:1px solid"><div id=value style="position:absolute;left:8px;top:6px;pointer-events:none">` +
  `<span class=placeholder>Pick one</span></div>
  <input id=box style="position:absolute;left:6px;top:4px;width:170px;border:0;background:none">` +
  `<svg style="position:absolute;right:8px;top:8px;width:16px;height:16px"><path d="M0,4l8,8l8,-8"/></svg></div>
<script>
  const close = () => document.querySelector('#list')?.remove();
  const open = () => {
    close();
    document.body.insertAdjacentHTML('beforeend', '<div id=list style="position:fixed;left:8px;top:64px;` +
  `width:180px;background:#fff"></div>');
    list.append(...['Admin', 'MSPCFO'].filter((entry) => entry.includes(box.value)).map((entry) =>` +
  ` Object.assign(document.createElement('div'), { textContent: entry, onclick: () => { box.value = '';` +
  ` value.textContent = entry; close(); } })));
  };
  control.onclick = () => document.querySelector('#list') ? close() : open();
  box.oninput = open;
  box.onblur = () => { box.value = ''; close(); };
</script>`;

/** A button that opens a popover, both in a shadow root, under its label. */
const button =
  `<my-select><template shadowrootmode=open><div>Role ID*</div><button style="width:220px;` +
  `height:28px;display:flex;justify-content:space-between"><span></span><svg width=14 height=14>` +
  `<path d="M0,4l7,7l7,-7"/></svg></button>
  <div popover style="inset:auto;position:fixed;left:8px;top:64px;margin:0"><div>Admin</div><div>MSPCFO</div>` +
  `</div></template></my-select><script>
  const root = document.querySelector('my-select').shadowRoot;
  const list = root.querySelector('[popover]');
  root.querySelector('button').onclick = () => list.togglePopover();
  list.onclick = ({ target }) => { root.querySelector('span').textContent = target.textContent; list.hidePopover(); };
</script>`;

/** Makes of combos, with what finds the combo. */
const MAKES: Record<string, [html: string, css: string | ((screen: Screen) => ReturnType<typeof fieldOf>)]> = {
  'without an input, whose list has one': [mute, (screen) => fieldOf(screen, ['Role ID'])],
  'that is a button with a popover, in a shadow root': [button, (screen) => fieldOf(screen, ['Role ID'])],
  'whose input only filters its list': [drawnOver, '#box'],
  'of the browser’s own kind': ['<select><option>None</option><option>MSPCFO</option></select>', 'select'],
  'of the browser’s own kind, which gets its entries late': [
    '<select disabled><option></option></select><script>setTimeout(() => ' +
      'Object.assign(document.querySelector("select"), { innerHTML: ' +
      '"<option></option><option>None</option><option>MSPCFO</option>", disabled: false }), 1500)</script>',
    'select',
  ],
  'whose list says for a while that it is loading': [drawn('Loading…', 1_500), '#box'],
  'whose list has a box that filters it': [
    drawn('Admin', 0, '<input placeholder=Filter style="display:block">'),
    '#box',
  ],
  'whose list is there at once': [drawn('Admin', 0), '#box'],
};

for (const [what, [html, css]] of Object.entries(MAKES)) {
  test(`an entry is chosen in a combobox ${what}, and a missing one is reported with the others`, async ({ page }) => {
    await page.setContent(html);
    const view = bareView(page);
    const combo = typeof css === 'string' ? await byCss(page, css) : await view.find('the combobox', css);
    expect(await choose(view, combo, 'Role ID', 'MSPCFO')).toBe('MSPCFO');
    expect(await chosen(view, combo)).toBe('MSPCFO');
    await expect(choose(view, combo, 'Role ID', 'Nobody')).rejects.toThrow('the entry "Nobody"');
  });
}

test('a placeholder or label inside a combobox is not a chosen value', async ({ page }) => {
  for (const words of ['<span class=placeholder>Pick one</span>', '<label>Role ID</label>', '<span>Role ID *</span>']) {
    await page.setContent(drawnOver);
    await page.evaluate((html) => (document.querySelector('#value')!.innerHTML = html), words);
    expect(await chosen(bareView(page), await byCss(page, '#box')), words).toBe('');
  }
});

test('a part that is named for the placeholder and for what is chosen is what is chosen once it is dark', async ({
  page,
}) => {
  const held = async (ground: string, color: string) => {
    // A form may say in its name where its labels stand.
    await page.setContent(`<form class="form form--label-top">${drawnOver}</form>`);
    await page.evaluate(
      ([style, html]) => {
        document.querySelector('#control')!.setAttribute('style', style!);
        document.querySelector('#value')!.innerHTML = html!;
      },
      [
        `position:relative;width:220px;height:32px;background:${ground}`,
        `<div class="selected-item placeholder" style="color:${color}"><span>Dublin</span></div>`,
      ],
    );
    return await chosen(bareView(page), await byCss(page, '#box'));
  };
  expect(await held('#fff', '#606266')).toBe('Dublin');
  expect(await held('#fff', '#a8abb2')).toBe('');
  expect(await held('#1d1e1f', '#cfd3dc')).toBe('Dublin');
  expect(await held('#1d1e1f', '#6c6e72')).toBe('');
});

test('a menu of the application right beside a box is not its list', async ({ page }) => {
  await page.setContent(
    '<div role=menu style="position:absolute;left:8px;top:0;width:120px"><div>Favorites</div><div>Sales</div></div>' +
      `<div style="position:absolute;left:150px;top:20px">Calendar${drawn('Admin', 0)}</div><script>
      document.querySelector('[role=menu]').onclick = () => document.title = 'away';</script>`,
  );
  expect(await choose(bareView(page), await byCss(page, '#box'), 'Calendar')).toBe('Admin');
  expect(await page.title()).toBe('');
});

test('a list that is filled by the answer to another one is opened again', async ({ page, context }) => {
  await countPending(context);
  const html = `<div style="position:relative;width:200px"><input id=box style="width:160px"><button id=arrow style="width:24px">▾</button></div>
    <script>
      let entries = ['No matches'];
      setTimeout(() => (entries = ['Corporate']), 1500);
      const close = () => document.querySelector('#list')?.remove();
      addEventListener('keydown', close);
      arrow.onclick = () => {
        close();
        document.body.insertAdjacentHTML('beforeend', '<div id=list style="position:absolute;left:8px;top:32px;width:180px;z-index:5;background:#fff"></div>');
        list.append(...entries.map((entry) => Object.assign(document.createElement(entry === 'Corporate' ? 'div' : 'i'), { textContent: entry, onclick: () => { box.value = entry; list.remove(); } })));
      };
    </script>`;
  await page.route('**/*', async (route) => await route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto('http://portal.example/');
  expect(await choose(bareView(page), await byCss(page, '#box'), 'Name')).toBe('Corporate');
});
