import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { wrongAddress } from '../../pages/connectwise/addresses.ts';
import { loadPortals } from '../../src/engine/registry.ts';
import { loadCustomer } from '../../src/runbook/load-customers.ts';
import { portalUrl, unusual } from '../../src/runbook/portal-url.ts';

const REGISTRY = await loadPortals();

const ON_PREMISES = [
  'https://cw.acme-it.example:8443',
  'https://cw.acme-it.example/psa',
  'https://connectwise',
  'https://10.20.0.15',
  'https://cw_app.acme-it.example',
  'https://cw.m\u00FCller-it.example',
];
for (const address of ON_PREMISES)
  test(`${address} is taken if it is said to be meant, and refused with the way to say so`, () => {
    expect(portalUrl(address, 'connectwise', true)).toBeInstanceOf(URL);
    expect(portalUrl(address, 'connectwise')).toMatchObject({
      wrong: expect.stringContaining('on-premises: true') as unknown,
    });
  });

test('a portal that people run themselves says what its address may have; the evidence names what one has', () => {
  const at = (address: string, parts?: ('port' | 'path')[]) => portalUrl(address, 'gitea', false, parts);
  expect(at('https://git.acme.example:3000', ['port'])).toBeInstanceOf(URL);
  expect(at('https://git.acme.example:3000/git', ['port'])).toHaveProperty('wrong');
  expect(at('https://git.acme.example:3000/git', ['port', 'path'])).toBeInstanceOf(URL);
  expect(at('https://10.20.0.15:3000', ['port', 'path'])).toHaveProperty('wrong');
  const said = (address: string) => unusual(new URL(address), 'gitea');
  expect(said('https://git.acme.example')).toBeUndefined();
  expect(said('http://127.0.0.1:3000')).toBeUndefined();
  expect(said('https://git.acme.example:3000/git')).toBe('a port and a path');
  expect(said('https://gitea')).toBe('a name or number of a network');
});

for (const address of [
  'http://10.20.0.15',
  'https://user@10.20.0.15',
  'https://cw.m\u0443ller-it.example',
  'https://cw.xn--mller-it-75a.example',
  'https://na.myc\u00F6nnectwise.net',
  'https://host.example/a/../b',
  'https://host.example/?next=x',
  'https://na.myconnectwise.net.evil.example',
])
  test(`${address} is refused for a server of one's own network, too`, () => {
    expect(portalUrl(address, 'connectwise', true)).toHaveProperty('wrong');
  });

test("an address of the cloud that was copied with its path is not taken for a server of one's own", () => {
  const { wrong } = portalUrl('https://na.myconnectwise.net/v4_6_release/', 'connectwise') as { wrong: string };
  expect(wrong).toBe('must end after the host, without a path');
});

const REST = /is the address of the REST API; people sign in at https:\/\//;
for (const [url, onPremises, wrong] of [
  ['https://api-na.myconnectwise.net', false, /sign in at https:\/\/na\.myconnectwise\.net$/],
  ['https://api-na.myconnectwise.net', true, /sign in at https:\/\/na\.myconnectwise\.net$/],
  ['https://api-staging.connectwisedev.com', false, /sign in at https:\/\/staging\.connectwisedev\.com$/],
  ['https://api-psa.acme.example', false, /sign in at https:\/\/psa\.acme\.example \(.*add on-premises: true\)$/],
  ['https://api-psa.acme.example', true, undefined],
  ['https://apiary.acme.example', false, undefined],
] as const)
  test(`${url} ${onPremises ? 'on premises ' : ''}is ${wrong ? 'refused with the right address' : 'taken'}`, () => {
    const said = wrongAddress(new URL(url), onPremises);
    if (wrong === undefined) expect(said).toBeUndefined();
    else for (const words of [REST, wrong]) expect(said).toMatch(words);
  });

test("the path of an own server's REST API is refused", () => {
  const address = new URL('https://psa.acme.example/cw/v4_6_release/apis/3.0');
  expect(wrongAddress(address, true)).toContain('leave out /v4_6_release and what follows it');
  expect(wrongAddress(new URL('https://psa.acme.example/apis.html'), true)).toBeUndefined();
});

const fileWith = (lines: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'kw-customers-'));
  const file = join(folder, 'customers.yaml');
  writeFileSync(file, `keywright: 1\n${lines}`);
  try {
    return loadCustomer(file, 'acme', REGISTRY);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
const customer = (url: string, more = '') =>
  `customers:\n  acme:\n    title: Acme\n${more}    portals:\n      connectwise: { url: "${url}", company: acme }\n`;

test('an address of the REST API is refused at its place in the customers file', () => {
  const read = fileWith(customer('https://api-eu.myconnectwise.net'));
  expect(JSON.stringify(read)).toContain('people sign in at https://eu.myconnectwise.net');
  expect(read).toMatchObject({ diagnostics: [{ line: 6 }] });
});

test("a customer's proxy goes before that of all customers", () => {
  const here = 'https://na.myconnectwise.net';
  const proxyOf = (lines: string) => (fileWith(lines) as { proxy?: string }).proxy;
  expect(proxyOf(customer(here))).toBeUndefined();
  expect(proxyOf(`proxy: http://all:1\n${customer(here)}`)).toBe('http://all:1');
  expect(proxyOf(`proxy: http://all:1\n${customer(here, '    proxy: none\n')}`)).toBe('none');
});

for (const [proxy, code] of [
  ['http://wpad/wpad.dat', 'KW-PROXY-SETTING'],
  ['socks5://proxy:1080', 'KW-PROXY-SETTING'],
  ['None', 'KW-PROXY-SETTING'],
  ['false', 'KW-VALUE-TYPE'],
  ['http://ann:pass-word-1@proxy:3128', 'KW-SECRET-MISPLACED'],
] as const)
  test(`${proxy.split(':')[0]} ${code}: a proxy that cannot be used is refused at its line, without its words`, () => {
    const read = fileWith(`proxy: ${proxy}\n${customer('https://na.myconnectwise.net')}`);
    expect(read).toMatchObject({ diagnostics: [{ code, line: 2 }] });
    const { diagnostics } = read as { diagnostics: { message: string }[] };
    expect(diagnostics.map(({ message }) => message).join()).not.toContain('pass-word-1');
  });
