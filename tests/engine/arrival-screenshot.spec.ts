import { createServer, type Server } from 'node:http';
import { expect, test } from '@playwright/test';
import type { Browser } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';
import { openPortal } from '../../src/engine/portal-session.ts';
import type { Portal } from '../../src/portal-sdk/index.ts';
import { REGISTRY } from '../support/bad-inputs/fake-registry.ts';
import { listen } from '../support/egress/servers.ts';

let server: Server;
let browser: Browser | undefined;
test.afterAll(async () => {
  await browser?.close();
  server.close();
});

test('the arrival screenshot waits until the page, or a frame of it, says something', async () => {
  const LATE = `<body><script>setTimeout(() => document.body.append('Sign in'), 900)</script></body>`;
  server = createServer((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<title>A portal</title><body><iframe srcdoc="${LATE}"></iframe></body>`),
  );
  const url = new URL(`http://127.0.0.1:${await listen(server)}`);
  browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [url.origin] });
  const session = await openPortal({
    browser,
    portal: REGISTRY.get('mspcfo') as Portal,
    url,
    settings: {},
    saved: undefined,
    note: () => undefined,
    watchPage: async () => undefined,
  });
  await session.arrive();
  expect(await session.page.frameLocator('iframe').locator('body').innerText()).toBe('Sign in');
});
