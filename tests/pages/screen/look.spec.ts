import { expect, type Page, test } from '@playwright/test';
import { marked, stripOf } from '../../../pages/screen/chosen.ts';
import { changes, look, prepareLooks } from '../../../pages/screen/look.ts';
import { coverOf } from '../../../pages/screen/windows/cover.ts';
import { words } from '../../../pages/screen/words/words.ts';

test.beforeAll(async () => await prepareLooks());

const see = async (page: Page) => await look(page, { hooks: {} });
const said = async (page: Page) => (await see(page)).texts.map((text) => text.said());
const count = async (page: Page, word: string) => words(await see(page), [word]).length;

test('a page is read from an isolated world that its scripts cannot change', async ({ page }) => {
  await page.setContent(`<p>The truth</p><script>
    JSON.stringify = () => '["a lie"]';
    Array.prototype.map = Array.prototype.filter = () => ['a lie'];
    document.createElement = () => document.body;
    Element.prototype.getBoundingClientRect = () => ({ width: 0, height: 0 });
  </script>`);
  expect(await said(page)).toEqual(['The truth']);
});

test('texts with nothing but comments between them are one, as a person reads them', async ({ page }) => {
  await page.setContent('<div><button>Previous</button><i></i><button>Next</button></div>');
  await page.evaluate(() => {
    const place = document.querySelector('i')!;
    place.replaceWith('Page ', document.createComment('1'), '1', ' of ', '3');
  });
  expect(await said(page)).toEqual(['Previous', 'Page 1 of 3', 'Next']);
});

test('a class that says how a state would look does not say that it is so', async ({ page }) => {
  await page.setContent(`<input aria-label=Name class="border disabled:opacity-50 placeholder:text-grey">
    <button class="disabled:cursor-not-allowed active:scale-95">Create</button><button class="btn-disabled">Old</button>
    <ul><li class="active:bg-red">One</li><li class="is-active">Two</li></ul>`);
  const states = (await see(page)).things.flatMap(({ listed: { label, disabled, hint, selected, tag } }) =>
    ['input', 'button', 'li'].includes(tag) ? [[label ?? tag, disabled, hint, selected]] : [],
  );
  expect(states).toEqual([
    ['Name', undefined, undefined, undefined],
    ['button', undefined, undefined, undefined],
    ['button', true, undefined, undefined],
    ['li', undefined, undefined, undefined],
    ['li', undefined, undefined, true],
  ]);
});

test('what the keys do not come to is off, but for what holds a box that they come to', async ({ page }) => {
  await page.setContent(`<div tabindex=-1 style="cursor:pointer">New</div>
    <div tabindex=-1 style="cursor:pointer">Select<input readonly style="opacity:0;width:8px"></div>`);
  const buttons = (await see(page)).things.filter(({ kind }) => kind === 'button');
  expect(buttons.map((thing) => [thing.said(), thing.listed.disabled])).toEqual([
    ['New', true],
    ['Select', undefined],
  ]);
});

test('a page that knows where looks are answered cannot answer in their place', async ({ page }) => {
  const lie = "globalThis.keywrightScreen = { world: '', answer: () => '{\"same\":true}', change: async () => '' };";
  for (const text of ['The truth', 'Another truth']) {
    await page.setContent(`<script>${lie}</script><p>${text}</p>`);
    expect(await said(page)).toEqual([text]);
    await page.evaluate("document.querySelector('p').append(' of now')");
    expect(await said(page)).toEqual([`${text} of now`]);
  }
});

test('a wait ends when the page has changed and is drawn, or when its time is up', async ({ page }) => {
  await page.setContent('<p>One</p>');
  const before = await see(page);
  const began = performance.now();
  expect(await changes(page, before, 200)).toBe(true);
  expect(performance.now() - began).toBeGreaterThan(150);
  const waiting = changes(page, before, 60_000);
  await page.evaluate(async () => {
    for (const text of ['Two', 'Three', 'Four']) {
      document.body.append(text);
      await new Promise((go) => setTimeout(go, 1));
    }
  });
  expect(await waiting).toBe(true);
  expect(await said(page)).toEqual(['One', 'TwoThreeFour']);
  // Values that scripts set leave no trace in the document.
  await page.setContent('<input value=old>');
  const box = await see(page);
  const set = changes(page, box, 60_000);
  await page.evaluate("document.querySelector('input').value = 'new'");
  expect(await set).toBe(true);
  expect((await see(page)).boxes.map(({ text }) => text)).toEqual(['new']);
});

test('a wait ends when its page goes elsewhere', async ({ page }) => {
  await page.setContent('<p>One</p>');
  const waiting = changes(page, await see(page), 60_000);
  await page.goto('data:text/html,<p>Elsewhere</p>');
  expect(await waiting).toBe(false);
  expect(await said(page)).toEqual(['Elsewhere']);
});

test('a look changes nothing in the document, not even for a moment', async ({ page }) => {
  await page.setContent(
    `<p>One</p><script>
    window.changes = 0;
    new MutationObserver((all) => (changes += all.length)).observe(document, { subtree: true, childList: true, ` +
      `attributes: true, characterData: true });
  </script>`,
  );
  expect(await said(page)).toEqual(['One']);
  expect(await page.evaluate('changes')).toBe(0);
});

