import { expect, test } from '@playwright/test';
import { buttonsOf } from '../../../pages/screen/buttons/buttons.ts';
import { bareView } from '../../support/bare-context.ts';

for (const [what, leave] of [
  ['keeps hidden', 'old.hidden = true'],
  ['has taken away', 'old.remove()'],
] as const)
  test(`a thing that the page ${what} is pressed where it is drawn anew`, async ({ page }) => {
    await page.setContent('<div id=old><button onclick="document.title = `old`">Go on</button></div>');
    const view = bareView(page);
    const at = await view.find('the button', (screen) => buttonsOf(screen, ['Go on']));
    await page.evaluate(`const old = document.getElementById('old'); const now = old.cloneNode(true); now.id = 'now';
      now.firstChild.onclick = () => (document.title = 'new'); ${leave}; document.body.append(now);`);
    await view.press(at, 'the button');
    expect(await page.title()).toBe('new');
  });
