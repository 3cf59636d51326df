import { expect, test } from '@playwright/test';
import { clearTheWay, confirmQuestion, leaveForms } from '../../../pages/connectwise/widgets/interruptions.ts';
import { buttonsOf } from '../../../pages/screen/buttons/buttons.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import type { Screen } from '../../../pages/screen/thing.ts';
import { bareView } from '../../support/bare-context.ts';

const SECTIONS = ['Companies', 'Sales', 'Marketing', 'Procurement', 'Finance', 'System']
  .map((name) => `<div>${name}</div>`)
  .join('');

test.beforeAll(async () => await prepareLooks());

const PAGE =
  '<div ' +
  `style="position:absolute;inset:0">` +
  `<nav>${SECTIONS}</nav><h1>New ` +
  `Member *</h1><button onclick="pressed = 'page'">OK</button></div>`;
/** A window that nothing but its looks tells of. */
const over = (words: string, buttons: string[]) =>
  '<div ' +
  'style="position:fixed;inset:0;background:#0008;z-index:9;display:flex;justify-content:center;' +
  'align-items:flex-start"><div ' +
  `style="background:#fff;margin-top:200px;width:400px">` +
  `<p>${words}</p>${buttons
    .map(
      (name) =>
        `<span style="border:1px solid;` +
        `padding:6px" onclick="pressed = this.textContent;` +
        ` this.closest('div[style*=fixed]').remove()">${name}</span>`,
    )
    .join(' ')}</div></div>`;

for (const [words, buttons, pressed] of [
  ['This record has unsaved changes.', ['Save changes', "Don't save", 'Cancel'], "Don't save"],
  ['Are you still there? Your session is about to expire.', ['STAY SIGNED IN', 'LOG OUT'], 'STAY SIGNED IN'],
  ['Your computer is in another time zone than your profile.', ['Change to UTC', 'Keep US Central'], 'Keep US Central'],
  ['Your password expires in 9 days. Do you want to change it now?', ['Yes', 'No'], 'No'],
  ['Would you like to take a quick tour?', ['OK', 'Cancel'], 'Cancel'],
  ['Your profile may be shared with partners. Do you agree?', ['Yes', 'No'], 'nothing'],
  ['Is your time zone still right?', ['Yes', 'Change it'], 'nothing'],
  ['Scheduled maintenance on Saturday.', ['GOT IT'], 'GOT IT'],
  ['Delete this record?', ['Delete', 'Cancel'], 'nothing'],
] as const) {
  test(
    `a window of an unknown make that says "${words}" is ` +
      `${pressed === 'nothing' ? 'left alone' : `answered with ${pressed}`}`,
    async ({ page }) => {
      await page.setContent(`<script>pressed = 'nothing'</script>${PAGE}${over(words, [...buttons])}`);
      await clearTheWay(bareView(page));
      expect(await page.evaluate('pressed')).toBe(pressed);
    },
  );
}

test('a window that wants a person to agree is refused at once, whatever its buttons say', async ({ page }) => {
  const terms = 'The terms of use changed. Please read them and confirm before you go on.';
  await page.setContent(`<script>pressed = 'nothing'</script>${PAGE}${over(terms, ['Continue'])}`);
  await expect(clearTheWay(bareView(page))).rejects.toMatchObject({ actual: `one that says "${terms}"`, retry: false });
  expect(await page.evaluate('pressed')).toBe('nothing');
});

test('a page that has everything inside it is no window', async ({ page }) => {
  await page.setContent(`<script>pressed = 'nothing'</script>${PAGE}`);
  await clearTheWay(bareView(page));
  expect(await page.evaluate('pressed')).toBe('nothing');
});

/** A list in a shadow root, and a bar over its last row. */
const bar = (words: string, buttons: string[]) =>
  `<main style="position:absolute;inset:0"><my-list><template shadowrootmode=open>` +
  `<button id=last style="position:absolute;bottom:10px">Time & Expense</button></template></my-list><button>OK</button>
  <div style="position:absolute;bottom:0;left:0;right:0;height:50px;background:#135">` +
  `<p>${words}</p>${buttons
    .map((name) => `<button onclick="pressed = this.textContent;` + ` this.parentElement.remove()">${name}</button>`)
    .join('')}</div></main>`;

for (const [words, buttons, pressed] of [
  ['We use cookies to keep you signed in.', ['Learn more', 'Accept'], 'Accept'],
  ['Version 2025.1 is here.', ['Learn more', 'Dismiss'], 'Dismiss'],
  ['The terms of use have changed.', ['Read', 'Accept'], 'nothing'],
  ['All 14 members will be synchronized.', ['OK', 'Cancel'], 'nothing'],
] as const) {
  test(
    `a bar over what is to be pressed that says "${words}" is ` +
      `${pressed === 'nothing' ? 'left alone' : `answered with ${pressed}`}`,
    async ({ page }) => {
      await page.setContent(`<script>pressed = 'nothing'</script>${bar(words, [...buttons])}`);
      await clearTheWay(bareView(page), page.locator('#last')).catch(() => undefined);
      expect(await page.evaluate('pressed')).toBe(pressed);
    },
  );
}

for (const [where, html, frame] of [
  ['in the page', '<button id=last>System</button>', undefined],
  [
    'in a frame',
    '<iframe srcdoc="<button id=last>System</button>" style="position:absolute;left:50px;top:60px"></iframe>',
    'iframe',
  ],
] as const) {
  test(`a tour is ended whose mask lies over what is to be pressed ${where}`, async ({ page }) => {
    await page.setContent(
      `<script>pressed = 'nothing'</script>${html}<div style="position:fixed;inset:0;` +
        `background:#0004"></div>
      <div style="position:fixed;left:300px;top:100px;background:#fff"><b>Welcome to the new navigation</b>` +
        `<p>Take a one-minute tour?</p><div tabindex=0 onclick="pressed = 'end'"><span>Skip tour</span></div>` +
        `<div tabindex=0 onclick="pressed = 'next'"><span>Next</span></div></div>`,
    );
    await clearTheWay(
      bareView(page),
      frame === undefined ? page.locator('#last') : page.frameLocator(frame).locator('#last'),
    );
    expect(await page.evaluate('pressed')).toBe('end');
  });
}

