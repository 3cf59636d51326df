import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli } from '../support/cli.ts';

test('what keeps a portal from being loaded is told with its file and line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kw-load-reason-'));
  const actions = async (text: string) => {
    writeFileSync(join(folder, 'portals/acme/screens/keys.ts'), text);
    return (await cli(['actions', 'acme'], { cwd: folder })).stderr;
  };
  try {
    await cli(['portal', 'new', 'acme'], { cwd: folder });
    writeFileSync(join(folder, 'portals/acme/portal.ts'), "import './screens/keys.ts';");
    expect(await actions('const a = 1;\nconst b: = 2;')).toMatch(/screens.keys\.ts:2: Unexpected token/);
    const type = await actions("\n\nimport { Context } from 'keywright/portal';\nexport const a: Context = 1;");
    expect(type).toMatch(/screens.keys\.ts:3: .*Context.*; if Context is a type, write "import type"/);
    expect(type).toMatch(/So there is no action "acme" now\. \[KW-PORTAL-BROKEN\]/);
    expect(type).not.toContain('KW-ACTION-UNKNOWN');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
