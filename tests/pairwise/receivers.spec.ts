import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse, stringify } from 'yaml';
import { isPrivateKey } from '../../src/practice/connectwise/state.ts';
import { variableOf } from '../../src/secrets/variable.ts';
import { scanForSecrets } from '../support/secret-scanner.ts';
import { createWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { LOOKS } from '../support/vendors/stand-ins/looks.ts';
import { type StandIn, startStandIn } from '../support/vendors/stand-ins/server.ts';
import { expectRole } from '../support/vendors/vendors.ts';

test.describe.configure({ timeout: 1_800_000 });

/** Gives the practice customer the vendor's portal, and its password to the environment. */
function addPortal({ folder, env }: TestWorkspace, name: string, { url, username, password }: StandIn): void {
  const file = join(folder, 'customers.yaml');
  const text = readFileSync(file, 'utf8');
  const customers = parse(text) as { customers: { practice: { portals: Record<string, object> } } };
  customers.customers.practice.portals[name] = { url, username };
  writeFileSync(file, stringify(customers));
  env[variableOf(name, 'PASSWORD')] = password;
}

for (const [name, look] of Object.entries(LOOKS)) {
  test(`${name} is onboarded, checked, gets new keys and is offboarded by its page of YAML`, async () => {
    const workspace = await createWorkspace({ mfa: false });
    const { company } = workspace.practice.connectwise;
    const keys = () => company.keys.map(({ publicKey }) => publicKey);
    const before = keys();
    const ours = () => keys().filter((key) => !before.includes(key));
    const standIn = await startStandIn(look, (publicKey, privateKey) => {
      const key = company.keys.find((one) => one.publicKey === publicKey);
      return key !== undefined && isPrivateKey(key, privateKey);
    });
    addPortal(workspace, name, standIn);
    const said: string[] = [];
    const run = async (job: string) => {
      const done = await workspace.run('run', job, '--vendor', name, '--customer', 'practice', '--yes');
      said.push(done.stdout, done.stderr);
      return done;
    };
    const secrets: Record<string, string> = { password: standIn.password };
    try {
      const onboarded = await run('onboard');
      expect(onboarded.code, onboarded.stdout + onboarded.stderr).toBe(0);
      const first = standIn.stored()!;
      secrets['first key'] = first.privateKey;
      expect(ours()).toEqual([first.publicKey]);
      const role = company.members.find(({ recid }) => recid === company.keys.at(-1)!.memberRecid)!.roleRecid;
      expectRole(workspace, `vendors/${name}`, company.roles.find(({ recid }) => recid === role)!.name);

      const [changes, mutations] = [standIn.changes(), { ...company.mutations }];
      const again = await run('onboard');
      expect(again.stdout, again.stdout + again.stderr).toContain('Nothing to change');
      const checked = await run('check-access');
      expect(checked.code, checked.stdout + checked.stderr).toBe(0);
      expect(again.stdout + checked.stdout).not.toMatch(/MSPCFO|Api Credentials/);
      expect([standIn.changes(), company.mutations]).toEqual([changes, mutations]);

      const rotated = await run('rotate-keys');
      expect(rotated.code, rotated.stdout + rotated.stderr).toBe(0);
      const second = standIn.stored()!;
      secrets['second key'] = second.privateKey;
      expect(second.publicKey).not.toBe(first.publicKey);
      expect(ours()).toEqual([second.publicKey]);

      const offboarded = await run('offboard');
      expect(offboarded.code, offboarded.stdout + offboarded.stderr).toBe(0);
      expect(standIn.stored()).toBeUndefined();
      expect(ours()).toEqual([]);
      const { found } = scanForSecrets({ secrets, folders: [workspace.folder], texts: { terminal: said.join('\n') } });
      expect(found).toEqual([]);
    } finally {
      await standIn.stop();
      await workspace.end();
    }
  });
}
