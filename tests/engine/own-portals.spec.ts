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
    'customers.yaml': `keywright: 1
customers:
  acme:
    title: Acme
    portals:
      connectwise: { url: https://na.myconnectwise.net, company: acme, username: j }
      mspcfo: { url: https://app.mspcfo.com, username: s }
      notes: { url: https://notes.example.com, whatever: 1 }
`,
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
  expect(wrongWithPortal(portal({ actions: [action('x.a.b'), action('x.a.b')] }), 'x')).toEqual([
    'two of its actions are named "x.a.b"',
  ]);
});
