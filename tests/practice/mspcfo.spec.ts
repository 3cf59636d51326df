// Longer than 300 lines because it is one subject: the practice MSPCFO on the screen.
import { createHash } from 'node:crypto';
import { type FrameLocator, type Locator, type Page, expect as plainExpect, test } from '@playwright/test';
import { totp } from '../../src/practice/connectwise/login/totp.ts';
import { addKey, type RowLevels } from '../../src/practice/connectwise/state.ts';
import { connectwiseOrigins, serverAddress, storedServerUrl } from '../../src/practice/mspcfo/server-url.ts';
import { type MspcfoVariants, resolveMspcfoVariants, variants } from '../../src/practice/mspcfo/variants.ts';
import { FIELD_LABELS, type FieldName } from '../../src/practice/mspcfo/wording.ts';
import { failAt } from '../../src/practice/testing/faults.ts';
import { type Practice, type PracticeOptions, startPractice } from '../../src/practice/testing/start.ts';
import { representative } from '../support/representative.ts';

// A busy machine may need its time.
const expect = plainExpect.configure({ timeout: 15_000 });
test.use({ actionTimeout: 15_000 });

const running: Practice[] = [];
test.afterEach(async () => void (await Promise.all(running.splice(0).map((practice) => practice.stop()))));

async function start(
  chosen: Partial<MspcfoVariants> = {},
  options: PracticeOptions = {},
): Promise<Practice & { all: MspcfoVariants }> {
  const practice = await startPractice({ delay: 15, mspcfoVariants: { codePage: 'off', ...chosen }, ...options });
  running.push(practice);
  return { ...practice, all: resolveMspcfoVariants(chosen) };
}

/** What the form takes: with a new key of an API member whose role may read reports, or may not. */
function newCredentials(
  { connectwise: { company, url, companyId } }: Practice,
  allowed = true,
): Record<FieldName, string> {
  const level = allowed ? 'All' : 'None';
  const levels: RowLevels = { add: 'None', edit: 'None', delete: 'None', inquire: level };
  const role = {
    ...company.roles[0]!,
    recid: company.nextRecid++,
    name: `Reports ${level}`,
    levels: { 'System/API Reports': levels },
  };
  company.roles.push(role);
  const member = {
    ...company.members[0]!,
    recid: company.nextRecid++,
    memberId: `Reports${level}`,
    roleRecid: role.recid,
  };
  company.members.push(member);
  const { key, privateKey } = addKey(company, member.recid, 'for MSPCFO');
  return { publicKey: key.publicKey, privateKey, serverUrl: url, companyId };
}

