import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { customers } from '../../src/cli/completion/names.ts';
import { loadPortals } from '../../src/engine/registry.ts';
import { customersFiles } from '../../src/runbook/customers-files.ts';
import { formatDiagnostics } from '../../src/runbook/diagnostic.ts';
import { loadCustomer, loadCustomers } from '../../src/runbook/load-customers.ts';
import { ownRunbooks } from '../../src/runbook/own-runbooks.ts';
import { validateFile, validateInputs } from '../../src/runbook/validate.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-customers-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const entry = (name: string, levels = 'inquire: All'): string => `  ${name}:
    title: Customer ${name}
    portals:
      connectwise:
        url: https://na.myconnectwise.net
        company: ${name}
        username: keywright
        sign-in: password-and-code
      mspcfo: { url: https://app.mspcfo.com, username: ops@example.com }
    inputs:
      onboard: { levels: { System: { API Reports: { ${levels} } } } }
      check-access: { levels: { System: { API Reports: { ${levels} } } } }
`;
const file = (...entries: string[]): string => `keywright: 1\ncustomers:\n${entries.join('')}`;
const names = Array.from({ length: 500 }, (_, n) => `customer-${n}`);
const named = (path: string) => join(folder, path);

test('500 customers in one file are checked, found and completed', async () => {
  const registry = await loadPortals();
  const path = write('customers.yaml', file(...names.map((name) => entry(name))));
  expect(validateFile(path, registry)).toMatchObject({
    kind: 'customers file',
    holds: '500 customers',
    diagnostics: [],
  });
  expect(loadCustomer(path, 'customer-499', registry)).toMatchObject({ title: 'Customer customer-499' });
  expect(customers(path)).toHaveLength(500);
});

/** With a file for each of these customers. */
async function folderIsRead(path: string, those: readonly string[]): Promise<void> {
  const registry = await loadPortals();
  for (const name of those) write(`customers/${name}.yaml`, file(entry(name)));
  expect(validateFile(path, registry)).toMatchObject({
    kind: 'customers folder',
    holds: `${those.length} customers in ${those.length} files`,
    diagnostics: [],
  });
  const last = those.at(-1)!;
  expect(loadCustomer(path, last, registry)).toMatchObject({ title: `Customer ${last}` });
  expect(customers(path)).toHaveLength(those.length);
}

test('500 customers in a folder of files are checked, found and completed', async () => {
  await folderIsRead(named('customers'), names);
});

test('customers in a folder of files are found under the name of a file that is not there', async () => {
  await folderIsRead(named('customers.yaml'), names.slice(0, 20));
});

test('what is wrong in a folder is told at its line in its file, inputs too', async () => {
  const registry = await loadPortals();
  write('customers/acme.yaml', file(entry('acme')));
  write('customers/beta.yml', file(entry('beta', 'inquire: Everything')));
  write('customers/notes.txt', 'no customers file');
  write('customers/.hidden.yaml', 'no customers file');
  expect(validateFile(named('customers'), registry)).toMatchObject({ holds: '2 customers in 2 files' });
  const wrong = formatDiagnostics(
    validateInputs([named('customers')], ownRunbooks(), registry).get(named('customers'))!,
  );
  expect(wrong).toContain(`${named('customers/beta.yml')}:13:`);
  expect(wrong).not.toContain('acme');
  write('customers/gamma.yaml', 'keywright: 1\ncustomers:\n  gamma: { titel: Gamma }\n');
  const said = formatDiagnostics(validateFile(named('customers'), registry).diagnostics);
  expect(said).toContain(`${named('customers/gamma.yaml')}:3:`);
});

test('a runbook of nearly the right name is asked about, in the customers file and where it is named', async () => {
  const registry = await loadPortals();
  const path = write('customers.yaml', file(entry('acme')).replace('onboard:', 'onbord:'));
  expect(formatDiagnostics(validateInputs([path], ownRunbooks(), registry).get(path)!)).toMatch(
    /customers\.yaml:13:7: no runbook is named "onbord" here \[KW-INPUT-UNUSED\][\s\S]*Did you mean "onboard"\?/,
  );
  expect(validateFile('onbord', registry).diagnostics).toMatchObject([{ hint: 'Did you mean "onboard"?' }]);
});

test('one customer in two files is refused, with both files', async () => {
  const registry = await loadPortals();
  write('customers/a.yaml', file(entry('acme')));
  write('customers/b.yaml', file(entry('acme')));
  const loaded = loadCustomers(named('customers'), registry) as { diagnostics: [] };
  expect(formatDiagnostics(loaded.diagnostics)).toContain(
    `${named('customers/b.yaml')}:3:3: a.yaml has a customer "acme", too [KW-KEY-DUPLICATE]`,
  );
});

test('a folder without a YAML file says so', async () => {
  mkdirSync(named('customers'));
  expect(customersFiles(named('customers'))).toMatchObject({ diagnostics: [{ code: 'KW-FILE-MISSING' }] });
});

test('in a folder, what editors add to a name is told, and what systems put beside is not read', () => {
  for (const name of ['acme.yaml', '._acme.yaml', '~$acme.yaml']) write(`customers/${name}`, file(entry('acme')));
  const named = join(folder, 'customers');
  expect(customersFiles(named)).toEqual([join(named, 'acme.yaml')]);
  write('customers/beta.yml.txt', file(entry('beta')));
  expect(customersFiles(named)).toMatchObject({
    diagnostics: [
      { file: join(named, 'beta.yml.txt'), code: 'KW-FILE-MISSING', hint: expect.stringContaining('beta.yaml') },
    ],
  });
});

test('a folder that is not read, because the file is there, is named where a customer is looked for in vain', async () => {
  const registry = await loadPortals();
  const path = write('customers.yaml', file(entry('acme')));
  write('customers/beta.yaml', file(entry('beta')));
  const loaded = loadCustomer(path, 'beta', registry) as { diagnostics: [] };
  expect(formatDiagnostics(loaded.diagnostics)).toContain(
    'The folder "customers" is not read while "customers.yaml" is there.',
  );
});

for (const [there, asked] of [
  ['customers.yml', 'customers.yaml'],
  ['customers.yaml.txt', 'customers.yaml'],
  ['Customers.yml', 'customers.yaml'],
  ['customers.txt', 'customers.yaml'],
  ['my-job.yaml', 'my-job'],
  ['my-job.yaml', 'my-job.yml'],
] as const) {
  test(`a file ${there} beside the missing ${asked} is named`, async () => {
    write(there, 'keywright: 1\n');
    const [mistake] = validateFile(named(asked), await loadPortals()).diagnostics;
    expect(mistake).toMatchObject({
      code: 'KW-FILE-MISSING',
      hint: `There is "${there}" beside it: rename that, or name it.`,
    });
  });
}

for (const [name, text, rename] of [
  ['beta.json', '{ "keywright": 1, "customers": { "beta": {} } }', 'beta.yaml'],
  ['beta.txt', file(entry('beta')), 'beta.yaml'],
  ['beta', file(entry('beta')), 'beta.yaml'],
  ['beta.yaml.txt', 'anything', 'beta.yaml'],
] as const)
  test(`a customers file named ${name} is not left out in silence`, async () => {
    write('customers/acme.yaml', file(entry('acme')));
    write(`customers/${name}`, text);
    const read = loadCustomers(named('customers'), await loadPortals());
    expect(formatDiagnostics('diagnostics' in read ? read.diagnostics : [])).toMatch(
      new RegExp(`${name}: a customers file must end in \\.yaml.*\\n.*Rename it to ${rename}`),
    );
  });

test('what lies beside customers files and is none is left alone', async () => {
  write('customers/acme.yaml', file(entry('acme')));
  for (const [name, text] of [
    ['notes.txt', 'Ask Robin about the customers.'],
    ['acme.yaml.bak', file(entry('acme'))],
    ['README.md', 'customers: one file each'],
    ['export.json', '{ "rows": [] }'],
  ] as const)
    write(`customers/${name}`, text);
  expect(loadCustomers(named('customers'), await loadPortals())).toHaveProperty('customers');
});
