import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cli, startCli } from '../support/cli.ts';
import { scanForSecrets } from '../support/secret-scanner.ts';
import { startTokens, TOKENS_PASSWORD, TOKENS_USER } from '../support/tokens.ts';

test.describe.configure({ timeout: 900_000 });

const STORE = `
import { readFileSync, writeFileSync } from 'node:fs';
writeFileSync(process.argv[2], JSON.stringify({ key: process.env.KEYWRIGHT_PUBLIC_KEY, secret: readFileSync(0, 'utf8') }));
`;

async function workspace(options: Parameters<typeof startTokens>[0] = {}) {
  const app = await startTokens(options);
  const folder = mkdtempSync(join(tmpdir(), 'kw-makes-'));
  const outside = mkdtempSync(join(tmpdir(), 'kw-vault-'));
  const vault = join(outside, 'vault.json');
  await cli(['portal', 'new', 'acme', '--secret'], { cwd: folder });
  writeFileSync(join(folder, 'store.mjs'), STORE);
  writeFileSync(
    join(folder, 'customers.yaml'),
    `keywright: 1\ncustomers:\n  ours:\n    title: Ours\n    portals:\n      acme: { url: '${app.url}', username: ${TOKENS_USER} }\n`,
  );
  writeFileSync(
    join(folder, '.env.ours'),
    `ACME_PASSWORD=${TOKENS_PASSWORD}\nKEYWRIGHT_PASSPHRASE='a practice passphrase'\n` +
      `VAULT_STORE_COMMAND='"${process.execPath}" store.mjs "${vault}"'\n`,
  );
  const args = ['acme-token.yaml', '--customer', 'ours'];
  return {
    app,
    folder,
    run: async (word = 'run') => await cli([word, ...args], { cwd: folder }),
    start: () => startCli(['run', ...args], { cwd: folder }),
    held: () => JSON.parse(readFileSync(vault, 'utf8')) as { key: string; secret: string },
    end() {
      app.stop();
      for (const one of [folder, outside]) rmSync(one, { recursive: true, force: true });
    },
  };
}

/** The one token is the one that the vault holds. */
function expectOneHeld({ app, held }: Awaited<ReturnType<typeof workspace>>): void {
  expect(app.tokens).toHaveLength(1);
  expect(held()).toEqual({ key: app.tokens[0]!.name, secret: app.tokens[0]!.secret });
}

test('a page of YAML makes a token that is shown once, and hands it over; a second run changes nothing', async () => {
  const made = await workspace();
  try {
    const planned = await made.run('plan');
    expect(planned.code, planned.stdout + planned.stderr).toBe(0);
    expect(planned.stdout).toContain('make one API token "Reporting kw-xxxxxxxx"');
    expect(made.app.made).toBe(0);
    const first = await made.run();
    expect(first.code, first.stdout + first.stderr).toBe(0);
    expectOneHeld(made);
    expect((await made.run()).stdout).toContain('Nothing to change');
    expect(made.app.made).toBe(1);
    const secrets = { token: made.app.tokens[0]!.secret };
    expect(scanForSecrets({ secrets, folders: [made.folder], texts: { out: first.stdout } }).found).toEqual([]);
  } finally {
    made.end();
  }
});

test('killed at any moment around the press, it ends with one token, held', async () => {
  const made = await workspace();
  try {
    // Before the answer, and so long after it.
    for (const ms of [undefined, 0, 30, 80, 150, 250, 400, 600, 900, 1_400]) {
      await test.step(`${ms} ms`, async () => {
        const { child, result } = made.start();
        const kill = () => void child.kill('SIGKILL');
        made.app.onMade = async () => {
          if (ms === undefined) kill();
          else setTimeout(kill, ms);
        };
        await result;
        made.app.onMade = async () => undefined;
        const again = await made.run();
        expect(again.code, again.stdout + again.stderr).toBe(0);
        expectOneHeld(made);
        rmSync(join(made.folder, '.keywright', 'handed-over'), { recursive: true, force: true });
        made.app.tokens = [];
      });
    }
  } finally {
    made.end();
  }
});

test('a token whose secret is not found is told with what is shown, and replaced by the next run', async () => {
  const made = await workspace({ label: 'Value', spaced: true });
  try {
    const began = Date.now();
    const { code, stdout } = await made.run();
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('the new API token beside "Token"');
    expect(stdout).toMatch(/labels nearest to it: .*"Your new token"/);
    expect(Date.now() - began).toBeLessThan(60_000);
    expect(made.app.tokens).toHaveLength(1);
    const lost = made.app.tokens[0]!.name;
    made.app.spaced = false;
    const next = await made.run();
    expect(next.code, next.stdout + next.stderr).toBe(0);
    expect(made.app.tokens[0]!.name).not.toBe(lost);
    expectOneHeld(made);
  } finally {
    made.end();
  }
});
