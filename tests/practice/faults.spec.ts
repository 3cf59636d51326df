// Longer than 300 lines because it is one subject: what a faulty portal does, with one set of requests.
import { expect, type Page, test } from '@playwright/test';
import { type Fault, failAt } from '../../src/practice/testing/faults.ts';
import { type Practice, type PracticeOptions, startPractice } from '../../src/practice/testing/start.ts';
import { browserless, connectwiseFlow, mspcfoFlow, reportKey, upTo } from '../support/practice-flows.ts';

test.use({ actionTimeout: 15_000 });

const running: Practice[] = [];
test.afterEach(async () => void (await Promise.all(running.splice(0).map((practice) => practice.stop()))));

async function start(options: PracticeOptions = {}): Promise<Practice> {
  const practice = await startPractice({ delay: 1, mfa: false, ...options });
  running.push(practice);
  return practice;
}

test('the log names every request of a flow in order, at both portals and between them', async () => {
  const practice = await start();
  const flows = {
    connectwise: connectwiseFlow(practice),
    mspcfo: mspcfoFlow(practice, reportKey(practice.connectwise.company)),
  };
  for (const flow of Object.values(flows))
    for (const ask of Object.values(flow)) expect((await ask()).status).toBeLessThan(400);
  // Credentials are tested as they are saved, and once more by the test.
  const read = [
    'GET /login/companyinfo/practice',
    'GET /v2025_1/apis/3.0/system/reports',
    'GET /v2025_1/apis/3.0/system/reports/Service',
  ];
  const connectwise = practice.log.filter(({ portal }) => portal === 'connectwise').map(({ request }) => request);
  expect(connectwise.slice(0, 8)).toEqual(Object.keys(flows.connectwise));
  expect(connectwise.slice(8)).toEqual([...read, ...read]);
  expect(practice.log.filter(({ portal }) => portal === 'mspcfo').map(({ request }) => request)).toEqual(
    Object.keys(flows.mspcfo),
  );
});

