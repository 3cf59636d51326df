import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { unknownMutants } from '../support/mutants/first-contact.ts';
import { mutationScript } from '../support/mutants/kit.ts';
import { createWorkspace, ONE_OF_EACH } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 1_800_000 });

/** Only these: `LANGUAGES=de,fr`. */
const LANGUAGES = (process.env['LANGUAGES'] ?? 'de,fr,nl,es').split(',');

for (const { name, language, mutations = [] } of unknownMutants.filter(
  (one) => one.language !== undefined && LANGUAGES.includes(one.language),
))
  test(`all jobs are done at a ConnectWise ${name}`, async () => {
    const begins = mutationScript(mutations);
    const workspace = await createWorkspace({
      script: (path, text) => (/^menu-tree\.[jt]s$/.test(path) ? `${begins}\n${text}` : text),
    });
    const { folder, practice } = workspace;
    const file = join(folder, 'customers.yaml');
    const customers = readFileSync(file, 'utf8');
    writeFileSync(file, customers.replace(/(\n +)company:/, `$1language: ${language}$1company:`));
    expect(readFileSync(file, 'utf8')).toContain(`language: ${language}`);
    const run = async (job: string, code = 0) => {
      const ended = await workspace.run('run', job, '--customer', 'practice', '--yes');
      expect(ended.code, `${job}\n${ended.stdout}${ended.stderr}`).toBe(code);
      return ended.stdout;
    };
    try {
      await run('onboard');
      expect(workspace.inventory()).toEqual(ONE_OF_EACH);
      const first = practice.mspcfo.state.credentials!.publicKey;
      expect(await run('onboard')).toContain('Nothing to change');
      expect(await run('check-access')).toContain('All as it should be');
      await run('rotate-keys');
      expect(practice.mspcfo.state.credentials!.publicKey).not.toBe(first);
      await run('offboard');
      expect(workspace.inventory()).toMatchObject({ roles: 1, members: 1, keys: 0, connected: false });
      workspace.expectNoSecret();
    } finally {
      await workspace.end();
    }
  });
