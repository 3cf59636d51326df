import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import { Connections } from '../../src/browser/connections.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { launchBrowser } from '../../src/browser/launch.ts';
import { Navigations } from '../../src/browser/navigations.ts';
import { problemOfError } from '../../src/browser/network-problem.ts';
import { Proxies } from '../../src/browser/proxies.ts';
import { isDirect, readProxy, type WebProxy } from '../../src/browser/proxy.ts';
import { openRelay } from '../../src/browser/relay.ts';
import { ask } from '../../src/browser/request.ts';
import { openProxies } from '../../src/engine/proxies.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { hasCertutil, hasOpenssl, makeIdentities } from '../support/network/authority.ts';
import { secureServer, startProxy } from '../support/network/servers.ts';

const nobody = { need: () => Promise.reject(new Error('nobody is asked')) };

for (const [noProxy, url, direct] of [
  ['', 'https://cw.acme.example', false],
  ['', 'http://localhost:8080', true],
  ['', 'https://cw.acme.localhost', false],
  ['.localhost', 'https://cw.acme.localhost', true],
  ['', 'http://127.0.0.1:8080', true],
  ['*', 'https://cw.acme.example', true],
  ['other.example, .acme.example', 'https://cw.acme.example', true],
  ['other.example;*.acme.example', 'https://cw.acme.example', true],
  ['*.acme.example', 'https://cw.acme.example', true],
  ['ACME.example', 'https://cw.acme.example', true],
  ['me.example', 'https://cw.acme.example', false],
  ['cw.acme.example:8443', 'https://cw.acme.example', false],
  ['cw.acme.example:443', 'https://cw.acme.example', true],
  ['10.0.0.0/8 192.168.0.0/16', 'https://10.20.0.15', true],
  ['10.0.0.0/8', 'https://11.20.0.15', false],
  ['10.0.0.0/99', 'https://10.20.0.15', false],
  ['fd00::/8', 'https://[fd12::1]:8443', true],
  ['[fd12::1]:8443', 'https://[fd12::1]:8443', true],
] as const)
  test(`with NO_PROXY "${noProxy}", ${url} is ${direct ? '' : 'not '}reached directly`, () =>
    expect(isDirect(new URL(url), noProxy)).toBe(direct));

