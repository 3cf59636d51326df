import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';
import { Navigations } from '../../src/browser/navigations.ts';

let server: Server;
let origin: string;
let browser: Browser;
let page: Page;
let navigations: Navigations;
/** By how many seconds the server's clock is ahead. */
let ahead = 0;

const PAGES: Record<string, string> = {
  '/script': '<script>location.href = "https://login.example/sign-in"</script>',
  '/later': '<a href="https://login.example/sign-in">leave</a>',
};

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url!;
    response.setHeader('date', new Date(Date.now() + ahead * 1000).toUTCString());
    response.setHeader('content-type', 'text/html');
    const [, status] = /^\/status\/(\d+)/.exec(path) ?? [];
    if (status !== undefined) response.statusCode = Number(status);
    if (path === '/away') response.writeHead(302, { location: 'https://login.example/sign-in?token=x' });
    if (path === '/circle') response.writeHead(302, { location: '/circle' });
    if (path === '/cut') return void response.destroy();
    response.end(PAGES[path] ?? '<p>hello');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [origin, 'http://127.0.0.1:1'] });
});
test.afterAll(async () => {
  await browser.close();
  server.close();
});
test.beforeEach(async () => {
  page = await browser.newPage();
  navigations = new Navigations({ reachable: [origin, 'http://127.0.0.1:1'] });
  navigations.watch(page);
});
test.afterEach(async () => await page.close());

async function why(path: string) {
  await page.goto(path.startsWith('/') ? `${origin}${path}` : path).catch(() => undefined);
  return await navigations.problemOf(page);
}

for (const [path, code, words] of [
  ['/away', 'KW-OTHER-HOST', /^http:\/\/127\.0\.0\.1:\d+, which leads on to https:\/\/login\.example: not one of/],
  ['/circle', 'KW-REDIRECTS', /leads in circles/],
  ['/cut', 'KW-CONNECTION-LOST', /was cut \(ERR_EMPTY_RESPONSE\)/],
  ['/status/503', 'KW-HTTP-STATUS', /^the answer 503 Service Unavailable of http:\/\/127/],
  ['/status/403', 'KW-HTTP-STATUS', /^the answer 403 Forbidden/],
  ['http://127.0.0.1:1/', 'KW-BLOCKED', /does not open \(ERR_UNSAFE_PORT\)/],
] as const)
  test(`${path} is told as ${code}`, async () => {
    const problem = await why(path);
    expect(problem).toMatchObject({ code, actual: expect.stringMatching(words) as unknown });
    // Queries may hold tokens of single sign-on.
    expect(JSON.stringify(problem)).not.toContain('token');
  });

test('an address that a script or a person leads on from is named, too', async () => {
  await why('/script');
  await expect.poll(async () => (await navigations.problemOf(page))?.code).toBe('KW-OTHER-HOST');
  expect(await why('/later')).toBeUndefined();
  await page.getByRole('link').click();
  await expect
    .poll(async () => (await navigations.problemOf(page))?.actual)
    .toMatch(/127.*leads on to https:\/\/login\.example/);
  expect(await why('/')).toBeUndefined();
});

test('a clock that is off by as much as a code lives is told, and a smaller difference is not', async () => {
  for (const [seconds, words] of [
    [95, /clock is 9[3-7] s behind the portal's/],
    [-3_600, /clock is 3[56]\d\d s ahead of the portal's/],
    [5, undefined],
  ] as const) {
    ahead = seconds;
    await why('/');
    if (words === undefined) expect(navigations.clockProblem).toBeUndefined();
    else expect(navigations.clockProblem).toMatch(words);
  }
});
