import { expect, test } from '@playwright/test';
import { Credentials } from '../../../pages/receiver/screens/credentials.ts';
import { EnterCredentials } from '../../../pages/receiver/screens/enter.ts';
import { mislabelledFields } from '../../../pages/receiver/screens/field-check.ts';
import { View } from '../../../pages/receiver/view.ts';
import { watchRequests } from '../../../pages/screen/still.ts';
import { bareContext } from '../../support/bare-context.ts';
import { mspcfo } from '../../support/mspcfo.ts';

const { phrases, fields } = mspcfo;
const box = (label: string, type = 'text') => `<p><label>${label} <input type="${type}"></label></p>`;
const ALL = box('Public Key') + box('Private Key', 'password') + box('CW Server URL') + box('CW Company ID');

/** A form, and what is wrong with it. */
const FORMS: Record<string, [html: string, wrong: RegExp | undefined]> = {
  'four boxes, of which the private key’s hides what is typed': [ALL, undefined],
  'four plain boxes': [ALL.replace('password', 'text'), undefined],
  'a box for one’s own password beside them': [
    ALL.replace('password', 'text') + box('Password', 'password'),
    undefined,
  ],
  'one box for two': [
    `<input aria-label="Private Key" placeholder="CW Server URL">${box('Public Key')}`,
    /^the same box for Private Key and CW Server URL$/,
  ],
  'a public key that is hidden': [
    box('Public Key', 'password') + box('Private Key') + box('CW Server URL'),
    /^a box that hides what is typed for Public Key$/,
  ],
  'a private key that is not hidden although another box is': [
    box('Private Key') + box('Something else', 'password'),
    /^another box that hides/,
  ],
};

for (const [what, [html, wrong]] of Object.entries(FORMS)) {
  test(`${what}: ${wrong === undefined ? 'the private key may be typed' : 'no private key is typed there'}`, async ({
    page,
  }) => {
    await page.setContent(html);
    const found = mislabelledFields(await new View(mspcfo, bareContext(page), 'Api Credentials').see(), fields);
    expect(found).toEqual(wrong === undefined ? undefined : expect.stringMatching(wrong));
  });
}

for (const [how, later] of Object.entries({
  'by an answer that takes its time': "fetch('/values').then((answer) => answer.text()).then(fill)",
  'by a timer': "setTimeout(() => fill('aB3dE5gH7jK9mN1p'), 700)",
})) {
  test(`a form that is filled late, ${how}, is not read as empty`, async ({ page }) => {
    await page.route('**/*', async (route) => {
      if (!route.request().url().endsWith('/values'))
        return await route.fulfill({
          contentType: 'text/html',
          body: `${ALL}<button>Save</button><script>const fill = (key) => (document.querySelector('input').value = key); ${later}</script>`,
        });
      await new Promise((go) => setTimeout(go, 1_500));
      await route.fulfill({ body: 'aB3dE5gH7jK9mN1p' });
    });
    watchRequests(page);
    await page.goto('http://mspcfo.test/');
    expect((await new Credentials(mspcfo, bareContext(page)).read()).publicKey).toBe('aB3dE5gH7jK9mN1p');
  });
}

const STORED = ['aB3dE5gH7jK9mN1p', '', 'https://na.myconnectwise.net', 'acme'];
const FORM =
  '<form ' +
  `hidden>${['Public Key', 'Private Key', 'CW Server ' + 'URL', 'CW Company ID']
    .map((label, n) => `<p><label>${label} <input value="${STORED[n]}"></label></p>`)
    .join('')}<button>Save</button></form>`;
const OPEN =
  `onclick="this.closest('main').querySelector('form').hidden=false;` + `document.getElementById('first').hidden=true"`;
