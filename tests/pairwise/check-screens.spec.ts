import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { words } from '../../pages/connectwise/labels.ts';
import { MODULES } from '../../src/practice/connectwise/modules.ts';
import type { Practice } from '../../src/practice/testing/start.ts';
import { createWorkspace } from '../support/test-workspace.ts';

/** Everything that the practice tenants hold: names, addresses, keys, what boxes hold. */
function valuesOf({ connectwise, mspcfo }: Practice): string[] {
  const { company } = connectwise;
  const { roles, members, users, keys, lists, companyId, companyName } = company;
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, one]) => [...(value === lists.structure ? [key] : []), ...texts(one)])
        : [];
  const named = roles.map(({ name, updatedBy, updated }) => [name, updatedBy, updated]);
  const all = texts([
    named,
    members,
    users,
    keys,
    lists,
    companyId,
    companyName,
    mspcfo.state,
    connectwise.url,
    mspcfo.url,
  ]);
  return [...new Set([...all, new URL(connectwise.url).host, new URL(mspcfo.url).host])];
}

/** What the application itself says, whatever a tenant calls so, too. */
const APPLICATION = new Set(
  [...words.all, ...Object.keys(MODULES), ...Object.values(MODULES).flat(), 'API', 'MSPCFO', 'Contact'].map((word) =>
    word.toLowerCase(),
  ),
);

// The one browser run of it: that it changes nothing shows only at the portals.
test('check-screens finds all as known, changes nothing at the portals, and leaves intact evidence', async () => {
  const workspace = await createWorkspace();
  try {
    const { code, stdout, stderr } = await workspace.run(
      ...['check-screens', '--customer', 'practice', '--bundle', 'screens.zip'],
    );
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/All \d+ things are as Keywright knows them/);
    for (const job of ['onboard', 'check-access', 'rotate-keys', 'offboard'])
      expect(stdout).toContain(`${job}: can run`);
    const { connectwise, mspcfo } = workspace.practice;
    expect(connectwise.company.mutations, 'what ConnectWise counts as changes').toEqual({});
    const { saves, removals, tests } = mspcfo.state;
    expect({ saves, removals, tests }, 'what MSPCFO counts as changes').toEqual({ saves: 0, removals: 0, tests: 0 });
    const journal = workspace.journal();
    const environment = journal.find((line) => line.type === 'environment');
    const changing = environment!.requests!.filter((one) => one['effect'] !== 'reads');
    expect(changing.length).toBeGreaterThan(0);
    expect(changing.filter((one) => !one['at sign-in'] || one['stopped'])).toEqual([]);
    const gestures = journal.filter(
      (line) => line.type === 'gesture' && !['connectwise', 'mspcfo'].includes(line.step),
    );
    expect(gestures.filter((line) => line.type === 'gesture' && line.kind !== 'look')).toEqual([]);
    const bundle = unzipSync(readFileSync(join(workspace.folder, 'screens.zip')));
    expect(Object.keys(bundle).filter((name) => name.startsWith('screens/'))).toHaveLength(9);
    expect(Object.keys(bundle).filter((name) => name.endsWith('.png'))).toEqual([]);
    const { product } = JSON.parse(strFromU8(bundle['about.json']!)) as { product: unknown };
    expect(product).toMatchObject({
      host: 'one of their own',
      version: 'v2025_1',
      shell: 'classic',
      language: 'English',
    });
    const sent = Object.values(bundle)
      .map((bytes) => strFromU8(bytes))
      .join('\n');
    const values = valuesOf(workspace.practice).filter(
      (value) => value.length > 1 && !APPLICATION.has(value.toLowerCase()),
    );
    expect(values.length).toBeGreaterThan(60);
    const stands = (value: string) =>
      new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(value)}(?![\\p{L}\\p{N}])`, 'iu').test(sent);
    expect(values.filter(stands), 'values of the practice tenants').toEqual([]);
    expect(sent).toContain('API Reports');
    const replayed = await workspace.run('replay', 'screens.zip', '--record', 'lists', '--page', 'screens.html');
    expect(replayed.stdout).toMatch(/^host: one of their own; version: v2025_1; .*shell: classic; language: English$/m);
    expect(replayed.stdout).toContain('connectwise, form of a new member: 10 of 10 as known');
    expect(replayed.code, replayed.stderr).toBe(0);
    expect((await workspace.run('verify', workspace.runs().at(-1)!)).code).toBe(0);
  } finally {
    await workspace.end();
  }
});
