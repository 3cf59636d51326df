import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { sanitize } from '../../src/cli/terminal.ts';
import { openPortal } from '../../src/engine/portal-session.ts';
import { run } from '../../src/engine/run.ts';
import type { RunOptions } from '../../src/engine/run-options.ts';
import type { Portal } from '../../src/portal-sdk/index.ts';
import { registerSecret } from '../../src/secrets/redact.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { Vault } from '../../src/secrets/vault.ts';
import { GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { REGISTRY } from '../support/bad-inputs/fake-registry.ts';
import { cli } from '../support/cli.ts';
import { writeQuickVault } from '../support/quick-vault.ts';
import { createWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 300_000 });

let folder: string;
test.beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kw-system-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a run folder that is a link to elsewhere is refused, and nothing is written there', async () => {
  test.skip(process.platform === 'win32', 'making a link takes a right there that not everybody has');
  const elsewhere = join(folder, 'elsewhere');
  const id = '20261124-141532-7k3f9xwp';
  mkdirSync(elsewhere);
  mkdirSync(join(folder, 'runs', 'acme'), { recursive: true });
  symlinkSync(elsewhere, join(folder, 'runs', 'acme', id));
  const options = {
    run: { id, tag: '7k3f9xwp' },
    runs: join(folder, 'runs'),
    state: join(folder, '.keywright'),
    watch: () => undefined,
    signal: new AbortController().signal,
    prepared: {
      runbook: { name: 'job', title: 'Do the job', phases: [] },
      customer: { name: 'acme', title: 'Acme', portals: {} },
      steps: [],
      bytes: Buffer.from('x'),
      inputs: {},
      file: 'job.yaml',
      sha256: '',
    },
  } as unknown as RunOptions;
  await expect(run(options)).rejects.toThrow(/EEXIST/);
  expect(readdirSync(elsewhere)).toEqual([]);
});

test("a page's text reaches the terminal without escapes, and cannot hide a secret", () => {
  registerSecret(new Secret('Jt6WmQ9zKe3XrB5v', 'private key'));
  expect(sanitize('a\u001b]52;c;eA==\u0007b\u001b[2Jc\u202ed\u009be')).toBe('abcde');
  for (const between of ['\u0001', '\u001b[1m', '\u202e', '\u200b', '\u00ad', '\u009b']) {
    expect(sanitize(`key ${[...'Jt6WmQ9zKe3XrB5v'].join(between)} shown`), JSON.stringify(between)).toBe(
      'key [private key] shown',
    );
  }
});

test('a missing browser is reported before anything starts', async () => {
  writeFileSync(join(folder, 'customers.yaml'), GOOD_CUSTOMERS);
  const missing = join(folder, 'no-browser');
  const { code, stderr } = await cli(
    ['run', 'onboard', '--customer', 'acme', '--input', 'location=Tampa', '--input', 'businessUnit=Services'],
    { cwd: folder, env: { KEYWRIGHT_BROWSER: missing } },
  );
  expect(code, stderr).toBe(2);
  expect(stderr).toContain(`KEYWRIGHT_BROWSER names ${missing}, but there is no such file`);
  expect(existsSync(join(folder, 'runs'))).toBe(false);
});

test('a workspace that cannot be written stops the run before a browser starts', async () => {
  const workspace = await createWorkspace({ mfa: false });
  const runs = join(workspace.folder, 'runs');
  mkdirSync(runs);
  let mounted = false;
  try {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'none', runs], { stdio: 'ignore' });
      mounted = true;
    } catch {
      test.skip(true, 'a read-only folder can be mounted by root on Linux only');
    }
    const { code, stdout, stderr } = await workspace.run('run', 'onboard', '--customer', 'practice');
    expect(code, stdout + stderr).toBe(2);
    expect(stderr).toContain(join(runs, 'practice'));
    expect(workspace.practice.connectwise.company.requests).toEqual({});
  } finally {
    if (mounted) execFileSync('umount', [runs]);
    await workspace.end();
  }
});

test('a saved session that is old, damaged or from the future is removed unused', async ({ browser }) => {
  await writeQuickVault(join(folder, 'vault'), 'correct horse battery');
  const vault = await Vault.open(join(folder, 'vault'), async () => new Secret('correct horse battery', 'passphrase'));
  const file = join(folder, 'acme.mspcfo.age');
  for (const [hours, kept] of [
    [1, true],
    [13, false],
    [-24, false],
    ['damaged', false],
  ] as const) {
    const session = {
      customer: 'acme',
      origin: 'https://app.mspcfo.com',
      savedAt: Date.now() - (hours === 'damaged' ? 0 : hours) * 3_600_000,
      home: 'https://app.mspcfo.com/home',
      state: { cookies: [], origins: [] },
    };
    writeFileSync(file, (await vault.seal(JSON.stringify(session))).subarray(0, hours === 'damaged' ? 200 : undefined));
    const notes: string[] = [];
    const opened = await openPortal({
      browser,
      portal: REGISTRY.get('mspcfo') as Portal,
      url: new URL('https://app.mspcfo.com'),
      settings: {},
      saved: { file, customer: 'acme', vault },
      note: (text) => notes.push(text),
      watchPage: async () => undefined,
    });
    expect(opened.home, `saved ${hours}`).toBe(kept ? session.home : 'https://app.mspcfo.com/');
    expect(existsSync(file)).toBe(kept);
    expect(notes.length).toBe(kept ? 0 : 1);
  }
});

const browsersOf = (temp: string) =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${temp}/keywright-`);
      } catch {
        return false;
      }
    });

test('asked twice to stop, a run ends at once, and leaves no browser', async () => {
  test.skip(process.platform !== 'linux', 'signals and /proc are needed');
  const workspace = await createWorkspace({ mfa: false });
  try {
    const { child, result } = workspace.start('run', 'onboard', '--customer', 'practice', '--verbose');
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      const before = said.includes('Step 2 of');
      said += chunk.toString();
      if (!before && said.includes('Step 2 of')) child.kill('SIGTERM');
    });
    child.stderr!.on(
      'data',
      (chunk: Buffer) => chunk.toString().includes('Stopping at the next safe place') && child.kill('SIGTERM'),
    );
    const { code } = await result;
    expect(code).toBe(130);
    await expect.poll(() => browsersOf(join(workspace.folder, 'temp')), { timeout: 20_000 }).toEqual([]);
    // The next command finds what was left, and the customer is free.
    expect((await workspace.run('escrow', 'list')).code).toBe(0);
    workspace.expectNoSecret();
  } finally {
    await workspace.end();
  }
});

test('a run whose output nobody reads any more goes on', async () => {
  const workspace = await createWorkspace({ mfa: false });
  try {
    const { child, result } = workspace.start('run', 'onboard', '--customer', 'practice');
    child.stdout!.once('data', () => {
      child.stdout!.destroy();
      child.stderr!.destroy();
    });
    const steps = () =>
      existsSync(join(workspace.folder, 'runs', 'practice')) && workspace.runs().length > 0
        ? workspace.journal().filter(({ type }) => type === 'step.result').length
        : 0;
    await expect.poll(steps, { timeout: 120_000 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    expect((await result).code).toBe(process.platform === 'win32' ? null : 130);
    expect(workspace.journal().at(-1)).toMatchObject({ type: 'run.end', outcome: 'interrupted' });
    expect(existsSync(join(workspace.runs().at(-1)!, 'report.html'))).toBe(true);
  } finally {
    await workspace.end();
  }
});
