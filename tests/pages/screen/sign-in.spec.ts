import { expect, type Locator, type Page, test } from '@playwright/test';
import { SignIn } from '../../../pages/connectwise/screens/sign-in.ts';
import { SignIn as ReceiverSignIn } from '../../../pages/receiver/screens/sign-in.ts';
import { signInForm } from '../../../pages/screen/signing/sign-in.ts';
import { signInBy } from '../../../pages/sign-in-screen.ts';
import { signInWords } from '../../../pages/sign-in-words.ts';
import type { Context } from '../../../src/portal-sdk/index.ts';
import { bareContext, bareView } from '../../support/bare-context.ts';
import { mspcfo } from '../../support/mspcfo.ts';

test.describe.configure({ timeout: 60_000 });

const NAMES = { company: 'acme', user: 'jadmin' };
const PASSWORD = 'Correct horse 7';
const CODE = '482911';

/** A context that can type secrets; what it typed as passwords goes to `typed`. */
function signingIn(page: Page, typed: string[] = []): Context {
  return {
    ...bareContext(page),
    settings: { username: NAMES.user },
    secret: () => PASSWORD,
    oneTimeCode: async () => CODE,
    typeSecret: async (at: Locator, value: unknown) => {
      if (value === PASSWORD) typed.push(PASSWORD);
      await at.fill('');
      await at.pressSequentially(String(value));
    },
    holdsSecret: async (at: Locator, value: unknown) => (await at.inputValue()) === value,
  } as unknown as Context;
}

/** What somebody sees who is signed in: a menu of no known make. */
const HOME = '<nav><ul><li><a href="#">Service Desk</a></li><li><a href="#">System</a></li></ul></nav><h1>Today</h1>';

/**
 * Keeps what the boxes of a page hold when its button is pressed, and shows the next page.
 * @param pages the pages that follow, as HTML
 */
const script = (pages: string[]) => `<script>
  const pages = ${JSON.stringify([...pages, HOME]).replaceAll('</', '<\\/')};
  globalThis.kept = {};
  const boxes = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
    [...(element.matches('input') ? [element] : []), ...(element.shadowRoot ? boxes(element.shadowRoot) : [])]);
  const define = () => { for (const [name, html] of [
    ['v-field', '<div><slot name=label></slot><div style="border:1px solid"><slot name=input></slot></div></div>'],
  ]) if (!customElements.get(name)) customElements.define(name, class extends HTMLElement {
    connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = html; }
  });
  if (!customElements.get('s-input')) customElements.define('s-input', class extends HTMLElement {
    connectedCallback() {
      const { name, label, type = 'text' } = Object.fromEntries([...this.attributes].map((a) => [a.name, a.value]));
      this.attachShadow({ mode: 'open' }).innerHTML =
        '<div><label for=input>' + label + '</label><div><input id=input data-as=' + name + ' type=' + type + '></div></div>';
    }
  }); };
  define();
  document.addEventListener('click', (event) => {
    if (!event.composedPath().some((part) => part.matches?.('[data-go]'))) return;
    event.preventDefault();
    for (const box of boxes(document)) if (box.dataset.as) kept[box.dataset.as] = box.value;
    setTimeout(() => { document.body.innerHTML = pages.shift(); }, 200);
  });
</script>`;

const box = (as: string, more = '') => `<input data-as="${as}" ${more}>`;
const hidden = 'type="password"';
const floating = (label: string, input: string) =>
  '<div style="position:relative;margin:24px;width:300px"><label style="position:absolute;left:14px;top:16px;' +
  `pointer-events:none">${label}</label><div style="display:flex;border:1px solid #999;padding:16px 14px">${input}` +
  '</div></div>';
const above = (label: string, input: string) => `<div style="margin:12px"><div>${label}</div>${input}</div>`;
const row = (label: string, input: string) => `<tr><td>${label}:</td><td>${input}</td></tr>`;
const go = '<button type="button" data-go>Sign in</button>';

