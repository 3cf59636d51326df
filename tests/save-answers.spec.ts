import { expect, test } from '@playwright/test';
import { messages } from '../pages/connectwise/labels.ts';
import { answerTo, save } from '../pages/connectwise/widgets/saving.ts';
import { openEyes } from '../pages/sight/engines.ts';
import { bareView } from './bare-context.ts';

test.beforeAll(async () => await openEyes());

const SAVED = 'You have successfully updated this record.';
const REFUSED = 'The record could not be saved: Role ID is required.';

/** What a press does to a screen on which the banner of an earlier Save stands, and the answer that is understood. */
const ANSWERS: Record<string, [press: string, answer: object]> = {
  'another banner that says the same': [`setTimeout(() => { banner.outerHTML = '<div id=banner>${SAVED}</div>' }, 300)`, { done: true }],
  'the same banner after a moment without one': [`banner.hidden = true; setTimeout(() => { banner.hidden = false }, 600)`, { done: true }],
  'a refusal beside the banner': [`setTimeout(() => banner.insertAdjacentHTML('afterend', '<div>${REFUSED}</div>'), 300)`, { refused: REFUSED }],
  'the screen drawn anew, with a refusal soon after': [`main.innerHTML = main.innerHTML; setTimeout(() => main.insertAdjacentHTML('beforeend', '<div>${REFUSED}</div>'), 100)`, { refused: REFUSED }],
};

for (const [what, [press, answer]] of Object.entries(ANSWERS)) {
  test(`where a banner stands already, ${what} is understood as ${JSON.stringify(Object.keys(answer)[0])}`, async ({ page }) => {
    await page.setContent(`<main id=main><h1>Security Modules</h1><div id=banner>${SAVED}</div><p>Role</p></main>`);
    const view = bareView(page);
    expect(await answerTo(view, 'the press', async () => await page.evaluate(press), async () => false)).toEqual(answer);
  });
}

/** What a Save that turns grey when it is pressed does then. */
const GREY: Record<string, [after: string, answer: object]> = {
  'stays grey': ['', { done: true }],
  'is grey until a refusal comes': [`setTimeout(() => { save.disabled = false; main.insertAdjacentHTML('beforeend', '<div>${REFUSED}</div>') }, 700)`, { refused: REFUSED }],
};

for (const [what, [after, answer]] of Object.entries(GREY)) {
  test(`a Save that ${what} is understood as ${JSON.stringify(Object.keys(answer)[0])}`, async ({ page }) => {
    await page.setContent(`<main id=main><div class=cw_ToolbarButton_Save><button id=save>Save</button></div></main><script>save.onclick = () => { save.disabled = true; ${after} }</script>`);
    const view = bareView(page);
    expect(await save(view, page.locator('button'), 'the press', async () => false)).toEqual(answer);
  });
}

test('a refusal in a window that is closed on the way before anybody looked is understood', async ({ page }) => {
  await page.setContent('<main><h1>New Member</h1></main>');
  const view = bareView(page);
  const clearTheWay = view['clearTheWay'].bind(view);
  let comes = 1;
  view['clearTheWay'] = async (what) => {
    if (comes-- > 0) await page.evaluate((words) => document.body.insertAdjacentHTML('beforeend', `<div role=dialog style="position:fixed;left:300px;top:200px"><p>${words}</p><button onclick="this.parentElement.remove()">OK</button></div>`), REFUSED);
    await clearTheWay(what);
  };
  expect(await answerTo(view, 'the press', async () => undefined, async () => false)).toEqual({ refused: expect.stringContaining(REFUSED) });
});

test('what was saved is told in several ways, and what was not in none of them', () => {
  for (const words of ['You have successfully updated this record.', 'The security settings have been saved.', 'Member saved', 'Role "MSPCFO" saved.', 'Saved', 'The key was created.']) expect(messages.saved.test(words), words).toBe(true);
  for (const words of ['Update unsuccessful.', 'The record was not successfully saved.', 'Nothing was saved.']) expect(messages.refused.test(words), words).toBe(true);
  for (const words of ['Not saved', 'The record could not be saved.', 'This record has unsaved changes.', 'Changes were not saved', 'Last saved by j.admin', 'Save']) expect(messages.saved.test(words), words).toBe(false);
  expect(messages.unclear.test('ConnectWise PSA will be unavailable on Sunday from 02:00 to 04:00.'), 'an announcement is no answer').toBe(false);
  expect(messages.unclear.test('The service is unavailable.')).toBe(true);
});