/** What each fault does to the request that makes a role. */
const KINDS: [fault: Fault, status: number, body: RegExp, made: number][] = [
  ['error-before', 500, /^Internal Server Error$/, 0],
  ['error-after', 500, /^Internal Server Error$/, 1],
  ['cut-before', 0, /^$/, 0],
  ['cut-after', 0, /^$/, 1],
  ['twice', 200, /"success":false,"message":"This Role ID already exists/, 1],
  ['session-lost', 401, /Session expired/, 0],
  ['locked', 200, /"success":false,"message":"This record is locked by Dispatch/, 0],
  ['dialog', 200, /"success":true/, 1],
  [{ refuse: 'No new roles today.' }, 403, /"success":false,"message":"No new roles today\."/, 0],
  [{ late: 150 }, 200, /"success":true/, 1],
];
for (const [fault, status, body, made] of KINDS) {
  test(`ConnectWise, a new role: ${JSON.stringify(fault)}`, async () => {
    const practice = await start({ fault: failAt(fault, 'Security/CreateRole') });
    const { company } = practice.connectwise;
    const flow = connectwiseFlow(practice);
    const answer = await upTo(flow, 'Security/CreateRole');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(body);
    expect(answer.cookies).toEqual(fault === 'dialog' ? ['cw_notice'] : []);
    expect(company.mutations).toEqual(made === 0 ? {} : { 'role created': made });
    expect(company.sessions.size).toBe(fault === 'session-lost' ? 0 : 1);
    // Only that once.
    if (fault === 'session-lost') await upTo(flow, 'GET /v2025_1/connectwise.aspx');
    const again = await flow['Security/CreateRole']!();
    expect(again.status).toBe(200);
    expect(again.body).toMatch(made === 0 ? /"success":true/ : /already exists/);
  });

  test(`MSPCFO, saving credentials: ${JSON.stringify(fault)}`, async () => {
    const practice = await start({ mspcfoFault: failAt(fault, 'credentials/save') });
    const { state } = practice.mspcfo;
    const flow = mspcfoFlow(practice, reportKey(practice.connectwise.company));
    const answer = await upTo(flow, 'credentials/save');
    expect(answer.status).toBe(fault === 'locked' ? 423 : status);
    if (typeof fault === 'object' && 'refuse' in fault)
      expect(JSON.parse(answer.body)).toEqual({ message: fault.refuse, problems: {} });
    if (fault === 'locked')
      expect(JSON.parse(answer.body)).toMatchObject({
        message: 'The credentials are being changed by Alex Morgan. Please try again later.',
      });
    expect(answer.cookies).toEqual(fault === 'dialog' ? ['mspcfo_notice'] : []);
    expect(state.saves).toBe(fault === 'twice' ? 2 : made);
    expect(state.credentials !== undefined).toBe(made === 1);
    expect(state.sessions.size).toBe(fault === 'session-lost' ? 0 : 1);
    if (fault === 'session-lost') await upTo(flow, 'GET /dashboard');
    expect((await flow['credentials/save']!()).status).toBe(200);
    expect(state.saves).toBe(fault === 'twice' ? 3 : made + 1);
  });
}

test('a request that is done twice makes two keys, and only the second one’s private half arrives', async () => {
  const practice = await start({ fault: failAt('twice', 'ApiKeys/SaveKey') });
  const { company } = practice.connectwise;
  const answer = await upTo(connectwiseFlow(practice), 'ApiKeys/SaveKey');
  const made = company.keys.filter(({ description }) => description === 'made');
  expect(made).toHaveLength(2);
  expect((JSON.parse(answer.body) as { data: { publicKey: string } }).data.publicKey).toBe(made[1]!.publicKey);
});

test('a late answer comes after the work is done', async () => {
  const practice = await start({ fault: failAt({ late: 600 }, 'Security/CreateRole') });
  const started = performance.now();
  const answer = upTo(connectwiseFlow(practice), 'Security/CreateRole');
  await expect.poll(() => practice.connectwise.company.mutations).toEqual({ 'role created': 1 });
  expect(await Promise.race([answer, 'not yet'])).toBe('not yet');
  expect((await answer).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThanOrEqual(600);
});

test('portals stop at once, however late an answer is', async () => {
  const practice = await start({ fault: failAt({ late: 30_000 }, 'GET /login/login.aspx') });
  const answer = upTo(connectwiseFlow(practice), 'GET /login/login.aspx');
  await expect.poll(() => practice.log.length).toBe(1);
  const started = performance.now();
  await practice.stop();
  expect((await answer).status).toBe(0);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('a fault comes once, at the nth request of its name, or from there on', async () => {
  const once = failAt('locked', 'a');
  expect(['a', 'b', 'a'].map((name) => once(name))).toEqual(['locked', undefined, undefined]);
  const second = failAt('locked', 'a', { nth: 2 });
  expect(['a', 'b', 'a', 'a'].map((name) => second(name))).toEqual([undefined, undefined, 'locked', undefined]);
  const always = failAt('locked', 'a', { nth: 2, always: true });
  expect(['a', 'a', 'b', 'a'].map((name) => always(name))).toEqual([undefined, 'locked', undefined, 'locked']);
});

test('every request of both flows can be made to fail, the first of them too', async () => {
  const names = await start().then((practice) => ({
    connectwise: Object.keys(connectwiseFlow(practice)),
    mspcfo: Object.keys(mspcfoFlow(practice, reportKey(practice.connectwise.company))),
  }));
  let at = '';
  const plan = (request: string): Fault | undefined => (request === at ? { refuse: 'Not now.' } : undefined);
  const practice = await start({ fault: plan, mspcfoFault: plan });
  for (const name of [...names.connectwise, ...names.mspcfo]) {
    at = name;
    const flow = names.connectwise.includes(name)
      ? connectwiseFlow(practice)
      : mspcfoFlow(practice, reportKey(practice.connectwise.company));
    const answer = await upTo(flow, name);
    expect(answer.status, name).toBe(403);
    expect(answer.body, name).toContain('Not now.');
  }
});

test('a session lost half way through signing in makes the code come too late, at both portals', async () => {
  const practice = await start({
    mfa: true,
    fault: failAt('session-lost', 'POST /login/authentication.aspx'),
    mspcfoFault: failAt('session-lost', 'POST /signin/code'),
  });
  const { connectwise, mspcfo } = practice;
  await upTo(connectwiseFlow(practice), 'POST /v4_6_release/login/login.aspx');
  const cw = browserless(connectwise.url);
  await cw('/v4_6_release/login/login.aspx', {
    method: 'POST',
    body: new URLSearchParams({
      CompanyName: connectwise.companyId,
      UserName: connectwise.username,
      Password: connectwise.password,
    }),
  });
  expect(
    (await cw('/login/authentication.aspx', { method: 'POST', body: new URLSearchParams({ auth_pin: '000000' }) }))
      .body,
  ).toContain('Your sign-in has expired.');
  const ask = browserless(mspcfo.url);
  await ask('/signin', {
    method: 'POST',
    body: new URLSearchParams({ username: mspcfo.username, password: mspcfo.password }),
  });
  expect((await ask('/signin/code', { method: 'POST', body: new URLSearchParams({ code: '000000' }) })).status).toBe(
    303,
  );
  expect(practice.log.at(-1)).toEqual({ portal: 'mspcfo', request: 'POST /signin/code' });
});

test('calls of the REST API fail, too, and MSPCFO tells what it saw', async () => {
  for (const [fault, message] of [
    ['error-before', 'ConnectWise answered with an error (500).'],
    ['cut-before', 'The API of 127.0.0.1'],
    [{ refuse: 'Closed for today.' }, 'Closed for today.'],
  ] as const) {
    const practice = await start({ fault: failAt(fault, 'GET /v2025_1/apis/3.0/system/reports') });
    await upTo(mspcfoFlow(practice, reportKey(practice.connectwise.company)), 'credentials/save');
    expect(practice.mspcfo.state.connection).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  }
});

// What a person sees of it.

async function signIn(page: Page, { connectwise: { url, companyId, username, password } }: Practice): Promise<void> {
  await page.goto(url);
  await page.locator('#company').fill(companyId);
  await page.locator('#username').fill(username);
  await page.locator('#password').fill(password);
  await page.locator('#loginBtn').click();
}

const seen = (page: Page, selector: string) => page.locator(selector).filter({ visible: true });
const title = async (page: Page, text: string) =>
  await expect(seen(page, '.detailLabel')).toHaveText(text, { timeout: 15_000 });

async function openRoles(page: Page, practice: Practice): Promise<void> {
  await signIn(page, practice);
  await title(page, 'Today');
  await page.locator('.cw-lcm-section').filter({ hasText: 'System' }).hover();
  await seen(page, 'body > div').getByText('Security Roles', { exact: true }).click();
  await title(page, 'Security Roles');
}

async function newRole(page: Page, practice: Practice): Promise<void> {
  await openRoles(page, practice);
  await seen(page, '.cw-toolbar-new-item > .mm_button').click();
  await title(page, 'New Role');
  await seen(page, 'input.cw_roleId').fill('Reports only');
  await seen(page, '.cw_ToolbarButton_Save > .mm_button').click();
}

for (const [fault, message, made] of [
  ['cut-after', 'An error has occurred.', 1],
  ['error-before', 'An error has occurred.', 0],
  ['locked', 'This record is locked by Dispatch.', 0],
  [{ refuse: 'Not today.' }, 'Not today.', 0],
] as const) {
  test(`a new role at the screen: ${JSON.stringify(fault)} says so, and the request is sent once`, async ({ page }) => {
    const practice = await start({ fault: failAt(fault, 'Security/CreateRole', { always: true }) });
    await newRole(page, practice);
    await expect(seen(page, '.cw-gxt-wnd').getByText(message)).toBeVisible();
    expect(practice.connectwise.company.mutations).toEqual(made === 0 ? {} : { 'role created': 1 });
    expect(practice.log.filter(({ request }) => request === 'Security/CreateRole')).toHaveLength(1);
  });
}

test('an announcement covers the screen after its request, each time, until it is dismissed', async ({ page }) => {
  const practice = await start({ fault: failAt('dialog', 'Security/CreateRole', { always: true }) });
  await newRole(page, practice);
  const dialog = seen(page, '.CwDialog-modal');
  await expect(dialog).toHaveCount(1);
  await title(page, 'Security Modules for Role - Reports only');
  await dialog.getByText('Got it', { exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await seen(page, '.cw_ToolbarButton_Save > .mm_button').click();
  await expect(seen(page, '.gwt-Label').getByText('You have successfully')).toBeVisible();
  await expect(dialog).toHaveCount(0);
});

for (const [request, where] of [
  ['GET /login/login.aspx', '#loginNotice'],
  ['POST /v4_6_release/login/login.aspx', '.CwDialog-modal'],
  ['GET /v2025_1/connectwise.aspx', '.CwDialog-modal'],
] as const) {
  test(`an announcement comes up after ${request}`, async ({ page }) => {
    const practice = await start({ fault: failAt('dialog', request) });
    if (where === '#loginNotice') await page.goto(practice.connectwise.url);
    else await signIn(page, practice);
    const notice = seen(page, where);
    await expect(notice).toHaveCount(1);
    await notice.locator('input, .CwButton-innerStandardActive').click();
    await expect(notice).toHaveCount(0);
    await page.reload();
    await expect(page.locator('#loginForm, .cw_PsaRootContainer').filter({ visible: true })).toHaveCount(1);
    await expect(notice).toHaveCount(0);
  });
}

for (const how of ['loading', 'empty'] as const) {
  test(`a list that could not be had says so, and ${how === 'loading' ? 'stays at Loading' : 'looks empty'}`, async ({
    page,
  }) => {
    const practice = await start({ variants: { failedList: how }, fault: failAt('error-before', 'Security/GetRoles') });
    await openRoles(page, practice);
    const error = seen(page, '.cw-gxt-wnd').filter({ hasText: 'An error has occurred.' });
    await expect(error).toBeVisible();
    await expect(
      seen(page, '.gwt-Label').getByText(how === 'loading' ? 'Loading' : '0 - 0 of 0', { exact: true }),
    ).toBeVisible();
    await error.getByText('OK', { exact: true }).click();
    await seen(page, '.cw-toolbar-search > .mm_button').click();
    await expect(seen(page, '.gwt-Label').getByText('1 - 9 of 9')).toBeVisible();
  });
}

test('a sign-in that fails says so, and can be tried again', async ({ page }) => {
  const practice = await start({ fault: failAt('error-before', 'POST /v4_6_release/login/login.aspx') });
  await signIn(page, practice);
  await expect(page.locator('#loginError')).toHaveText('An error has occurred. Please try again.');
  await page.locator('#loginBtn').click();
  await title(page, 'Today');
});

test('MSPCFO shows an announcement after its request, on sign-in pages and on refusals too', async ({ page }) => {
  let at = 'GET /signin';
  let fault: Fault = 'dialog';
  const practice = await start({ mspcfoFault: (request) => (request === at ? fault : undefined) });
  const { url, username, password } = practice.mspcfo;
  const dialog = page.getByRole('dialog');
  const putAway = async () => {
    await dialog.getByText('Got it', { exact: true }).click();
    await expect(dialog).toHaveCount(0);
  };
  await page.goto(url);
  await putAway();
  at = 'POST /signin';
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Financial dashboard' })).toBeVisible();
  await putAway();
  at = 'GET /settings/api-credentials/panel';
  await page.goto(`${url}/settings/api-credentials`);
  await putAway();
  at = 'credentials/save';
  const { publicKey, privateKey } = reportKey(practice.connectwise.company);
  for (const [label, value] of [
    ['Public Key', publicKey],
    ['Private Key', privateKey],
    ['Server URL', practice.connectwise.url],
    ['Company ID', practice.connectwise.companyId],
  ] as const)
    await page.getByLabel(label).fill(value);
  await page.getByText('Save', { exact: true }).click();
  await putAway();
  await expect(page.locator('.status')).toHaveText(/^Connected\./);
  for (const [hint, message] of [
    ['locked', 'The credentials are being changed by Alex Morgan.'],
    [{ refuse: 'Closed for today.' }, 'Closed for today.'],
    ['cut-after', 'Something went wrong.'],
  ] as const) {
    fault = hint;
    await page.getByText('Save', { exact: true }).click();
    await expect(page.getByText(message)).toBeVisible();
  }
  expect(practice.mspcfo.state.saves).toBe(2);
  at = 'GET /settings/api-credentials/panel';
  fault = { refuse: 'Closed for today.' };
  await page.goto(`${url}/settings/api-credentials`);
  await expect(page.getByText('Closed for today.')).toBeVisible();
});
