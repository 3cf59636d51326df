import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import { openEscrow } from '../../src/secrets/escrow/escrow.ts';
import { redact, registerSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { openSources } from '../../src/secrets/sources.ts';
import { codeAfter, oneTimeCode } from '../../src/secrets/totp.ts';
import { Vault } from '../../src/secrets/vault.ts';
import { writeQuickVault } from '../support/quick-vault.ts';
import { scanForSecrets } from '../support/secret-scanner.ts';

const CANARY = 'c4N+/="&<é-Zq81-canary-of-40-characters!';

let folder: string;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'keywright-test-'))));
test.afterEach(() => rmSync(folder, { recursive: true }));

test('a Secret cannot be printed by accident', () => {
  const secret = new Secret(CANARY, 'canary');
  const sinks = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    JSON.stringify([secret]),
    inspect(secret, { showHidden: true, depth: 9 }),
    inspect({ deep: { secret } }, { depth: 9 }),
    format('%s %o %O %j', secret, secret, secret, secret),
    new Error(`with ${secret}`).message,
    inspect(new Error('x', { cause: secret })),
    String(Object.entries(secret)),
    JSON.stringify({ ...secret }),
    inspect(structuredClone({ ...secret })),
  ];
  for (const [at, text] of sinks.entries()) expect(text, `sink ${at}`).not.toContain(CANARY.slice(0, 10));
  expect(secret.reveal()).toBe(CANARY);
});

const TRICKY = `it's (a) *quite* ~odd!\\ é€😀 "<&>" x`;

