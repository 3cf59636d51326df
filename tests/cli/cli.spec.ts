import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { unmark } from '../support/bad-inputs/case.ts';
import { BAD_CUSTOMERS, GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { BAD_RUNBOOKS } from '../support/bad-inputs/runbooks.ts';
import { cli, startCli } from '../support/cli.ts';
import { cliHere } from '../support/cli-here.ts';

let folder: string;
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'keywright-cli-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Each bad file that has a wrong place in it, under a name of its own. That the place is the right one is
 * tests/runbook/bad-inputs.spec.ts's to see.
 */
function writeBadFiles(): string[] {
  return [...BAD_RUNBOOKS, ...BAD_CUSTOMERS].flatMap(({ text }, n) => {
    if (typeof text !== 'string' || !text.includes('▲')) return [];
    const name = `bad-${n}.yaml`;
    writeFileSync(join(folder, name), unmark(text).text);
    return [name];
  });
}

test('bad runbooks and customers files are refused with file, line and column, and exit code 2', async () => {
  const bad = writeBadFiles();
  expect(bad.length).toBeGreaterThan(30);
  const { code, stdout, stderr } = await cliHere(['validate', ...bad], { cwd: folder });
  expect(code).toBe(2);
  for (const name of bad) {
    expect(stderr).toMatch(new RegExp(`^${name}:\\d+:\\d+: `, 'm'));
    expect(stdout).not.toContain(`${name}: this`);
  }
});

test('bad files without a place to name are refused with exit code 2, too, and are never waited for', async () => {
  const whole = [...BAD_RUNBOOKS, ...BAD_CUSTOMERS].filter(
    ({ text }) => typeof text !== 'string' || !text.includes('▲'),
  );
  expect(whole.length).toBeGreaterThan(5);
  const names = whole.map(({ text }, n) => {
    writeFileSync(join(folder, `whole-${n}.yaml`), text);
    return `whole-${n}.yaml`;
  });
  symlinkSync(join(folder, names[0]!), join(folder, 'link.yaml'));
  const all = [...names, 'link.yaml', 'missing.yaml', '.', ...(process.platform === 'win32' ? [] : ['/dev/zero'])];
  const { code, stdout, stderr } = await cliHere(['validate', ...all], { cwd: folder });
  expect(code, stderr).toBe(2);
  for (const name of all) expect(stderr).toContain(name);
  expect(stdout).toBe('');
  expect(stderr).not.toContain('    at ');
});

test('run and plan start nothing on bad input', async () => {
  writeFileSync(join(folder, 'customers.yaml'), GOOD_CUSTOMERS);
  writeFileSync(join(folder, 'bad.yaml'), 'keywright: 1\nname: bad\nnmae: x\n');
  for (const args of [
    ['run', 'bad.yaml', '--customer', 'acme'],
    ['plan', 'onboard', '--customer', 'nobody'],
    ['run', 'missing.yaml', '--customer', 'acme'],
    ['run', 'onboard', '--customer', 'acme', '--input', 'role'],
    ['run', 'onboard'],
    ['run', 'onboard', '--customer', 'acme', '--pace', 'much'],
    ['rnu', 'onboard'],
  ]) {
    const { code, stderr } = await cliHere(args, { cwd: folder });
    expect(code, args.join(' ') + stderr).toBe(2);
    expect(stderr).not.toContain('    at ');
    if (args[1] === 'bad.yaml') expect(stderr).toContain('bad.yaml:3:1: ');
  }
  expect(existsSync(join(folder, 'runs'))).toBe(false);
});

test('settings that would let secrets out are refused by name', async () => {
  writeFileSync(join(folder, 'customers.yaml'), GOOD_CUSTOMERS);
  for (const env of [
    { DEBUG: 'pw:api' },
    { DEBUG: '*' },
    { PWDEBUG: '1' },
    { NODE_DEBUG: 'http' },
    { NODE_OPTIONS: '--heapsnapshot-near-heap-limit=1' },
    { NODE_OPTIONS: '--tls-keylog=keys.txt' },
    { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  ] as Record<string, string>[]) {
    // A process that has begun with them, too.
    const start = 'NODE_OPTIONS' in env ? cli : cliHere;
    const { code, stderr } = await start(['run', 'onboard', '--customer', 'acme'], { cwd: folder, env });
    expect(code).toBe(2);
    expect(stderr).toContain(Object.keys(env)[0]!);
  }
});

test('help shows examples and exit codes, and actions say what a step can use', async () => {
  const help = await cliHere(['--help'], { cwd: folder });
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toContain('keywright run onboard --customer acme');
  expect(help.stdout).toContain('130  interrupted');
  const listed = await cliHere(['actions'], { cwd: folder });
  expect(listed.stdout).not.toContain('PRODUCT');
  for (const name of [
    'connectwise.role.ensure',
    'connectwise.member.ensure',
    'connectwise.key.ensure',
    'mspcfo.credentials.ensure',
    'mspcfo.sign-in',
  ])
    expect(listed.stdout).toContain(name);
  const described = JSON.parse(
    (await cliHere(['actions', 'connectwise.role.ensure', '--json'], { cwd: folder })).stdout,
  ) as { inputs: { name: string; description: string }[] }[];
  expect(described[0]!.inputs.map(({ name }) => name)).toEqual(['name', 'levels', 'member']);
  expect(described[0]!.inputs.every(({ description }) => description !== '')).toBe(true);
  expect((await cliHere(['actions', 'connectwise.rloe'], { cwd: folder })).code).toBe(2);
});

test('help that nobody reads to its end is no failure', async () => {
  const { child, result } = startCli(['--help'], { cwd: '.' });
  child.stdout!.destroy();
  expect(await result).toEqual({ code: 0, stdout: '', stderr: '' });
});
