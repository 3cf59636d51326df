import { expect, test } from '@playwright/test';
import { phrases } from '../../../pages/connectwise/messages.ts';
import { answerTo, refusal, save } from '../../../pages/connectwise/widgets/saving.ts';
import { prepareLooks } from '../../../pages/screen/look.ts';
import type { ScreenProblem } from '../../../src/portal-sdk/index.ts';
import { bareView } from '../../support/bare-context.ts';

const SECTIONS = ['Companies', 'Sales', 'Marketing', 'Procurement', 'Finance', 'System']
  .map((name) => `<div>${name}</div>`)
  .join('');

test.beforeAll(async () => await prepareLooks());

const SAVED = 'You have successfully updated this record.';
const REFUSED = 'The record could not be saved: Role ID is required.';

/** What a press does to a screen on which the banner of an earlier Save stands, and the answer that is understood. */
const ANSWERS: Record<string, [press: string, answer: object]> = {
  'another banner that says the same': [
    `setTimeout(() => { banner.outerHTML = '<div id=banner>${SAVED}</div>' }, 300)`,
    { done: true },
  ],
  'the same banner after a moment without one': [
    `banner.hidden = true; setTimeout(() => { banner.hidden = false }, 600)`,
    { done: true },
  ],
  'a refusal beside the banner': [
    `setTimeout(() => banner.insertAdjacentHTML('afterend', '<div>${REFUSED}</div>'), 300)`,
    { refused: REFUSED },
  ],
  'the screen drawn anew, with a refusal soon after': [
    `main.innerHTML = main.innerHTML; setTimeout(() => main.insertAdjacentHTML('beforeend', ` +
      `'<div>${REFUSED}</div>'), 100)`,
    { refused: REFUSED },
  ],
};

for (const [what, [press, answer]] of Object.entries(ANSWERS)) {
  test(`beside an older banner, ${what} is understood as ${JSON.stringify(Object.keys(answer)[0])}`, async ({
    page,
  }) => {
    await page.setContent(`<main id=main><h1>Security Modules</h1><div id=banner>${SAVED}</div><p>Role</p></main>`);
    const view = bareView(page);
    expect(
      await answerTo(
        view,
        'the press',
        async () => await page.evaluate(press),
        async () => false,
      ),
    ).toEqual(answer);
  });
}

/** What a Save that turns grey when it is pressed does then. */
const GREY: Record<string, [after: string, answer: object]> = {
  'stays grey': ['', { done: true }],
  'is grey until a refusal comes': [
    `setTimeout(() => { save.disabled = false; main.insertAdjacentHTML('beforeend', '<div>${REFUSED}</div>') }, 700)`,
    { refused: REFUSED },
  ],
};

for (const [what, [after, answer]] of Object.entries(GREY)) {
  test(`a Save that ${what} is understood as ${JSON.stringify(Object.keys(answer)[0])}`, async ({ page }) => {
    await page.setContent(
      '<main id=main><div class=cw_ToolbarButton_Save><button ' +
        `id=save>Save</button></div></main><script>save.onclick = () => { save.disabled = true; ${after} ` +
        '}</script>',
    );
    const view = bareView(page);
    expect(await save(view, page.locator('button'), 'the press', async () => false)).toEqual(answer);
  });
}

/** A message that is gone before anybody looks, and what follows. */
const PASSED: Record<string, [role: string, text: string, after: string, answer: object]> = {
  'a success': ['alert', SAVED, '', { done: true }],
  'a success that is gone, before a refusal that stays,': [
    'status',
    SAVED,
    `main.insertAdjacentHTML('beforeend', '<div>${REFUSED}</div>')`,
    { refused: REFUSED },
  ],
  'a complaint that is gone before a success': [
    'alert',
    REFUSED,
    `main.insertAdjacentHTML('beforeend', '<div>${SAVED}</div>')`,
    { done: true },
  ],
};

for (const [what, [role, text, after, answer]] of Object.entries(PASSED)) {
  test(`${what} that the page announced before anybody looked is understood`, async ({ page }) => {
    await page.setContent('<main id=main><h1>Security Modules</h1></main>');
    const press = async () =>
      await page.evaluate<void>(
        `(async () => {
          main.insertAdjacentHTML('beforeend', '<p role=${role} id=toast>${text}</p>');
          await new Promise((go) => setTimeout(go, 100));
          toast.remove();
          ${after}
        })()`,
      );
    expect(await answerTo(bareView(page), 'the press', press, async () => false)).toEqual(answer);
  });
}

test('what was announced before the press is no answer to it', async ({ page }) => {
  await page.setContent(`<main id=main><h1>Security Modules</h1><p role=status id=toast></p></main>`);
  const view = bareView(page);
  await view.see();
  await page.evaluate(`toast.textContent = '${SAVED}'`);
  await view.see();
  const press = async () =>
    await page.evaluate<void>(
      `toast.textContent = ''; setTimeout(() => main.insertAdjacentHTML('beforeend', '<div>${REFUSED}</div>'), 500)`,
    );
  expect(await answerTo(view, 'the press', press, async () => false)).toEqual({ refused: REFUSED });
});

