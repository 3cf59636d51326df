import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { createServer } from 'node:tls';
import { chromium, expect, test } from '@playwright/test';
import { findBrowser } from '../../src/browser/find.ts';
import { cookieBy, gesture, jpegOf, play } from '../support/watch-server.ts';

test("through the tunnel a guest sees everything and commands nothing, even with the operator's cookie", async ({
  page: maker,
}) => {
  const pem = readFileSync(new URL('../support/egress/self-signed.pem', import.meta.url));
  const through = new Set<Socket>();
  let to = 0;
  const tunnel = createServer({ key: pem, cert: pem, ALPNProtocols: ['http/1.1'] }, (near) => {
    const far = connect(to, '127.0.0.1');
    through.add(near.on('error', () => far.destroy()).on('close', () => far.destroy()));
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(tunnel, 'listening');
  const share = new URL(`https://watch.example:${(tunnel.address() as AddressInfo).port}`);
  using played = await play({ share });
  to = Number(new URL(played.origin).port);
  const browser = await chromium.launch({
    executablePath: findBrowser()!.path,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--host-resolver-rules=MAP watch.example 127.0.0.1'],
  });
  try {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(played.watch.guestLink);
    await expect(page.locator('#state')).toHaveText('Running');
    expect(page.url()).toBe(`${share.origin}/`);
    expect(await context.cookies()).toMatchObject([
      {
        name: `keywright-watch-guest-${to}`,
        secure: true,
        httpOnly: true,
        sameSite: 'Strict',
        domain: 'watch.example',
      },
    ]);
    played.watch.picture({ picture: await jpegOf(maker, 'Members'), type: 'image/jpeg' });
    await expect(page.locator('#image')).toBeVisible();

    // The operator's cookie, as if somebody had carried it over.
    const [name, value] = (await cookieBy(played, played.watch.link)).split('=') as [string, string];
    await context.addCookies([{ name, value, url: share.origin }]);
    await page.reload();
    await expect(page.getByText('View only')).toBeVisible();
    await expect(page.locator('.controls')).toHaveCount(0);
    for (const command of ['pause', 'stop']) {
      const answer = await page.evaluate(
        async (asked) =>
          await fetch('/command', { method: 'POST', body: new URLSearchParams({ command: asked }) }).then(
            async (got) => [got.status, await got.text()] as const,
          ),
        command,
      );
      expect(answer).toEqual([403, 'This link is view only.']);
    }
    expect(played.control.state.mode).toBe('running');

    for (const socket of through) socket.destroy();
    await expect(page.locator('#lost')).toContainText('Trying again');
    played.tell(gesture('member', 'Press “Close”'));
    await expect(page.locator('#instruction')).toContainText('Press “Close”');
    await expect(page.locator('#lost')).toBeEmpty();
    await played.watch.stop('runs/practice/report.html');
    await expect(page.locator('#state')).toHaveText('Ended: not finished');
    expect(await page.content()).not.toContain('report.html');
  } finally {
    await browser.close();
    tunnel.close();
  }
});