async function signIn(
  page: Page,
  { mspcfo, all }: Practice & { all: MspcfoVariants },
  customer: Pick<Practice, 'mspcfo'>['mspcfo'] = mspcfo,
): Promise<void> {
  // By the form only where something of it differs: what the form does has tests of its own.
  if (
    customer.totpSecret === undefined &&
    all.overlay === 'none' &&
    all.userNameLabel === variants.userNameLabel.default
  ) {
    const { username, state, url } = customer;
    state.sessions.set(username, { username, expires: Date.now() + 3_600_000 });
    await page.context().addCookies([{ name: 'mspcfo_session', value: encodeURIComponent(username), url }]);
    await page.goto(url);
    return await expect(page.getByRole('heading', { name: 'Financial dashboard' })).toBeVisible();
  }
  await page.goto(mspcfo.url);
  await page.getByLabel(all.userNameLabel, { exact: true }).fill(customer.username);
  await page.getByLabel('Password', { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  if (customer.totpSecret !== undefined) {
    await page.getByLabel('Code', { exact: true }).fill(totp(customer.totpSecret));
    await page.getByRole('button', { name: 'Verify' }).click();
  }
  await expect(page.getByRole('heading', { name: 'Financial dashboard' })).toBeVisible();
  if (all.overlay === 'announcement') await page.getByText('Got it', { exact: true }).click();
  if (all.overlay === 'cookies') await page.getByText('Only necessary', { exact: true }).click();
}

/** Presses and reads as a person would. */
function person(page: Page, { all }: { all: MspcfoVariants }) {
  const area: Page | FrameLocator = all.credentials === 'iframe' ? page.frameLocator('iframe') : page;
  const press = (text: string): Locator => area.getByText(text, { exact: true }).filter({ visible: true });
  const label = (name: FieldName) => FIELD_LABELS[all.labelWording][name];
  const box = (name: FieldName): Locator => {
    if (all.labelStyle === 'placeholder') return area.getByPlaceholder(label(name), { exact: true });
    if (all.labelLink === 'for') return area.getByLabel(label(name), { exact: true });
    return area
      .locator('tr, div')
      .filter({ has: page.getByText(label(name), { exact: true }) })
      .filter({ has: page.locator('input') })
      .last()
      .locator('input');
  };
  return {
    area,
    press,
    box,
    status: area.locator('.status').filter({ visible: true }),
    async menu(entry: string) {
      await page.mouse.move(5, 300);
      const trigger = page.getByText('Sam Rivera', { exact: true }).first();
      const item = page.getByText(entry, { exact: true }).filter({ visible: true });
      // The page is there before it hears anything.
      await expect(async () => {
        await (all.menuOpens === 'click' ? trigger.click() : trigger.hover());
        await expect(item).toBeVisible({ timeout: 1000 });
      }).toPass();
      await item.click();
    },
    async open() {
      if (all.credentials === 'dialog' && (await page.getByLabel('Close', { exact: true }).isVisible()))
        await page.getByLabel('Close', { exact: true }).click();
      await this.menu('Api Credentials');
      await expect(area.getByText('Api Credentials', { exact: true }).filter({ visible: true }).last()).toBeVisible();
      if (all.records === 'list') await press('Edit').click();
      await expect(box('publicKey')).toBeVisible();
    },
    async enter(values: Partial<Record<FieldName, string>>) {
      if (values.privateKey !== undefined && (await press('Replace').isVisible())) await press('Replace').click();
      for (const [name, value] of Object.entries(values)) await box(name as FieldName).fill(value);
    },
    async save() {
      const answer = page.waitForResponse((response) => response.url().endsWith('/api/credentials'));
      await press('Save').click();
      // A note of the save before may still be there.
      await answer;
      if (all.saved === 'reload') {
        await expect(
          area.getByText('Credentials saved.').or(page.getByText('Credentials saved.')).first(),
        ).toBeVisible();
        if (all.credentials !== 'page' || all.records === 'list') await this.open();
        else await expect(box('publicKey')).toBeVisible();
      } else await expect(area.getByText('Credentials saved.')).toBeVisible();
      if (all.connectionTest === 'button') {
        await expect(this.status).toHaveText(/^Not tested yet/);
        await press('Test connection').click();
      }
    },
  };
}

/** Signs in and opens the credentials. */
async function atCredentials(page: Page, practice: Practice & { all: MspcfoVariants }) {
  await signIn(page, practice);
  const me = person(page, practice);
  await me.open();
  return me;
}

const window = async ({ mspcfo }: Practice) =>
  (await (await fetch(`${mspcfo.url}/practice/state?customer=practice`)).json()) as Record<string, unknown>;

/** Settings by number: all first ones, all second ones, and so on, so that each setting of each variant is met. */
const settings = (n: number) =>
  Object.fromEntries(
    Object.entries(variants).map(([name, { values }]) => [name, values[n % values.length]]),
  ) as MspcfoVariants;

for (const [n, long] of representative([0, 1, 2])) {
  test(
    `credentials can be stored, tested and replaced by hand, with every variant at setting ${n + 1}`,
    long,
    async ({ page }) => {
      const all = settings(n);
      const practice = await start(all);
      const [credentials, other] = [newCredentials(practice), newCredentials(practice)];
      const { publicKey, privateKey, serverUrl, companyId } = credentials;
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await signIn(page, practice);
      const me = person(page, practice);
      const { area, press, box, status } = me;
      const received: Promise<string>[] = [];
      page.on('response', (response) => received.push(response.text().catch(() => '')));

      await me.open();
      await expect(area.getByText('No credentials stored')).toBeVisible();
      await expect(box('privateKey')).toHaveAttribute('type', all.privateKeyBox);
      await me.enter({ ...credentials, privateKey: 'notTheRightKey16' });
      await me.save();
      await expect(status).toHaveText(/^ConnectWise refused the keys\./);

      await me.enter({ privateKey });
      await me.save();
      await expect(status).toHaveText(/^Connected\. 6 reports are available; 240 rows were read from Service\./);

      await page.goto(`${practice.mspcfo.url}/dashboard`);
      await expect(page.getByText('ConnectWise PSA is connected.')).toBeVisible();
      await me.open();
      await expect(box('publicKey')).toHaveValue(publicKey);
      await expect(box('companyId')).toHaveValue(companyId);
      await expect(box('serverUrl')).toHaveValue(storedServerUrl(serverUrl, all.serverUrl));
      await expect(status).toHaveText(/^Connected\./);
      if (all.privateKeyStored === 'replace')
        await expect(
          area.getByText(
            all.labelStyle === 'placeholder' ? `${FIELD_LABELS[all.labelWording].privateKey}: stored` : 'Stored',
            { exact: true },
          ),
        ).toBeVisible();
      else await expect(box('privateKey')).toHaveValue('');
      await press('Test connection').click();
      await expect(status).toHaveText(/^Connected\./);

      // The private key stays as it is when it isn't entered again.
      await me.enter({ companyId: companyId.toUpperCase() });
      await me.save();
      await expect(status).toHaveText(/^Connected\./);
      await me.enter({ publicKey: other.publicKey, privateKey: other.privateKey });
      await me.save();
      await expect(status).toHaveText(/^Connected\./);

      const state = await window(practice);
      expect(state).toMatchObject({
        stored: true,
        publicKey: other.publicKey,
        companyId: companyId.toUpperCase(),
        saves: 4,
        connection: { ok: true },
        privateKeySha256: createHash('sha256').update(other.privateKey).digest('hex'),
      });
      const everything = [
        JSON.stringify(state),
        await page.content(),
        ...(await Promise.all(page.frames().map((frame) => frame.content()))),
        ...(await Promise.all(received)),
      ];
      for (const secret of [privateKey, other.privateKey])
        expect(everything.filter((text) => text.includes(secret))).toEqual([]);
      expect(errors).toEqual([]);
    },
  );
}

test('a missing right, an unknown company, a dead host and an inactive key are told apart', async ({ page }) => {
  const practice = await start();
  const { connectwise } = practice;
  const [good, powerless] = [newCredentials(practice), newCredentials(practice, false)];
  const me = await atCredentials(page, practice);
  await me.enter(powerless);
  await me.save();
  await expect(me.status).toHaveText(/role does not allow reading reports.*permission/);
  await me.enter({ publicKey: good.publicKey, privateKey: good.privateKey, companyId: 'stranger' });
  await me.save();
  await expect(me.status).toHaveText(/does not know the company "stranger"/);
  await me.enter({ companyId: connectwise.companyId, serverUrl: 'http://127.0.0.1:9' });
  await me.save();
  await expect(me.status).toHaveText(/could not be reached/);
  await me.enter({ serverUrl: `${new URL(connectwise.url).host}/v4_6_release` });
  await me.save();
  await expect(me.status).toHaveText(/^Connected\./);
  connectwise.company.keys.find(({ publicKey }) => publicKey === good.publicKey)!.inactive = true;
  await me.press('Test connection').click();
  await expect(me.status).toHaveText(/refused the keys/);
});

/** How stored credentials are removed, and what asks before: every form that the variants have. */
const REMOVALS: Partial<MspcfoVariants>[] = [
  { removal: 'button', removeButton: 'Remove', removeQuestion: 'dialog', buttons: 'div' },
  { removal: 'button', removeButton: 'Disconnect', removeQuestion: 'native', saved: 'reload' },
  { removal: 'empty-boxes', validation: 'native', privateKeyStored: 'dots' },
  { removal: 'empty-boxes', validation: 'in-page', privateKeyStored: 'replace', saveButton: 'after-change' },
];
for (const [chosen, long] of representative(REMOVALS)) {
  test(`stored credentials can be removed: ${Object.values(chosen).join(', ')}`, long, async ({ page }) => {
    const practice = await start(chosen);
    const credentials = newCredentials(practice);
    await signIn(page, practice);
    const me = person(page, practice);
    let answer = false;
    page.on('dialog', (dialog) => (answer ? dialog.accept() : dialog.dismiss()));
    const remove = async (yes: boolean) => {
      answer = yes;
      if (chosen.removal === 'empty-boxes') {
        for (const box of ['publicKey', 'serverUrl', 'companyId'] as const) await me.box(box).fill('');
        if (yes) await me.press('Save').click();
        return;
      }
      await me.press(chosen.removeButton!).click();
      if (chosen.removeQuestion === 'native') return;
      await page
        .getByRole('dialog')
        .getByText(yes ? chosen.removeButton! : 'Cancel', { exact: true })
        .click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
    };
    await me.open();
    await expect(page.getByText(chosen.removeButton ?? 'Remove', { exact: true })).toHaveCount(0);
    await me.enter(credentials);
    await me.save();
    await expect(me.status).toHaveText(/^Connected\./);

    await remove(false);
    expect(await window(practice)).toMatchObject({ stored: true, saves: 1, removals: 0 });
    await remove(true);
    await expect(page.getByText('Credentials removed.')).toBeVisible();
    await expect(page.getByText('No credentials stored')).toBeVisible();
    await expect(me.status).toHaveText('Not connected.');
    await expect(me.box('publicKey')).toHaveValue('');
    expect(await window(practice)).toMatchObject({
      stored: false,
      publicKey: null,
      privateKeySha256: null,
      serverUrl: null,
      companyId: null,
      connection: null,
      saves: 1,
      removals: 1,
    });

    await me.enter(credentials);
    await me.save();
    await expect(me.status).toHaveText(/^Connected\./);
    expect(await window(practice)).toMatchObject({ stored: true, saves: 2, removals: 1 });
  });
}

test('boxes that are only partly emptied remove nothing', async ({ page }) => {
  const practice = await start({ removal: 'empty-boxes' });
  const credentials = newCredentials(practice);
  const me = await atCredentials(page, practice);
  await me.enter(credentials);
  await me.save();
  await me.enter({ publicKey: '', companyId: '' });
  await me.press('Save').click();
  await expect(page.getByText('Enter the public key.')).toBeVisible();
  expect(await window(practice)).toMatchObject({
    stored: true,
    publicKey: credentials.publicKey,
    saves: 1,
    removals: 0,
  });
  expect((await page.request.delete(`${practice.mspcfo.url}/api/credentials`)).status()).toBe(404);
});

test('keys that do not work are not stored where the variant says so', async ({ page }) => {
  const practice = await start({ failedTest: 'refused' });
  const credentials = newCredentials(practice);
  const me = await atCredentials(page, practice);
  await me.enter({ ...credentials, privateKey: 'wrong' });
  await me.press('Save').click();
  await expect(page.getByText('Not saved. ConnectWise refused the keys.')).toBeVisible();
  expect(await window(practice)).toMatchObject({ stored: false, saves: 0, connection: null });
  await me.enter({ privateKey: credentials.privateKey });
  await me.save();
  expect(await window(practice)).toMatchObject({ stored: true, saves: 1, connection: { ok: true } });
});

test('a slow test shows Checking… first and its result by itself', async ({ page }) => {
  const practice = await start({ connectionTest: 'slow' }, { delay: 120 });
  const credentials = newCredentials(practice);
  const me = await atCredentials(page, practice);
  await me.enter(credentials);
  await me.save();
  await expect(me.status).toHaveText('Checking…');
  await expect(me.status).toHaveText(/^Connected\./);
});

test('what a script puts into a box is neither kept nor sent', async ({ page }) => {
  const practice = await start({ saveButton: 'after-change', validation: 'in-page' });
  const me = await atCredentials(page, practice);
  await me.box('publicKey').evaluate((input: HTMLInputElement) => {
    input.value = 'scripted';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await expect(me.box('publicKey')).toHaveValue('');
  await expect(me.press('Save')).toBeDisabled();
  await me.box('companyId').fill('practice');
  await expect(me.press('Save')).toBeEnabled();
  await me.box('companyId').fill('');
  await expect(me.press('Save')).toBeDisabled();
});

for (const [how, long] of representative(variants.validation.values)) {
  test(`empty and wrong fields are reported and nothing is stored (${how})`, long, async ({ page }) => {
    const practice = await start({ validation: how });
    const me = await atCredentials(page, practice);
    await me.enter({ publicKey: 'abc', serverUrl: 'not a server', companyId: 'practice' });
    await me.press('Save').click();
    if (how === 'native')
      expect(
        await me
          .box('privateKey')
          .evaluate((input: HTMLInputElement) => document.activeElement === input && input.validity.valueMissing),
      ).toBe(true);
    else await expect(page.getByText('Enter the private key.')).toBeVisible();
    expect((await window(practice))['requests']).not.toHaveProperty('POST /api/credentials');
    await me.enter({ privateKey: 'a b' });
    await me.press('Save').click();
    await expect(page.getByText('A key has no spaces.')).toBeVisible();
    await expect(page.getByText('This is not the address of a server.')).toBeVisible();
    expect(await window(practice)).toMatchObject({ stored: false, saves: 0 });
  });
}

for (const [fault, message, stored] of [
  ['error-before', 'Something went wrong.', false],
  ['error-after', 'Something went wrong.', true],
  [{ refuse: 'Locked by another user.' }, 'Locked by another user.', false],
] as const) {
  test(`saving can fail: ${JSON.stringify(fault)}`, async ({ page }) => {
    const practice = await start({}, { mspcfoFault: failAt(fault, 'credentials/save') });
    const credentials = newCredentials(practice);
    const me = await atCredentials(page, practice);
    await me.enter(credentials);
    await me.press('Save').click();
    await expect(page.getByText(message)).toBeVisible();
    expect(await window(practice)).toMatchObject({ stored });
  });
}

for (const [how, long] of representative(variants.sessionEnd.values)) {
  test(`a session lost while saving leads to the sign-in page (${how})`, long, async ({ page }) => {
    const practice = await start({ sessionEnd: how }, { mspcfoFault: failAt('session-lost', 'credentials/save') });
    const credentials = newCredentials(practice);
    const me = await atCredentials(page, practice);
    await me.enter(credentials);
    await me.press('Save').click();
    if (how === 'dialog') await page.getByText('Sign in again', { exact: true }).click();
    await expect(page.getByText('Your session has ended.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(await window(practice)).toMatchObject({ stored: false, sessions: 0 });
  });
}

test('a wrong password and a wrong code are refused, and pages behind them stay shut', async ({ page }) => {
  const practice = await start({ codePage: 'on' });
  const { mspcfo } = practice;
  await page.goto(mspcfo.url);
  await page.getByLabel('User name').fill(mspcfo.username);
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText('User name or password is not correct.');
  await page.getByLabel('Password').fill(mspcfo.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Code').fill(totp(mspcfo.totpSecret!, 0));
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByRole('alert')).toHaveText('The code is not correct.');
  await page.goto(`${mspcfo.url}/dashboard`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect((await page.request.post(`${mspcfo.url}/api/credentials`, { data: {} })).status()).toBe(401);
});

test('Profile, Company Settings and Sign Out do what they say', async ({ page }) => {
  const practice = await start();
  await signIn(page, practice);
  const me = person(page, practice);
  await me.menu('Profile');
  await expect(page.getByText(practice.mspcfo.username)).toBeVisible();
  await me.menu('Company Settings');
  await expect(page.getByRole('heading', { name: 'Company Settings' })).toBeVisible();
  await me.menu('Sign Out');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(await window(practice)).toMatchObject({ sessions: 0 });
});

test('customers see their own credentials only', async ({ browser }) => {
  const practice = await start({}, { customers: ['second'] });
  const credentials = newCredentials(practice);
  const [one, two] = [await browser.newPage(), await browser.newPage()];
  const me = await atCredentials(one, practice);
  await me.enter(credentials);
  await me.save();
  await signIn(two, practice, practice.customers[1]!.mspcfo);
  const other = person(two, practice);
  await other.open();
  await expect(two.getByText('No credentials stored')).toBeVisible();
  await expect(other.box('publicKey')).toHaveValue('');
  expect(practice.customers.map(({ mspcfo }) => mspcfo.state.saves)).toEqual([1, 0]);
});

test('no page of MSPCFO may be cached', async ({ request }) => {
  const { mspcfo } = await start();
  for (const path of [
    '/signin',
    '/dashboard',
    '/settings/api-credentials',
    '/assets/app.css',
    '/practice/state?customer=practice',
  ]) {
    expect((await request.get(mspcfo.url + path)).headers()['cache-control'], path).toBe('no-store');
  }
});

test('a server URL may be typed in many ways, and api- comes first for ConnectWise’s cloud', () => {
  for (const typed of [
    'na.myconnectwise.net',
    ' https://na.myconnectwise.net/ ',
    'https://api-na.myconnectwise.net/v4_6_release/',
  ]) {
    expect(connectwiseOrigins(serverAddress(typed)!)).toEqual({
      site: 'https://na.myconnectwise.net',
      apis: ['https://api-na.myconnectwise.net', 'https://na.myconnectwise.net'],
    });
  }
  expect(connectwiseOrigins(serverAddress('cw.example.com')!)).toEqual({
    site: 'https://cw.example.com',
    apis: ['https://cw.example.com'],
  });
  expect(connectwiseOrigins(serverAddress('127.0.0.1:8080')!)).toEqual({
    site: 'http://127.0.0.1:8080',
    apis: ['http://127.0.0.1:8080'],
  });
  for (const typed of [
    '',
    'not a server',
    'http://na.myconnectwise.net',
    'ftp://na.myconnectwise.net',
    'javascript:alert(1)',
  ])
    expect(serverAddress(typed), typed).toBeUndefined();
});