for (const value of [CANARY, TRICKY]) {
  test(`the filter knows a secret in each of its usual forms, within other text: ${value}`, () => {
    registerSecret(new Secret(value, 'canary'));
    const bytes = Buffer.from(value, 'utf8');
    const utf16 = Buffer.from(value, 'utf16le');
    const percent = (text: string, which: RegExp) =>
      text.replace(which, (char) =>
        [...Buffer.from(char, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
      );
    const units = (text: string, write: (code: string) => string) =>
      text
        .split('')
        .map((char) => write(char.charCodeAt(0).toString(16).padStart(4, '0')))
        .join('');
    const forms = {
      plain: value,
      reversed: [...value].reverse().join(''),
      'URL, as browsers write it': encodeURIComponent(value),
      'URL, as RFC 3986 writes it': encodeURIComponent(value).replace(
        /[!'()*]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
      'URL in small letters': percent(value, /[^a-zA-Z0-9]/gu),
      'URL with each letter encoded': percent(value, /./gsu),
      'URL twice over': encodeURIComponent(encodeURIComponent(value)),
      form: new URLSearchParams({ x: value }).toString().slice(2),
      'form, with + for blanks only': encodeURIComponent(value).replaceAll('%20', '+'),
      JSON: JSON.stringify(value),
      'JSON in JSON': JSON.stringify(JSON.stringify({ value })),
      'JSON in ASCII': JSON.stringify(value).replace(
        /[^ -~]/g,
        (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
      'JSON with each letter escaped': units(value, (code) => `\\u${code}`),
      'JSON with each letter escaped in capitals': units(value, (code) => `\\u${code.toUpperCase()}`),
      'JSON that escapes slashes': JSON.stringify(value).replaceAll('/', '\\/'),
      'JavaScript in pointed brackets': [...value].map((char) => `\\u{${char.codePointAt(0)!.toString(16)}}`).join(''),
      HTML: value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
      'HTML with the apostrophe': value.replaceAll('&', '&amp;').replaceAll("'", '&#39;'),
      'HTML in numbers': [...value].map((char) => `&#${char.codePointAt(0)};`).join(''),
      'HTML in hexadecimal numbers': [...value]
        .map((char) => `&#x${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')};`)
        .join(''),
      'HTML in HTML': value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('&', '&amp;'),
      hex: bytes.toString('hex'),
      HEX: bytes.toString('hex').toUpperCase(),
      'hex with spaces': bytes.toString('hex').replace(/../g, '$& '),
      'UTF-16': [...value].join('\0'),
      'UTF-16 in hex': utf16.toString('hex'),
      'UTF-16 in hex, the other way round': Buffer.from(utf16).swap16().toString('hex'),
      'UTF-16 in base64': utf16.toString('base64'),
      basic: Buffer.from(`acme+public:${value}`).toString('base64'),
      'base64 one later': Buffer.from(`x${value}yz`).toString('base64'),
      'base64 two later': Buffer.from(`xx${value}z`).toString('base64'),
      'base64 in lines': Buffer.from(`xx${value}z`).toString('base64').replace(/.{20}/g, '$&\r\n'),
      'base64 in an address': encodeURIComponent(bytes.toString('base64')),
      'base64 twice over': Buffer.from(Buffer.from(`x${value}yz`).toString('base64')).toString('base64'),
      'base64 twice over, later': Buffer.from(`{"a":"${Buffer.from(`user:${value}`).toString('base64')}"}`).toString(
        'base64',
      ),
      base64url: Buffer.from(`x${value}`).toString('base64url'),
      decomposed: value.normalize('NFD'),
    };
    for (const [name, form] of Object.entries(forms)) {
      expect(redact(`before ${form} after`), name).toContain('[canary]');
      expect(
        scanForSecrets({ secrets: { canary: value }, folders: [], texts: { text: `before ${form} after` } }).found,
        `the scanner of the tests: ${name}`,
      ).not.toEqual([]);
    }
    expect(redact('nothing of the kind')).toBe('nothing of the kind');
  });
}

test('the filter leaves the text around a secret as it was, and takes the longer of two secrets first', () => {
  registerSecret(new Secret('umbra-quokka', 'short'));
  registerSecret(new Secret('umbra-quokka-zebra', 'long'));
  expect(redact('{"a":"umbra-quokka-zebra","b":"umbra\\u002dquokka!"}')).toBe('{"a":"[long]","b":"[short]!"}');
});

test('a secret that is too short to be told from ordinary text is refused', () => {
  expect(() => registerSecret(new Secret('1234567', 'the ConnectWise password'))).toThrow(
    /the ConnectWise password has fewer than 8 characters/,
  );
});

test('one-time codes are those of RFC 6238', () => {
  const seed = new Secret('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 'seed');
  const vectors: [number, string][] = [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ];
  for (const [seconds, code] of vectors) expect(oneTimeCode(seed, seconds * 1000).reveal()).toBe(code);
  expect(() => oneTimeCode(new Secret('not base32 at all!', 'seed'))).toThrow(/base32/);
});

test("secrets come from environment, customer's file, common file, and command or prompt, in this order", async () => {
  writeFileSync(
    join(folder, '.env'),
    'KW_T_A=common-file-a\nKW_T_B=common-file-b\nKW_T_C=common-file-c\nKW_T_D_COMMAND=node -e ' +
      '"console.log(\'from-a-command\')"\n',
  );
  writeFileSync(join(folder, '.env.acme'), 'KW_T_A=customer-file-a\nKW_T_B=customer-file-b\n');
  process.env['KW_T_A'] = 'environment-a';
  try {
    const asked: string[] = [];
    const sources = openSources(folder, { name: 'acme' }, async (question) => {
      asked.push(question);
      return 'typed-by-hand';
    });
    const value = async (name: string) => (await sources.need(name, name)).reveal();
    expect(await value('KW_T_A')).toBe('environment-a');
    expect(await value('KW_T_B')).toBe('customer-file-b');
    expect(await value('KW_T_C')).toBe('common-file-c');
    expect(await value('KW_T_D')).toBe('from-a-command');
    expect(await value('KW_T_E')).toBe('typed-by-hand');
    expect(asked).toHaveLength(1);
    expect(process.env['KW_T_B'], 'files do not reach the environment').toBeUndefined();
    await expect(
      openSources(folder, { name: 'acme' }, async () => undefined).need('KW_T_NOWHERE', 'The password'),
    ).rejects.toThrow(/The password at acme is not set.\n.*KW_T_NOWHERE.*\.env\.acme/);
  } finally {
    delete process.env['KW_T_A'];
  }
});

test('a prompt names account and customer, and a command knows the customer and the name of the secret', async () => {
  const asked: [string, string | undefined][] = [];
  const owner = { name: 'acme', title: 'Acme IT', accounts: { connectwise: 'j.admin', mspcfo: undefined } };
  const sources = openSources(folder, owner, async (question, variable) => {
    asked.push([question, variable]);
    return 'typed-by-hand';
  });
  await sources.need('CONNECTWISE_PASSWORD', 'ConnectWise password');
  await sources.need('MSPCFO_PASSWORD', 'MSPCFO password');
  await sources.need('KEYWRIGHT_PASSPHRASE', 'Escrow passphrase');
  await sources.ask('ConnectWise one-time code', 'connectwise');
  expect(asked).toEqual([
    ['ConnectWise password of j.admin at acme (Acme IT)', 'CONNECTWISE_PASSWORD'],
    ['MSPCFO password at acme (Acme IT)', 'MSPCFO_PASSWORD'],
    ['Escrow passphrase', 'KEYWRIGHT_PASSPHRASE'],
    ['ConnectWise one-time code of j.admin at acme (Acme IT)', undefined],
  ]);
  const { KEYWRIGHT_CUSTOMER: customer, KEYWRIGHT_SECRET: secret } = process.env;
  const print = 'node -e "console.log(process.env.KEYWRIGHT_CUSTOMER + process.env.KEYWRIGHT_SECRET)"';
  writeFileSync(join(folder, '.env'), `KW_T_G_COMMAND=${print}\n`);
  expect((await sources.need('KW_T_G', 'Portal password')).reveal()).toBe('acmeKW_T_G');
  expect([process.env['KEYWRIGHT_CUSTOMER'], process.env['KEYWRIGHT_SECRET']]).toEqual([customer, secret]);
});

test('a refused secret is read again from its file, and asked for only if unchanged', async () => {
  const put = (value: string) => writeFileSync(join(folder, '.env.acme'), `KW_T_F=${value}\n`);
  const typed: (string | undefined)[] = [];
  const asked: string[] = [];
  const sources = openSources(folder, { name: 'acme' }, async (question) => {
    asked.push(question);
    return typed.shift();
  });
  put('the-wrong-one');
  const wrong = await sources.need('KW_T_F', 'Portal password');
  put('the-right-one');
  expect((await sources.need('KW_T_F', 'Portal password')).reveal(), 'read once').toBe('the-wrong-one');
  sources.forget('KW_T_F');
  expect((await sources.need('KW_T_F', 'Portal password', [wrong])).reveal()).toBe('the-right-one');
  expect(asked).toEqual([]);
  // The file again holds what was refused.
  put('the-wrong-one');
  const again = () => {
    sources.forget('KW_T_F');
    return sources.need('KW_T_F', 'Portal password', [wrong]);
  };
  await expect(again()).rejects.toThrow(
    'the Portal password in .env.acme is still the one that was refused. Correct KW_T_F in .env.acme, then retry.',
  );
  typed.push('the-wrong-one');
  await expect(again()).rejects.toThrow('the Portal password that was typed is still the one that was refused.');
  typed.push('typed-by-hand');
  expect((await again()).reveal()).toBe('typed-by-hand');
  expect((await sources.get('KW_T_F', 'Portal password'))!.reveal(), 'what was typed is kept').toBe('typed-by-hand');
  writeFileSync(join(folder, '.env.acme'), 'KW_T_F_COMMAND=node -e "console.log(\'the-wrong-one\')"\n');
  await expect(again()).rejects.toThrow('that the command in KW_T_F_COMMAND prints is still the one');
  expect(asked.at(-1)).toBe('Portal password at acme, not the one that was refused');
});

test('a one-time code that was refused is not given again: the next one is waited for', async () => {
  const seed = new Secret('otpauth://totp/x?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&period=5', 'one-time-code secret');
  const { signal } = new AbortController();
  const asked: Secret[] = [];
  let waited = false;
  const hint = await codeAfter(
    seed,
    (code) => asked.push(code) > 0,
    signal,
    () => (waited = true),
  );
  expect([waited, asked.length, hint.is(asked[0]!), hint.is(oneTimeCode(seed))]).toEqual([true, 1, false, true]);
});

test('the escrow gives back what it sealed, keeps nothing in clear, and forgets', async () => {
  const passphrase = async () => new Secret('correct horse battery', 'passphrase');
  const events: string[] = [];
  const record = ({ type }: { type: string }) => void events.push(type);
  const vault = await Vault.open(join(folder, 'vault'), passphrase);
  const escrow = openEscrow(join(folder, 'escrow'), vault, record).of('connectwise');
  await escrow.seal({
    kind: 'API key',
    publicKey: 'PUBLIC1234567890',
    description: 'MSPCFO (Keywright 7k3f9xwp)',
    member: 'MSPCFO',
    privateKey: new Secret(CANARY, 'private key'),
  });
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    expect(readFileSync(path, 'latin1')).not.toContain(CANARY.slice(0, 8));
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  }
  // Another process, later, with the same passphrase.
  const later = openEscrow(join(folder, 'escrow'), await Vault.open(join(folder, 'vault'), passphrase), record).of(
    'connectwise',
  );
  expect(await later.list()).toMatchObject([
    { publicKey: 'PUBLIC1234567890', description: 'MSPCFO (Keywright 7k3f9xwp)' },
  ]);
  expect((await later.open('PUBLIC1234567890')).reveal()).toBe(CANARY);
  await later.refuse('PUBLIC1234567890');
  expect(await later.list()).toEqual([
    {
      portal: 'connectwise',
      kind: 'API key',
      label: 'private key',
      publicKey: 'PUBLIC1234567890',
      description: 'MSPCFO (Keywright 7k3f9xwp)',
      member: 'MSPCFO',
      sealedAt: expect.any(String) as unknown,
      refusedAt: expect.any(String) as unknown,
    },
  ]);
  await later.destroy('PUBLIC1234567890');
  expect(await later.list()).toEqual([]);
  expect(readdirSync(join(folder, 'escrow'))).toEqual([]);
  expect(events).toEqual(['escrow.sealed', 'escrow.opened', 'escrow.destroyed']);
});

test('a wrong passphrase or a changed byte opens nothing', async () => {
  await writeQuickVault(join(folder, 'vault'), 'correct horse battery');
  const vault = await Vault.open(join(folder, 'vault'), async () => new Secret('correct horse battery', 'passphrase'));
  const sealed = await vault.seal(CANARY);
  const wrong = await Vault.open(join(folder, 'vault'), async () => new Secret('incorrect horse', 'passphrase'));
  await expect(wrong.unseal(sealed)).rejects.toThrow(/passphrase does not open/);
  for (let at = 0; at < sealed.length; at += 7) {
    const changed = Uint8Array.from(sealed);
    changed[at]! ^= 1;
    await expect(vault.unseal(changed), `byte ${at}`).rejects.toThrow();
  }
});
