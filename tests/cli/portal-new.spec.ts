import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli } from '../support/cli.ts';
import { ROOT } from '../support/repository.ts';

const TEMPLATE = join(ROOT, 'src/cli/portal-new/template');

test('the running example of the portals’ page is what `portal new` writes', () => {
  const page = readFileSync(join(ROOT, 'pages/README.md'), 'utf8');
  const blocks = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
  const written = ['actions/limit-ensure.ts', 'screens/limits.ts'].map((file) =>
    readFileSync(join(TEMPLATE, `${file}.tmpl`), 'utf8'),
  );
  expect(blocks).toEqual(written);
});

test('a new portal has its own name everywhere, its actions are known, and its runbook is valid', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kw-portal-new-'));
  const run = async (...args: string[]) => await cli(args, { cwd: folder });
  try {
    expect((await run('portal', 'new', 'acme-reports')).code).toBe(0);
    const files = readdirSync(join(folder, 'portals'), { recursive: true, encoding: 'utf8' });
    expect(files.map((file) => file.replaceAll('\\', '/'))).toContain('acme-reports/acme-reports.yaml');
    for (const file of files.filter((name) => /\.\w+$/.test(name)))
      expect(readFileSync(join(folder, 'portals', file), 'utf8'), file).not.toMatch(/\b[eE]xample\b(?!\.com)|EXAMPLE_/);
    expect((await run('actions', 'acme-reports')).stdout).toContain('acme-reports.limit.ensure');
    const { code, stderr } = await run('validate', 'portals/acme-reports/acme-reports.yaml');
    expect(code, stderr).toBe(0);
    const fields = ['title=Ours', 'acme-reports.url=https://acme.example', 'acme-reports.username=robin'];
    const customer = await run('init', '--add', 'ours', ...fields.flatMap((field) => ['--set', field]));
    expect(customer.stdout, customer.stderr).toContain('plan <runbook> --customer ours');
    const screen = join(folder, 'portals/acme-reports/screens/limits.ts');
    writeFileSync(screen, readFileSync(screen, 'utf8').replace('labels.limits.save', 'labels.limits.svae'));
    expect((await run('actions', 'acme-reports')).stderr).toMatch(
      /limits\.ts:29:\d+: there is no term "limits\.svae" \(did you mean "limits\.save"\?\)/,
    );
    const again = await run('portal', 'new', 'acme-reports');
    expect(again.stderr).toContain('KW-FILE-EXISTS');
    expect((await run('portal', 'new', 'Acme')).stderr).toContain('is no name for a portal');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a page of a portal that makes a secret is valid as it is written, and so is its runbook', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kw-portal-secret-'));
  const run = async (...args: string[]) => await cli(args, { cwd: folder });
  try {
    expect((await run('portal', 'new', 'acme-reports', '--secret')).code).toBe(0);
    for (const file of ['portals/acme-reports.yaml', 'portals/vault.yaml', 'acme-reports-token.yaml']) {
      const { code, stderr } = await run('validate', file);
      expect(code, stderr).toBe(0);
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/\b[eE]xample\b(?!\.com)|EXAMPLE_/);
    }
    expect((await run('portal', 'new', 'acme-reports', '--secret')).stderr).toContain('KW-FILE-EXISTS');
    const fields = ['title=Ours', 'acme-reports.url=https://acme.example', 'acme-reports.username=robin'];
    await run('init', '--add', 'ours', ...fields.flatMap((field) => ['--set', field]));
    writeFileSync(
      join(folder, '.env.ours'),
      'ACME_REPORTS_PASSWORD=practice-only-1\nKEYWRIGHT_PASSPHRASE="practice passphrase"\nVAULT_STORE_COMAND=keep\n',
    );
    const begun = await run('run', 'acme-reports-token.yaml', '--customer', 'ours');
    expect(begun.code).toBe(2);
    expect(begun.stderr).toContain('.env.ours:3 has VAULT_STORE_COMAND: write VAULT_STORE_COMMAND=… there.');
    writeFileSync(join(folder, '.env.ours'), 'ACME_REPORTS_PASWORD=practice-only-1\n');
    const planned = await run('plan', 'acme-reports-token.yaml', '--customer', 'ours');
    expect(planned.code).toBe(2);
    expect(planned.stderr).toContain('.env.ours:1 has ACME_REPORTS_PASWORD: write ACME_REPORTS_PASSWORD=… there.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