test('what is in visible frames counts, what is in hidden ones does not', async ({ page }) => {
  await page.setContent(
    '<b>Save</b><i>Store</i><i>Store</i><iframe srcdoc="<b>Keep</b><i>Store</i>"></iframe><iframe hidden ' +
      'srcdoc="<b>Keep</b>"></iframe>',
  );
  await expect(page.locator('iframe').first().contentFrame().locator('b')).toBeVisible();
  expect(await count(page, 'Keep')).toBe(1);
  expect(await count(page, 'Store')).toBe(3);
});

test('the next look sees what has moved or changed since the last one', async ({ page }) => {
  await page.setContent('<p>Before</p><div hidden>Later</div>');
  expect(await said(page)).toEqual(['Before']);
  await page.evaluate(
    "document.querySelector('p').textContent = 'After'; document.querySelector('div').hidden = false",
  );
  expect(await said(page)).toEqual(['After', 'Later']);
});

test('a frame that is hidden or moved counts as hidden or moved, though nothing in it changes', async ({ page }) => {
  await page.setContent('<iframe srcdoc="<b>Keep</b>"></iframe>');
  await expect(page.locator('iframe').contentFrame().locator('b')).toBeVisible();
  const top = async () => (await look(page, { hooks: {} })).texts.map(({ box }) => Math.round(box.top));
  const [first] = await top();
  await page.evaluate("document.body.style.paddingTop = '100px'");
  expect(await top()).toEqual([first! + 100]);
  await page.evaluate("document.querySelector('iframe').style.display = 'none'");
  expect(await top()).toEqual([]);
});

test('shadow roots of old and of new elements are both seen', async ({ page }) => {
  await page.setContent('<div id=old></div>');
  const seen = async () => await count(page, 'Inside');
  expect(await seen()).toBe(0);
  await page.evaluate("old.attachShadow({ mode: 'open' }).innerHTML = '<p>Inside</p>'");
  await expect.poll(seen).toBe(1);
  await page.setContent('<div></div>');
  expect(await seen()).toBe(0);
  await page.evaluate(
    "document.body.append(document.createElement('div')); document.body.lastChild.attachShadow({ mode: 'open' " +
      "}).innerHTML = '<p>Inside</p>'",
  );
  expect(await seen()).toBe(1);
});

test('the name by which a font draws a picture is no word of the screen', async ({ page }) => {
  await page.setContent(
    '<style>i { font-family: "Material Icons"; font-style: normal }</style><b>Name<i>arrow_upward</i></b><i>delete</i>',
  );
  const screen = await look(page, { hooks: {} });
  expect(screen.texts.map((text) => text.said())).toEqual(['Name']);
  expect(screen.things.flatMap(({ kind, listed }) => (kind === 'icon' ? [listed.label] : []))).toEqual([
    'arrow_upward',
    'delete',
  ]);
});

test('what was scrolled away in a part that another one clips is still there to scroll to', async ({ page }) => {
  await page.setContent(
    `<main style="height:200px;overflow:hidden"><div style="height:200px;overflow:auto" id=long><p>First</p>
    <p style="margin-top:900px">Last</p></div></main><div style="height:0;overflow:hidden"><div style="height:90px;overflow:auto">Hidden</div></div>`,
  );
  await page.locator('#long').evaluate((at) => at.scrollTo(0, 9_000));
  const screen = await look(page, { hooks: {} });
  expect(screen.texts.map(({ text }) => text)).toEqual(['First', 'Last']);
});

test('what was scrolled away is under a window, and under nothing that leaves the page free', async ({ page }) => {
  await page.setContent(
    `<header style="position:fixed;inset:0 0 auto;height:40px;z-index:9;background:#fff">Bar</header><button>API Keys</button><p style="margin-top:2000px">Last</p>
    <div id=mask hidden style="position:fixed;inset:0;z-index:20"><p>Window</p></div>`,
  );
  await page.evaluate(() => scrollTo(0, 1_000));
  const cover = async () => {
    const screen = await look(page, { hooks: {} });
    return coverOf(
      screen,
      screen.things.find((thing) => thing.said() === 'API Keys' && thing.kind === 'button')!,
    )?.said();
  };
  expect(await cover()).toBeUndefined();
  await page.locator('#mask').evaluate((at) => at.removeAttribute('hidden'));
  expect(await cover()).toBe('Window');
});

test('which tab is chosen may be told of what each stands in', async ({ page }) => {
  const tab = (name: string, more = '') => `<li role=presentation ${more}><a role=menuitem href="#">${name}</a></li>`;
  await page.setContent(
    `<ul role=menubar>${tab('Regular')}${tab('API Members', 'class="p-tabmenuitem p-highlight"')}${tab('API Keys')}</ul>`,
  );
  const [regular] = words(await see(page), ['Regular']);
  expect(marked(stripOf(regular!))?.said()).toBe('API Members');
});

test('a picture that is pressed is called as the text in it that nobody sees, not as one that is drawn', async ({
  page,
}) => {
  const cut = 'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
  const icon = '<svg width=14 height=14><path d="M1 1h12v12H1z" /></svg>';
  await page.setContent(`<button>${icon}<span style="${cut}">Delete key</span></button>
    <button style="width:20px;height:20px;overflow:hidden;text-indent:-900px">Copy</button>
    <button>${icon}<span style="font-size:0">Rename</span></button><button>Go</button>
    <button aria-label="Close">${icon}<span style="${cut}">x</span></button>`);
  const { things } = await look(page, { hooks: {} });
  const names = things.filter(({ kind }) => kind === 'button').map(({ listed }) => listed.label);
  expect(names).toEqual(['Delete key', 'Copy', 'Rename', undefined, 'Close']);
});
