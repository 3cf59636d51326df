import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadPortals } from '../../src/engine/registry.ts';
import { formatDiagnostics } from '../../src/runbook/diagnostic.ts';
import { parseYaml } from '../../src/runbook/read-yaml.ts';
import { validateFile } from '../../src/runbook/validate.ts';
import { ROOT } from '../support/repository.ts';

const GOOD = `keywright: 1
title: Acme Reports
form:
  title: ConnectWise
  way: [{ press: Integrations }]
  fields:
    - { label: Site, value: '\${{ connectwise.host }}' }
    - { label: Public Key, value: '\${{ key.public }}' }
    - { label: Private Key, value: '\${{ key.private }}' }
`;

/** A page with one mistake, and what is said of it. */
const MISTAKES: [what: string, page: string, says: RegExp][] = [
  ['a key nobody knows', GOOD.replace('title: Acme', 'titel: Acme'), /page\.yaml:2:1: unknown key "titel"/],
  ['no private key', GOOD.replace(/.*key\.private.*\n/, ''), /page\.yaml:7:\d+: .*one field with \$\{\{ key\.private/],
  [
    'a name nobody knows',
    GOOD.replace('connectwise.host', 'connectwise.site'),
    /page\.yaml:7:\d+: .*unknown \$\{\{ connectwise\.site/,
  ],
  [
    'a private key within a text',
    GOOD.replace("'${{ key.private }}'", "'key ${{ key.private }}'"),
    /page\.yaml:9:\d+: .*\$\{\{ key\.private \}\} alone/,
  ],
  [
    'a public key that is not read back',
    GOOD.replace("'${{ key.public }}' }", "'${{ key.public }}', reads: false }"),
    /page\.yaml:8:\d+: .*tells which pair is stored/,
  ],
  [
    'a step of two kinds',
    GOOD.replace('{ press: Integrations }', '{ press: A, go: /b }'),
    /page\.yaml:5:\d+: .*one of press, under-name, go/,
  ],
  [
    'a field of none',
    GOOD.replace(", value: '${{ connectwise.host }}'", ''),
    /page\.yaml:7:\d+: .*one of value, choose, tick/,
  ],
  [
    'a path with a host',
    GOOD.replace('press: Integrations', 'go: https://else.example'),
    /page\.yaml:5:\d+: .*path that begins with \//,
  ],
];

for (const [what, page, says] of MISTAKES) {
  test(`a page of a portal with ${what} is told at its line and column`, async () => {
    const source = parseYaml('page.yaml', Buffer.from(page));
    if ('diagnostics' in source) throw new Error('no YAML');
    const wrong = (await loadPortals()).wrongWithPage(source);
    expect(formatDiagnostics(wrong)).toMatch(says);
  });
}

test('a page that is right makes a portal with the same four jobs as MSPCFO', async () => {
  const registry = await loadPortals();
  const file = join(ROOT, 'pages', 'mspcfo', 'portal.yaml');
  expect(validateFile(file, registry)).toMatchObject({ kind: 'portal', diagnostics: [] });
  expect([...registry.get('mspcfo')!.actions, registry.get('mspcfo')!.signIn].map(({ name }) => name)).toEqual([
    'mspcfo.credentials.read',
    'mspcfo.credentials.ensure',
    'mspcfo.credentials.clear',
    'mspcfo.screens.credentials',
    'mspcfo.sign-in',
  ]);
  expect(registry.broken).toEqual([]);
});
