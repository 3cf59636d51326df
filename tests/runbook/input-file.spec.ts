import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadPortals } from '../../src/engine/registry.ts';
import { formatDiagnostics } from '../../src/runbook/diagnostic.ts';
import { type Customer, type LoadedRunbook, loadRunbook, type Prepared, prepare } from '../../src/runbook/load.ts';
import { loadCustomer } from '../../src/runbook/load-customers.ts';
import { ownRunbooks } from '../../src/runbook/own-runbooks.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-input-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ONBOARD = ownRunbooks().find((file) => file.endsWith('onboard.yaml'))!;

function customersWith(levels: string): string {
  const file = join(folder, 'customers.yaml');
  writeFileSync(
    file,
    `keywright: 1
customers:
  acme:
    title: Acme IT
    portals:
      connectwise: { url: https://na.myconnectwise.net, company: acme, username: keywright }
      mspcfo: { url: https://app.mspcfo.com, username: ops@example.com }
    inputs:
      onboard: { levels: ${levels} }
`,
  );
  return file;
}

/** The job with these levels, or what is wrong with it. */
async function job(levels: string, options: string[] = []): Promise<Prepared | string> {
  const registry = await loadPortals();
  const customer = loadCustomer(customersWith(levels), 'acme', registry) as Customer;
  const prepared = prepare(loadRunbook(ONBOARD, registry) as LoadedRunbook, customer, options, registry);
  return 'diagnostics' in prepared ? formatDiagnostics(prepared.diagnostics) : prepared;
}

test('a table that comes with Keywright is named in the customers file or on the command line', async () => {
  const levels = {
    Finance: { Agreements: { inquire: 'All' } },
    Companies: { 'Company Maintenance': { inquire: 'All' } },
  };
  expect(await job('vendors/lifecycle-insights')).toMatchObject({ inputs: { levels } });
  expect(await job('{}', ['levels=vendors/lifecycle-insights'])).toMatchObject({ inputs: { levels } });
});

test("a person's own file is found beside the customers file", async () => {
  writeFileSync(join(folder, 'ours.yaml'), 'System:\n  API Reports: { inquire: All }\n');
  expect(await job('ours.yaml')).toMatchObject({
    inputs: { levels: { System: { 'API Reports': { inquire: 'All' } } } },
  });
});

test('what is wrong in an input file is reported once, at its line there', async () => {
  const file = join(folder, 'ours.yaml');
  writeFileSync(file, 'System:\n  API Reports: { inquire: Everything }\n');
  const said = await job('ours.yaml');
  expect(said).toContain(`${file}:2:27: "inquire" must be one of None, My, Mine, All`);
  expect(String(said).match(/must be one of/g)).toHaveLength(1);
  writeFileSync(file, '- System\n');
  expect(await job('ours.yaml')).toContain(`${file}:1:1: the file must hold a map`);
});

test('a name that is no file is told where it stands, with the nearest table', async () => {
  expect(await job('vendors/gradiant')).toMatch(
    /customers\.yaml:9:26: input "levels": .*there is no "vendors\/gradiant"/,
  );
  expect(await job('{}', ['levels=vendors/gradiant'])).toContain('Did you mean "vendors/gradient"?');
  expect(await job('Gradient MSP')).toContain('Did you mean "vendors/gradient"?');
  writeFileSync(join(folder, 'our-levels.yml'), 'System: {}\n');
  expect(await job('./our-levels')).toContain('Did you mean "./our-levels.yml"?');
});

test('a file of secrets is not read, whatever names it', async () => {
  writeFileSync(join(folder, '.env.acme'), 'CONNECTWISE_PASSWORD=hunter2hunter2\n');
  const said = await job('.env.acme');
  expect(said).toContain('and ".env.acme" is none');
  expect(said).not.toContain('hunter2');
});

test('a file of another kind is told as that, and not as missing', async () => {
  for (const [name, hint] of [
    ['levels.csv', 'Write what it holds as YAML'],
    ['levels.json', 'rename it so that it ends in .yaml'],
  ] as const) {
    writeFileSync(join(folder, name), 'module,row,inquire\n');
    const wrong = await job(name);
    expect(wrong).toContain(`and "${name}" is none`);
    expect(wrong).toContain(hint);
  }
});
