import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { wrongWithPortal } from '../../src/engine/check-portal.ts';
import { cli } from '../support/cli.ts';

const folders: string[] = [];
test.afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function workspace(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kw-portals-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const run = async (folder: string, ...args: string[]) => await cli(args, { cwd: folder });

/** A portal as an author writes it who has nothing of Keywright beside it. */
const NOTES = `
import { action, secret, type Portal } from 'keywright/portal';
import { Screen, View, fieldOf } from 'keywright/screen';
import { z } from 'zod';

void [Screen, View, fieldOf];
const signIn = action({
  name: 'notes.sign-in', title: 'Sign in to Notes', doc: 'Signs in.', input: z.strictObject({}), output: z.strictObject({}),
  async inspect() { return { state: 'needed', actual: 'Not signed in.', changes: [] }; },
  async perform() {},
});
const keep = action({
  name: 'notes.secret.keep', title: 'Keep the secret', doc: 'Keeps a secret.',
  input: z.strictObject({ key: secret() }), output: z.strictObject({}),
  async inspect() { return { state: 'satisfied', actual: 'Kept.', output: {} }; },
});
export default {
  name: 'notes', title: 'Notes', settings: z.object({ username: z.string() }), secrets: { PASSWORD: 'Notes password' },
  signIn, hosts: () => [], actions: [keep],
} satisfies Portal;
`;

const JOB = `keywright: 1
name: keep
title: Keep a key
phases:
  - title: All
    steps:
      - { id: one, use: connectwise.sign-in }
      - id: key
        use: connectwise.key.ensure
        with: { member: MSPCFO, description: MSPCFO }
      - { id: two, use: notes.sign-in }
      - { id: three, use: notes.secret.keep, with: { key: '\${{ steps.key.privateKey }}' } }
`;

test('a portal in the workspace is used with the very modules of this program, whatever lies beside it', async () => {
  const folder = workspace({ 'portals/notes/portal.ts': NOTES });
  const { code, stdout, stderr } = await run(folder, 'actions', 'notes');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('notes.secret.keep');
});

test('its actions are checked in runbooks like any other, and take secrets of other portals', async () => {
  const folder = workspace({ 'portals/notes/portal.ts': NOTES, 'job.yaml': JOB });
  const { stdout, stderr } = await run(folder, 'validate', 'job.yaml');
  expect(stderr).toBe('');
  expect(stdout).toContain('valid runbook, 4 steps');
});

test('one broken portal is named with its file where it is used, and harms no other runbook', async () => {
  const folder = workspace({
    'portals/notes/portal.ts': NOTES.replace('export default', 'export const portal ='),
    'portals/wrong/portal.ts': NOTES,
    'portals/torn/portal.ts': 'import { nothing } from "./nowhere.ts";',
    'job.yaml': JOB.replace('use: notes.secret.keep, with: { key: ', 'use: torn.it, with: { key: '),
    'customers.yaml': CUSTOMERS.replace('com, username: j }\n', 'com, whatever: 1 }\n'),
  });
  const good = await run(folder, 'validate', 'onboard', 'customers.yaml');
  expect(good.stderr).toBe('');
  expect(good.code).toBe(0);
  const bad = await run(folder, 'validate', 'job.yaml');
  expect(bad.code).toBe(2);
  expect(bad.stderr).toContain('KW-PORTAL-BROKEN');
  expect(bad.stderr).toMatch(/the portal "notes" cannot be used \(.*notes.portal\.ts\): it has no default export/);
  expect(bad.stderr).toMatch(/the portal "torn" cannot be used \(.*torn.portal\.ts\): Cannot find module/);
  const { stderr } = await run(folder, 'actions', 'connectwise');
  expect(stderr).toContain('its name is "notes", and its folder "wrong"');
});

/** The same as a package's module, which Node runs as it is. */
const AS_PACKAGE = NOTES.replace(', type Portal', '').replace(' satisfies Portal', '');
const PACKAGE = '@acme/keywright-portals';
const packaged = (folder: string, portal: string) => ({
  [`${folder}/package.json`]: JSON.stringify({ name: PACKAGE, version: '1.2.0', type: 'module' }),
  [`${folder}/portals/notes/portal.js`]: portal,
});
/** Another copy of Keywright, whose classes would be strangers here. */
const COPY = {
  [`node_modules/${PACKAGE}/node_modules/keywright/package.json`]: JSON.stringify({
    name: 'keywright',
    type: 'module',
    exports: { './portal': './other.js', './screen': './other.js' },
  }),
  [`node_modules/${PACKAGE}/node_modules/keywright/other.js`]: 'throw new Error("the other copy was loaded");',
};
const uses = (...portals: string[]) => ({ 'keywright.yaml': `keywright: 1\nportals: [${portals.join(', ')}]\n` });
const CUSTOMERS = `keywright: 1
customers:
  acme:
    title: Acme
    portals:
      connectwise: { url: https://na.myconnectwise.net, company: acme, username: j }
      mspcfo: { url: https://app.mspcfo.com, username: s }
      notes: { url: https://notes.example.com, username: j }
`;

test("portals of an installed package are used, with this program's classes even where it has a copy of its own", async () => {
  const files = { ...packaged(`node_modules/${PACKAGE}`, AS_PACKAGE), ...COPY, ...uses(`'${PACKAGE}'`) };
  const folder = workspace({ ...files, 'job.yaml': JOB, 'customers.yaml': CUSTOMERS });
  const { stdout, stderr } = await run(folder, 'validate', 'job.yaml', 'customers.yaml');
  expect(stderr).toBe('');
  expect(stdout).toContain('valid runbook, 4 steps');
  expect(stdout).toContain('valid customers file');
  expect((await run(folder, 'validate', 'keywright.yaml')).stdout).toContain('valid settings file, 1 package');
});

test('a package that is not there is named, and harms no other runbook, whatever customers say of its portals', async () => {
  const folder = workspace({ ...uses('nowhere'), 'job.yaml': JOB, 'customers.yaml': CUSTOMERS });
  const good = await run(folder, 'validate', 'onboard', 'customers.yaml');
  expect(good.stderr).toBe('');
  const bad = await run(folder, 'validate', 'job.yaml');
  expect(bad.stderr).toMatch(/no portal "notes", but nowhere cannot be used \(.*keywright.yaml\): .* not installed/);
  const { stderr } = await run(workspace({ ...uses("'Not A Name'"), 'job.yaml': JOB }), 'validate', 'job.yaml');
  expect(stderr).toMatch(/keywright.yaml:2:\d+: .*must be the name of an npm package/);
});

test('a name that is taken already is told with both places', async () => {
  const files = { ...packaged(`node_modules/${PACKAGE}`, AS_PACKAGE), ...uses(`'${PACKAGE}'`) };
  const taken = await run(workspace({ ...files, 'portals/notes/portal.ts': NOTES }), 'actions', 'notes');
  expect(taken.code).toBe(0);
  expect(taken.stderr).toMatch(/node_modules.*portal\.js\): there is a portal of this name already \(.*portals.notes/);
  const other = NOTES.replaceAll('notes', 'notes-api').replace('secrets: {', 'secrets: { KEY: "k",');
  const clash = await run(
    workspace({
      'portals/notes-api/portal.ts': other,
      'portals/notes/portal.ts': NOTES.replace('secrets: {', 'secrets: { API_KEY: "k",'),
    }),
    'actions',
    'notes',
  );
  expect(clash.stderr).toContain('its secret NOTES_API_KEY is one of the portal "notes", too');
});

const SCHEMA = { _zod: {}, shape: {} };
const action = (name: string, more: object = {}) => ({
  name,
  title: 'T',
  doc: 'D',
  input: SCHEMA,
  output: SCHEMA,
  inspect: () => undefined,
  perform: () => undefined,
  ...more,
});
const portal = (more: object = {}) => ({
  name: 'x',
  title: 'X',
  settings: SCHEMA,
  secrets: { PASSWORD: 'password' },
  signIn: action('x.sign-in'),
  hosts: () => [],
  actions: [action('x.thing.ensure')],
  ...more,
});

test('what is no portal is told by its part', () => {
  expect(wrongWithPortal(portal(), 'x')).toEqual([]);
  expect(wrongWithPortal(undefined, 'x')).toEqual(['it has no default export']);
  expect(wrongWithPortal(portal({ title: '' }), 'x').join()).toContain('title:');
  expect(wrongWithPortal(portal({ secrets: { password: 'p' } }), 'x').join()).toContain('secrets.password');
  expect(wrongWithPortal(portal({ signIn: action('x.sign-in', { perform: undefined }) }), 'x').join()).toContain(
    'signIn: needs perform',
  );
  expect(wrongWithPortal(portal({ actions: [action('foo')] }), 'x')).toEqual([
    'the action "foo" must be named x.<what>.<verb>',
  ]);
  const settings = { ...SCHEMA, shape: { url: SCHEMA } };
  expect(wrongWithPortal(portal({ settings }), 'x')).toEqual(['its setting "url" is one that every portal has']);
  expect(wrongWithPortal(portal({ actions: [action('x.screens.look')] }), 'x').join()).toContain('keywright look');
  expect(wrongWithPortal(portal({ actions: [action('x.a.b'), action('x.a.b')] }), 'x')).toEqual([
    'two of its actions are named "x.a.b"',
  ]);
});
