import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import browser from '../support/global-setup.ts';

const HERE = import.meta.dirname;

/** Installs the applications, where that has not been done. */
export default async function globalSetup(): Promise<() => void> {
  if (!existsSync(join(HERE, 'node_modules'))) {
    // npm sets its path for its scripts; without it, the one of the shell must do.
    const path = process.env['npm_execpath'];
    const [program, first] = path === undefined ? ['npm', []] : [process.execPath, [path]];
    const { status } = spawnSync(program, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: HERE,
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error(`npm ci failed in ${HERE}.`);
  }
  return await browser();
}