/** What is shown before the form, and says about the connection what the form does not. */
const FIRST: Record<string, (status: string) => string> = {
  'a view with a button': (status) =>
    `<dl id=first><dt>Public Key</dt><dd>aB3dE5gH7jK9mN1p</dd><dt>Status</dt><dd>${status}</dd><dd><button ` +
    `${OPEN}>Edit</button></dd></dl>`,
  'a list of connections': (status) =>
    '<table ' +
    `id=first><tr><th>System</th><th>Status</th><th></th></tr><tr><td>QuickBooks</td><td>Expired</td><td>` +
    `<button>Edit</button></td></tr><tr><td>ConnectWise</td><td>${status}</td><td><button ` +
    `${OPEN}>Edit</button></td></tr></table>`,
  'a list of keys': (status) =>
    '<table id=first><tr><th>System</th><th>Public ' +
    'Key</th><th>Status</th><th></th></tr><tr><td>Autotask</td><td>zz1yy2xx3ww4vv5u</td><td>Not ' +
    `connected</td><td><button>Edit</button></td></tr><tr><td>ConnectWise</td><td>aB3dE5gH7jK9mN1p</td>` +
    `<td>${status}</td><td><button ` +
    `${OPEN}>Edit</button></td></tr></table>`,
};

for (const [what, html] of Object.entries(FIRST)) {
  for (const [status, connection] of [
    ['Not connected', 'fails'],
    ['Error', 'fails'],
    ['Connected', 'works'],
    ['Active', 'works'],
    ['12', 'unknown'],
  ] as const) {
    test(
      `${what} saying "${status}" counts beside a silent form: the ` +
        `connection ${connection === 'unknown' ? 'is unknown' : connection}`,
      async ({ page }) => {
        await page.setContent(`<main>${html(status)}${FORM}</main>`);
        expect(await new Credentials(mspcfo, bareContext(page)).read()).toMatchObject({
          publicKey: 'aB3dE5gH7jK9mN1p',
          values: { 'CW Company ID': 'acme' },
          connection,
        });
      },
    );
  }
}

for (const words of [
  'na.myconnectwise.net could not be reached. Check the server URL.',
  'ConnectWise did not respond.',
  "We can't verify these keys.",
  'The request timed out.',
  'ConnectWise could not route the call.',
  'No answer from the server',
  'na.myconnectwise.net stopped answering while a report was read.',
  'ConnectWise answered with an error (503).',
  'The answer could not be read.',
]) {
  test(`"${words}" is understood as a connection that fails`, () => {
    expect(phrases.mean(words, 'fails')).toBe(true);
  });
}

test('a view with its values far behind the labels is read, though the next label is nearer', async ({ page }) => {
  const line = (label: string, n: number) => `<dt>${label}</dt><dd>${STORED[n] || '••••••'}</dd>`;
  await page.setContent(
    `<main><h1>Api Credentials</h1><dl style="display:grid;grid-template-columns:160px 1fr;gap:8px">
    ${['Public Key', 'Private Key', 'CW Server URL', 'CW Company ID'].map(line).join('')}</dl><button>Change</button></main>`,
  );
  expect(await new Credentials(mspcfo, bareContext(page)).read()).toMatchObject({
    publicKey: 'aB3dE5gH7jK9mN1p',
    values: { 'CW Server URL': 'https://na.myconnectwise.net', 'CW Company ID': 'acme' },
  });
});