test('a refusal in a window that is closed on the way before anybody looked is understood', async ({ page }) => {
  await page.setContent('<main><h1>New Member</h1></main>');
  const view = bareView(page);
  const clearTheWay = view['clearTheWay'].bind(view);
  let comes = 1;
  view['clearTheWay'] = async (what) => {
    if (comes-- > 0)
      await page.evaluate(
        (words) =>
          document.body.insertAdjacentHTML(
            'beforeend',
            `<div role=dialog style="position:fixed;left:300px;top:200px"><p>${words}</p><button ` +
              'onclick="this.parentElement.remove()">OK</button></div>',
          ),
        REFUSED,
      );
    await clearTheWay(what);
  };
  expect(
    await answerTo(
      view,
      'the press',
      async () => undefined,
      async () => false,
    ),
  ).toEqual({ refused: expect.stringContaining(REFUSED) });
});

const EXISTS = 'This Member ID already exists. Please enter a different Member ID.';
const BOX = 'position:fixed;left:300px;top:200px;width:400px;background:#fff';

/** Makes of windows that refuse, and what each says. */
const WINDOWS: Record<string, [html: string, says: string]> = {
  'a title bar with a close control, and a body': [
    `<div class=cw-gxt-wnd style="${BOX}"><div style="display:flex"><div class=gwt-Label ` +
      'style="font-weight:700">Error</div><img class=cw-gxt-wnd-cls width=16 ' +
      `height=16></div><div>${EXISTS}</div><div class=mm_button tabindex=0><div><div>OK</div></div></div></div>`,
    EXISTS,
  ],
  'a heading in its body': [
    `<div role=dialog style="${BOX}"><div><h2>Save failed</h2><p>${EXISTS}</p></div><button>Close</button></div>`,
    EXISTS,
  ],
  'a title that the page links to it': [
    `<div role=dialog aria-labelledby=of style="${BOX}"><span id=of style="display:block">The member was not ` +
      `saved</span><p>${EXISTS}</p><button>OK</button></div>`,
    EXISTS,
  ],
  'a caption of another colour, whose words say as much as the body': [
    `<div class=x-window style="${BOX}"><div style="background:#135">Member ID is invalid: the record was not ` +
      `saved</div><div>${EXISTS}</div><a href="#">OK</a></div>`,
    EXISTS,
  ],
  'a heading above two sentences with names in them': [
    `<div role=alertdialog style="${BOX}"><h1>Error</h1><p>The Member ID <b>MSPCFO</b> already exists.</p><p>It ` +
      'belongs to <i>Robin</i> (inactive).</p><div tabindex=0>OK</div></div>',
    'The Member ID MSPCFO already exists. It belongs to Robin (inactive).',
  ],
  'a title and a list': [
    `<div role=dialog style="${BOX}"><h3>Error</h3><ul><li>Role ID is required.</li><li>Location is ` +
      'required.</li></ul><button>OK</button></div>',
    'Role ID is required. Location is required.',
  ],
  'nothing but a title': [
    `<div role=dialog style="${BOX}"><h2>This Member ID already exists.</h2><button>OK</button></div>`,
    'This Member ID already exists.',
  ],
  'a body that speaks of an Error itself': [
    `<div role=dialog style="${BOX}"><div style="font-weight:700">ConnectWise PSA</div><p>Error: the Member ID ` +
      'exists already.</p><button>OK</button></div>',
    'Error: the Member ID exists already.',
  ],
  'a title that alone tells that it is a refusal': [
    `<div role=dialog style="${BOX}"><h2>Cannot save</h2><p>Robin has this ID.</p><button>OK</button></div>`,
    'Cannot save: Robin has this ID.',
  ],
  'no title, but two sentences': [
    `<div role=dialog style="${BOX}"><p>The record could not be saved.</p><p>The ID belongs to ` +
      'Robin.</p><button>Delete</button><button>OK</button></div>',
    'The record could not be saved. The ID belongs to Robin.',
  ],
  'looks alone, no known make': [
    '<div style="position:fixed;inset:0;background:#0008"><div style="margin:200px ' +
      `auto;width:400px;background:#fff"><h2>Error</h2><p>${EXISTS}</p><span onclick="1">OK</span></div></div>`,
    EXISTS,
  ],
};

/** A screen whose own words go from side to side. */
const SCREEN =
  '<main style="position:absolute;inset:0"><nav ' +
  `style="display:flex;justify-content:space-between">${SECTIONS}</nav><h1>New ` +
  'Member</h1></main>';

for (const [make, [html, says]] of Object.entries(WINDOWS)) {
  test(`what a window says is its text, with ${make}`, async ({ page }) => {
    await page.setContent(SCREEN);
    const view = bareView(page);
    const show = async () => await page.evaluate((text) => document.body.insertAdjacentHTML('beforeend', text), html);
    expect(await answerTo(view, 'the press', show, async () => false)).toEqual({ refused: says });
    const error = (await refusal(view, 'the member', says)) as ScreenProblem;
    expect(error.actual).toBe(`the message "${says}"`);
    expect(error.retry).toBe(false);
  });
}

