import { expect, test } from '@playwright/test';
import { pressRemove } from '../../../pages/receiver/remove-credentials.ts';
import { View } from '../../../pages/receiver/view.ts';
import { bareContext } from '../../support/bare-context.ts';
import { credentialsAction, mspcfo } from '../../support/mspcfo.ts';

const DONE = "document.querySelector('main').textContent = 'Your credentials were removed.'";
const ASK =
  "setTimeout(() => document.body.insertAdjacentHTML('beforeend', document.getElementById('asks').innerHTML), 300)";

/** How MSPCFO may ask before it removes credentials: the page with its button, and the question that comes. */
const QUESTIONS: Record<string, [button: string, question?: string]> = {
  'in a window whose answers are no buttons': [
    `<button onclick="${ASK}">Disconnect</button>`,
    '<div role=dialog style="position:fixed;inset:20% 30%;background:#fff"><h1>Disconnect ' +
      'ConnectWise?</h1><p>Nightly updates stop.</p><div onclick="this.parentElement.remove()">Cancel</div><div ' +
      `onclick="this.parentElement.remove(); ${DONE}">Disconnect</div></div>`,
  ],
  'by a button that wants to be pressed twice': [
    `<button onclick="if (this.textContent === 'Remove') this.textContent = 'Click again to remove'; else ` +
      `${DONE}">Remove</button>`,
  ],
  'by a button that wants to be pressed twice and was made anew': [
    `<button onclick="this.outerHTML = document.getElementById('asks').innerHTML">Delete</button>`,
    `<button onclick="${DONE}">Are you sure?</button>`,
  ],
  'in a window with a title in the words of such a button': [
    `<button onclick="${ASK}">Remove</button>`,
    '<div class=modal style="position:fixed;inset:20% 30%;background:#fff"><div>Are you sure?</div><button ' +
      'onclick="this.parentElement.remove()">No</button><button onclick="this.parentElement.remove(); ' +
      `${DONE}">Yes</button></div>`,
  ],
  'not at all, while the button says that it is at work': [
    `<button onclick="this.className = 'busy'; setTimeout(() => { ${DONE} }, 2500)">Remove</button>`,
  ],
};

for (const [how, [button, question = '']] of Object.entries(QUESTIONS)) {
  test(`credentials are removed where MSPCFO asks ${how}`, async ({ page }) => {
    await page.setContent(
      `<main><h1>Api Credentials</h1><p id=key>aB3dE5gH7jK9mN1p</p>${button}</main><template ` +
        `id=asks>${question}</template>`,
    );
    const view = new View(mspcfo, bareContext(page), 'Api Credentials');
    const gone = async () => !(await page.locator('#key').isVisible());
    expect(await pressRemove(view, page.getByRole('button').first(), gone)).toEqual({ done: true });
    expect(await gone()).toBe(true);
  });
}

test('keys that MSPCFO has no way to remove are left to a person, in its words', async ({ page }) => {
  const key = 'aB3dE5gH7jK9mN1p';
  const field = (label: string, value = '') => `<p><label>${label} <input value="${value}"></label></p>`;
  const html =
    `<button onclick="menu.hidden = false" style="position:fixed;right:20px;top:10px">Robin Doe</button><div id=menu ` +
    'hidden role=menu style="position:fixed;right:20px;top:40px"><a onclick="menu.hidden = true; form.hidden = false">' +
    `Api Credentials</a></div><main><form id=form hidden onsubmit="said.textContent = 'Public Key is required.'; ` +
    `return false"><p id=said></p>${field('Public Key', key)}<p><label>Private Key <input type=password></label></p>` +
    `${field('CW Server URL', 'https://cw.example')}${field('CW Company ID', 'acme')}<button>Save</button></form></main>`;
  await page.route('http://mspcfo.example/', async (route) => {
    await route.fulfill({ contentType: 'text/html', body: html });
  });
  const ctx = Object.assign(bareContext(page), { url: new URL('http://mspcfo.example/'), settings: {} });
  const wish = { managed: [key], includeUnmanaged: false };
  const credentialsClear = credentialsAction('clear');
  await credentialsClear.perform!(ctx, wish);
  expect(await credentialsClear.confirm!(ctx, wish)).toMatchObject({
    state: 'satisfied',
    left: [{ what: expect.stringContaining(key) as unknown, why: expect.stringContaining('required') as unknown }],
  });
});

test('a form that is emptied and saved may say that the credentials were removed', async ({ page }) => {
  const key = 'aB3dE5gH7jK9mN1p';
  let stored = key;
  const field = (label: string, name: string, value = '') =>
    `<p><label>${label} <input name=${name} value="${value}"></label></p>`;
  await page.route('http://mspcfo.example/**', async (route) => {
    const saves = route.request().method() === 'POST';
    if (saves) stored = new URLSearchParams(route.request().postData() ?? '').get('public') ?? '';
    await route.fulfill({
      contentType: 'text/html',
      body:
        '<button onclick="menu.hidden = false" style="position:fixed;right:20px;top:10px">Robin Doe</button><div ' +
        'id=menu hidden role=menu style="position:fixed;right:20px;top:40px"><a onclick="menu.hidden = true; ' +
        `form.hidden = false">Api Credentials</a></div><main>${saves ? '<p>Your API credentials have been removed.</p>' : ''}` +
        `<form id=form method=post ${saves ? '' : 'hidden'}>${field('Public Key', 'public', stored)}<p><label>Private Key ` +
        `<input name=private type=password></label></p>${field('CW Server URL', 'url')}${field('CW Company ID', 'company')}` +
        '<button>Save</button></form></main>',
    });
  });
  const ctx = Object.assign(bareContext(page), { url: new URL('http://mspcfo.example/'), settings: {} });
  await credentialsAction('clear').perform!(ctx, { managed: [key], includeUnmanaged: false });
  expect(stored).toBe('');
});
