import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { type Browser, chromium } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';
import { openPortal } from '../../src/engine/portal-session.ts';
import type { Portal } from '../../src/portal-sdk/index.ts';
import { REGISTRY } from '../support/bad-inputs/fake-registry.ts';
import { type HostileServer, hasIpv6, hostilePages, listen, startHostile } from '../support/egress/servers.ts';
import { type Hostile, OF_THE_PAGE, WAYS } from '../support/egress/vectors.ts';

/*
 * What a page of an allowed host can reach. The portal is at http://localhost:<port>; the hostile server of the same
 * machine has another name, numbers instead of a name, or another port of the same name.
 * No test here can see the look-up of a name that never becomes a connection (dns-prefetch); it goes through the same
 * resolver rule.
 */
const ALL = [...Object.keys(OF_THE_PAGE), ...Object.keys(WAYS)];

/** Ways that the product closes altogether, even to an allowed host. */
const CLOSED = ['service-worker', 'stun', 'turn over UDP', 'a peer over UDP', 'a peer over TCP'];

const FORMS: Record<string, string> = {
  'by another name': 'hostile.localhost',
  'by its number': '127.0.0.1',
  'by its number in hexadecimal': '0x7f.1',
  'by its IPv6 number': '[::1]',
  'on another port of the allowed name': 'localhost',
};

test.describe.configure({ mode: 'serial', timeout: 120_000 });

let hostile: HostileServer;
let portal: Server;
let port: number;
let target: Hostile;
let plain: Browser;
/** The product's, which may reach the portal only. */
let bound: Browser;

test.beforeAll(async () => {
  hostile = await startHostile();
  portal = createServer(hostilePages(() => target));
  port = await listen(portal);
  // A browser without windows asks for no icons.
  plain = await chromium.launch({ executablePath: findBrowser(true)!.path, chromiumSandbox: process.getuid?.() !== 0 });
  bound = await launch([`http://localhost:${port}`]);
});

test.afterAll(async () => {
  await plain.close();
  await bound.close();
  await hostile.stop();
  portal.closeAllConnections();
  portal.close();
});

const launch = async (origins: string[]) =>
  await launchBrowser({ path: findBrowser(true)!.path, headed: false, origins });

/** Opens the portal just as a run does. */
async function openedIn(browser: Browser, url = new URL(`http://localhost:${port}`)) {
  const { page } = await openPortal({
    browser,
    portal: REGISTRY.get('mspcfo') as Portal,
    url,
    settings: {},
    saved: undefined,
    note: () => undefined,
    watchPage: async () => undefined,
  });
  return page;
}

for (const [form, host] of Object.entries(FORMS)) {
  const tag = ['by another name', 'by its number'].includes(form) ? [] : '@long';
  test(`no way of ${ALL.length} leads to a hostile server ${form}`, { tag }, async () => {
    test.skip(host === '[::1]' && !hasIpv6, 'this machine has no IPv6');
    target = hostile.at(host);

    // In a browser that nothing hinders, each way leads there; otherwise the test could not fail.
    test.setTimeout(180_000);
    hostile.forget();
    await expect(async () => {
      // On a busy machine a way may fail of itself once.
      const context = await plain.newContext();
      try {
        await (await context.newPage()).goto(`http://localhost:${port}/all`);
        await expect.poll(() => ALL.filter((way) => !hostile.arrived.has(way)), { timeout: 8_000 }).toEqual([]);
      } finally {
        await context.close();
      }
    }).toPass({ timeout: 110_000 });
    const slowest = Math.max(...hostile.arrived.values());

    const page = await openedIn(bound);
    try {
      hostile.forget();
      await page.goto(`http://localhost:${port}/all`);
      // As long as the slowest way needed without hindrance, from when every frame has been loaded.
      await delay(slowest);
      expect([...hostile.arrived.keys()]).toEqual([]);
    } finally {
      await page.context().close();
    }
  });
}

