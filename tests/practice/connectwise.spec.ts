// Longer than 300 lines because it is one subject: the practice ConnectWise on the screen, by its sections.

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { expect, type FrameLocator, type Page, test } from '@playwright/test';
import { totp } from '../../src/practice/connectwise/login/totp.ts';
import { MODULES } from '../../src/practice/connectwise/modules.ts';
import { type NewCompany, newCompany } from '../../src/practice/connectwise/new-company.ts';
import { type ConnectwiseOptions, connectwiseApp } from '../../src/practice/connectwise/server.ts';
import {
  addKey,
  type CompanyState,
  endSessions,
  findKey,
  isPrivateKey,
  levelOf,
} from '../../src/practice/connectwise/state.ts';
import { type Variants, variants } from '../../src/practice/connectwise/variants.ts';
import { failAt, faults } from '../../src/practice/testing/faults.ts';
import { enterConnectwise } from '../support/practice-session.ts';
import { representative } from '../support/representative.ts';

test.use({ actionTimeout: 10_000 });

const TOTP = 'JBSWY3DPEHPK3PXP';
const closers: (() => void)[] = [];
test.afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Practice {
  url: string;
  company: CompanyState;
  variants: Partial<Variants>;
}

async function start(
  chosen: Partial<Variants> = {},
  options: Partial<ConnectwiseOptions> & Partial<NewCompany> = {},
): Promise<Practice> {
  const company = newCompany('Practice', {
    users: [
      { username: 'setup', password: 'right', totpSecret: TOTP },
      { username: 'helper', password: 'right', admin: false },
    ],
    ...options,
  });
  const app = connectwiseApp({
    tenants: new Map([['practice', company]]),
    delay: 15,
    variants: { mfa: 'off', ...chosen },
    ...options,
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const options = { fetch: app.fetch, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false };
    const made = serve(options, () => resolve(made));
  });
  closers.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    company,
    variants: { mfa: 'off', ...chosen },
  };
}

/** Settings of which the sign-in tells something. */
const OF_SIGN_IN = ['autofill', 'sso', 'secondSession', 'announcement'] as const;

/** By the form only where something of it differs: what the form does has tests of its own. */
async function signIn(page: Page, practice: Practice, username = 'setup'): Promise<void> {
  if (practice.variants.mfa === 'off' && OF_SIGN_IN.every((name) => practice.variants[name] === undefined))
    await enterConnectwise(page, practice.url, practice.company, username);
  else await signInByForm(page, practice, username);
  await expect(page.locator('.detailLabel').filter({ visible: true })).toHaveText(
    practice.variants.startScreen === 'Service Board' ? /Service Board/ : 'Today',
  );
}

async function signInByForm(page: Page, practice: Practice, username: string): Promise<void> {
  await page.goto(practice.url);
  if (practice.variants.autofill === 'rewrites-early') await expect(page.locator('#company')).toHaveValue('remembered');
  // Typed until it stays: remembered values may come in between.
  await expect(async () => {
    await page.locator('#company').fill('practice');
    await page.locator('#username').fill(username);
    if (practice.variants.sso !== 'on') await page.locator('#password').fill('right');
    await page.waitForFunction(() => performance.now() > 400);
    await expect(page.locator('#company')).toHaveValue('practice');
  }).toPass();
  if (practice.variants.sso === 'on') await expect(page.getByText('Single Sign On is enabled')).toBeVisible();
  const other = practice.variants.secondSession === 'separate-window' ? page.waitForEvent('popup') : undefined;
  await page.locator('#loginBtn').click();
  if (practice.variants.sso === 'on') {
    await page.locator('#Input_Email').fill(`${username}@practice.example`);
    await page.locator('input[value=NEXT]').click();
    await page.locator('#Input_Password').fill('right');
    await page.locator('input[value="SIGN IN"]').click();
  } else if (practice.variants.mfa === 'on') {
    const frame = page.frameLocator('iframe[name=authenticationFrame]');
    await frame.locator('input[name=auth_pin]').fill(totp(TOTP));
    await frame.locator('button').click();
  }
  if (practice.variants.secondSession === 'same-page')
    await page.locator('#sso-session-dialog input[value=Proceed]').click();
  if (other) await (await other).locator('#sso-session-dialog input[value=Proceed]').click();
  if (practice.variants.announcement === 'after-sign-in')
    await page.locator('.CwDialog-buttons .CwButton-innerStandardActive').click();
}

