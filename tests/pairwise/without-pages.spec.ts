import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse, stringify } from 'yaml';
import { HUB_PAGE, HUB_TOKEN, startHub } from '../support/hub.ts';
import { scanForSecrets } from '../support/secret-scanner.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

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

/** Gives the workspace a portal, and its customer an entry of it. */
function addPortal({ folder }: TestWorkspace, name: string, page: string, entry: object): void {
  mkdirSync(join(folder, 'portals'));
  writeFileSync(join(folder, 'portals', `${name}.yaml`), page);
  const file = join(folder, 'customers.yaml');
  const customers = parse(readFileSync(file, 'utf8')) as {
    customers: { practice: { portals: Record<string, object> } };
  };
  customers.customers.practice.portals[name] = entry;
  writeFileSync(file, stringify(customers));
}

test('a key that goes to a command is done with: a check finds nothing to set right, and offboarding tells a person', async () => {
  const workspace = await createWorkspace({ mfa: false });
  const { folder, env, practice } = workspace;
  const { company } = practice.connectwise;
  const outside = join(folder, '..', `vault-${process.pid}.json`);
  addPortal(workspace, 'vault', PAGE, {});
  writeFileSync(join(folder, 'store.mjs'), STORE);
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

test('a key that goes to a REST API is stored, checked, rotated and removed there, and its token is in no evidence', async () => {
  const workspace = await createWorkspace({ mfa: false });
  const { folder, practice } = workspace;
  const { company } = practice.connectwise;
  const hub = await startHub();
  addPortal(workspace, 'acme-hub', HUB_PAGE, { url: hub.url });
  writeFileSync(join(folder, '.env.practice'), `ACME_HUB_TOKEN=${HUB_TOKEN}\n`);
  const secrets: Record<string, string> = { token: HUB_TOKEN };
  const run = async (job: string) => {
    const { code, stdout, stderr } = await workspace.run(
      ...['run', job, '--vendor', 'acme-hub', '--customer', 'practice', '--yes'],
    );
    expect(code, stdout + stderr).toBe(0);
    return stdout;
  };
  const liveKeys = () => company.keys.map(({ publicKey }) => publicKey);
  try {
    await run('onboard');
    const first = hub.stored!.keys;
    secrets['first'] = first.private;
    expect(liveKeys()).toContain(first.public);

    const before = [hub.changes, { ...company.mutations }];
    await run('check-access');
    expect(await run('onboard')).toContain('Nothing to change');
    expect([hub.changes, company.mutations]).toEqual(before);

    await run('rotate-keys');
    const second = hub.stored!.keys;
    secrets['second'] = second.private;
    expect(second.public).not.toBe(first.public);
    expect(liveKeys()).not.toContain(first.public);

    await run('offboard');
    expect(hub.stored).toBeUndefined();
    expect(liveKeys()).not.toContain(second.public);
    expect(
      scanForSecrets({ secrets, folders: [join(folder, 'runs'), join(folder, '.keywright')], texts: {} }).found,
    ).toEqual([]);
  } finally {
    hub.stop();
    await workspace.end();
  }
});