for (const [text, wrong] of [
  ['http://wpad.acme.example/wpad.dat', /PAC file/],
  ['https://proxy.acme.example/proxy.pac', /PAC file/],
  ['pac+https://proxy.acme.example/x', /PAC file/],
  ['socks5://proxy.acme.example:1080', /SOCKS/],
  ['http://proxy.acme.example:3128/x', /must end after host and port/],
  ['http://', /is not the address of a proxy/],
  ['None', /where there is no proxy, leave it out, or write none/],
  ['system', /is not an address with a port/],
  ['http://jdoe:p#ssw0rd@proxy.acme.example:3128', /# is %23/],
  ['http://jdoe:p@ssw0rd@proxy.acme.example:3128', /@ is %40/],
  ['ACME\\jdoe:passw0rd@proxy.acme.example:3128', /\\ is %5C/],
] as const)
  test(`${text} as a proxy is refused before anything starts`, async () => {
    expect(readProxy(text)).toMatchObject({ wrong: expect.stringMatching(wrong) as unknown });
    await expect(openProxies(undefined, nobody, { HTTPS_PROXY: text })).rejects.toMatchObject({
      code: 'KW-PROXY-SETTING',
      message: expect.stringMatching(wrong) as unknown,
    });
  });

test('the customers file goes before the environment, and small letters before capital ones', async () => {
  const environment = { HTTPS_PROXY: 'http://capital:1', https_proxy: 'small:2', NO_PROXY: 'own.example' };
  const of = async (set: string | undefined, url = 'https://cw.acme.example') =>
    (await openProxies(set, nobody, environment)).of(new URL(url))?.url.host;
  expect(await of(undefined)).toBe('small:2');
  expect(await of('http://file:3')).toBe('file:3');
  expect(await of('http://file:3', 'https://own.example')).toBeUndefined();
  expect(await of('none')).toBeUndefined();
  expect(await of(undefined, 'http://stamps.example')).toBeUndefined();
  expect(
    (await openProxies(undefined, nobody, { ALL_PROXY: 'all:4' })).of(new URL('http://stamps.example')),
  ).toBeDefined();
});

test('user name and password of a proxy are read as they are meant, and asked for where the password is missing', async () => {
  const basic = async (set: string | undefined, passwords: Parameters<typeof openProxies>[1], environment = {}) => {
    const proxy = (await openProxies(set, passwords, environment)).of(new URL('https://cw.acme.example'))!;
    expect(proxy.url.href).toBe('http://proxy:3128/');
    expect(inspect(proxy) + JSON.stringify(proxy)).not.toMatch(/ss-word|pass word/);
    return Buffer.from(proxy.authorization!().replace('Basic ', ''), 'base64').toString();
  };
  const environment = { HTTPS_PROXY: 'http://ann%40acme:p%3Ass-word@proxy:3128' };
  expect(await basic(undefined, nobody, environment)).toBe('ann@acme:p:ss-word');
  const ask = { need: async () => new Secret('pass word', 'Proxy password') };
  expect(await basic('http://ann@proxy:3128', ask)).toBe('ann:pass word');
});

/** The command lines and environments of all processes, where the system shows them. */
const processes = (): string =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`])
    .map((file) => {
      try {
        return readFileSync(file, 'latin1');
      } catch {
        return '';
      }
    })
    .join('\n');

test.describe('behind a proxy with a company authority', () => {
  test.skip(!hasCertutil, 'needs openssl and certutil');

  test('browser and own requests reach the portals by it, nothing else, and the password stays here', async () => {
    const identities = makeIdentities();
    const authority = identities.authority('Acme Inspection');
    const before = process.env['NODE_EXTRA_CA_CERTS'];
    process.env['NODE_EXTRA_CA_CERTS'] = authority.file;
    const portal = await secureServer(
      identities.issued(authority, 'DNS:cw.acme.example,DNS:other.acme.example,DNS:evil.example,DNS:cw.acme.localhost'),
      (request, response) => {
        if (request.url === '/away') return void response.writeHead(302, { location: 'https://login.example/x' }).end();
        if (request.url === '/down') response.statusCode = 503;
        response.setHeader('content-type', 'text/html');
        response.end('<p>hello<img src="https://evil.example/pixel.png">');
      },
    );
    const hosts = [
      'cw.acme.example:443',
      'cw.acme.localhost:443',
      'other.acme.example:443',
      'evil.example:443',
      'login.example:443',
    ];
    const company = await startProxy(Object.fromEntries(hosts.map((host) => [host, portal.port])), 'ann:Pr0xy-pass-42');
    const proxies = await openProxies(`http://ann:Pr0xy-pass-42@127.0.0.1:${company.port}`, nobody, {});
    const origins = ['https://cw.acme.example', 'https://other.acme.example', 'https://cw.acme.localhost'];
    const relay = await openRelay(origins, proxies);
    const browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins, relay });
    try {
      const page = await browser.newPage();
      const navigations = new Navigations({ reachable: origins, proxies, relay });
      navigations.watch(page);
      const connections = new Connections(origins, proxies);
      await connections.watch(page);
      const why = async (url: string) => {
        await page.goto(url).catch(() => undefined);
        return await navigations.problemOf(page);
      };
      expect(await why('https://cw.acme.example/')).toBeUndefined();
      expect(await page.textContent('p')).toBe('hello');
      expect(new Set(company.asked)).toEqual(new Set(['cw.acme.example:443']));
      // Node reads the variable when it starts.
      setDefaultCACertificates([...getCACertificates(), readFileSync(authority.file, 'utf8')]);
      const answer = await ask(new URL('https://other.acme.example/'), { timeout: 5_000, proxies });
      expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/html' } });
      expect(answer.body.toString()).toContain('hello');
      expect(company.asked.at(-1)).toBe('other.acme.example:443');
      expect(processes()).not.toContain('Pr0xy-pass-42');
      expect(processes()).toContain('--proxy-server=https=http://127.0.0.1');

      expect(connections.refused()).toEqual([{ host: 'evil.example', requests: 1 }]);
      const [seen] = await connections.list();
      expect(seen).toMatchObject({ origin: 'https://cw.acme.example', proxy: `127.0.0.1:${company.port}` });
      expect(seen).not.toHaveProperty('address');

      const away = await why('https://cw.acme.example/away');
      expect(away).toMatchObject({ code: 'KW-OTHER-HOST' });
      expect(away!.actual).toMatch(/https:\/\/cw\.acme\.example.* leads on to https:\/\/login\.example/);
      expect(await why('https://cw.acme.example/down')).toMatchObject({
        code: 'KW-HTTP-STATUS',
        actual: 'the answer 503 Service Unavailable of https://cw.acme.example',
      });
      expect(company.asked).not.toContain('login.example:443');
      expect(company.asked).not.toContain('evil.example:443');

      // A browser would take such a name for this machine by itself.
      expect(await why('https://cw.acme.localhost/')).toBeUndefined();
      expect(company.asked).toContain('cw.acme.localhost:443');

      company.answer = '403 No';
      expect(await why('https://other.acme.example/')).toMatchObject({
        code: 'KW-PROXY',
        actual: expect.stringMatching(/not let this/) as unknown,
      });
    } finally {
      await browser.close();
      relay!.close();
      company.stop();
      portal.stop();
      identities.remove();
      if (before === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
      else process.env['NODE_EXTRA_CA_CERTS'] = before;
    }
  });
});