test('a commit is clicked once, also on a page that listens to clicks first', async ({ page }) => {
  await page.setContent(
    '<script>clicks = 0; addEventListener("click", () => clicks += 1, true)</script><button disabled>Save</button>',
  );
  await page.evaluate(() => setTimeout(() => (document.querySelector('button')!.disabled = false), 2_500));
  await bareView(page).pressOnce(page.locator('button'), 'Save');
  expect(await page.evaluate('clicks')).toBe(1);
});

test('a window with a new key that closes only once its check box is ticked is left', async ({ page }) => {
  await page.setContent(
    '<h1>API Keys</h1><div role=dialog style="position:fixed;left:200px;top:100px;background:#fff;z-index:9"><h2>New ' +
      'key</h2><label>Private Key <input readonly value=secret></label><p><label><input type=checkbox ' +
      'onchange="closes.disabled = !this.checked"> I have noted the key</label></p><button id=closes disabled ' +
      `onclick="this.parentElement.remove()">Close</button></div>`,
  );
  await leaveForms(bareView(page));
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('what lies over a form in a window of its own is closed, and the form is not', async ({ page }) => {
  await page.setContent(
    `<div role=dialog style="position:fixed;right:0;top:0;width:400px;height:100%;z-index:200"><h2>Profile</h2>
    <label>Member ID <input></label><button id=save style="position:absolute;bottom:10px">Save</button></div>
    <div role=region style="position:fixed;left:0;right:0;bottom:0;z-index:400;background:#fff">
    We use cookies to keep you signed in. <button onclick="this.parentElement.remove()">Accept all</button></div>`,
  );
  const view = bareView(page);
  const find = (screen: Screen) => buttonsOf(screen, ['Save']);
  await clearTheWay(view, (await view.look(find))!);
  await expect(page.getByRole('region')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a window with a Save is left, though it has nothing to type into', async ({ page }) => {
  await page.setContent(
    `<h1>Keys</h1><div role=dialog style="position:fixed;top:90px;left:90px"><h2>API Key</h2><p>Public Key: Gym</p>
    <label><input type=checkbox> Inactive</label><button>Delete</button>
    <button onclick="this.parentElement.remove()">Close</button><button>Save</button></div>`,
  );
  await leaveForms(bareView(page));
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a record in a window of its own is nobody’s to close, also while its list is still empty', async ({ page }) => {
  const tabs = ['Details', 'API Keys'].map((name) => `<span role=tab>${name}</span>`).join('');
  await page.setContent(
    `<p>Members</p><div role=dialog style="position:fixed;inset:0 0 0 50%;background:#fff"><button aria-label=Close ` +
      `onclick="this.parentElement.remove()">x</button><h2>MSPCFO (MSPCFO)</h2>${tabs}<p>Loading</p></div>`,
  );
  await clearTheWay(bareView(page));
  await expect(page.getByRole('dialog')).toBeVisible({ timeout: 1 });
});

test('a banner that asks about another session is answered', async ({ page }) => {
  await page.setContent(
    '<p>Sam Okafor</p><div id=banner><b>You are signed in elsewhere</b><p>Your user is active in another browser.</p>' +
      '<button onclick="banner.remove()">Continue here</button></div>',
  );
  await clearTheWay(bareView(page));
  await expect(page.locator('#banner')).toHaveCount(0, { timeout: 1 });
});

test('a page that speaks of sessions, and has such a button for something else, is no banner', async ({ page }) => {
  await page.setContent(
    `<article><p>Another session of this training begins on Monday.</p><p>${'Words of a page. '.repeat(40)}</p>` +
      '<button onclick="document.title = 1">Proceed</button></article>',
  );
  await clearTheWay(bareView(page));
  expect(await page.title()).toBe('');
});

test('a window whose title says the same as its button is answered by the button', async ({ page }) => {
  await page.setContent(
    `<p>API Key</p><div role=dialog style="position:fixed;left:300px;top:100px;width:400px;background:#fff"><b>Delete</b>` +
      `<p>Are you sure you want to delete this record?</p><span onclick="this.closest('[role=dialog]').remove()">DELETE</span> <span>CANCEL</span></div>`,
  );
  await confirmQuestion(bareView(page));
  await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 1 });
});

test('of windows with forms that lie over each other the uppermost is left first', async ({ page }) => {
  const window = (name: string, place: string) =>
    `<div role=dialog style="position:fixed;${place};background:#fff"><h2>${name}</h2><label>Description <input></label>` +
    `<button onclick="order.textContent += '${name} '; this.parentElement.remove()">Close</button></div>`;
  await page.setContent(
    `<h1>Members</h1><p id=order></p>${window('Member', 'right:0;top:0;width:600px;height:500px;z-index:5')}` +
      `${window('Key', 'inset:0;z-index:9')}`,
  );
  await leaveForms(bareView(page));
  await expect(page.locator('#order')).toHaveText('Key Member');
});

test('a window with one button alone is left by it, whatever it says; one with a link beside it is not', async ({
  page,
}) => {
  const window = (more: string) =>
    '<div role=dialog style="position:fixed;left:300px;top:200px"><h2>API key created</h2><p>It is shown once.</p>' +
    `${more}<button onclick="this.parentElement.remove()">I have saved the private key</button></div>`;
  for (const [more, left] of [
    ['<button aria-label=Copy style="width:20px;height:20px"></button>', 0],
    ['<a href="#more">Learn more</a>', 1],
  ] as const) {
    await page.setContent(PAGE + window(more));
    await clearTheWay(bareView(page));
    await expect(page.getByRole('dialog')).toHaveCount(left);
  }
});

for (const [words, button] of [
  ['The terms of use have changed. Do you agree?', 'I agree'],
  ['The new terms of use apply from today.', 'Accept'],
  ['Shall all members be told?', 'Tell them'],
] as const)
  test(`a window that wants consent is left to a person: ${button}`, async ({ page }) => {
    await page.setContent(
      `${PAGE}<div role=dialog style="position:fixed;left:300px;top:200px"><p>${words}</p>` +
        `<button onclick="this.parentElement.remove()">${button}</button></div>`,
    );
    await clearTheWay(bareView(page)).catch(() => undefined);
    await expect(page.getByRole('dialog')).toHaveCount(1);
  });

test('a window whose button is grey until something is ticked is left to a person, and not told as closed', async ({
  page,
}) => {
  await page.setContent(
    `${PAGE}<div role=dialog style="position:fixed;left:300px;top:200px"><h2>Updated terms of use</h2><p>Please read them before you go on.</p>
    <label><input type=checkbox onclick="next.disabled = false"> I have read the terms of use</label><button id=next disabled>Continue</button></div>`,
  );
  const notes: string[] = [];
  const actual = 'one that says "Please read them before you go on. I have read the terms of use"';
  await expect(clearTheWay(bareView(page, notes))).rejects.toMatchObject({ actual });
  expect(notes).toEqual([]);
  await expect(page.getByRole('checkbox')).not.toBeChecked();
});

test('what lies over a form that was left open goes before it', async ({ page }) => {
  const window = (left: number, inside: string) =>
    `<div role=dialog style="position:fixed;left:${left}px;top:100px;width:600px;background:#fff">${inside}</div>`;
  await page.setContent(
    `${PAGE}${window(200, '<h2>MSPCFO</h2><label>Name <input></label><button onclick="this.parentElement.remove()">Cancel</button>')}` +
      window(
        180,
        '<h2>Key made</h2><p>It is shown once.</p><button onclick="this.parentElement.remove()">I have it</button>',
      ),
  );
  await leaveForms(bareView(page));
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
