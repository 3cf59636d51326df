import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import connectwise from '../../pages/connectwise/portal.ts';
import { type Finding, findingsOf } from '../../src/cli/doctor/check.ts';
import { machineChecks } from '../../src/cli/doctor/machine.ts';
import { networkChecks } from '../../src/cli/doctor/network.ts';
import { syncClientOf, workspaceChecks } from '../../src/cli/doctor/workspace.ts';
import type { World } from '../../src/cli/doctor/world.ts';
import type { HttpAnswer } from '../../src/portal-sdk/index.ts';
import { createWorkspace } from '../support/test-workspace.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');
const URL_ = new URL('https://na.myconnectwise.net');

const answer = (status: number, body: string, date = 'Mon, 30 Nov 2026 12:00:00 GMT'): HttpAnswer => ({
  status,
  body,
  header: (name) => (name === 'date' ? date : undefined),
});

const INFO = JSON.stringify({ CompanyName: 'Acme', Codebase: 'v2025_1/', VersionCode: 'v2025.1', IsCloud: true });

const failing = (code: string) => async () => {
  throw Object.assign(new Error(code), { code });
};

/** A world in which all is well. */
function world(): World {
  return {
    workspace: '/home/ann/keywright',
    state: '/home/ann/keywright/.keywright',
    customer: {
      name: 'acme',
      title: 'Acme',
      tags: [],
      policy: undefined as never,
      portals: { connectwise: { url: URL_, settings: { company: 'acme', username: 'ann', 'sign-in': 'password' } } },
      inputs: {},
      source: undefined as never,
    },
    portals: [connectwise],
    platform: 'linux',
    user: 'other',
    nodeVersion: 'v24.15.0',
    environment: { DISPLAY: ':0' },
    now: () => NOW,
    files: {
      exists: () => true,
      mode: () => 0o600,
      names: () => ['.env.acme'],
      canWrite: () => true,
      free: () => 5_000_000_000,
      text: () => '-----BEGIN CERTIFICATE-----',
    },
    network: {
      proxyTo: () => undefined,
      addresses: async () => ['192.0.2.1', '192.0.2.2'],
      connect: async () => ({ validTo: 'Mar 30 12:00:00 2027 GMT', issuer: 'An Authority' }),
      get: async (url) => (url.includes('companyinfo') ? answer(200, INFO) : answer(401, '{}')),
      timeStamp: async () => undefined,
    },
    browser: {
      find: () => ({ path: '/usr/bin/chromium', from: 'installed' }),
      probe: async () => ({ version: '140.0', sandbox: 'on' }),
    },
  };
}

const CHECKS = [...machineChecks, ...workspaceChecks, ...networkChecks];

/** What the check of this name finds, where the world is otherwise. */
async function found(name: string, otherwise: (world: World) => void): Promise<Finding[]> {
  const here = world();
  otherwise(here);
  return await findingsOf(CHECKS.find((check) => check.name === name)!, here);
}

type Change = (here: World) => void;
const set =
  (key: string, value: string): Change =>
  (here) => {
    here.environment = { ...here.environment, [key]: value };
  };

