import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/browser/find.ts';
import { cli } from '../support/cli.ts';
import { callPerson, SINGLE_SIGN_ON } from '../support/person.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 240_000 });
test.skip(process.platform === 'win32', 'the person comes through a shell script');

let workspace: TestWorkspace;
test.afterEach(async () => await workspace.end());

const RUNBOOK = `keywright: 1
name: look-in
title: Sign in to both portals
phases:
  - title: Sign in
    steps:
      - { id: connectwise, title: Sign in to ConnectWise, use: connectwise.sign-in }
      - { id: mspcfo, title: Sign in to MSPCFO, use: mspcfo.sign-in }
`;

/** Practice portals with single sign-on, and a customer whose people sign in this way. */
async function createSignIn(strategy: string): Promise<void> {
  workspace = await createWorkspace({ variants: { sso: 'on' }, mspcfoVariants: { codePage: 'off' } });
  const customers = join(workspace.folder, 'customers.yaml');
  writeFileSync(customers, readFileSync(customers, 'utf8').replaceAll(/sign-in: \S+/g, `sign-in: ${strategy}`));
  writeFileSync(join(workspace.folder, 'look-in.yaml'), RUNBOOK);
}

const LOOK_IN = ['run', 'look-in.yaml', '--customer', 'practice'];
const outcomes = () => workspace.journal().flatMap((line) => (line.type === 'step.result' ? [line.outcome] : []));
const texts = () => workspace.journal().flatMap((line) => (line.type === 'note' ? [line.text] : []));

test('a person signs in at the browser, the session is kept sealed, and the next run needs nobody', async () => {
  await createSignIn('saved-session');
  const { connectwise, mspcfo } = workspace.practice;
  const person = await callPerson(workspace.folder, findBrowser()!.path);
  workspace.env['KEYWRIGHT_BROWSER'] = person.browser;
  const { child, result } = workspace.start(...LOOK_IN, '--headed');
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const asked = async (portal: string) =>
    await expect.poll(() => said, { timeout: 60_000 }).toContain(`Please sign in to ${portal}`);
  await asked('ConnectWise');
  await person.typeAndEnter('#loginForm #company', connectwise.companyId, SINGLE_SIGN_ON);
  // The page asks what the company wants, hides the password, and says so.
  await person.typeAndEnter(`${SINGLE_SIGN_ON} #username`, connectwise.username, '#Input_Email');
  await person.typeAndEnter('#Input_Email', connectwise.company.users[0]!.email, '#Input_Password');
  await person.typeAndEnter('#Input_Password', connectwise.password);
  await asked('MSPCFO');
  await person.typeAndEnter('#username', mspcfo.username, '#password');
  await person.typeAndEnter('#password', mspcfo.password);
  const first = await result;
  expect(first.code, first.stdout + first.stderr).toBe(0);
  expect(first.stdout).toContain('Please sign in to ConnectWise in the browser window');
  expect(texts()).toEqual(
    expect.arrayContaining([
      'Asked the person at the browser: Please sign in to ConnectWise in the browser window',
      'The person at the browser did it.',
    ]),
  );
  const sessions = join(workspace.folder, '.keywright', 'sessions');
  const kept = readdirSync(sessions);
  expect(kept.sort()).toEqual(['practice.connectwise.age', 'practice.mspcfo.age']);
  for (const name of kept) {
    expect(readFileSync(join(sessions, name), 'latin1').split('\n')[0]).toBe('age-encryption.org/v1');
    expect(statSync(join(sessions, name)).mode & 0o777).toBe(0o600);
  }

  delete workspace.env['KEYWRIGHT_BROWSER'];
  const second = await workspace.run(...LOOK_IN);
  expect(second.code, second.stdout + second.stderr).toBe(0);
  expect(outcomes()).toEqual(['already in place', 'already in place']);
});

test('a sign-in that needs a person is refused before anything is opened if there is no window', async () => {
  await createSignIn('person');
  for (const command of ['run', 'plan']) {
    const { code, stderr } = await workspace.refused(command, ...LOOK_IN.slice(1));
    expect(code).toBe(2);
    expect(stderr).toContain(
      'A person signs in to ConnectWise PSA and MSPCFO for customer practice (Practice IT), and there is no window to ' +
        'do it in. [KW-NO-WINDOW]\nNext:     Add --headed',
    );
  }
  for (const name of ['runs', '.keywright/sessions']) expect(existsSync(join(workspace.folder, name))).toBe(false);
});

test('a window is refused before anything is opened where there is no display', async () => {
  test.skip(process.platform !== 'linux', 'elsewhere there is always one');
  await createSignIn('person');
  const { code, stderr } = await cli([...LOOK_IN, '--headed'], {
    cwd: workspace.folder,
    env: { ...workspace.env, DISPLAY: '', WAYLAND_DISPLAY: '', KEYWRIGHT_BROWSER: '' },
  });
  expect(code).toBe(2);
  expect(stderr).toContain('This machine has no display to show a window on. [KW-NO-WINDOW]');
  expect(existsSync(join(workspace.folder, 'runs'))).toBe(false);
});

test('a saved session that is missing asks for --headed if nobody can see the browser', async () => {
  await createSignIn('saved-session');
  const { code, stdout } = await workspace.run(...LOOK_IN);
  expect(code).toBe(1);
  expect(stdout).toContain(
    'A person is needed here: Please sign in to ConnectWise in the browser window. Run again with --headed',
  );
});