/** Presses and reads as a person would on the screens of one practice ConnectWise. */
function person(page: Page, practice: Practice) {
  const framed = practice.variants.systemScreens === 'iframe';
  const area: Page | FrameLocator = framed ? page.frameLocator('iframe[src*=systemmodule]') : page;
  const seen = (selector: string) => area.locator(selector).filter({ visible: true });
  const title = (text: string | RegExp) => expect(seen('.detailLabel')).toHaveText(text);
  const choose = async (field: string, value: string) => {
    const combo = seen('.mm_comboBox').filter({ has: page.locator(`input.cw_${field}`) });
    await expect(async () => {
      await combo.locator('svg').click();
      await seen('.gwt-dropdown-options').getByText(value, { exact: true }).click({ timeout: 1000 });
      await expect(combo.locator('input')).toHaveValue(value, { timeout: 200 });
    }).toPass();
  };
  return {
    area,
    seen,
    title,
    choose,
    press: (readable: string) => seen(`.${readable} > .mm_button`).click(),
    async menu(section: string, entry: string) {
      const head = page.locator('.cw-lcm-section').filter({ hasText: section });
      if (practice.variants.sideNav === 'expanded') {
        const inside = head.getByText(entry, { exact: true });
        if (!(await inside.isVisible())) await head.getByText(section, { exact: true }).click();
        return inside.click();
      }
      await head.hover();
      await page
        .locator('body > div:not(:has(.cw-lcm-section))')
        .filter({ visible: true })
        .getByText(entry, { exact: true })
        .click();
    },
    async level(row: string, value: string) {
      if (!(await seen('tr').filter({ hasText: row }).count()))
        await seen('tr .mm_label').getByText('System', { exact: true }).click();
      const cell = area
        .locator('tr')
        .filter({ visible: true, has: page.getByTitle(row, { exact: true }) })
        .locator('td[cellindex="4"]');
      if (practice.variants.levelCells === 'editor-on-click') {
        await cell.click();
        await expect(cell.locator('input')).toBeFocused();
      }
      await expect(async () => {
        await cell.locator('.mm_comboBox svg').click();
        await seen('.gwt-dropdown-options').getByText(value, { exact: true }).click({ timeout: 1000 });
      }).toPass();
    },
  };
}

/** Settings by number: all first ones, all second ones, and so on, so that each setting of each variant is met. */
const settings = (n: number) =>
  Object.fromEntries(
    Object.entries(variants).map(([name, { values }]) => [name, values[n % values.length]]),
  ) as Variants;

for (const [n, long] of representative([0, 1, 2])) {
  test(
    `role, levels, member and key can be made by hand, with every variant at setting ${n + 1}`,
    long,
    async ({ page }) => {
      const all = settings(n);
      const practice = await start(all);
      const { company } = practice;
      page.on('dialog', (dialog) => dialog.accept());
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await signIn(page, practice);
      const { seen, title, choose, press, menu, level, area } = person(page, practice);
      const note = async () => {
        if (all.announcement === 'on-screens' && all.popUp !== 'status-note') return;
        if (all.popUp === 'status-note') await seen('.cw-gxt-wnd').getByText('Close', { exact: true }).click();
      };

      await menu('System', 'Security Roles');
      if (all.announcement === 'on-screens') await seen('.CwDialog-buttons .CwButton-innerStandardActive').click();
      await title('Security Roles');
      await press('cw-toolbar-new-item');
      await seen('input.cw_roleId').fill('Reports only');
      if (all.newRoleForm === 'window') await seen('.cw-gxt-wnd').getByText('SAVE').click();
      else await press('cw_ToolbarButton_Save');
      const role = all.roleName === 'upper-case' ? 'REPORTS ONLY' : 'Reports only';
      if (all.afterRoleSave === 'list') {
        await title('Security Roles');
        await press('cw-toolbar-clear');
        await seen('a').getByText(role, { exact: true }).click();
      }
      await title(`Security Modules for Role - ${role}`);
      await note();
      await level('API Reports', 'All');
      await press('cw_ToolbarButton_Save');
      if (all.saved === 'banner')
        await expect(seen('.gwt-Label').getByText('You have successfully updated this record.')).toBeVisible();
      else await expect(seen('.cw_ToolbarButton_Save > .mm_button')).toHaveAttribute('tabindex', '-1');
      expect(levelOf(company.roles.find(({ name }) => name === role)!, 'System', 'API Reports', 'inquire')).toBe('All');

      await menu('System', 'Members');
      await title(/^Licensing: Regular/);
      await area.getByText('API Members', { exact: true }).filter({ visible: true }).last().click();
      // The list of the other tab stays until this one has come.
      await expect(seen('.navigationEntry')).toHaveText('Members - API Members');
      await press('cw-toolbar-new-item');
      await title('New Member');
      await expect(seen('input.cw_timeZone')).not.toHaveValue('');
      await seen('input.cw_memberId').pressSequentially('Reports');
      await seen('input.cw_memberName').fill('Reports Integration');
      await choose('roleId', role);
      await choose('level', 'Corporate (Level 1)');
      const corporate = all.labels === 'other-tenant' ? 'Global Access' : 'Corporate';
      await choose('name', corporate);
      await choose('department', 'Services');
      await choose('defaultTerritory', corporate);
      await expect(area.getByText(all.businessUnit).filter({ visible: true })).toHaveCount(1);
      await press('cw_ToolbarButton_Save');
      await title('Reports (Reports Integration)');

      await area.getByText('API Keys', { exact: true }).filter({ visible: true }).click();
      await press('cw-toolbar-new-item');
      await seen('input.cw_description').fill('first key');
      await press('cw_ToolbarButton_Save');
      await expect(seen('.gwt-Label').getByText('You have successfully updated this record.')).toBeVisible();
      const [publicKey, privateKey] = (await seen('.gwt-Label.mm_label').allTextContents()).filter((text) =>
        /^[A-Za-z0-9]{16}$/.test(text),
      );
      expect(isPrivateKey(findKey(company, publicKey!)!, privateKey!)).toBe(true);
      await expect(seen('.cw_ToolbarButton_Save > .mm_button')).toHaveAttribute('tabindex', '-1');

      await press('cw_ToolbarButton_Back');
      await expect(seen('a').getByText('first key')).toBeVisible();
      await expect(area.getByText(privateKey!).filter({ visible: true })).toHaveCount(
        all.privateKey === 'one-further-screen' ? 1 : 0,
      );
      await seen('a').getByText('first key').click();
      await expect(area.getByText(publicKey!).filter({ visible: true })).toHaveCount(1);
      await expect(area.getByText(privateKey!).filter({ visible: true })).toHaveCount(0);
      await press('cw_ToolbarButton_Delete');
      if (all.confirmDelete === 'gxt-window') await seen('.cw-gxt-wnd').getByText('YES').click();
      if (all.confirmDelete === 'react-dialog') await seen('.CwDialog-buttons').getByText('DELETE').click();
      await expect.poll(() => findKey(company, publicKey!)).toBeUndefined();

      const state = await page.request.get(`${practice.url}/practice/state?company=practice`);
      expect(await state.json()).toMatchObject({
        mutations: { 'role created': 1, 'member created': 1, 'key created': 1, 'key deleted': 1 },
      });
      expect(await state.text()).not.toContain(privateKey!);
      expect(errors).toEqual([]);
    },
  );
}

