import { expect, test } from '@playwright/test';
import { type OverlayState, RunOverlay } from '../../src/watch/run-overlay.ts';

const STATE: OverlayState = {
  customer: 'Acme IT',
  phase: 'Create an API member',
  step: 'Create the API member MSPCFO with that role',
  n: 3,
  of: 9,
  finished: 2,
  doing: 'Press New Item',
};
const HELD = { ...STATE, waiting: 'Paused', doing: 'Next: Press New Item' };

test("the tab's title says what a held run does next, and is the page's own again when it goes on", async ({
  page,
}) => {
  await page.setContent('<title>Members</title>');
  const overlay = new RunOverlay(page);
  await overlay.say(HELD);
  await expect(page).toHaveTitle('Paused – Next: Press New Item');
  await overlay.say({ ...HELD, waiting: 'What next?', doing: 'Press New Item' });
  await expect(page).toHaveTitle('What next? – Press New Item');
  await overlay.say(STATE);
  await expect(page).toHaveTitle('Members');
});

test('a title that the page has changed meanwhile is left to it', async ({ page }) => {
  await page.setContent('<title>Members</title>');
  const overlay = new RunOverlay(page);
  await overlay.say(HELD);
  await page.evaluate("document.title = 'Security Roles'");
  await overlay.say(STATE);
  await expect(page).toHaveTitle('Security Roles');
});