const through = (url: string, proxy: Partial<WebProxy> = {}): Proxies => {
  const one = { url: new URL(url), place: 'HTTPS_PROXY', ...proxy };
  return new Proxies({ 'https:': one, 'http:': one });
};

test('each way in which a proxy refuses has its own words', async () => {
  const company = await startProxy({});
  const url = `http://127.0.0.1:${company.port}`;
  const why = async (answer: string | undefined, proxies = through(url)) => {
    company.answer = answer;
    const asked = ask(new URL('https://cw.acme.example/'), { timeout: 3_000, proxies });
    return problemOfError(await asked.then(String, (error: unknown) => error))!;
  };
  const user = { authorization: () => 'Basic Pr0xy-pass-42' };
  try {
    for (const [answer, words, proxies] of [
      ['403 No', /does not let this address through \(403\)/],
      ['502 Bad', /does not get through to the portal \(502\)/],
      ['407 Who\r\nProxy-Authenticate: Basic realm="x"', /wants a user name and a password \(407\)/],
      ['407 Who\r\nProxy-Authenticate: Basic realm="x"', /refuses the user name or the password/, through(url, user)],
      ['407 Who\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM', /wants a sign-in by Negotiate, NTLM/],
      [undefined, /cannot be reached \(.*ECONNREFUSED\)/, through('http://127.0.0.1:1')],
      [undefined, /cannot be reached \(.*ENOTFOUND\)/, through('http://no-such-proxy.invalid:3128')],
    ] as [string | undefined, RegExp, Proxies?][]) {
      const problem = await why(answer, proxies);
      expect(problem).toMatchObject({ code: 'KW-PROXY', actual: expect.stringMatching(words) as unknown });
      expect(JSON.stringify(problem)).not.toContain('Pr0xy-pass-42');
    }
  } finally {
    company.stop();
  }
});

test('a plain address, such as of a time stamp service, goes by the proxy as a whole', async () => {
  const company = await startProxy({});
  const server = createServer((_, response) => response.end('directly')).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const proxies = through(`http://127.0.0.1:${company.port}`);
  try {
    const stamps = await ask(new URL('http://stamps.example/tsa'), { timeout: 3_000, proxies });
    expect(stamps.body.toString()).toBe('by the proxy');
    expect(company.asked).toEqual(['http://stamps.example/tsa']);
    const near = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect((await ask(near, { timeout: 3_000, proxies })).body.toString()).toBe('directly');
  } finally {
    company.stop();
    server.close();
  }
});

test('a certificate that is not trusted is named with its issuer', async () => {
  test.skip(!hasOpenssl, 'needs openssl');
  const identities = makeIdentities();
  const inspection = identities.authority('Acme Inspection');
  const server = await secureServer(identities.issued(inspection, 'IP:127.0.0.1'), (_, response) => response.end('x'));
  const origin = `https://127.0.0.1:${server.port}`;
  const browser = await launchBrowser({ path: findBrowser()!.path, headed: false, origins: [origin] });
  try {
    const page = await browser.newPage();
    const navigations = new Navigations({ reachable: [origin] });
    navigations.watch(page);
    await page.goto(origin).catch(() => undefined);
    expect(await navigations.problemOf(page)).toMatchObject({
      code: 'KW-CERTIFICATE',
      actual: expect.stringMatching(/the certificate is for portal, issued by Acme Inspection, valid from/) as unknown,
    });
  } finally {
    await browser.close();
    server.stop();
    identities.remove();
  }
});