test('generated class names differ between servers, and ids between loads', async ({ page }) => {
  const seenOnce = async (practice: Practice) => {
    const logo = page.locator('.navigationEntry').first();
    await expect(logo).toBeAttached();
    return {
      practice,
      className: await page.locator('.cw_PsaRootContainer').evaluate((element) => element.className.split(' ')[0]!),
      id: await page.locator('.mm_comboBox input').first().getAttribute('id'),
    };
  };
  const [one, two] = [await start(), await start()];
  await signIn(page, one);
  const first = await seenOnce(one);
  await page.reload();
  const again = await seenOnce(one);
  await signIn(page, two);
  const other = await seenOnce(two);
  expect(again.className).toBe(first.className);
  expect(again.id).not.toBe(first.id);
  expect(other.className).not.toBe(first.className);
  expect(first.className).toMatch(/^G[A-Z0-9]{7}[A-Z]{3}$/);
});

test('a toolbar button hears real presses on its inner div, not a script’s click', async ({ page }) => {
  const practice = await start();
  await signIn(page, practice);
  const { menu, title, seen, press } = person(page, practice);
  await menu('System', 'Security Roles');
  await title('Security Roles');
  await seen('.cw-toolbar-new-item > .mm_button').evaluate((element: HTMLElement) => element.click());
  await seen('.cw-toolbar-new-item').dispatchEvent('click');
  await menu('System', 'Setup Tables');
  await title('Setup Tables');
  expect(await page.locator('.SecurityRole').count()).toBe(0);
  await menu('System', 'Security Roles');
  await press('cw-toolbar-new-item');
  await title('New Role');
});

test('level cells and the key’s Save ignore every scripted event', async ({ page }) => {
  const practice = await start({ moduleState: 'expanded', saved: 'banner' });
  await signIn(page, practice);
  const { menu, title, seen, press, area } = person(page, practice);
  await menu('System', 'Security Roles');
  await seen('a').getByText('No Access').click();
  await title('Security Modules for Role - No Access');
  await area
    .locator('tr', { has: page.getByTitle('API Reports') })
    .locator('td[cellindex="4"] input')
    .evaluate((input: HTMLInputElement) => {
      input.focus();
      input.value = 'All';
      for (const type of ['input', 'change', 'blur']) input.dispatchEvent(new Event(type, { bubbles: true }));
    });
  await press('cw_ToolbarButton_Save');
  await expect(seen('.gwt-Label').getByText('You have successfully')).toBeVisible();
  expect(practice.company.roles.find(({ name }) => name === 'No Access')!.levels).toEqual({});

  await menu('System', 'Members');
  await area.getByText('API Members', { exact: true }).filter({ visible: true }).click();
  await seen('a').getByText('Automate', { exact: true }).click();
  await title('Automate (Automate RMM)');
  await area.getByText('API Keys', { exact: true }).filter({ visible: true }).click();
  await press('cw-toolbar-new-item');
  await seen('input.cw_description').fill('scripted');
  await seen('.cw_ToolbarButton_Save > .mm_button').evaluate((button) => {
    for (const type of ['mousedown', 'mouseup', 'click']) button.dispatchEvent(new MouseEvent(type, { bubbles: true }));
  });
  await press('cw_ToolbarButton_Save');
  await expect(seen('.gwt-Label').getByText('You have successfully')).toBeVisible();
  expect(practice.company.mutations['key created']).toBe(1);
});

