import { expect, test } from '@playwright/test';
import { entryOf, Way } from '../../../pages/receiver/screens/way.ts';
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
