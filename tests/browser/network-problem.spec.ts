import { readFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { chromium, expect, test } from '@playwright/test';
import { findBrowser } from '../../src/browser/find.ts';
import { networkProblem, problemOfError, wordsOfError } from '../../src/browser/network-problem.ts';
import { ask } from '../../src/browser/request.ts';

const BROWSER: Record<string, string> = {
  'net::ERR_NAME_NOT_RESOLVED at https://psa.example': 'KW-HOST-UNKNOWN',
  'net::ERR_CONNECTION_REFUSED at https://psa.example': 'KW-CONNECTION-REFUSED',
  'net::ERR_CONNECTION_RESET': 'KW-CONNECTION-LOST',
  'net::ERR_EMPTY_RESPONSE': 'KW-CONNECTION-LOST',
  'net::ERR_CONNECTION_TIMED_OUT': 'KW-NO-ANSWER',
  'net::ERR_TIMED_OUT': 'KW-NO-ANSWER',
  'net::ERR_INTERNET_DISCONNECTED': 'KW-NO-NETWORK',
  'net::ERR_ADDRESS_UNREACHABLE': 'KW-NO-NETWORK',
  'net::ERR_CERT_AUTHORITY_INVALID': 'KW-CERTIFICATE',
  'net::ERR_CERT_DATE_INVALID': 'KW-CERTIFICATE',
  'net::ERR_CERT_COMMON_NAME_INVALID': 'KW-CERTIFICATE',
  'net::ERR_SSL_PROTOCOL_ERROR': 'KW-TLS',
  'net::ERR_PROXY_CONNECTION_FAILED': 'KW-PROXY',
  'net::ERR_TUNNEL_CONNECTION_FAILED': 'KW-PROXY',
  'net::ERR_TOO_MANY_REDIRECTS': 'KW-REDIRECTS',
  'net::ERR_UNSAFE_PORT': 'KW-BLOCKED',
  'net::ERR_BLOCKED_BY_ADMINISTRATOR': 'KW-BLOCKED',
  'net::ERR_HTTP2_PROTOCOL_ERROR': 'KW-CONNECTION-LOST',
  'net::ERR_FAILED': 'KW-NO-ANSWER',
};
for (const [text, code] of Object.entries(BROWSER))
  test(`the browser's ${text} is ${code}`, () => expect(networkProblem(text)?.code).toBe(code));

test('what says nothing of the network is no network problem', () => {
  for (const text of ['Timeout 1500ms exceeded', 'expected a list, but saw nothing', 'ENOSPC: no space left on device'])
    expect(networkProblem(text)).toBeUndefined();
});

const asked = async (address: string) =>
  problemOfError(await ask(new URL(address), { timeout: 2_000 }).then(String, (error: unknown) => error))?.code;

test("Keywright's own requests and the browser say the same of the same failure", async () => {
  const pem = readFileSync(new URL('../support/egress/self-signed.pem', import.meta.url));
  const https = createServer({ key: pem, cert: pem }, (_, response) => response.end('hello')).listen(0, '127.0.0.1');
  const silent = createServer({ key: pem, cert: pem }).listen(0, '127.0.0.1');
  await Promise.all([https, silent].map(async (server) => await new Promise((done) => server.on('listening', done))));
  const port = (server: typeof https) => (server.address() as AddressInfo).port;
  const closed = port(silent);
  await new Promise((done) => silent.close(done));
  const addresses = {
    [`https://127.0.0.1:${port(https)}/`]: 'KW-CERTIFICATE',
    [`https://127.0.0.1:${closed}/`]: 'KW-CONNECTION-REFUSED',
    'https://no-such-host.invalid/': 'KW-HOST-UNKNOWN',
  };
  const browser = await chromium.launch({
    executablePath: findBrowser()!.path,
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await browser.newPage();
    for (const [address, code] of Object.entries(addresses)) {
      const error = await page.goto(address).catch((thrown: Error) => thrown);
      expect(networkProblem(wordsOfError(error))?.code, address).toBe(code);
      expect(await asked(address), address).toBe(code);
    }
  } finally {
    await browser.close();
    https.close();
  }
});

test('a name under localhost is this machine for our own requests, as it is for the browser', async () => {
  const server = createPlainServer((_, response) => response.end('here')).listen(0, 'localhost');
  try {
    await new Promise((resolve) => server.on('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await ask(new URL(`http://cw.acme.localhost:${port}/`), { timeout: 5_000 });
    expect(answer.body.toString()).toBe('here');
  } finally {
    server.close();
  }
});