test('the list of origins decides: an allowed server is reached in every way that is open', async () => {
  test.setTimeout(180_000);
  target = hostile.at('hostile.localhost');
  const { raw, http } = target;
  const browser = await launch([
    `http://localhost:${port}`,
    `http://hostile.localhost:${http}`,
    ...Object.values(raw).map((at) => `https://hostile.localhost:${at}`),
  ]);
  try {
    const page = await openedIn(browser);
    hostile.forget();
    await expect(async () => {
      await page.goto(`http://localhost:${port}/all`);
      await expect
        .poll(() => ALL.filter((way) => !CLOSED.includes(way) && !hostile.arrived.has(way)), { timeout: 25_000 })
        .toEqual([]);
    }).toPass({ timeout: 110_000 });
    expect(CLOSED.filter((way) => hostile.arrived.has(way))).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('a portal that redirects to another host leads nowhere', async () => {
  target = hostile.at('hostile.localhost');
  const page = await openedIn(bound);
  hostile.forget();
  await expect(
    page.goto(`http://localhost:${port}/redirect/302?to=http://hostile.localhost:${target.http}/x`),
  ).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
  expect([...hostile.arrived.keys()]).toEqual([]);
});

test('a page gets no permission, no download and no print dialog', async () => {
  const temp = mkdtempSync(join(tmpdir(), 'kw-egress-'));
  const page69 = createServer((request, response) => {
    if (request.url === '/download') response.setHeader('content-disposition', 'attachment; filename="..\\\\x.exe"');
    response.setHeader('content-type', 'text/html').end('<!doctype html><a href="/download">x</a>');
  });
  const at = await listen(page69);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = temp;
  const browser = await launch([`http://localhost:${at}`]);
  try {
    const page = await openedIn(browser);
    await page.goto(`http://localhost:${at}`);
    const asked = await page.evaluate(async () => {
      const answer = (wish: Promise<unknown>) =>
        wish.then(
          (value) => String(value),
          () => 'refused',
        );
      return await Promise.all([
        answer(new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
        answer(Notification.requestPermission()),
        answer(navigator.mediaDevices.getUserMedia({ audio: true })),
        answer(navigator.clipboard.readText()),
        answer(navigator.requestMIDIAccess()),
      ]);
    });
    expect(asked).toEqual(['refused', 'denied', 'refused', 'refused', 'refused']);
    // Without a window the browser's own does nothing; in one it stops the page until somebody closes the dialog.
    const printing = await page.evaluate(() => {
      window.print();
      return String(window.print);
    });
    expect(printing).not.toContain('native code');

    const download = page.waitForEvent('download');
    await page.getByRole('link').click();
    expect(await (await download).failure()).not.toBeNull();
    expect(
      readdirSync(temp, { recursive: true, encoding: 'utf8' }).filter(
        (name) => name.endsWith('.exe') || name.endsWith('.crdownload'),
      ),
    ).toEqual([]);
  } finally {
    await browser.close();
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    page69.closeAllConnections();
    page69.close();
    rmSync(temp, { recursive: true, force: true });
  }
});

test('a certificate that nobody vouches for stops the page', async () => {
  const pem = readFileSync(new URL('../support/egress/self-signed.pem', import.meta.url));
  let requests = 0;
  const secure = createTlsServer({ key: pem, cert: pem }, (_, response) => {
    requests += 1;
    response.end();
  });
  const at = await listen(secure);
  const browser = await launch([`https://localhost:${at}`]);
  try {
    const page = await openedIn(browser, new URL(`https://localhost:${at}`));
    await expect(page.goto(`https://localhost:${at}`)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/);
    expect(requests).toBe(0);
    // The same server through the same rule, by a context that takes any certificate: it was the certificate, and the
    // rule leaves its name alone.
    const careless = await browser.newContext({ ignoreHTTPSErrors: true });
    expect((await (await careless.newPage()).goto(`https://localhost:${at}`))?.status()).toBe(200);
    expect(requests).toBeGreaterThan(0);
  } finally {
    await browser.close();
    secure.closeAllConnections();
    secure.close();
  }
});
