import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'dotenv';
import { parse as parseYaml } from 'yaml';
import { practiceEnvironment, writePracticeSecrets, writePracticeWorkspace } from '../../src/cli/practice-workspace.ts';
import { startPractice } from '../../src/practice/testing/start.ts';

const MAIN = 'src/cli/main.ts';

let folder: string;
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'keywright-practice-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('each start has passwords of its own, long and with characters that must be escaped', async () => {
  const practices = await Promise.all([startPractice(), startPractice()]);
  await Promise.all(practices.map((practice) => practice.stop()));
  const passwords = practices.flatMap(({ connectwise, mspcfo }) => [connectwise.password, mspcfo.password]);
  expect(new Set(passwords).size).toBe(4);
  for (const password of passwords) {
    expect(password.length).toBeGreaterThanOrEqual(12);
    for (const odd of ['&', '"', '<', '+', 'é']) expect(password).toContain(odd);
  }
});

test('one-time codes can be left out, and further customers have portals of their own', async () => {
  const practice = await startPractice({ mfa: false, companyId: 'First', customers: ['second', 'third'] });
  await practice.stop();
  expect(practice.connectwise.totpSecret ?? practice.mspcfo.totpSecret).toBeUndefined();
  expect(practice.customers.map(({ connectwise }) => connectwise.company.companyId)).toEqual([
    'First',
    'second',
    'third',
  ]);
  expect(practice.customers.map(({ mspcfo }) => mspcfo.state.customer)).toEqual(['first', 'second', 'third']);
  expect(new Set(practice.customers.map(({ mspcfo }) => mspcfo.username)).size).toBe(3);
});

test('an .env file gives back every odd character, and a customer’s own files are never written over', async () => {
  const practice = await startPractice();
  await practice.stop();
  const file = writePracticeSecrets(folder, 'practice', practice);
  expect(parse(readFileSync(file))).toEqual(practiceEnvironment(practice));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writePracticeSecrets(folder, 'practice', practice);
  writeFileSync(join(folder, 'customers.yaml'), 'keywright: 1\n');
  expect(() => writePracticeWorkspace(folder, 'practice', practice)).toThrow(/exists and was not made by practice/);
});

test('the command writes a workspace, shows no password, and ends with 0 on Ctrl-C', async () => {
  const child = spawn('node', [MAIN, 'practice', '--write', folder, '--mspcfo-variant', 'codePage=off'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await expect.poll(() => output, { timeout: 30_000 }).toContain('Press Ctrl-C');
  const { portals } = (
    parseYaml(readFileSync(join(folder, 'customers.yaml'), 'utf8')) as {
      customers: { practice: { portals: Record<'connectwise' | 'mspcfo', { url: string; 'sign-in': string }> } };
    }
  ).customers.practice;
  expect([portals.connectwise['sign-in'], portals.mspcfo['sign-in']]).toEqual(['password-and-code', 'password']);
  expect((await fetch(`${portals.connectwise.url}/practice/state?company=practice`)).status).toBe(200);
  expect((await fetch(`${portals.mspcfo.url}/practice/state?customer=practice`)).status).toBe(200);
  const secrets = parse(readFileSync(join(folder, '.env.practice')));
  for (const [name, value] of Object.entries(secrets)) expect(output.includes(value), name).toBe(false);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('the variants are listed, and an unknown one is refused with exit code 2', () => {
  const run = (...options: string[]) =>
    spawnSync('node', [MAIN, 'practice', ...options], { encoding: 'utf8', timeout: 30_000 });
  expect(run('--list-variants').stdout).toMatch(
    /levelCells[\s\S]*inputs \(default\) \| editor-on-click[\s\S]*labelWording/,
  );
  for (const options of [
    ['--variant', 'nothing=1'],
    ['--variant', 'nothing'],
    ['--variant', 'mfa=maybe'],
    ['--mspcfo-variant', 'nothing=1'],
  ]) {
    const { status, stderr } = run(...options);
    expect(status, options.join(' ')).toBe(2);
    expect(stderr).toMatch(/nothing|maybe/);
  }
});
