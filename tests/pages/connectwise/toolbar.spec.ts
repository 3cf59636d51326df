import { expect, test } from '@playwright/test';
import { readyTool, usableTool } from '../../../pages/connectwise/widgets/toolbar.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import { bareView } from '../../support/bare-context.ts';

test.beforeAll(async () => await prepareLooks());

/** A list whose buttons only tooltips name. */
const TOOLTIPS =
  `<body><button onclick="document.title = 'help'"><svg width=16 height=16></svg></button>
    <div role=toolbar>${['Export', 'New Item', 'Print']
      .map((name) => `<button data-is="${name}"><svg width=16 ` + `height=16></svg></button>`)
      .join('')}<button>SEARCH</button></div>
    <div id=tip role=tooltip hidden style="position:fixed;top:60px"></div><p id=said style="margin-top:200px">` +
  `</p><script>
    for (const one of document.querySelectorAll('[data-is]')) {
      let timer;
      one.onmouseenter = () => timer = setTimeout(() => { tip.textContent = one.dataset.is;` +
  ` tip.style.left = one.offsetLeft + 'px'; tip.hidden = false;` +
  ` if (tip.textContent === 'Export') said.textContent = 'New Item'; }, 350);
      one.onmouseleave = () => { clearTimeout(timer); tip.hidden = true; };
      one.onclick = () => document.title = one.dataset.is;
    }</script>`;

test('a plus button that only its tooltip names is found by hovering', async ({ page }) => {
  await page.setContent(TOOLTIPS);
  const view = bareView(page);
  await view.press(await readyTool(view, 'newItem'), 'the plus');
  await expect(page).toHaveTitle('New Item');
});

test('of two buttons with the tooltip New, the one below the title is pressed', async ({ page }) => {
  const bar = `<button data-is="New" onmouseup="document.title = 'bar'"><svg width=16 height=16></svg></button><h1>Security Roles</h1>`;
  await page.setContent(TOOLTIPS.replace('<body>', `<body>${bar}`));
  const view = bareView(page);
  await view.press(await readyTool(view, 'newItem'), 'the plus');
  await expect(page).toHaveTitle('New Item');
});

test('a New in the bar on top, named as it says, is not the plus of a record', async ({ page }) => {
  const bar = `<div>${['New', 'Recent', 'Calendar']
    .map((name) => `<button aria-label="${name}" onmouseup="document.title = 'bar'">${name}</button>`)
    .join('')}</div>`;
  // The bar moves the buttons down, where a tooltip would come over its own button and go at once.
  const below = TOOLTIPS.replace('top:60px', 'top:100px').replace('<button>SEARCH</button>', '');
  await page.setContent(below.replace('<body>', `<body>${bar}`));
  const view = bareView(page);
  await view.press(await readyTool(view, 'newItem'), 'the plus');
  await expect(page).toHaveTitle('New Item');
});

test('a tooltip that the mouse has brought up before does not hide the other buttons', async ({ page }) => {
  // What keeps it open on the way to it may be as large as the view, and cut to a shape of its own.
  const way = '<div id=way style="position:fixed;inset:0;clip-path:polygon(0 0,9px 0,0 9px)" hidden></div>';
  await page.setContent(
    TOOLTIPS.replace('<p id=said', `${way}<p id=said`).replaceAll('tip.hidden =', 'way.hidden = tip.hidden ='),
  );
  await page.hover('[data-is=Print]');
  await expect(page.locator('#tip')).toHaveText('Print');
  const view = bareView(page);
  const plus = await usableTool(view, 'newItem');
  expect(plus).toBeDefined();
  await view.press(plus!, 'the plus');
  await expect(page).toHaveTitle('New Item');
});

test('a Delete that only its tooltip names is found, and one that is not there is not', async ({ page }) => {
  await page.setContent(TOOLTIPS.replace("'Print'", "'Delete'").replaceAll('"Print"', '"Delete"'));
  const view = bareView(page);
  const remove = await usableTool(view, 'remove');
  expect(remove).toBeDefined();
  await view.press(remove!, 'Delete');
  await expect(page).toHaveTitle('Delete');
  expect(await usableTool(view, 'save')).toBeUndefined();
});

const button = (name: string, title: string) => `<button onclick="document.title = '${title}'">${name}</button>`;
const LAID_OVER = 'position:fixed;z-index:9;background:#fff';

test("the Save of a panel beside a record is not the record's", async ({ page }) => {
  await page.setContent(
    `<h1>New Member</h1>${button('Save', 'record')}<div style="${LAID_OVER};right:0;top:0;width:300px;height:100%">` +
      `Notes<br><br><br><br><br><br><br><br>${button('Save', 'panel')}</div>`,
  );
  const view = bareView(page);
  await view.press(await readyTool(view, 'save'), 'Save');
  await expect(page).toHaveTitle('record');
});

test('the Save of a window that lies over the record is the one to press', async ({ page }) => {
  await page.setContent(
    `<h1>New Member</h1>${button('Save', 'record')}<div style="${LAID_OVER};inset:0"></div>` +
      `<div role=dialog style="${LAID_OVER};left:300px;top:200px">New key<br>${button('Save', 'window')}</div>`,
  );
  const view = bareView(page);
  await view.press(await readyTool(view, 'save'), 'Save');
  await expect(page).toHaveTitle('window');
});

test('the arrows of a long table of lists are not hovered over before the buttons of the toolbar', async ({ page }) => {
  const arrow = '<div tabindex=0 style="position:absolute;width:16px;height:16px;background:#999"></div>';
  const at = (left: number, top: number) => arrow.replace('style="', `style="left:${left}px;top:${top}px;`);
  const arrows = Array.from({ length: 120 }, (_, n) => at(300 + (n % 4) * 106, 150 + Math.floor(n / 4) * 22)).join('');
  await page.setContent(
    TOOLTIPS.replace('<body>', `<body>${arrows}`).replace("'Print'", "'Save'").replaceAll('"Print"', '"Save"'),
  );
  const view = bareView(page);
  await view.press(await readyTool(view, 'save'), 'Save');
  await expect(page).toHaveTitle('Save');
});

test('a New Item beside the title is the one, where SEARCH and CLEAR stand below', async ({ page }) => {
  await page.setContent(
    `<h1>Security Roles</h1><div style="text-align:right">${button('New Item', 'New Item')}</div>` +
      `<div style="margin-top:40px">${button('SEARCH', 'search')}${button('CLEAR', 'clear')}</div>`,
  );
  const view = bareView(page);
  await view.press(await readyTool(view, 'newItem'), 'New Item');
  await expect(page).toHaveTitle('New Item');
});

test('a toolbar that is the header of the main part is not the bar on top', async ({ page }) => {
  await page.setContent(
    `<header>${button('<span aria-label="New">+</span>', 'bar')}</header><main><h1>Security Roles</h1>` +
      `<header><button aria-label="New Item" onclick="document.title = 'New Item'">+</button></header></main>`,
  );
  const view = bareView(page);
  await view.press(await readyTool(view, 'newItem'), 'New Item');
  await expect(page).toHaveTitle('New Item');
});
