import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { chromium, expect, test } from '@playwright/test';
import { Connections } from '../../src/browser/connections.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';

test("a connection's address, certificates and clock are those that the browser saw", async () => {
  const pem = readFileSync(new URL('../support/egress/self-signed.pem', import.meta.url));
  const server = createServer({ key: pem, cert: pem }, (_request, response) => {
    // An hour behind this machine.
    response.setHeader('date', new Date(Date.now() - 3_600_000).toUTCString());
    response.end('<p>hello');
  }).listen(0, '127.0.0.1');
  const browser = await chromium.launch({
    executablePath: findBrowser()!.path,
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    const { port } = server.address() as AddressInfo;
    const connections = new Connections([`https://127.0.0.1:${port}`]);
    await connections.watch(page);
    await page.goto(`https://127.0.0.1:${port}/`);
    await page.goto(`https://127.0.0.1:${port}/again`);
    const [seen, ...more] = await connections.list();
    expect(more).toEqual([]);
    const certificate = new X509Certificate(pem);
    expect(seen).toMatchObject({
      origin: `https://127.0.0.1:${port}`,
      address: `127.0.0.1:${port}`,
      tls: {
        chain: [certificate.fingerprint256.replaceAll(':', '').toLowerCase()],
        validTo: new Date(certificate.validTo).toISOString(),
      },
    });
    expect(Math.abs(seen!.skewSeconds! + 3_600)).toBeLessThan(5);
  } finally {
    await browser.close();
    server.close();
  }
});

test('hosts outside that a page asks for are counted, and those of the customer are not', async () => {
  const page = (asks: string) => `<img src="${asks}"><img src="${asks}?again"><img src="/missing.png"><p>hello`;
  const server = createHttpServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(page('https://elsewhere.example/pixel.png'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [origin] });
  try {
    const shown = await browser.newPage();
    const connections = new Connections([origin]);
    await connections.watch(shown);
    await shown.goto(origin);
    await expect.poll(() => connections.refused()).toEqual([{ host: 'elsewhere.example', requests: 2 }]);
  } finally {
    await browser.close();
    server.close();
  }
});
