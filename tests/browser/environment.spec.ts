import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { expect, test } from '@playwright/test';
import { trustingHome } from '../../src/browser/authorities.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { renderPdf } from '../../src/review/export/pdf.ts';
import { writeBundle } from '../support/bundle/sample-bundle.ts';
import { cli } from '../support/cli.ts';
import { ROOT } from '../support/repository.ts';

const SECRET = 'Env1ronment!Secret';

const before = { ...process.env };
let folder: string;
/** A program that writes its environment beside itself, and goes on as the real one, if there is one. */
const spy = (name: string, real?: string): string => {
  const file = join(folder, name);
  const rest = real === undefined ? 'exit 1' : `exec '${real}' "$@"`;
  writeFileSync(file, `#!/bin/sh\nenv > '${file}.env'\n${rest}\n`, { mode: 0o755 });
  return file;
};
const seenBy = (name: string) => readFileSync(join(folder, `${name}.env`), 'utf8');

test.skip(process.platform === 'win32', 'the programs are shell scripts');
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kw-environment-'))));
test.afterEach(() => {
  for (const name of ['ACME_PASSWORD', 'NODE_EXTRA_CA_CERTS', 'PATH', 'HOME', 'TMPDIR'])
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  rmSync(folder, { recursive: true });
});

test('doctor starts the browser without secrets, in a temporary folder of its own', async () => {
  const KEYWRIGHT_BROWSER = spy('browser');
  const { stdout } = await cli(['doctor'], {
    cwd: folder,
    env: { KEYWRIGHT_BROWSER, CONNECTWISE_PASSWORD: SECRET, MY_VAULT_TOKEN: SECRET, TMPDIR: folder },
  });
  expect(stdout).toContain('does not start');
  expect(seenBy('browser').includes(SECRET)).toBe(false);
  const used = /^TMPDIR=(.*)$/m.exec(seenBy('browser'))?.[1];
  expect(used).toMatch(/keywright-\d+-\w+$/);
  expect(existsSync(used!)).toBe(false);
});

test('certutil gets no secrets', () => {
  test.skip(process.platform !== 'linux', 'it is used on Linux only');
  spy('certutil');
  Object.assign(process.env, {
    ACME_PASSWORD: SECRET,
    NODE_EXTRA_CA_CERTS: join(ROOT, 'tests/support/egress/self-signed.pem'),
    PATH: `${folder}${delimiter}${before['PATH']}`,
    HOME: folder,
    TMPDIR: folder,
  });
  trustingHome();
  expect(seenBy('certutil').includes('PATH=')).toBe(true);
  expect(seenBy('certutil').includes(SECRET)).toBe(false);
});

test('the browser that makes PDFs gets no secrets', async () => {
  process.env['ACME_PASSWORD'] = SECRET;
  await renderPdf(writeBundle(folder, 1, undefined), spy('browser', findBrowser()!.path)).catch(() => undefined);
  expect(seenBy('browser').includes('PATH=')).toBe(true);
  expect(seenBy('browser').includes(SECRET)).toBe(false);
});

test('authorities that every browser knows are not added to it, and one that stands twice is added once', () => {
  test.skip(process.platform !== 'linux', 'certutil is used on Linux only');
  const commands = join(folder, 'commands');
  writeFileSync(join(folder, 'certutil'), `#!/bin/sh\ncp commands '${commands}'\n`, { mode: 0o755 });
  const given = (...certificates: string[]) => {
    const NODE_EXTRA_CA_CERTS = join(folder, 'extra.pem');
    writeFileSync(NODE_EXTRA_CA_CERTS, certificates.join('\n'));
    const PATH = `${folder}${delimiter}${before['PATH']}`;
    Object.assign(process.env, { NODE_EXTRA_CA_CERTS, PATH, HOME: folder, TMPDIR: folder });
    writeFileSync(commands, '');
    trustingHome();
    return readFileSync(commands, 'utf8').match(/^-A /gm)?.length ?? 0;
  };
  const own = readFileSync(join(ROOT, 'tests/support/egress/self-signed.pem'), 'utf8');
  const ofMachine = given();
  expect(given(...rootCertificates)).toBe(ofMachine);
  expect(given(own, ...rootCertificates, own)).toBe(ofMachine + 1);
});