test(
  'with virtual rows, Security Modules hold only what is near the visible part, and levels set on the way are ' +
    'kept',
  async ({ page }) => {
    const practice = await start({ moduleRows: 'virtual', moduleState: 'expanded' });
    await signIn(page, practice);
    const { menu, title, seen, press, level } = person(page, practice);
    await menu('System', 'Security Roles');
    await seen('a').getByText('No Access', { exact: true }).click();
    await title('Security Modules for Role - No Access');
    const scroller = seen('#securitymodules-listview-scroller');
    const rows = scroller.locator('tr.cw-ml-row');
    const names = async () =>
      await rows
        .locator('td[cellindex="0"] [title]')
        .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).title));
    await expect(scroller.getByTitle('Company Maintenance', { exact: true })).toBeVisible();
    await expect(scroller.getByTitle('Time Entry', { exact: true })).toHaveCount(0);
    const place = () =>
      scroller.evaluate(({ scrollTop, clientHeight, scrollHeight }) => ({
        scrollTop,
        end: scrollTop + clientHeight >= scrollHeight - 1,
      }));
    const met = new Set<string>();
    // Scrolled bit by bit, each row is met.
    for (;;) {
      await expect.poll(async () => (await rows.allTextContents()).filter((text) => text === '')).toEqual([]);
      expect(await rows.count()).toBeLessThan(50);
      for (const name of await names()) met.add(name);
      if (
        (await scroller.getByTitle('API Reports', { exact: true }).isVisible()) &&
        !practice.company.mutations['role saved']
      ) {
        await level('API Reports', 'All');
        await press('cw_ToolbarButton_Save');
        await expect.poll(() => practice.company.mutations['role saved']).toBe(1);
      }
      const { scrollTop, end } = await place();
      if (end) break;
      await scroller.hover();
      await page.mouse.wheel(0, 200);
      await expect.poll(async () => (await place()).scrollTop).toBeGreaterThan(scrollTop);
    }
    expect([...new Set(Object.values(MODULES).flat())].filter((name) => !met.has(name))).toEqual([]);
    await expect(scroller.getByTitle('Company Maintenance', { exact: true })).toHaveCount(0);
    const role = practice.company.roles.find(({ name }) => name === 'No Access')!;
    expect(role.levels).toEqual({
      'System/API Reports': { add: 'None', edit: 'None', delete: 'None', inquire: 'All' },
    });
    await press('cw_ToolbarButton_Save');
    await expect.poll(() => practice.company.mutations['role saved']).toBe(2);
    expect(role.levels).toEqual({
      'System/API Reports': { add: 'None', edit: 'None', delete: 'None', inquire: 'All' },
    });
  },
);

test('the Name combo drops what was entered while its list was on its way', async ({ page }) => {
  const practice = await start({ membersOpenOn: 'API Members' });
  await signIn(page, practice);
  const { menu, title, seen, press, choose } = person(page, practice);
  await menu('System', 'Members');
  await title(/^Licensing/);
  await press('cw-toolbar-new-item');
  await title('New Member');
  const typed = Promise.withResolvers<void>();
  await page.route('**/Members/GetNames.rails', async (route) => {
    await typed.promise;
    await route.continue();
  });
  await choose('level', 'Corporate (Level 1)');
  const name = seen('input.cw_name');
  await name.fill('Corporate');
  await name.press('Tab');
  await expect(name).toHaveValue('Corporate');
  typed.resolve();
  await expect(name).toHaveValue('');
  await choose('name', 'Corporate');
});

test('a combo takes an exact entry on leaving, and puts anything else back', async ({ page }) => {
  const practice = await start({ membersOpenOn: 'API Members' });
  await signIn(page, practice);
  const { menu, title, seen, press } = person(page, practice);
  await menu('System', 'Members');
  await title(/^Licensing/);
  await press('cw-toolbar-new-item');
  await title('New Member');
  const zone = seen('input.cw_timeZone');
  await expect(zone).toHaveValue('US Eastern');
  await zone.fill('US Centr');
  await zone.press('Tab');
  await expect(zone).toHaveValue('US Eastern');
  await zone.fill('us central');
  await zone.press('Tab');
  await expect(zone).toHaveValue('US Central');
  // The list stays in the document when it is closed.
  await expect(page.locator('body > .gwt-dropdown-options').filter({ visible: true })).toHaveCount(0);
  expect(await page.locator('body > .gwt-dropdown-options').count()).toBeGreaterThan(0);
});

