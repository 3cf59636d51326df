import { expect, test } from '@playwright/test';
import connectwise from '../../pages/connectwise/portal.ts';
import { prepareLooks } from '../../pages/screen/look.ts';
import type { Context } from '../../src/portal-sdk/index.ts';
import { bareContext } from '../support/bare-context.ts';
import { portal } from '../support/mspcfo.ts';

test.beforeAll(async () => await prepareLooks());

const bar = (inside: string) =>
  `<div style="position:absolute;top:0;left:0;right:0;height:44px;text-align:right">${inside}</div><p>Today</p>`;
const BUTTON = '<div class="cw_MyAccountButton">';

const CONNECTWISE: Record<string, [html: string, account: string | undefined]> = {
  'that names the member': [
    bar(`<div>Help Center</div>${BUTTON}<div class="mm_button"><div class="mm_label">jadmin</div></div></div>`),
    'jadmin',
  ],
  'that names the member before a sign': [bar(`${BUTTON}jadmin \u25be</div>`), 'jadmin'],
  'that shows a drawing with a title': [
    bar(`${BUTTON}<div class="mm_button" title="J. Admin"><svg width="20" height="20"></svg></div></div>`),
    'J. Admin',
  ],
  'with a name in it that the user name is made of': [
    bar('<button>Admin Center</button> <button>Jane Admin</button>'),
    'Jane Admin',
  ],
  'with a sign that opens a menu': [bar('<button>Jane Admin \u25be</button>'), 'Jane Admin'],
  'with a word of the user name that is no name': [bar('<button>Admin Center</button>'), undefined],
  'that says My Account only': [bar(`${BUTTON}My Account</div>`), undefined],
  'without that button': [bar('<div>Help Center</div><div>jadmin</div>'), undefined],
  'with two such buttons that differ': [bar(`${BUTTON}jadmin</div>${BUTTON}sadmin</div>`), undefined],
  'whose button nobody sees': [bar(`<div style="display:none">${BUTTON}jadmin</div></div>`), undefined],
  'with such a button in a record below it': [
    `${bar(`${BUTTON}jadmin</div>`)}<div style="position:absolute;top:300px">${BUTTON}Dispatch</div></div>`,
    'jadmin',
  ],
};
for (const [what, [html, account]] of Object.entries(CONNECTWISE)) {
  test(
    `a top bar of ConnectWise ${what} ` +
      `${account === undefined ? 'does not tell who is signed in' : 'tells who is signed in'}`,
    async ({ page }) => {
      await page.setContent(html);
      const ctx = Object.assign(bareContext(page), { settings: { username: 'jadmin' } });
      expect(await connectwise.account(ctx)).toBe(account);
    },
  );
}

const right = (inside: string) =>
  `<div style="position:absolute;top:8px;right:16px;display:flex;gap:12px">${inside}</div><h1>Dashboard</h1>`;
const trigger = '<button aria-haspopup="true"><span>SR</span> <span style="cursor:pointer">Sam Rivera</span></button>';

const MSPCFO: Record<string, [html: string, account: string | undefined, name?: string]> = {
  'with initials and a name': [right(trigger), 'Sam Rivera'],
  'with initials alone': [right('<button>SR</button>'), 'SR'],
  'with a name beside help and sign-out': [
    right(`<a href="#">Help</a>${trigger}<a href="#">Sign out</a>`),
    'Sam Rivera',
  ],
  'with nothing but a picture': [right('<button><img alt="" width="20" height="20"></button>'), undefined],
  'with a name that opens a menu under the mouse': [right("<span>Sam O'Rivera \u25be</span>"), "Sam O'Rivera"],
  'with words that are no name': [right('<span>Help and support</span>'), undefined],
  'with a word that is no name': [right('<button>My account</button>'), undefined],
  'with a button that could be anything': [right('<button>Donate</button>'), undefined],
  'with two things that could be a name': [right(`<button>Acme IT</button>${trigger}`), undefined],
  'with two such things, one of them told in the customers file': [
    right(`<button>Acme IT</button>${trigger}`),
    'Sam Rivera',
    'sam rivera',
  ],
};
for (const [what, [html, account, name]] of Object.entries(MSPCFO)) {
  test(
    `a page of MSPCFO ${what} at the top right ` +
      `${account === undefined ? 'does not tell who is signed in' : 'tells who is signed in'}`,
    async ({ page }) => {
      await page.setContent(html);
      const ctx: Context = {
        ...bareContext(page),
        settings: { username: 'support@acme.example', ...(name !== undefined && { 'display-name': name }) },
      };
      expect(await portal.account!(ctx)).toBe(account);
    },
  );
}
