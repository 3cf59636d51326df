import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

test('the packed package works in an empty folder, and holds nothing but what it needs', async () => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'kw-tarball-'));
  try {
    const app = join(folder, 'app');
    mkdirSync(app);
    writeFileSync(join(app, 'package.json'), '{ "private": true }');
    const packed = await run(NPM, ['pack', '--json', '--pack-destination', folder], { cwd: ROOT, maxBuffer: 2 ** 24 });
    const [pack] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n'))) as [
      { filename: string; size: number; files: { path: string }[] },
    ];
    const outside = pack.files.filter(
      ({ path }) => !/^(dist\/|runbooks\/|\.env\.example$|README\.md$|LICENSE$|package\.json$)/.test(path),
    );
    expect(outside).toEqual([]);
    expect(pack.size).toBeLessThan(1_500_000);
    await run(NPM, ['install', join(folder, pack.filename), '--prefer-offline', '--no-audit', '--no-fund'], {
      cwd: app,
    });
    const keywright = async (...args: string[]) =>
      (await run(process.execPath, [join(app, 'node_modules/keywright/dist/src/cli/main.js'), ...args], { cwd: app }))
        .stdout;
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await keywright('--version')).toBe(`${version}\n`);
    expect(await keywright('validate', 'onboard', 'rotate-keys', 'check-access', 'offboard')).toContain(
      'valid runbook',
    );
    expect(await keywright('actions')).toContain('connectwise.role.ensure');
    expect(await keywright('practice', '--list-variants')).toContain('mfa');
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});