test('lists filter on Enter or SEARCH only, with a preset Type, and say Loading meanwhile', async ({ page }) => {
  const practice = await start({}, { delay: 100 });
  await signIn(page, practice);
  const { menu, seen, press } = person(page, practice);
  await menu('System', 'Security Roles');
  const pager = seen('.gwt-Label').getByText(/ of \d+$/);
  await expect(pager).toHaveText('1 - 9 of 9');
  await expect(seen('a').getByText('Portal Contact')).toHaveCount(0);
  await seen('#Name-input').fill('*tech*');
  await expect(pager).toHaveText('1 - 9 of 9');
  await press('cw-toolbar-search');
  await expect(seen('.gwt-Label').getByText('Loading')).toBeVisible();
  await expect(pager).toHaveText('1 - 1 of 1');
  await press('cw-toolbar-clear');
  await expect(pager).toHaveText('1 - 11 of 11');
  await seen('#Name-input').fill('Portal');
  await seen('#Name-input').press('Enter');
  await expect(pager).toHaveText('1 - 2 of 2');
});

test('rows are re-used while scrolling, in the second tbody, and their cells fill late', async ({ page }) => {
  const practice = await start({ membersOpenOn: 'API Members' }, { delay: 150, furtherMembers: 120 });
  await signIn(page, practice);
  const { menu, seen } = person(page, practice);
  const emptyAtFirst = page.waitForFunction(
    () => document.querySelector('#apimember-listview-scroller tr.cw-ml-row td[cellindex="0"]')?.textContent === '',
  );
  await menu('System', 'Members');
  await emptyAtFirst;
  await expect(seen('.gwt-Label').getByText('1 - 100 of 127')).toBeVisible();
  const rows = seen('#apimember-listview-scroller > div > table > tbody:nth-child(2) > tr.cw-ml-row');
  await expect(rows.first().locator('td[cellindex="0"]')).toHaveText('Automate');
  expect(await rows.count()).toBeLessThan(50);
  await expect(seen('a').getByText('Integration090')).toHaveCount(0);
  await rows.first().hover();
  await page.mouse.wheel(0, 5000);
  await expect(seen('a').getByText('Integration090')).toBeVisible();
  expect(await rows.count()).toBeLessThan(50);
});

test('left screens stay in the document, hidden, with toolbars and filters of their own', async ({ page }) => {
  const practice = await start();
  await signIn(page, practice);
  const { menu, title, seen, press } = person(page, practice);
  await menu('System', 'Security Roles');
  await press('cw-toolbar-new-item');
  await title('New Role');
  await press('cw_ToolbarButton_Back');
  await seen('a').getByText('Finance').click();
  await title('Security Modules for Role - Finance');
  expect(await page.locator('.cw_ToolbarButton_Save').count()).toBe(2);
  await expect(seen('.cw_ToolbarButton_Save')).toHaveCount(1);
  expect(await page.locator('.detailLabel').count()).toBeGreaterThan(2);
});

for (const [how, long] of representative(variants.messages.values)) {
  test(
    `a duplicate role is refused with a message (${how}), and a role in use can’t be deleted`,
    long,
    async ({ page }) => {
      const practice = await start({ messages: how });
      await signIn(page, practice);
      const { menu, title, seen, press, area } = person(page, practice);
      page.on('dialog', (dialog) => dialog.accept());
      await menu('System', 'Security Roles');
      await press('cw-toolbar-new-item');
      await seen('input.cw_roleId').fill('ADMIN');
      await press('cw_ToolbarButton_Save');
      await expect(area.getByText('This Role ID already exists.').filter({ visible: true })).toBeVisible();
      if (how === 'window') await seen('.cw-gxt-wnd').getByText('OK').click();
      await press('cw_ToolbarButton_Back');
      await title('Security Roles');
      await seen('a').getByText('Admin', { exact: true }).click();
      await title('Security Modules for Role - Admin');
      await press('cw_ToolbarButton_Delete');
      await expect(area.getByText('cannot be deleted').filter({ visible: true })).toBeVisible();
      expect(practice.company.roles.some(({ name }) => name === 'Admin')).toBe(true);
    },
  );
}

/** Answers the question before a deletion as the variant has it. */
async function answerDelete(page: Page, practice: Practice, yes: boolean): Promise<void> {
  const { seen } = person(page, practice);
  if (practice.variants.confirmDelete === 'gxt-window')
    await seen('.cw-gxt-wnd')
      .getByText(yes ? 'YES' : 'NO', { exact: true })
      .click();
  if (practice.variants.confirmDelete === 'react-dialog')
    await seen('.CwDialog-buttons')
      .getByText(yes ? 'DELETE' : 'CANCEL', { exact: true })
      .click();
}

