import { expect, test } from '@playwright/test';
import type { Browser } from 'playwright';
import connectwise from '../pages/connectwise/portal.ts';
import { keysLook } from '../pages/connectwise/actions/keys-look.ts';
import { labels } from '../pages/connectwise/labels.ts';
import { ApiKey } from '../pages/connectwise/screens/api-key.ts';
import { findBrowser } from '../src/browser/find.ts';
import { launchBrowser } from '../src/browser/launch.ts';
import type { Context } from '../src/contract.ts';
import { createContext } from '../src/engine/context.ts';
import { openPortal, type PortalSession } from '../src/engine/portal-session.ts';
import { addKey } from '../src/practice/connectwise/state.ts';
import { failAt, type Fault } from '../src/practice/faults.ts';
import { startPractice, type Practice } from '../src/practice/start.ts';
import { Secret } from '../src/secrets/secret.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

const KEY = 'Hn4Zb7QwK2xTm9Vd';

let practice: Practice;
/** What goes wrong with a request of ConnectWise, if anything. */
let fault: (request: string) => Fault | undefined = () => undefined;
let browser: Browser;
let session: PortalSession;

test.beforeAll(async () => {
  practice = await startPractice({ delay: 5, mfa: false, switches: { failedList: 'empty' }, fault: (request) => fault(request) });
  const { url } = practice.connectwise;
  browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [new URL(url).origin] });
  const settings = connectwise.settings.parse({ company: practice.connectwise.companyId, username: practice.connectwise.company.users[0]!.username });
  session = await openPortal({ browser, portal: connectwise, url: new URL(url), settings, saved: undefined, note: () => undefined, watchPage: () => undefined });
  await session.page.goto(session.home);
});
test.afterAll(async () => {
  await browser.close();
  await practice.stop();
});

function context(): Context {
  const password = new Secret(practice.connectwise.company.users[0]!.password, 'ConnectWise password');
  return createContext({
    session, recorder: undefined, planning: false, escrow: { list: async () => [], seal: async () => undefined, open: () => Promise.reject(new Error('none')), destroy: async () => undefined },
    tag: '00000000', ourTags: new Set<string>(), step: 'one', fingerprint: () => '', secrets: new Map([['PASSWORD', password]]), headed: false, say: () => undefined,
    askCode: () => Promise.reject(new Error('none')), signal: new AbortController().signal,
  }).ctx;
}

test('E71 keys are read from all pages of the list, whatever their order', async () => {
  const { company } = practice.connectwise;
  const owner = company.members.find(({ memberId }) => memberId === 'ChangeApproval')!;
  for (let n = 0; n < 130; n += 1) addKey(company, owner.recid, 'MSPCFO');
  const all = company.keys.filter(({ memberRecid }) => memberRecid === owner.recid).map(({ publicKey }) => publicKey).sort();
  const ctx = context();
  await connectwise.signIn.perform!(ctx, {});
  for (const turn of ['as made', 'turned round']) {
    const found = await keysLook.inspect(ctx, { member: 'ChangeApproval' });
    expect(found, turn).toMatchObject({ state: 'satisfied', output: { ours: [] } });
    // Of people, though their description is the one that ours begin with.
    expect('output' in found ? [...found.output.others].sort() : []).toEqual(all);
    company.keys.reverse();
  }
});

test('a list of keys that could not be had, and looks empty, is asked for again', async () => {
  const ctx = context();
  for (const nth of [1, 2]) {
    const before = practice.log.length;
    fault = failAt('error-before', 'ApiKeys/GetKeys', { nth });
    const found = await keysLook.inspect(ctx, { member: 'ChangeApproval' });
    fault = () => undefined;
    expect('output' in found ? found.output.others.length : 0, `when number ${nth} of ${practice.log.slice(before).filter(({ request }) => request === 'ApiKeys/GetKeys').length} fails`).toBe(130);
  }
});

/** A key's screen with this text as its private key. */
const screen = (privateKey: string) => `<table>
  <tr><td>Description:</td><td><input value="MSPCFO"></td></tr>
  <tr><td>Public Key:</td><td><div>pQ8sLm2RvT6yWc3X</div></td></tr>
  <tr><td>Private Key:</td><td><div>${privateKey}</div></td></tr></table>`;

async function privateKeyOn(html: string): Promise<ReturnType<ApiKey['keyBeside']>> {
  await session.page.setContent(html);
  return await new ApiKey(context())['keyBeside'](labels.key.privateKey);
}

test('E72 a private key that is hidden, empty, half drawn or no key is not taken for one', async () => {
  expect(await privateKeyOn(screen(KEY)), 'a real one is').toBeDefined();
  for (const text of ['', ' ', '••••••••••••••••', '****************', '................', '----------------', 'xxxxxxxxxxxxxxxx', 'Hn4Zb7', 'Hn4Zb7Q…', 'Hn4Zb7Qw K2xTm9Vd', 'Shown once only, after saving', KEY.repeat(9), '<img alt="key">']) {
    expect(await privateKeyOn(screen(text)), JSON.stringify(text)).toBeUndefined();
  }
});

test('E72 the blanks and newlines around a private key are not part of it', async () => {
  const at = await privateKeyOn(screen(`\n   ${KEY}\n `));
  expect((await context().takeSecret(at!, 'ConnectWise private key')).reveal()).toBe(KEY);
  const field = await privateKeyOn(screen(`<input value=" ${KEY} " readonly size=30>`).replace('<div><input', '<input').replace('></div></td></tr></table>', '></td></tr></table>'));
  expect((await context().takeSecret(field!, 'ConnectWise private key')).reveal()).toBe(KEY);
});

test('each key is read from its own line where the next line’s label stands nearer to a label than its value does', async () => {
  for (const colon of [':', '']) {
    const row = (label: string, value: string) => `<b>${label}${colon}</b><span>*</span><div>${value}</div>`;
    await session.page.setContent(`<h3>Public API Key</h3><div style="display:grid;grid-template-columns:260px 40px 430px;gap:4px 0">
      ${row('Description', '<input value=MSPCFO readonly>')}${row('Public Key', 'pQ8sLm2RvT6yWc3X')}${row('Private Key', KEY)}${row('Created By', 'nobody')}</div>`);
    const key = new ApiKey(context());
    const [open, hidden] = [await key['keyBeside'](labels.key.publicKey), await key['keyBeside'](labels.key.privateKey)];
    expect([await open?.textContent(), await hidden?.textContent()]).toEqual(['pQ8sLm2RvT6yWc3X', KEY]);
  }
});
