import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** What README.md tells to type where the package is installed, as far as it needs no tenant of ConnectWise. */
async function followReadme(app: string): Promise<void> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const npx = async (...args: string[]) =>
    (await run(NPM, ['exec', '--offline', '--', 'keywright', ...args], { cwd: app, env, maxBuffer: 2 ** 24 })).stdout;
  const given = {
    name: 'acme',
    title: 'Acme IT',
    'connectwise.url': 'https://na.myconnectwise.net',
    'connectwise.company': 'acmeco',
    'connectwise.username': 'j.admin',
    'mspcfo.url': 'https://app.mspcfo.com',
    'mspcfo.username': 'support@acme.example',
    'inputs.onboard.location': 'Springfield Plant',
  };
  await npx('init', ...Object.entries(given).flatMap(([field, value]) => ['--set', `${field}=${value}`]));
  for (const file of ['customers.yaml', '.env.example', '.gitignore', 'runbooks/customers.schema.json'])
    expect(existsSync(join(app, file)), file).toBe(true);
  writeFileSync(join(app, '.env.acme'), 'CONNECTWISE_PASSWORD=never-typed-1\nMSPCFO_PASSWORD=never-typed-2\n', {
    mode: 0o600,
  });
  expect(await npx('validate', 'onboard', 'customers.yaml')).toContain('valid');
  // The job itself, with the customer's names, where nothing of theirs is reached.
  const rehearsed = await npx('rehearse', '--customer', 'acme');
  expect(rehearsed).toContain('Customer Acme IT (rehearsal) (acme)');
  expect(rehearsed).toContain('✓ Done');
  expect(await npx('verify', '--customers', 'rehearsals/customers.yaml')).toContain('1 run: 1 intact.');
  const rehearsals = join(app, 'rehearsals', 'runs', 'acme');
  const [folder] = readdirSync(rehearsals);
  const journal = readFileSync(join(rehearsals, folder!, 'journal.jsonl'), 'utf8');
  expect(journal).toContain('Springfield Plant');
  expect(journal).toContain('Type the company acmeco');
  expect(journal).not.toMatch(/na\.myconnectwise\.net|app\.mspcfo\.com|never-typed/);
  expect(existsSync(join(app, 'runs', 'acme'))).toBe(false);
}

test('the packed package works in an empty folder, and holds nothing but what it needs', async () => {
  test.setTimeout(900_000);
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
    await followReadme(app);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});