for (const [how, long] of representative(variants.confirmDelete.values)) {
  test(
    `roles ticked in the list are deleted after a question (${how}), and one that members have stays`,
    long,
    async ({ page }) => {
      const practice = await start({ confirmDelete: how });
      const { company } = practice;
      await signIn(page, practice);
      const { menu, title, seen, press, area } = person(page, practice);
      let answer = false;
      page.on('dialog', (dialog) => (answer ? dialog.accept() : dialog.dismiss()));
      const remove = async (yes: boolean) => {
        answer = yes;
        await press('cw-toolbar-actions');
        await seen('.gwt-dropdown-options').getByText('Delete Selected', { exact: true }).click();
        await answerDelete(page, practice, yes);
      };
      const tick = (name: string) =>
        seen('tr.cw-ml-row')
          .filter({ has: page.getByText(name, { exact: true }) })
          .locator('.x-grid-row-checker')
          .click();
      const pager = seen('.gwt-Label').getByText(/ of \d+$/);
      await menu('System', 'Security Roles');
      await title('Security Roles');
      await press('cw-toolbar-actions');
      await seen('.gwt-dropdown-options').getByText('Delete Selected', { exact: true }).click();
      await seen('.cw-gxt-wnd')
        .filter({ hasText: 'Please select at least one record.' })
        .getByText('OK', { exact: true })
        .click();
      await tick('CRM Only');
      await tick('Sales Rep');
      await remove(false);
      await expect(pager).toHaveText('1 - 9 of 9');
      await remove(true);
      await expect(pager).toHaveText('1 - 7 of 7');
      expect(company.mutations).toEqual({ 'role deleted': 2 });
      await expect(seen('.x-grid-row-checked')).toHaveCount(0);
      await tick('Finance');
      await remove(true);
      await expect(
        area.getByText('Finance is assigned to one or more members and cannot be deleted.').filter({ visible: true }),
      ).toBeVisible();
      expect(company.roles.map(({ name }) => name).sort()).toEqual([
        'Admin',
        'Finance',
        'Manager',
        'No Access',
        'Portal Contact',
        'Portal Manager',
        'Quoting Integration',
        'Service Coordinator',
        'Technician',
      ]);
    },
  );
}

for (const [how, long] of representative(variants.roleInUse.values)) {
  test(`a role that only an inactive member has, deleted from its own screen (${how})`, long, async ({ page }) => {
    const practice = await start({ roleInUse: how });
    const { company } = practice;
    await signIn(page, practice);
    const { menu, title, seen, press, area } = person(page, practice);
    page.on('dialog', (dialog) => dialog.accept());
    await menu('System', 'Security Roles');
    await seen('a').getByText('Quoting Integration', { exact: true }).click();
    await title('Security Modules for Role - Quoting Integration');
    await press('cw_ToolbarButton_Delete');
    if (how === 'any-member') await expect(area.getByText('cannot be deleted').filter({ visible: true })).toBeVisible();
    else await title('Security Roles');
    expect(company.roles.some(({ name }) => name === 'Quoting Integration')).toBe(how === 'any-member');
    expect(company.members.some(({ memberId }) => memberId === 'quosal')).toBe(true);
  });
}

for (const [make, long] of representative(variants.checkBox.values)) {
  test(`a saved API member is made inactive, and active again, by its box (${make})`, long, async ({ page }) => {
    const practice = await start({ checkBox: make, membersOpenOn: 'API Members' });
    const member = practice.company.members.find(({ memberId }) => memberId === 'Documentation')!;
    await signIn(page, practice);
    const { menu, title, seen, press, area } = person(page, practice);
    const box = area
      .getByText('Inactive', { exact: true })
      .filter({ visible: true })
      .locator('xpath=preceding-sibling::*[1]');
    const listed = seen('tr.cw-ml-row').filter({ has: page.getByText('Documentation Sync', { exact: true }) });
    const inactive = listed.locator('td[cellindex="4"] svg');
    await menu('System', 'Members');
    await title(/^Licensing/);
    await expect(listed).toBeVisible();
    await expect(inactive).toHaveCount(0);
    for (const [round, on] of [true, false].entries()) {
      await listed.locator('a').click();
      await title('Documentation (Documentation Sync)');
      await expect(seen('input.cw_memberId')).toHaveValue('Documentation');
      await box.click();
      await press('cw_ToolbarButton_Save');
      await expect(seen('.gwt-Label').getByText('You have successfully updated this record.')).toBeVisible();
      expect(member.inactive).toBe(on);
      await press('cw_ToolbarButton_Back');
      await expect(inactive).toHaveCount(on ? 1 : 0);
      expect(practice.company.mutations).toEqual({ 'member saved': round + 1 });
    }
  });
}

