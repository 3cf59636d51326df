import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { stringify } from 'yaml';
import { type CliResult, cli, startCli } from '../support/cli.ts';
import { scanForSecrets } from '../support/secret-scanner.ts';
import { giveVault, PASSPHRASE } from '../support/test-workspace.ts';
import { type Applications, startApplications } from './start.ts';

const HERE = import.meta.dirname;

let applications: Applications;
let folder: string;
let env: Record<string, string>;

test.beforeAll(async () => {
  applications = await startApplications();
  folder = mkdtempSync(join(tmpdir(), 'kw-hand-over-'));
  mkdirSync(join(folder, 'temp'));
  cpSync(join(HERE, 'portals'), join(folder, 'portals'), { recursive: true });
  for (const runbook of ['hand-over.yaml', 'hand-over-by-page.yaml'])
    cpSync(join(HERE, runbook), join(folder, runbook));
  const { mesh, unleash } = applications;
  const entry = ({ url, username }: typeof mesh) => ({ url, username });
  const portals = { mesh: entry(mesh), 'mesh-page': entry(mesh), unleash: entry(unleash) };
  writeFileSync(
    join(folder, 'customers.yaml'),
    stringify({ keywright: 1, customers: { acme: { title: 'Acme', portals } } }),
  );
  await giveVault(folder);
  env = {
    MESH_PASSWORD: mesh.password,
    MESH_PAGE_PASSWORD: mesh.password,
    UNLEASH_PASSWORD: unleash.password,
    KEYWRIGHT_PASSPHRASE: PASSPHRASE,
    TMPDIR: join(folder, 'temp'),
  };
});

test.afterAll(async () => {
  await applications?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const command = ['run', 'hand-over.yaml', '--customer', 'acme'];
const run = async (): Promise<CliResult> => await cli(command, { cwd: folder, env });

/** The lines of the newest run's journal. */
function journal(): Record<string, unknown>[] {
  const runs = join(folder, 'runs', 'acme');
  const newest = readdirSync(runs).sort().at(-1)!;
  const lines = readFileSync(join(runs, newest, 'journal.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a secret that MeshCentral shows once is stored in Unleash, and a second run changes nothing', async () => {
  const began = performance.now();
  const first = await run();
  console.log(`first run: ${Math.round((performance.now() - began) / 1_000)} s`);
  expect(first.code, first.stdout + first.stderr).toBe(0);
  console.log(first.stdout.split('\n').slice(-6).join('\n'));
  expect(journal()[0]).toMatchObject({ origins: { mesh: 'portals/mesh/portal.ts', unleash: 'portals/unleash.yaml' } });
  const second = await run();
  expect(second.code, second.stdout + second.stderr).toBe(0);
  expect(second.stdout).toContain('Nothing to change');
  const { found } = scanForSecrets({
    secrets: { mesh: applications.mesh.password },
    folders: [join(folder, 'runs')],
    texts: { first: first.stdout, second: second.stdout },
  });
  expect(found).toEqual([]);
});

test('a run that is killed where a secret is on its way is healed by the next one', async () => {
  for (const [name, gesture] of Object.entries({ Making: 'Press OK, and keep', Storing: 'Press Save' })) {
    const named = [...command, '--input', `name=${name}`];
    const { child, result } = startCli([...named, '--json'], { cwd: folder, env });
    let killed = false;
    child.stdout!.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes(gesture)) killed = child.kill('SIGKILL');
    });
    await result;
    expect(killed, gesture).toBe(true);
    const healed = await cli(named, { cwd: folder, env });
    expect(healed.code, `${gesture}: ${healed.stdout}${healed.stderr}`).toBe(0);
    expect(healed.stdout).toContain('is the only one.');
  }
});

test('the same by a page of YAML; killed where the secret is made, it is healed by the next run', async () => {
  const byPage = ['run', 'hand-over-by-page.yaml', '--customer', 'acme'];
  const { child, result } = startCli([...byPage, '--json'], { cwd: folder, env });
  child.stdout!.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('Press OK, and keep')) child.kill('SIGKILL');
  });
  await result;
  const healed = await cli(byPage, { cwd: folder, env });
  expect(healed.code, healed.stdout + healed.stderr).toBe(0);
  expect(healed.stdout).toContain('is the only one.');
  const again = await cli(byPage, { cwd: folder, env });
  expect(again.stdout, again.stderr).toContain('Nothing to change');
});
