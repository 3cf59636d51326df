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
  server.closeAllConnections();
  server.close();
});

test('a portal that never answers, or leads elsewhere, is told as that where it is opened', async () => {
  server = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: 'https://login.example/' }).end();
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [origin] });
  for (const [path, code, words] of [
    ['/silent', 'KW-NO-ANSWER', /no answer in time/],
    ['/away', 'KW-OTHER-HOST', /leads on to https:\/\/login\.example/],
  ] as const) {
    const session = await openPortal({
      browser,
      portal: REGISTRY.get('mspcfo') as Portal,
      url: new URL(`${origin}${path}`),
      settings: {},
      saved: undefined,
      network: { reachable: [origin] },
      note: () => undefined,
      watchPage: async () => undefined,
    });
    session.page.setDefaultTimeout(1_000);
    await expect(session.arrive()).rejects.toMatchObject({
      code,
      expected: `an answer from ${origin}`,
      actual: expect.stringMatching(words) as unknown,
    });
  }
});
