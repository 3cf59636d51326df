// Longer than 300 lines because it is one subject: where a secret may be typed, with its lying pages.

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';
import { openPortal } from '../../src/engine/portal-session.ts';
import type { Context, Portal } from '../../src/portal-sdk/index.ts';
import { portalUrl } from '../../src/runbook/portal-url.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { BAD_ADDRESSES } from '../support/bad-inputs/customers.ts';
import { REGISTRY } from '../support/bad-inputs/fake-registry.ts';
import { LOOKALIKES } from '../support/egress/lookalikes.ts';
import { listen } from '../support/egress/servers.ts';
import { stubContext } from '../support/stub-context.ts';

/*
 * A secret arrives at the expected origin or nowhere. The browser of these tests may reach the wrong origin too, as it
 * may reach an identity provider or the other portal: tests/browser/egress.spec.ts tests the list of hosts.
 */
const PASSWORD = 'Xq7-umbra"é<&Zt';

/** A sign-in form that tells every key and every value it gets; `steal` keeps taking the focus. */
const form = (more = '') => `<input id=field autofocus><script>
  const tell = (text) => window.tell?.(text);
  addEventListener('keydown', (event) => tell('key ' + event.key), true);
  addEventListener('input', (event) => tell('value ' + event.target.value), true);
  addEventListener('paste', () => tell('paste'), true);
</script>${more}`;
const STEAL = `<script>setInterval(() => { window.focus(); document.getElementById('field').focus(); }, 1)</script>`;
const attribute = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Pages of either origin by path. `other` is the other origin. */
const PAGES: Record<string, (other: string) => string> = {
  '/form': () => form(),
  '/thief': () => form(STEAL),
  '/liar': (other) =>
    form(
      `<script>window.origin = ${JSON.stringify(other)}; Object.defineProperty(document, 'domain', { value: ` +
        `'localhost' }); history.replaceState(null, '', '/form')</script>`,
    ),
  '/frame-of-the-other': (other) => `<iframe src="${other}/form"></iframe>`,
  '/frame-of-a-liar': (other) => `<iframe src="${other}/liar"></iframe>`,
  '/redirect-into-a-frame': (other) => `<iframe src="/redirect?to=${other}/form"></iframe>`,
  '/sandboxed': () => '<iframe sandbox="allow-scripts" src="/form"></iframe>',
  '/sandboxed-srcdoc': () => `<iframe sandbox="allow-scripts" srcdoc="${attribute(form())}"></iframe>`,
  '/data': () => `<iframe src="data:text/html,${encodeURIComponent(form())}"></iframe>`,
  '/srcdoc': () => `<iframe srcdoc="${attribute(form())}"></iframe>`,
  '/written': () =>
    `<iframe></iframe><script>frames[0].document.write(${JSON.stringify(form()).replaceAll('</', '<\\/')}); ` +
    'frames[0].document.close()</script>',
  '/frame-of-srcdoc-of-the-other': (other) => `<iframe src="${other}/srcdoc"></iframe>`,
  '/frame-of-written-of-the-other': (other) => `<iframe src="${other}/written"></iframe>`,
  '/in-between': (other) => `<iframe src="${other}/frame-of-the-other"></iframe>`,
  '/leaves-at-focus': (other) =>
    form(`<script>field.addEventListener('click', () => location = '${other}/form')</script>`),
  '/leaves-at-first-letter': (other) =>
    form(`<script>field.addEventListener('input', () => location = '${other}/form')</script>`),
  '/frame-that-leaves-at-first-letter': () => '<iframe src="/leaves-at-first-letter"></iframe>',
  '/frame-that-leaves-all-the-time': (other) =>
    `<iframe src="/form"></iframe><script>let n = 0; addEventListener('load', () => setInterval(() => ` +
    `frames[0].location = n++ % 2 ? '/form' : '${other}/form', 500))</script>`,
  '/beside-a-thief': (other) => `${form()}<iframe src="${other}/thief"></iframe>`,
  '/beside-a-sandboxed-thief': () =>
    `${form()}<iframe sandbox="allow-scripts" srcdoc="${attribute(form(STEAL))}"></iframe>`,
  '/inside-a-thief': (other) => `${form(STEAL)}<iframe src="${other}/form"></iframe>`,
};

