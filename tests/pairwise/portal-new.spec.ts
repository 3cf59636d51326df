import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli } from '../support/cli.ts';
import { ROOT } from '../support/repository.ts';

test('what `portal new` writes works as it is: its own test runs its runbook against its own stand-in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kw-portal-new-'));
  try {
    await cli(['portal', 'new', 'acme-reports'], { cwd: folder });
    const own = join(folder, 'portals', 'acme-reports', 'portal.test.mjs');
    const env = { ...process.env, KEYWRIGHT: `"${process.execPath}" "${join(ROOT, 'src/cli/main.ts')}"` };
    const { status, stdout } = spawnSync(process.execPath, ['--test', own], { cwd: folder, env, encoding: 'utf8' });
    expect(status, stdout).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