test('where the form has no Inactive box, a member without keys can be deleted, and one with keys can’t', async ({
  page,
}) => {
  const practice = await start({ memberInactive: 'absent', membersOpenOn: 'API Members' });
  const { company } = practice;
  addKey(company, company.members.find(({ memberId }) => memberId === 'Automate')!.recid, 'in use');
  await signIn(page, practice);
  const { menu, title, seen, press, area } = person(page, practice);
  page.on('dialog', (dialog) => dialog.accept());
  await menu('System', 'Members');
  await seen('a').getByText('Automate', { exact: true }).click();
  await title('Automate (Automate RMM)');
  await expect(area.getByText('Inactive', { exact: true }).filter({ visible: true })).toHaveCount(0);
  await press('cw_ToolbarButton_Delete');
  await expect(area.getByText('Automate has API keys and cannot be deleted.').filter({ visible: true })).toBeVisible();
  await seen('.cw-gxt-wnd').getByText('OK', { exact: true }).click();
  await press('cw_ToolbarButton_Back');
  await seen('a').getByText('Documentation', { exact: true }).click();
  await title('Documentation (Documentation Sync)');
  await press('cw_ToolbarButton_Delete');
  await title(/^Licensing/);
  expect(company.members.map(({ memberId }) => memberId)).not.toContain('Documentation');
  expect(company.mutations).toEqual({ 'member deleted': 1 });
});

for (const [make, long] of representative(variants.checkBox.values)) {
  test(`a key is set inactive by its box (${make}), and deleted`, long, async ({ page }) => {
    const practice = await start({ checkBox: make, membersOpenOn: 'API Members' });
    const { company } = practice;
    const { key } = addKey(company, company.members.find(({ memberId }) => memberId === 'Automate')!.recid, 'old key');
    await signIn(page, practice);
    const { menu, title, seen, press, area } = person(page, practice);
    page.on('dialog', (dialog) => dialog.accept());
    const box = area
      .getByText('Inactive', { exact: true })
      .filter({ visible: true })
      .locator('xpath=preceding-sibling::*[1]');
    await menu('System', 'Members');
    await seen('a').getByText('Automate', { exact: true }).click();
    await title('Automate (Automate RMM)');
    await area.getByText('API Keys', { exact: true }).filter({ visible: true }).click();
    await seen('a').getByText('old key', { exact: true }).click();
    await expect(area.getByText(key.publicKey).filter({ visible: true })).toHaveCount(1);
    await box.click();
    await press('cw_ToolbarButton_Save');
    await expect(seen('.gwt-Label').getByText('You have successfully updated this record.')).toBeVisible();
    expect(company.keys.find(({ recid }) => recid === key.recid)).toMatchObject({
      publicKey: key.publicKey,
      description: 'old key',
      inactive: true,
    });
    await press('cw_ToolbarButton_Delete');
    await expect(seen('.gwt-Label').getByText('0 - 0 of 0')).toBeVisible();
    expect(findKey(company, key.publicKey)).toBeUndefined();
    expect(company.mutations).toEqual({ 'key saved': 1, 'key deleted': 1 });
  });
}

test('the list-level API Keys tab has no plus, and Save and Close loses the private key', async ({ page }) => {
  const practice = await start({ membersOpenOn: 'API Members' });
  await signIn(page, practice);
  const { menu, title, seen, press, area } = person(page, practice);
  await menu('System', 'Members');
  await title(/^Licensing/);
  await area.getByText('API Keys', { exact: true }).filter({ visible: true }).click();
  await expect(seen('.navigationEntry')).toHaveText(['Members - API Members', 'Members - API Keys']);
  await expect(seen('.cw-toolbar-new-item')).toHaveCount(0);
  await expect(seen('td').getByText('Quote tool')).toBeVisible();
  await area.getByText('API Members', { exact: true }).filter({ visible: true }).click();
  await seen('a').getByText('Documentation', { exact: true }).click();
  await title('Documentation (Documentation Sync)');
  await area.getByText('API Keys', { exact: true }).filter({ visible: true }).click();
  await press('cw-toolbar-new-item');
  await seen('input.cw_description').fill('lost');
  await press('cw_ToolbarButton_SaveAndClose');
  await expect(seen('a').getByText('lost')).toBeVisible();
  const key = practice.company.keys.find(({ description }) => description === 'lost')!;
  const shown = await page.evaluate(() => document.body.innerText.match(/\b[A-Za-z0-9]{16}\b/g) ?? []);
  expect(shown.filter((text) => isPrivateKey(key, text))).toEqual([]);
});

