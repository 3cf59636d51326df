import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
    const again = await run('portal', 'new', 'acme-reports');
    expect(again.stderr).toContain('KW-FILE-EXISTS');
    expect((await run('portal', 'new', 'Acme')).stderr).toContain('is no name for a portal');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
