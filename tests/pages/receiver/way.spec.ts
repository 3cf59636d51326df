import { expect, test } from '@playwright/test';
import { Credentials } from '../../../pages/receiver/screens/credentials.ts';
import { entryOf, Way } from '../../../pages/receiver/screens/way.ts';
import { watchRequests } from '../../../pages/screen/still.ts';
import { bareContext } from '../../support/bare-context.ts';
import { mspcfo } from '../../support/mspcfo.ts';
import { screenOf } from '../../support/screen-of.ts';

test('what leads on may be the title of a card that is pressed as a whole, and is no title of the page', () => {
  const screen = screenOf([
    { tag: 'h1', role: 'heading', at: [0, 0, 300, 40], inside: ['Reports'] },
    {
      tag: 'a',
      kind: 'button',
      role: 'link',
      at: [0, 60, 300, 120],
      inside: [{ tag: 'h3', role: 'heading', at: [20, 70, 100, 20], inside: ['Datadog'] }],
    },
  ]);
  expect(entryOf(screen, ['Datadog'])?.said()).toBe('Datadog');
  expect(entryOf(screen, ['Reports'])).toBeUndefined();
});

test('the name at the top right is pressed on its words, where all around them only looks as if it could be', async ({
  page,
}) => {
  await page.route('**/*', async (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<div style="position:absolute;right:0;top:0;width:220px;cursor:pointer;text-align:right"><span id=name>Sam Rivera</span>
        <div id=menu hidden><button onclick="document.querySelector('form').hidden = false">Api Credentials</button></div></div>
        <form hidden><label>Public Key <input></label></form>
        <script>document.getElementById('name').addEventListener('click', () => (menu.hidden = false))</script>`,
    }),
  );
  await page.goto('http://mspcfo.test/');
  const ctx = { ...bareContext(page), url: new URL('http://mspcfo.test/'), settings: {} };
  await new Way(mspcfo, ctx).go(async () => await page.locator('form').isVisible());
});

test('of several cards that are edited, another one that comes first is left alone', async ({ page }) => {
  const card = (title: string, edit: string) =>
    `<section><h3>${title}</h3><button onclick="${edit}">Edit</button></section>`;
  await page.route('**/*', async (route) => {
    if (!route.request().url().endsWith('/keys'))
      return await route.fulfill({
        contentType: 'text/html',
        body: `<span id=name style="position:absolute;right:9px;top:0" onclick="menu.hidden = false">Sam Rivera</span>
          <button id=menu hidden style="position:absolute;right:9px;top:40px" onclick="cards()">Api Credentials</button>
          <main style="padding-top:90px"></main><script>const add = (html) =>
          document.querySelector('main').insertAdjacentHTML('beforeend', html); const cards = async () => {
          add(\`${card('Email Reports', "this.textContent = 'Done'")}\`); add(await (await fetch('/keys')).text()) }
          </script>`,
      });
    await new Promise((go) => setTimeout(go, 800));
    const form = '<p>CW Company ID: acme</p><form hidden><label>Public Key <input></label></form>';
    await route.fulfill({ body: `<div>${card('API Credentials', 'document.forms[0].hidden = false')}${form}</div>` });
  });
  watchRequests(page);
  await page.goto('http://mspcfo.test/');
  const ctx = { ...bareContext(page), url: new URL('http://mspcfo.test/'), settings: {} };
  await new Credentials(mspcfo, ctx).show();
  await expect(page.getByLabel('Public Key')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Done' })).toHaveCount(0);
});