const CASES: [name: string, what: string, otherwise: Change, finds: RegExp, state: Finding['state']][] = [
  ['Node', 'an old one', (here) => (here.nodeVersion = 'v22.1.0'), /v22.*Install Node 24/, 'bad'],
  ['environment', 'a log of what is typed', set('DEBUG', 'pw:api'), /DEBUG is set.*Unset/, 'bad'],
  ['browser', 'none', (here) => (here.browser.find = () => undefined), /none.*KEYWRIGHT_BROWSER/, 'bad'],
  [
    'browser',
    'one without and none with a window',
    (here) => (here.browser.find = (headed) => (headed ? undefined : { path: '/usr/bin/shell', from: 'installed' })),
    /^with a window none A run with --headed installs one/,
    'note',
  ],
  [
    'browser',
    'another with a window',
    (here) => (here.browser.find = (headed) => ({ path: headed ? '/usr/bin/chromium' : '/shell', from: 'installed' })),
    /^with a window 140\.0, installed \(\/usr\/bin\/chromium\)/,
    'good',
  ],
  ['browser', 'one that does not start', (here) => (here.browser.probe = failing('EACCES')), /does not start/, 'bad'],
  [
    'browser',
    'no sandbox',
    (here) => (here.browser.probe = async () => ({ version: '1', sandbox: 'refused' })),
    /sandbox.*off.*user namespaces/,
    'note',
  ],
  ['display', 'none', (here) => (here.environment = {}), /none.*--watch/, 'note'],
  ['folder', 'no right to write', (here) => (here.files.canWrite = () => false), /may not be written/, 'bad'],
  [
    'folder',
    'secrets that others may read',
    (here) => (here.files.mode = () => 0o644),
    /others may read.*chmod/,
    'bad',
  ],
  ['disk', 'no room', (here) => (here.files.free = () => 50_000_000), /47 MB free.*Make room/, 'bad'],
  ['disk', 'little room', (here) => (here.files.free = () => 500_000_000), /476 MB free/, 'note'],
  ['sync client', 'OneDrive', (here) => (here.workspace = 'C:\\Users\\ann\\OneDrive - Acme\\kw'), /OneDrive/, 'bad'],
  ['passphrase', 'none yet', (here) => (here.files.exists = () => false), /not chosen/, 'note'],
  [
    'clock',
    'wrong by a minute',
    (here) => (here.network.get = async () => answer(200, '', 'Mon, 30 Nov 2026 12:01:00 GMT')),
    /61 s behind.*Set this clock/,
    'bad',
  ],
  ['clock', 'no answer', (here) => (here.network.get = failing('ENOTFOUND')), /did not tell its time/, 'note'],
  ['proxy', 'one is used', (here) => (here.network.proxyTo = () => 'HTTPS_PROXY'), /that of HTTPS_PROXY/, 'good'],
  [
    'proxy',
    'no certificate in NODE_EXTRA_CA_CERTS',
    (here) => {
      set('NODE_EXTRA_CA_CERTS', '/etc/ca.pem')(here);
      here.files.text = () => 'nothing';
    },
    /holds no certificate/,
    'bad',
  ],
  ['outside witness', 'none', () => undefined, /only this machine/, 'note'],
  [
    'outside witness',
    'one that does not stamp',
    (here) => {
      set('KEYWRIGHT_TIME_STAMP_URL', 'https://stamps.example')(here);
      here.network.timeStamp = failing('answer 404');
    },
    /gave no time stamp \(answer 404\)/,
    'bad',
  ],
  ['host', 'an unknown name', (here) => (here.network.addresses = failing('ENOTFOUND')), /no server.*VPN/, 'bad'],
  [
    'host',
    'a certificate that nobody trusts',
    (here) => (here.network.connect = failing('CERT_HAS_EXPIRED')),
    /expired/,
    'bad',
  ],
  [
    'host',
    'a certificate that ends soon',
    (here) => (here.network.connect = async () => ({ validTo: 'Dec 3 12:00:00 2026 GMT', issuer: 'A' })),
    /for 3 more days/,
    'note',
  ],
  [
    'portal',
    'a company that is not known',
    (here) => (here.network.get = async () => answer(200, 'null')),
    /acme is not known.*Check `company`/,
    'bad',
  ],
  [
    'portal',
    'a page in place of company information',
    (here) => (here.network.get = async () => answer(404, '<html>')),
    /no company information/,
    'note',
  ],
  [
    'portal',
    'one of two REST hosts only',
    (here) => {
      const { get } = here.network;
      here.network.get = async (url, origins) =>
        url.includes('//api-') ? await failing('ENOTFOUND')() : await get(url, origins);
    },
    /REST host api-na.*The other host answers/,
    'note',
  ],
];

const textOf = ({ about = '', found: text, remedy = '' }: Finding) => `${about} ${text} ${remedy}`;

test('where all is well, each check says so', async () => {
  const here = world();
  const all = (await Promise.all(CHECKS.map(async (check) => await findingsOf(check, here)))).flat();
  const others = all.filter(({ state }) => state !== 'good').map(textOf);
  expect(others).toEqual(
    [expect.stringContaining('only this machine says'), expect.stringContaining('none yet')].reverse(),
  );
  expect(all.map(textOf).join('\n')).toMatch(/acme is Acme, code base v2025_1 \(v2025\.1\), cloud/);
});

for (const [name, what, otherwise, finds, state] of CASES)
  test(`doctor names what is wrong and its remedy: ${name}, ${what}`, async () => {
    const all = await found(name, otherwise);
    const one = all.find((finding) => finds.test(textOf(finding)));
    expect(one, JSON.stringify(all)).toBeDefined();
    expect(one!.state).toBe(state);
  });

test('of the address of a time stamp service the host alone is printed', async () => {
  for (const failure of [undefined, 'answer 404']) {
    const [finding] = await found('outside witness', (here) => {
      set('KEYWRIGHT_TIME_STAMP_URL', 'https://ann:pass-word@stamps.example:444/tsa?token=t0ken')(here);
      if (failure !== undefined) here.network.timeStamp = failing(failure);
    });
    expect(textOf(finding!)).toContain('stamps.example:444');
    expect(textOf(finding!)).not.toMatch(/ann|pass-word|t0ken/);
  }
});

for (const path of [
  '/Users/ann/Library/CloudStorage/OneDrive-Acme/kw',
  '/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/kw',
  '/home/ann/Dropbox/kw',
  'C:\\Users\\ann\\Dropbox (Acme)\\kw',
  'G:\\My Drive\\kw',
])
  test(`a file client is known by its folder: ${path}`, () => expect(syncClientOf(path)).toBeDefined());

test('a folder that only sounds like that of a file client is none', () => {
  for (const path of ['/home/ann/boxes/kw', '/srv/dropboxes', '/home/ann/my-drive'])
    expect(syncClientOf(path)).toBe(undefined);
});

test('doctor looks at the customer of practice portals, and exits with 0', async () => {
  const workspace = await createWorkspace();
  try {
    chmodSync(join(workspace.folder, '.keywright'), 0o700);
    const { code, stdout, stderr } = await workspace.run('doctor', '--customer', 'practice', '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(code, stdout + stderr).toBe(0);
    expect(lines.find(({ about }) => about?.includes('company ID'))).toMatchObject({ state: 'good' });
    expect(lines.at(-1)).toMatchObject({ type: 'result', outcome: 'good', exit: 0 });
    expect(workspace.practice.connectwise.company.sessions.size, 'nobody signed in').toBe(0);
  } finally {
    await workspace.end();
  }
});