test('a form in a window answers line by line, and a label that was there before is no answer', async ({ page }) => {
  await page.setContent(
    `${SCREEN}<div role=dialog style="${BOX}"><h2>New role</h2><p>* Required fields</p><label>Role ID ` +
      '<input></label><p id=message></p><button>Save</button></div>',
  );
  const fill = async () =>
    await page.evaluate(() => {
      document.getElementById('message')!.textContent = 'Saving…';
      setTimeout(() => (document.getElementById('message')!.textContent = 'This Role ID already exists.'), 700);
    });
  expect(await answerTo(bareView(page), 'the press', fill, async () => false)).toEqual({
    refused: 'This Role ID already exists.',
  });
});

test('fields that are named one by one are all in the refusal', async ({ page }) => {
  await page.setContent(`${SCREEN}<p id=one></p><p id=two></p>`);
  const complain = async () =>
    await page.evaluate(() => {
      for (const id of ['one', 'two']) document.getElementById(id)!.textContent = `Box ${id} is required.`;
    });
  expect(await answerTo(bareView(page), 'the press', complain, async () => false)).toEqual({
    refused: 'Box one is required. / Box two is required.',
  });
});

const FIELD =
  '<div style="margin:20px"><label for=where>Location *</label><br><input id=where><div id=hint></div></div>';

/** How a screen marks a field after a press that stores nothing, without a message that tells. */
const MARKS: Record<string, [press: string, says: string]> = {
  'its state': ["where.setAttribute('aria-invalid', 'true')", 'Location is required.'],
  'its state, and a text that it belongs to': [
    "where.setAttribute('aria-invalid', 'true'); hint.textContent = 'Choose one of the list'",
    'Location: Choose one of the list',
  ],
  'a red text below it': [
    "hint.style.color = '#d32f2f'; hint.textContent = 'Choose one of the list'",
    'Location: Choose one of the list',
  ],
  'a text below it that is in no colour': [
    "hint.textContent = 'Choose one of the list'",
    'Location: Choose one of the list',
  ],
  'a banner and its state': [
    `where.setAttribute('aria-invalid', 'true'); say.textContent = 'Please correct what is marked.'`,
    'Please correct what is marked. / Location is required.',
  ],
};

for (const [what, [press, says]] of Object.entries(MARKS)) {
  test(`a field that is marked as wrong by ${what} is a refusal that names it`, async ({ page }) => {
    await page.setContent(`${SCREEN}<div style="position:absolute;top:150px"><p id=say></p>${FIELD}</div>`);
    const mark = async () => void (await page.evaluate(`setTimeout(() => { ${press} }, 200)`));
    expect(await answerTo(bareView(page), 'the press', mark, async () => false)).toEqual({ refused: says });
  });
}

for (const [words, answer] of [
  ['Role saved', { done: true }],
  ['This Role ID already exists.', { refused: 'This Role ID already exists.' }],
] as const) {
  test(`a toast that says "${words}" for a second is heard`, async ({ page }) => {
    await page.setContent(SCREEN);
    const toast = async () =>
      await page.evaluate((text) => {
        const box = document.body.appendChild(document.createElement('div'));
        box.style.cssText = 'position:fixed;right:20px;bottom:20px;z-index:50';
        box.textContent = text;
        setTimeout(() => box.remove(), 1_000);
      }, words);
    expect(await answerTo(bareView(page), 'the press', toast, async () => false)).toEqual(answer);
  });
}

test('a record that somebody else has open may be tried again, and a refusal may not', async ({ page }) => {
  await page.setContent(SCREEN);
  const retries = async (words: string) =>
    ((await refusal(bareView(page), 'the member', words)) as ScreenProblem).retry;
  expect([await retries('This record is locked by Dispatch.'), await retries(EXISTS)]).toEqual([true, false]);
});

test('several phrases mean saved, and none of them means refused', () => {
  for (const words of [
    'You have successfully updated this record.',
    'The security settings have been saved.',
    'Member saved',
    'Role "MSPCFO" saved.',
    'Saved',
    'The key was created.',
  ])
    expect(phrases.mean(words, 'saved'), words).toBe(true);
  for (const words of ['Update unsuccessful.', 'The record was not successfully saved.', 'Nothing was saved.'])
    expect(phrases.mean(words, 'refused'), words).toBe(true);
  for (const words of [
    'Not saved',
    'The record could not be saved.',
    'This record has unsaved changes.',
    'Changes were not saved',
    'Last saved by j.admin',
    'Save',
  ])
    expect(phrases.mean(words, 'saved'), words).toBe(false);
  expect(
    phrases.mean('ConnectWise PSA will be unavailable on Sunday from 02:00 to 04:00.', 'unclear'),
    'an announcement is no answer',
  ).toBe(false);
  expect(phrases.mean('The service is unavailable.', 'unclear')).toBe(true);
});
