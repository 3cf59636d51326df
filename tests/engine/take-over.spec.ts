import { createServer, type Server } from 'node:http';
import { expect, test } from '@playwright/test';
import type { Browser } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';
import { fitToScreen } from '../../src/browser/window-fit.ts';
import { openPortal } from '../../src/engine/portal-session.ts';
import type { Portal } from '../../src/portal-sdk/index.ts';
import { REGISTRY } from '../support/bad-inputs/fake-registry.ts';
import { listen } from '../support/egress/servers.ts';

let server: Server;
const browsers: Browser[] = [];
test.afterAll(async () => {
  for (const browser of browsers) await browser.close();
  server.closeAllConnections();
  server.close();
});

test('a session goes on in a window: signed in as before, at the same address, and only there', async () => {
  server = createServer((request, response) =>
    response
      .writeHead(200, {
        'content-type': 'text/html',
        ...(request.url === '/' && { 'set-cookie': 'who=kim; HttpOnly' }),
      })
      .end(`<p>${request.headers.cookie ?? 'nobody'}</p>`),
  );
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const start = async () => {
    const browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [origin] });
    browsers.push(browser);
    return browser;
  };
  const browser = await start();
  const watched: string[] = [];
  const session = await openPortal({
    browser,
    // As far as the session knows, this one can be seen.
    openWindow: async () => {
      const other = await start();
      return { browser: other, window: await fitToScreen(other) };
    },
    portal: REGISTRY.get('mspcfo') as Portal,
    url: new URL(origin),
    settings: {},
    saved: undefined,
    note: () => undefined,
    watchContext: async () => void watched.push('context'),
    watchPage: async () => void watched.push('page'),
  });
  await session.arrive();
  await session.page.goto(`${origin}/keys?of=7`);
  await session.page.evaluate(() => {
    localStorage.setItem('member', 'kim');
    sessionStorage.setItem('tab', '3');
  });
  const before = session.page;
  expect(session.view).toBeUndefined();
  await session.intoWindow!();

  const { page } = session;
  expect(before.isClosed()).toBe(true);
  expect(page.context().browser()).toBe(browsers[1]);
  expect(page.url()).toBe(`${origin}/keys?of=7`);
  expect(await page.locator('p').innerText()).toBe('who=kim');
  expect(await page.evaluate(() => [localStorage.getItem('member'), sessionStorage.getItem('tab')])).toEqual([
    'kim',
    '3',
  ]);
  expect(session.view).toBeDefined();
  expect(session.intoWindow).toBeUndefined();
  expect(watched).toEqual(['context', 'page', 'context', 'page']);
  // A fresh page, as after a retry, is in the window, too.
  await session.freshPage();
  expect(session.page.context().browser()).toBe(browsers[1]);
});
