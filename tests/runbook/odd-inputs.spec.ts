import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadPortals } from '../../src/engine/registry.ts';
import { formatDiagnostics } from '../../src/runbook/diagnostic.ts';
import { loadCustomer } from '../../src/runbook/load-customers.ts';
import { ownRunbooks } from '../../src/runbook/own-runbooks.ts';
import { validateFile, validateInputs } from '../../src/runbook/validate.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-odd-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const GOOD = `keywright: 1
customers:
  acme:
    title: Acme IT
    portals:
      connectwise: { url: https://na.myconnectwise.net, company: acme, username: j.admin }
      mspcfo: { url: https://app.mspcfo.com, username: ops@example.com }
    inputs:
      onboard: { levels: { System: { API Reports: { inquire: All } } } }
`;
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

for (const [what, from, to, says] of [
  ['the name that signs in to the API', 'company: acme', 'company: acme+j.admin', 'the company ID alone'],
  ['two user names', 'j.admin', '"a@example.com; b@example.com"', 'a comma or a semicolon'],
  ['a way to sign in as others call it', 'j.admin }', 'j.admin, sign-in: SSO }', 'person (SSO, SAML)'],
  ['a language by its name', 'j.admin }', 'j.admin, language: German }', 'de (German)'],
  ['a key by its beginning', 'username: j', 'user: j', 'Did you mean "username"?'],
  ['a right as others call it', 'inquire:', 'Read:', '"Read" is called inquire here'],
] as const)
  test(`${what} is refused with the right words`, async () => {
    const registry = await loadPortals();
    const path = write('customers.yaml', GOOD.replace(from, to));
    const { diagnostics } = validateFile(path, registry);
    const onboard = ownRunbooks().filter((file) => file.endsWith('onboard.yaml'));
    const inputs = [...validateInputs([path], onboard, registry).values()].flat();
    expect(formatDiagnostics([...diagnostics, ...inputs])).toContain(says);
  });

test('a value of the wrong kind is told once, and not measured, too', async () => {
  const hosts = 'j.admin, sign-in-hosts: login.microsoftonline.com }';
  const path = write('customers.yaml', GOOD.replace('j.admin }', hosts));
  const { diagnostics } = validateFile(path, await loadPortals());
  expect(formatDiagnostics(diagnostics)).toContain('must be a list, but is text');
  expect(diagnostics).toHaveLength(1);
});

test('a file, or a customer, by nearly its name is told', async () => {
  const registry = await loadPortals();
  const said = (name: string) => {
    const loaded = loadCustomer(join(folder, 'customers.yaml'), name, registry);
    return 'diagnostics' in loaded ? formatDiagnostics(loaded.diagnostics) : '';
  };
  write('customers.csv', 'name,url\n');
  expect(said('acme')).toContain('keywright init --from customers.csv makes it of that table.');
  write('customer.yaml', GOOD);
  expect(said('acme')).toContain('There is "customer.yaml" beside it');
  write('customers.yaml', GOOD);
  expect(said('Acme IT')).toContain('Did you mean "acme"?');
});

test('what lies where pages of portals are is checked as one', async () => {
  mkdirSync(join(folder, 'portals'));
  const path = write('portals/acme.yaml', 'keywright: 1\ntitle: Acme\nmake:\n  title: token\n');
  const { kind, diagnostics } = validateFile(path, await loadPortals());
  expect(kind).toBe('portal');
  expect(formatDiagnostics(diagnostics)).toContain('Did you mean "makes"?');
});