/** Sign-in pages as libraries and products make them, and the pages that follow. */
const MAKES: Record<string, [page: string, ...next: string[]]> = {
  'with labels that float in their boxes': [
    `<h1>Sign in</h1>${floating('Company ID *', box('company'))}${floating('User Name *', box('user'))}` +
      `${floating('Password *', box('password', hidden))}${go}<a href="#">Forgot your password?</a>`,
  ],
  'with placeholders alone, in another order': [
    `<form><span>${box('user', 'placeholder="Enter your user name"')}</span><span>${box('password', `${hidden} placeholder="Password"`)}` +
      `</span><span>${box('company', 'placeholder="Enter company ID"')}</span><label><input type="checkbox"> Keep me ` +
      'signed in</label><button type="button" data-go><span>Log in</span></button></form><button>Sign in with ' +
      'Microsoft</button>',
  ],
  'with labels and boxes in slots': [
    `<v-field><label slot="label">Company</label>${box('company', 'slot="input"')}</v-field><v-field><label ` +
      `slot="label">Username</label>${box('user', 'slot="input"')}</v-field><v-field><label ` +
      `slot="label">Password</label>${box('password', `${hidden} slot="input"`)}</v-field><div role="button" ` +
      'tabindex="0" data-go>Log in</div>',
  ],
  'with labels and boxes inside shadow roots': [
    '<s-input label="Company" name="company"></s-input><s-input label="Email or username" name="user"></s-input>' +
      `<s-input label="Password" name="password" type="password"></s-input>${go}`,
  ],
  'with plain words above the boxes, below a search box': [
    `<header><input type="search" placeholder="Search help"> <a href="#">Log in</a></header>` +
      `${above('Company', box('company'))}${above('User name', box('user'))}${above('Password', box('password', hidden))}${go}`,
  ],
  'of table rows with a drawn button': [
    `<table>${row('Company', box('company'))}${row('Username', box('user'))}${row('Password', box('password', hidden))}` +
      '</table><div tabindex="0" style="cursor:pointer;width:80px" data-go>Login</div>',
  ],
  'that asks for company and user first': [
    `<form>${above('Company', box('company'))}${above('User Name', box('user'))}<button data-go>Next</button></form>`,
    `<form><p>jadmin</p>${above('Password', box('password', hidden))}<button data-go>Login</button></form>`,
  ],
  'that asks for one thing on each page': [
    `${above('Tenant', box('company'))}<button data-go>Continue</button>`,
    `${above('Email', box('user', 'type="email"'))}<button data-go>Continue</button>`,
    `${above('Enter your password', box('password', `${hidden} autocomplete="current-password"`))}<button data-go>Continue</button>`,
  ],
  'that asks for a code afterwards, and whether to stay signed in': [
    `${above('Company', box('company'))}${above('User Name', box('user'))}${above('Password', box('password', hidden))}${go}`,
    `<h1>Two-step verification</h1>${above('Enter the 6 digits', box('code', 'autocomplete="one-time-code"'))}<button data-go>Verify</button>`,
    '<h1>Stay signed in?</h1><button>Yes</button><button data-go>No</button>',
  ],
  'that finds another session': [
    `${above('Company', box('company'))}${above('User Name', box('user'))}${above('Password', box('password', hidden))}${go}`,
    '<div role="dialog"><h2>Active session</h2><p>You are already signed in on another device.</p><button ' +
      'data-go>Proceed</button><button>Cancel</button></div>',
  ],
  'whose password will expire soon': [
    `${above('Company', box('company'))}${above('User Name', box('user'))}${above('Password', box('password', hidden))}${go}`,
    '<p>Your password expires in 5 days.</p><button>Change it</button><button data-go>Remind me later</button>',
  ],
  'that asks how to sign in, set to another way': [
    `<label>Sign-in method <select id=way><option>Single sign-on (Home)<option>User name and password<option>Client certificate</select></label>
    <div id=asked>${above('Email', box('email', 'type=email'))}<button type=button data-go>Continue</button></div><script>way.onchange = () => {
      asked.innerHTML = ${JSON.stringify(above('User name', box('user')) + above('Password', box('password', hidden)) + above('Company', box('company')) + go)};
    }</script>`,
  ],
  'with a user box that nothing names': [
    `${above('Company', box('company'))}<div style="margin:40px">${box('user')}</div>${above('Password', box('password', hidden))}${go}`,
  ],
};

for (const [what, [first, ...next]] of Object.entries(MAKES)) {
  test(`a sign-in page ${what} is filled and left`, async ({ page }) => {
    await page.setContent(`${first}${script(next)}`);
    const screen = new SignIn(signingIn(page));
    expect(await signInBy(screen, NAMES, true)).toBe('signed in');
    const kept = await page.evaluate(() => (globalThis as unknown as { kept: object }).kept);
    expect(kept).toEqual({
      ...NAMES,
      password: PASSWORD,
      ...(next.some((html) => html.includes('6 digits')) && { code: CODE }),
    });
  });
}

test('a sign-in page in a frame is filled and left', async ({ page }) => {
  const [first] = MAKES['with plain words above the boxes, below a search box']!;
  await page.setContent('<h1>Portal</h1><iframe style="width:900px;height:600px"></iframe>');
  await page.frames()[1]!.setContent(`${first}${script([])}`);
  expect(await signInBy(new SignIn(signingIn(page)), NAMES, true)).toBe('signed in');
  const kept = await page.frames()[1]!.evaluate(() => (globalThis as unknown as { kept: object }).kept);
  expect(kept).toEqual({ ...NAMES, password: PASSWORD });
});

