import { expect, test, type Page } from '@playwright/test';
import { look, prepareLooks } from '../../../pages/screen/look.ts';

test.beforeAll(async () => await prepareLooks());

const texts = async (page: Page) => (await look(page, { hooks: {} })).texts.map(({ listed }) => listed.text);

test('a page is read from an isolated world that its scripts cannot change', async ({ page }) => {
  await page.setContent(`<p>The truth</p><script>
    JSON.stringify = () => '["a lie"]';
    Array.prototype.map = Array.prototype.filter = () => ['a lie'];
    document.createElement = () => document.body;
    Element.prototype.getBoundingClientRect = () => ({ width: 0, height: 0 });
  </script>`);
  expect(await texts(page)).toEqual(['The truth']);
});

test('a look changes nothing in the document, not even for a moment', async ({ page }) => {
  await page.setContent(
    `<p>One</p><script>
    window.changes = 0;
    new MutationObserver((all) => (changes += all.length)).observe(document, { subtree: true, childList: true, ` +
      `attributes: true, characterData: true });
  </script>`,
  );
  expect(await texts(page)).toEqual(['One']);
  expect(await page.evaluate('changes')).toBe(0);
});