test.describe.configure({ mode: 'serial' });

let browser: Browser;
let servers: Server[];
let right: string;
let wrong: string;

test.beforeAll(async () => {
  const serve = (other: () => string) =>
    createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://x');
      if (pathname === '/redirect') return void response.writeHead(302, { location: searchParams.get('to')! }).end();
      if (pathname === '/csp-sandbox') response.setHeader('content-security-policy', 'sandbox allow-scripts');
      response
        .setHeader('content-type', 'text/html; charset=utf-8')
        .end(`<!doctype html>${(PAGES[pathname] ?? PAGES['/form']!)(other())}`);
    });
  servers = [serve(() => wrong), serve(() => right)];
  right = `http://localhost:${await listen(servers[0]!)}`;
  wrong = `http://localhost:${await listen(servers[1]!)}`;
  browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [right, wrong] });
});

test.afterAll(async () => {
  await browser.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** The product's own session and context of a portal at this address, and what other origins were told. */
async function signInPage(url: string): Promise<{ ctx: Context; page: Page; heard: string[]; end(): Promise<void> }> {
  const session = await openPortal({
    browser,
    portal: REGISTRY.get('mspcfo') as Portal,
    url: new URL(url),
    settings: {},
    saved: undefined,
    note: () => undefined,
    watchPage: async () => undefined,
  });
  const { page } = session;
  // A field that never holds still is given up soon.
  page.setDefaultTimeout(3_000);
  const heard: string[] = [];
  await page.exposeBinding('tell', ({ frame }, text: string) => void heard.push(`${frame.url()} ${text}`));
  const { ctx } = stubContext(session);
  return { ctx, page, heard, end: () => page.context().close() };
}

const secret = () => new Secret(PASSWORD, 'The password');

/**
 * Letters of the secret that an origin heard of: whole values, and single keys. The keys that stand for all letters say
 * nothing.
 */
function lettersIn(heard: string[]): string[] {
  return heard.filter((line) => !/ key (Process|Unidentified)$| value $/.test(line));
}

/**
 * Opens a page, types, and gives back what became of it. The last frame is the one with the field, unless the page
 * itself has it.
 */
async function type(path: string, { from = right, inFrame = true } = {}) {
  const { ctx, page, heard, end } = await signInPage(right);
  try {
    await page.goto(from + path);
    await page.waitForLoadState('load');
    const field = (inFrame ? page.frames().at(-1)! : page.mainFrame()).locator('#field');
    // A frame that leaves all the time may show its field for a moment only.
    await field.waitFor({ timeout: 30_000 });
    const outcome = await ctx.typeSecret(field, secret()).then(
      () => 'typed',
      (error: Error) => error.message,
    );
    const value = outcome === 'typed' ? await field.inputValue().catch(() => undefined) : undefined;
    return {
      outcome,
      value,
      elsewhere: lettersIn(
        heard.filter(
          (line) =>
            (!line.startsWith(right) && !line.startsWith('about:')) ||
            (line.startsWith('about:srcdoc') && path.includes('sandbox')),
        ),
      ),
      heard,
    };
  } finally {
    await end();
  }
}

test("a secret is typed whole into the portal's own page and frames, and the page notices each letter", async () => {
  for (const [path, inFrame] of [
    ['/form', false],
    ['/srcdoc', true],
    ['/written', true],
  ] as const) {
    const { outcome, value, heard } = await type(path, { inFrame });
    expect(outcome, path).toBe('typed');
    expect(value, path).toBe(PASSWORD);
    expect(heard.filter((line) => line.includes(' value ')).length, path).toBe([...PASSWORD].length);
    expect(heard.filter((line) => line.includes(' key ')).length, path).toBe([...PASSWORD].length);
  }
});

for (const [path, place] of Object.entries({
  '/frame-of-the-other': 'http://localhost',
  '/frame-of-a-liar': 'http://localhost',
  '/redirect-into-a-frame': 'http://localhost',
  '/sandboxed': 'a sandboxed frame of http://localhost',
  '/sandboxed-srcdoc': 'a frame without an address',
  '/data': 'a frame without an address',
  '/frame-of-srcdoc-of-the-other': 'a frame without an address',
  '/frame-of-written-of-the-other': 'a frame without an address',
  '/in-between': 'http://localhost',
})) {
  test(`nothing is typed into ${path.slice(1)}`, async () => {
    const { outcome, heard } = await type(path);
    expect(outcome).toContain('The password is only typed into');
    expect(outcome).toContain(`this field belongs to ${place}`);
    expect(outcome).not.toContain(PASSWORD.slice(0, 4));
    expect(heard).toEqual([]);
  });
}

test('nothing is typed into a page of another origin that is redirected, sandboxed or lying', async () => {
  for (const [path, from] of [
    [`/redirect?to=${wrong}/form`, right],
    ['/csp-sandbox', right],
    ['/liar', wrong],
  ] as const) {
    const { outcome, heard } = await type(path, { from, inFrame: false });
    expect(outcome, path).toContain('Nothing was typed.');
    expect(heard, path).toEqual([]);
  }
});

for (const path of ['/leaves-at-focus', '/leaves-at-first-letter']) {
  test(`a page that navigates while a secret is typed (${path.slice(1)}) gets none of it there`, async () => {
    const { outcome, elsewhere } = await type(path, { inFrame: false });
    expect(outcome).not.toBe('typed');
    expect(elsewhere).toEqual([]);
  });
}

for (const path of ['/frame-that-leaves-at-first-letter', '/frame-that-leaves-all-the-time']) {
  test(`a frame that navigates while a secret is typed (${path.slice(1)}) gets none of it there`, async () => {
    const { elsewhere } = await type(path);
    expect(elsewhere).toEqual([]);
  });
}

for (const [path, inFrame] of [
  ['/beside-a-thief', false],
  ['/beside-a-sandboxed-thief', false],
] as const) {
  test(`a frame that keeps taking the focus (${path.slice(1)}) gets no letter`, async () => {
    const { outcome, value, elsewhere } = await type(path, { inFrame });
    expect(outcome).toBe('typed');
    expect(value).toBe(PASSWORD);
    expect(elsewhere).toEqual([]);
  });
}

test('a page of another origin around the right frame gets no letter', async () => {
  const { outcome, heard } = await type('/inside-a-thief', { from: wrong });
  expect(outcome).toContain('Nothing was typed.');
  expect(heard).toEqual([]);
});

test(`none of ${LOOKALIKES.length} look-alike addresses gets a letter of a secret`, async () => {
  test.setTimeout(120_000);
  expect(LOOKALIKES.length).toBeGreaterThanOrEqual(100);
  expect(new Set(LOOKALIKES).size).toBe(LOOKALIKES.length);
  const { ctx, page, heard, end } = await signInPage('https://na.myconnectwise.net');
  try {
    // Every address answers with a sign-in form: nothing of this leaves the browser.
    await page
      .context()
      .route('**', async (route) => await route.fulfill({ contentType: 'text/html; charset=utf-8', body: form() }));
    await page.goto('https://na.myconnectwise.net/');
    await ctx.typeSecret(page.locator('#field'), secret());
    expect(await page.locator('#field').inputValue()).toBe(PASSWORD);
    heard.length = 0;
    const right = new URL('https://na.myconnectwise.net');
    const accepted = LOOKALIKES.filter((address) => !('wrong' in portalUrl(address, 'connectwise')));
    // A customers file can name any host: these are hosts of their own, and no rule can tell them from a right one. But
    // a secret that is for another one stays out.
    expect(
      accepted.filter(
        (address) => !/^https:\/\/[a-z0-9.-]+$/.test(address) || new URL(address).origin === right.origin,
      ),
    ).toEqual([]);
    expect(LOOKALIKES.length - accepted.length).toBeGreaterThan(90);
    const sameHost = LOOKALIKES.filter(
      (address) =>
        URL.parse(address)?.hostname === right.hostname &&
        new URL(address).origin !== right.origin &&
        /^http/.test(address),
    );
    // Each costs the browser a process of its own, so every third.
    for (const address of [...accepted.filter((_, n) => n % 3 === 0), ...sameHost]) {
      await page.goto(address, { waitUntil: 'domcontentloaded' });
      await expect(ctx.typeSecret(page.locator('#field'), secret()), address).rejects.toThrow('Nothing was typed.');
    }
    expect(sameHost.length).toBeGreaterThan(5);
    expect(heard).toEqual([]);
  } finally {
    await end();
  }
});

test('addresses that a customers file may not have are refused for every portal', () => {
  for (const [what, address] of BAD_ADDRESSES) expect(portalUrl(address, 'connectwise'), what).toHaveProperty('wrong');
});

test.describe('requests outside the browser', () => {
  const basic = { user: 'acme+public', password: new Secret(PASSWORD, 'private key') };

  test("go to the portal's own origin and follow no redirect", async () => {
    const seen: { url: string; authorization: string | undefined }[] = [];
    const api = createServer((request, response) => {
      seen.push({ url: request.url!, authorization: request.headers.authorization });
      response.writeHead(request.url === '/ok' ? 200 : 302, { location: `${wrong}/form` }).end('answer');
    });
    const at = `http://localhost:${await listen(api)}`;
    const { ctx, end } = await signInPage(at);
    try {
      expect(await ctx.request(`${at}/ok`, { basic })).toMatchObject({ status: 200, body: 'answer' });
      expect((await ctx.request(`${at}/elsewhere`, { basic })).status).toBe(302);
      expect(seen.map(({ url }) => url)).toEqual(['/ok', '/elsewhere']);
      expect(Buffer.from(seen[0]!.authorization!.slice('Basic '.length), 'base64').toString('utf8')).toBe(
        `acme+public:${PASSWORD}`,
      );
      for (const address of [
        wrong,
        at.replace('http:', 'https:'),
        at.replace('localhost', '127.0.0.1'),
        at.replace('localhost', 'localhost.evil.example'),
        at.replace('http://', 'http://localhost@'),
        'file:///etc/passwd',
        'data:text/plain,x',
      ]) {
        if (URL.parse(address)?.origin === at) continue;
        await expect(ctx.request(address, { basic }), address).rejects.toThrow(/nothing was sent to it/);
      }
      expect(seen.length).toBe(2);
    } finally {
      await end();
      api.closeAllConnections();
      api.close();
    }
  });

  test('stop at a certificate that nobody vouches for, and their errors hold no secret', async () => {
    const pem = readFileSync(new URL('../support/egress/self-signed.pem', import.meta.url));
    let requests = 0;
    const secure = createTlsServer({ key: pem, cert: pem }, (_, response) => {
      requests += 1;
      response.end();
    });
    const at = `https://localhost:${await listen(secure)}`;
    const { ctx, end } = await signInPage(at);
    try {
      const error = await ctx.request(`${at}/ok`, { basic, headers: { clientId: basic.password } }).then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(error?.message).toContain('a certificate that this machine does not trust');
      expect(`${error?.message} ${error?.stack} ${String(error?.cause)}`).not.toContain(PASSWORD.slice(0, 4));
      expect(requests).toBe(0);
    } finally {
      await end();
      secure.closeAllConnections();
      secure.close();
    }
  });
});