for (const [how, long] of representative(variants.unsavedChanges.values)) {
  test(`changes that aren’t saved are asked about (${how})`, long, async ({ page }) => {
    const practice = await start({ unsavedChanges: how });
    await signIn(page, practice);
    const { menu, title, seen, press, level } = person(page, practice);
    let asked = 0;
    page.on('dialog', (dialog) => {
      asked++;
      return dialog.dismiss();
    });
    await menu('System', 'Security Roles');
    await seen('a').getByText('No Access').click();
    await title('Security Modules for Role - No Access');
    await level('API Reports', 'All');
    await press('cw_ToolbarButton_Back');
    if (how === 'gxt-window') await seen('.cw-gxt-wnd').getByText('NO', { exact: true }).click();
    await title(how === 'none' ? 'Security Roles' : 'Security Modules for Role - No Access');
    expect(asked).toBe(how === 'native' ? 1 : 0);
  });
}

for (const [how, long] of representative(variants.sessionEnd.values)) {
  test(`a session that has ended leads to the sign-in page (${how})`, long, async ({ page }) => {
    const practice = await start({ sessionEnd: how });
    await signIn(page, practice);
    endSessions(practice.company);
    await person(page, practice).menu('System', 'Security Roles');
    if (how === 'window') {
      await expect(page.getByText('Your session has expired.').filter({ visible: true })).toBeVisible();
      await page.locator('.cw-gxt-wnd').getByText('Log In', { exact: true }).click();
    }
    await expect(page.locator('#loginForm')).toBeVisible();
  });
}

test('who has no rights sees no Security Roles and no Members, and the server refuses too', async ({ page }) => {
  const practice = await start();
  await signIn(page, practice, 'helper');
  await page.locator('.cw-lcm-section').filter({ hasText: 'System' }).hover();
  await expect(page.getByText('Mass Maintenance')).toBeVisible();
  await expect(page.getByText('Security Roles')).toHaveCount(0);
  await expect(page.getByText('Members', { exact: true })).toHaveCount(0);
  const answer = await page.request.post(
    `${practice.url}/v4_6_release/services/system_io/actionprocessor/Security/GetRoles.rails`,
    { form: { actionMessage: '{"payload":"{}"}' } },
  );
  expect(await answer.json()).toEqual({ success: false, message: 'You do not have permission to do this.' });
  const profile = await page.evaluate(() =>
    JSON.parse(JSON.parse(localStorage.getItem('session/MemberWithSecurity')!).data),
  );
  expect(profile).toMatchObject({ memberId: 'helper', adminFlag: false });
});

test('an unknown company, a wrong password and a wrong code are refused', async ({ page }) => {
  const practice = await start({ mfa: 'on' });
  await page.goto(practice.url);
  const error = page.locator('#loginError');
  for (const [company, password] of [
    ['elsewhere', 'right'],
    ['practice', 'wrong'],
  ]) {
    await page.locator('#company').fill(company!);
    await page.locator('#username').fill('setup');
    await page.locator('#password').fill(password!);
    await page.locator('#loginBtn').click();
    await expect(error).toHaveText('The company, user name or password you entered is incorrect.');
  }
  await page.locator('#password').fill('right');
  await page.locator('#loginBtn').click();
  const frame = page.frameLocator('iframe[name=authenticationFrame]');
  // A frame that has just come has no script yet, and does nothing with a press.
  await expect(async () => {
    await frame.locator('input[name=auth_pin]').fill(totp(TOTP, 0));
    await frame.locator('button').click();
    await expect(frame.locator('#errorContainer')).toHaveText('The authentication code is invalid.', {
      timeout: 2_000,
    });
  }).toPass();
  await page.goto(`${practice.url}/v2025_1/connectwise.aspx`);
  await expect(page.locator('#loginForm')).toBeVisible();
});

test('companyinfo answers without signing in, and null for a stranger', async ({ request }) => {
  const practice = await start();
  expect(await (await request.get(`${practice.url}/login/companyinfo/practice`)).json()).toMatchObject({
    Codebase: 'v2025_1/',
    CompanyID: 'Practice',
    IsCloud: true,
  });
  expect(await (await request.get(`${practice.url}/login/companyinfo/stranger`)).text()).toBe('null');
});

test('a call can be made to fail after the work is done', async ({ page }) => {
  const practice = await start(
    {},
    { intercept: (portal) => faults(portal, failAt('error-after', 'Security/CreateRole')) },
  );
  await signIn(page, practice);
  const { menu, seen, press } = person(page, practice);
  await menu('System', 'Security Roles');
  await press('cw-toolbar-new-item');
  await seen('input.cw_roleId').fill('Half done');
  await press('cw_ToolbarButton_Save');
  await expect(seen('.cw-gxt-wnd').getByText('An error has occurred.')).toBeVisible();
  expect(practice.company.roles.some(({ name }) => name === 'Half done')).toBe(true);
});

test('totp gives the codes of RFC 6238', () => {
  expect(
    [59, 1111111109, 20000000000].map((seconds) => totp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', seconds * 1000)),
  ).toEqual(['287082', '081804', '353130']);
});