/** A form whose test of the connection says this, a moment after it was pressed; each time the next. */
const tested = (answers: string[]) =>
  `<main>${FORM.replace(' hidden', '').replace(
    '<button>Save' + '</button>',
    `<button type=button onclick="setTimeout(() => this.nextElementSibling.textContent = ` +
      `JSON.parse(this.dataset.answers)[this.dataset.nth++], 1200)" data-nth=0 ` +
      `data-answers='${JSON.stringify(answers)}'>Test connection</button><p></p>`,
  )}</main>`;
for (const [answers, connection] of [
  [['na.example.net could not be reached.', 'Still, na.example.net could not be reached.'], 'fails'],
  [['na.example.net could not be reached.', 'Connected. 6 reports are available.'], 'works'],
  [['Connected. 6 reports are available.'], 'works'],
  [['Ask your account manager.', 'Ask your account manager.'], 'unknown'],
  [['Hm.', 'Connected. 6 reports are available.'], 'works'],
] as const) {
  test(
    `a test of the connection that says "${answers.join('", then "')}" ` +
      `${connection === 'unknown' ? 'is told in its own words' : `means that the connection ${connection}`}`,
    async ({ page }) => {
      await page.setContent(tested([...answers]));
      expect(await new Credentials(mspcfo, bareContext(page)).read()).toMatchObject({
        publicKey: 'aB3dE5gH7jK9mN1p',
        connection,
        words: answers.at(-1),
      });
    },
  );
}

for (const [status, words, connection] of [
  ['Connected', 'ConnectWise did not accept these keys (401).', 'works'],
  ['Not connected', 'Connected. 6 reports are available.', 'works'],
  ['Not connected', 'ConnectWise did not accept these keys (401).', 'fails'],
] as const) {
  test(
    `a view that says "${status}", before a form whose test would ` + `say "${words}": the connection ${connection}`,
    async ({ page }) => {
      const test =
        `<button type=button onclick="this.nextElementSibling.textContent = '${words}'">Test ` +
        'connection</button><p></p>';
      await page.setContent(
        `<main>${FIRST['a view with a button']!(status)}${FORM.replace('<button>', `${test}<button>`)}</main>`,
      );
      expect(await new Credentials(mspcfo, bareContext(page)).read()).toMatchObject({
        publicKey: 'aB3dE5gH7jK9mN1p',
        connection,
      });
    },
  );
}

test('what the page said before the connection test was pressed is no answer to it', async ({ page }) => {
  const work =
    "this.disabled = true; setTimeout(() => { this.nextElementSibling.textContent = 'na.example.net could not " +
    "be reached.'; this.disabled = false }, 3000)";
  await page.setContent(
    `<main>${FORM.replace(' hidden', '').replace(
      '<button>Save' + '</button>',
      `<button type=button onclick="${work}">Test connection</button>` + `<p>Connected. 6 reports are available.</p>`,
    )}</main>`,
  );
  expect(await new Credentials(mspcfo, bareContext(page)).read()).toMatchObject({ connection: 'fails' });
});

test('a Save button that is disabled while waiting has not saved yet', async ({ page }) => {
  const work =
    "this.disabled = true; setTimeout(() => { this.insertAdjacentHTML('afterend', '<p>Private Key must have 32 " +
    "letters.</p>'); this.disabled = false }, 3000)";
  await page.setContent(
    `<main>${FORM.replace(' hidden', '').replace('<button>', `<button type=button onclick="${work}">`)}</main>`,
  );
  await expect(new EnterCredentials(mspcfo, bareContext(page))['save']()).rejects.toThrow(
    'Private Key must have 32 letters.',
  );
});

const NO = 'Public Key has a letter too few.';
const AT = 'position:fixed;left:300px;top:200px;width:400px;background:#fff';

/** Makes of windows that refuse, and what each says. */
const WINDOWS: Record<string, [html: string, says: string]> = {
  'a title bar, and a body': [
    `<div role=dialog style='${AT}'><div style='font-weight:700'>Error</div><div>Public Key must have 16 ` +
      'letters.</div><button type=button>OK</button></div>',
    'Public Key must have 16 letters.',
  ],
  'a heading in its body': [
    `<div class=modal style='${AT}'><div><h2>Save failed</h2><p>Public Key must have 16 letters.</p><p>It has ` +
      '15.</p></div><div tabindex=0>Close</div></div>',
    'Public Key must have 16 letters. It has 15.',
  ],
  'nothing but a title': [
    `<dialog open style='${AT}'><h2>Public Key must have 16 letters.</h2><button type=button>OK</button></dialog>`,
    'Public Key must have 16 letters.',
  ],
  'a body that speaks of an Error itself': [
    `<div aria-modal=true style='${AT}'><h1>MSPCFO</h1><p>Error: a letter is missing.</p><button ` +
      'type=button>OK</button></div>',
    'Error: a letter is missing.',
  ],
  'a title that alone tells that it is a refusal': [
    `<div role=alertdialog style='${AT}'><h1>Not saved</h1><p>${NO}</p><button type=button>OK</button></div>`,
    `Not saved: ${NO}`,
  ],
};

for (const [make, [html, says]] of Object.entries(WINDOWS)) {
  test(`a window of MSPCFO with ${make} is read as a refusal that is not retried`, async ({ page }) => {
    const show = `document.body.insertAdjacentHTML('beforeend', document.getElementById('says').innerHTML)`;
    await page.setContent(
      `<main>${FORM.replace(' hidden', '').replace(
        '<button>',
        `<button type=button ` + `onclick="${show}">`,
      )}</main><template ` + `id=says>${html}</template>`,
    );
    await expect(new EnterCredentials(mspcfo, bareContext(page))['save']()).rejects.toMatchObject({
      actual: `the message "${says}"`,
      retry: false,
    });
  });
}

for (const words of [
  'Not yet connected',
  'ConnectWise is no longer connected',
  "ConnectWise isn't connected",
  'ConnectWise has not been connected',
  'Last connected: never',
  'Connected: No',
  'Not yet verified',
  'We can see 0 reports',
  'Once connected, MSPCFO reads your reports.',
]) {
  test(`"${words}" is not understood as a connection that works`, () => {
    expect(phrases.mean(words, 'works')).toBe(false);
  });
}

test('what was not saved is not understood as saved', () => {
  for (const words of [
    'Not saved',
    'Nothing was saved.',
    'Credentials not updated',
    'Update unsuccessful',
    'Your changes have not been saved.',
  ])
    expect(phrases.mean(words, 'saved'), words).toBe(false);
  for (const words of ['Saved', 'Your credentials have been updated.', 'Success!'])
    expect(phrases.mean(words, 'saved'), words).toBe(true);
});

test('the button Save of another form on the page, and its secret, are not touched', async ({ page }) => {
  const other =
    '<section><h2>Accounting package</h2><p><label>Client secret <input type=password></label></p>' +
    `<button type=button onclick="document.title = 'other'">Save</button></section>`;
  const own = FORM.replace(' hidden', '')
    .replace('<label>Private Key', '<label>Key (never shown again)')
    .replace('value=""', 'type=password')
    .replace(
      '<button>',
      `<button type=button onclick="this.insertAdjacentHTML('afterend', '<p>Credentials saved.</p>')">`,
    );
  await page.setContent(`<main>${other}${own}</main>`);
  const enter = new EnterCredentials(mspcfo, bareContext(page));
  expect(await (await enter['privateBox']()).evaluate((box) => box.closest('label')?.textContent)).toContain(
    'Key (never',
  );
  await enter['save']();
  expect(await page.title()).not.toBe('other');
});

for (const [asks, yes, no] of [
  ['Replace the stored credentials?', 'Replace', 'Cancel'],
  ['Remove the credentials?', 'Remove', 'Keep'],
] as const) {
  test(`the question "${asks}" that Save brings is answered with ${yes}, once`, async ({ page }) => {
    const done =
      "document.querySelector('dialog').close(); document.querySelector('form').insertAdjacentHTML('beforeend', '<p>Credentials saved</p>'); document.title += 1";
    await page.setContent(
      `<main>${FORM.replace(' hidden', '').replace('<button>', `<button type=button onclick="document.querySelector('dialog').showModal()">`)}</main>
      <dialog><h2>${asks}</h2><p>The next synchronization uses what is stored then.</p><button onclick="document.querySelector('dialog').close()">${no}</button><button onclick="${done}">${yes}</button></dialog>`,
    );
    await new EnterCredentials(mspcfo, bareContext(page))['save']();
    expect(await page.title()).toBe('1');
  });
}

test('a question that Save brings about something else is not answered', async ({ page }) => {
  await page.setContent(
    `<main>${FORM.replace(' hidden', '').replace('<button>', `<button type=button onclick="document.querySelector('dialog').showModal()">`)}</main>
    <dialog><h2>Delete all reports?</h2><p>They cannot be brought back.</p><button>Keep</button><button onclick="document.title = 'pressed'">Delete</button></dialog>`,
  );
  const saves = new EnterCredentials(mspcfo, bareContext(page))['save']().then(
    () => 'saved',
    () => 'told',
  );
  expect(await Promise.race([saves, page.waitForTimeout(3_000)])).not.toBe('saved');
  expect(await page.title()).toBe('');
  await page.close();
  await saves;
});