const SSO: Record<string, string> = {
  'whose only way in is a button': '<h1>Welcome</h1><button>Sign in with Microsoft</button>',
  'that says so': `${above('Company', box('company'))}${above('User Name', box('user'))}<p>Single Sign On is enabled</p>${go}`,
};
for (const [what, html] of Object.entries(SSO)) {
  test(`single sign-on is left to a person on a page ${what}`, async ({ page }) => {
    await page.setContent(html);
    const screen = new SignIn(signingIn(page));
    expect(await signInBy(screen, NAMES, true)).toBe('single sign-on');
    expect(screen.problem('single sign-on').message).toContain('sign-in: person');
  });
}

const FORM = `${above('Company', box('company'))}${above('User Name', box('user'))}${above('Password', box('password', hidden))}`;
/** What a press on the button does where the password is wrong, and what the page is understood to say. */
const REFUSALS: Record<string, [press: string, says: string, before?: string]> = {
  'in an alert': [
    `setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<div role=alert>No such login here</div>'), 600)`,
    'No such login here',
  ],
  'in plain words': [
    `setTimeout(() => document.getElementById('says').textContent = 'Incorrect user name or password', 600)`,
    'Incorrect user name or password',
  ],
  'beside a box that it marks': [
    `setTimeout(() => { const box = document.querySelector('[type=password]'); box.setAttribute('aria-invalid', 'true');` +
      ` box.insertAdjacentHTML('afterend', '<p>That did not fit</p>') }, 600)`,
    'That did not fit',
  ],
  'in words that stood there before': [
    `const says = document.getElementById('says'); const text = says.textContent; says.textContent = '';` +
      ` setTimeout(() => says.textContent = text, 600)`,
    'Wrong password',
    'Wrong password',
  ],
};
for (const [how, [press, says, before = '']] of Object.entries(REFUSALS)) {
  test(`a password that is refused ${how} is sent once`, async ({ page }) => {
    await page.setContent(
      `${FORM}<p id="says" role="${before === '' ? 'none' : 'alert'}">${before}</p><button ` +
        `onclick="${press.replaceAll('"', '&quot;')}">Sign in</button>`,
    );
    const typed: string[] = [];
    const screen = new SignIn(signingIn(page, typed));
    const state = await signInBy(screen, NAMES, true);
    expect(state).toEqual({ refused: says, secret: 'PASSWORD' });
    expect(typed).toHaveLength(1);
  });
}

test('a password that leads back to the first page is sent once', async ({ page }) => {
  const [first, second] = MAKES['that asks for company and user first']!;
  await page.setContent(`${first}${script([second!, first, second!])}`);
  const typed: string[] = [];
  const state = await signInBy(new SignIn(signingIn(page, typed)), NAMES, true);
  expect(state).toMatchObject({ secret: 'PASSWORD' });
  expect(typed).toHaveLength(1);
});

test('a greeting in an alert is no refusal', async ({ page }) => {
  const press =
    "document.body.insertAdjacentHTML('beforeend', '<div role=alert>Success! Signing you in</div>'); setTimeout(() => " +
    `document.body.innerHTML = ${JSON.stringify(HOME)}, 1500)`;
  await page.setContent(`${FORM}<button onclick="${press.replaceAll('"', '&quot;')}">Sign in</button>`);
  expect(await signInBy(new SignIn(signingIn(page)), NAMES, true)).toBe('signed in');
});

test("a box that shows the password is not taken for the user's", async ({ page }) => {
  await page.setContent(`${above('Password', box('password', 'type="text"'))}${above('', box('user'))}${go}`);
  const form = signInForm(await bareView(page).see(), signInWords);
  expect(form?.user).toBeUndefined();
});

const APP: Record<string, string> = {
  'of a member': `${HOME}${above('Company', box('a'))}${above('User Name', box('b'))}${above('Role', box('c'))}<button>OK</button>`,
  'with a code to look for': `${HOME}${above('Code', box('a'))}<button>Go</button>`,
};
for (const [what, html] of Object.entries(APP)) {
  test(`a screen ${what} is no sign-in page`, async ({ page }) => {
    await page.setContent(html);
    expect(await new SignIn(signingIn(page)).state()).toBe('signed in');
  });
}

test('MSPCFO is signed in to on two pages, and the header of its sign-in page is no name', async ({ page }) => {
  const header = '<header style="text-align:right"><button>Get a demo</button></header>';
  const top =
    '<header style="text-align:right"><button aria-haspopup="true">Pat Doe</button></header><h1>Dashboard</h1>';
  await page.setContent(
    `${header}${above('Work email', box('user', 'type="email"'))}<button data-go>Continue</button>` +
      script([`${header}${above('Password', box('password', hidden))}<button data-go>Sign in</button>`, top]),
  );
  expect(await signInBy(new ReceiverSignIn(mspcfo, signingIn(page)), { user: 'pat@acme.example' }, true)).toBe(
    'signed in',
  );
  const kept = await page.evaluate(() => (globalThis as unknown as { kept: object }).kept);
  expect(kept).toEqual({ user: 'pat@acme.example', password: PASSWORD });
});
