import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('the command of a clone works in the folder that it was typed in, and tells how to type the next', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kw-clone-')));
  try {
    const given = ['name=acme', 'title=Acme IT', 'connectwise.url=https://na.myconnectwise.net'];
    const more = ['connectwise.company=acme', 'connectwise.sign-in=person'];
    const said = execFileSync(
      process.execPath,
      ['src/dev/prepare.mjs', 'src/cli/main.ts', 'init', ...[...given, ...more].flatMap((one) => ['--set', one])],
      {
        cwd: ROOT,
        encoding: 'utf8',
        // As `npm --prefix <clone> run keywright -- init` sets them.
        env: {
          ...process.env,
          npm_lifecycle_event: 'keywright',
          npm_package_json: join(ROOT, 'package.json'),
          INIT_CWD: folder,
        },
      },
    );
    expect(existsSync(join(folder, 'customers.yaml'))).toBe(true);
    expect(said).toMatch(/npm --prefix ".+" run keywright -- doctor --customer acme/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
