import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse, stringify } from 'yaml';
import { scanForSecrets } from '../support/secret-scanner.ts';
import { createWorkspace } from '../support/test-workspace.ts';

test.describe.configure({ timeout: 1_800_000 });

const PAGE = `keywright: 1
title: Our vault
vendor: { name: Vault, member: VAULT, levels: { System: { API Reports: { inquire: All } } } }
command: true
`;

/** A password manager for the test: what it is given on its standard input, by the public key in its environment. */
const STORE = `
import { readFileSync, writeFileSync } from 'node:fs';
const { KEYWRIGHT_PUBLIC_KEY: key, KEYWRIGHT_COMPANY: company, VAULT_PASSWORD: withheld } = process.env;
writeFileSync(process.argv[2], JSON.stringify({ key, company, withheld, secret: readFileSync(0, 'utf8') }));
`;

test('a key that goes to a command is done with: a check finds nothing to set right, and offboarding tells a person', async () => {
  const workspace = await createWorkspace({ mfa: false });
  const { folder, env, practice } = workspace;
  const { company } = practice.connectwise;
  const outside = join(folder, '..', `vault-${process.pid}.json`);
  mkdirSync(join(folder, 'portals'));
  writeFileSync(join(folder, 'portals', 'vault.yaml'), PAGE);
  writeFileSync(join(folder, 'store.mjs'), STORE);
  const file = join(folder, 'customers.yaml');
  const customers = parse(readFileSync(file, 'utf8')) as {
    customers: { practice: { portals: Record<string, object> } };
  };
  customers.customers.practice.portals['vault'] = {};
  writeFileSync(file, stringify(customers));
  writeFileSync(
    join(folder, '.env.practice'),
    `VAULT_STORE_COMMAND='"${process.execPath}" store.mjs "${outside}"'\nVAULT_PASSWORD=not-for-commands\n`,
  );
  env['VAULT_PASSWORD'] = 'not-for-commands';
  const run = async (job: string) =>
    await workspace.run('run', job, '--vendor', 'vault', '--customer', 'practice', '--yes');
  try {
    const onboarded = await run('onboard');
    expect(onboarded.code, onboarded.stdout + onboarded.stderr).toBe(0);
    const given = JSON.parse(readFileSync(outside, 'utf8')) as Record<string, string>;
    const key = company.keys.find(({ publicKey }) => publicKey === given['key'])!;
    expect(key.description).toContain('Vault kw-');
    expect(given).toMatchObject({ company: company.companyId });
    expect(given).not.toHaveProperty('withheld');

    const mutations = { ...company.mutations };
    const checked = await run('check-access');
    expect(checked.code, checked.stdout + checked.stderr).toBe(0);
    expect(company.mutations).toEqual(mutations);

    const offboarded = await run('offboard');
    expect(offboarded.code, offboarded.stdout + offboarded.stderr).toBe(0);
    expect(offboarded.stdout).toContain(`remove the key ${given['key']} from Our vault`);
    expect(company.keys).not.toContain(key);
    const { found } = scanForSecrets({ secrets: { key: given['secret']! }, folders: [folder], texts: {} });
    expect(found).toEqual([]);
  } finally {
    await workspace.end();
  }
});
