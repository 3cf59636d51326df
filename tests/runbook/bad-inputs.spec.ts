import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { formatDiagnostics } from '../../src/runbook/diagnostic.ts';
import { loadRunbook } from '../../src/runbook/load.ts';
import { loadCustomers } from '../../src/runbook/load-customers.ts';
import { type BadCase, unmark } from '../support/bad-inputs/case.ts';
import { BAD_CUSTOMERS, GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { REGISTRY } from '../support/bad-inputs/fake-registry.ts';
import { BAD_RUNBOOKS, GOOD_RUNBOOK } from '../support/bad-inputs/runbooks.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywright-bad-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function refused({ what, text, says, hides }: BadCase, load: (file: string) => object): void {
  const marked = typeof text === 'string' && text.includes('▲') ? unmark(text) : undefined;
  const file = join(folder, `${what.replace(/\W+/g, '-')}.yaml`);
  writeFileSync(file, marked?.text ?? text);
  const before = process.cpuUsage();
  const result = load(file) as { diagnostics?: Parameters<typeof formatDiagnostics>[0] };
  const { user, system } = process.cpuUsage(before);
  const message = formatDiagnostics(result.diagnostics ?? []).replaceAll(file, 'FILE');
  const [first] = (result.diagnostics ?? []).filter((diagnostic) =>
    `${diagnostic.message} ${diagnostic.hint}`.includes(says),
  );
  expect(first, message || 'it was accepted').toBeDefined();
  if (marked) expect(`${first!.line}:${first!.column}`, message).toBe(marked.place);
  if (hides !== undefined) expect(message).not.toContain(hides);
  expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
  // Work that grows with the square of the input would take far longer. By the processor's time: machines are shared.
  expect(user + system).toBeLessThan(2_000_000);
}

test.describe('a bad runbook is refused at the right place, without its values:', () => {
  for (const bad of BAD_RUNBOOKS) test(bad.what, () => refused(bad, (file) => loadRunbook(file, REGISTRY)));
});

test.describe('a bad customers file is refused at the right place, without its values:', () => {
  for (const bad of BAD_CUSTOMERS) test(bad.what, () => refused(bad, (file) => loadCustomers(file, REGISTRY)));
});

test('the files that the bad ones were made from are good', () => {
  const runbook = join(folder, 'good.yaml');
  const customers = join(folder, 'customers.yaml');
  writeFileSync(runbook, GOOD_RUNBOOK);
  writeFileSync(customers, GOOD_CUSTOMERS);
  expect(loadRunbook(runbook, REGISTRY)).toHaveProperty('sha256');
  expect(loadCustomers(customers, REGISTRY)).toHaveProperty('customers');
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

test('a letter that macOS writes as two characters is one, as on screens', () => {
  const file = join(folder, 'decomposed.yaml');
  writeFileSync(file, GOOD_CUSTOMERS.replace('Acme IT', 'Mu\u0308ller IT # a remark'));
  const loaded = loadCustomers(file, REGISTRY) as { customers: ReadonlyMap<string, { title: string }> };
  expect(loaded.customers.get('acme')?.title).toBe('M\u00FCller IT');
});

const said = (file: string) => formatDiagnostics((loadRunbook(file, REGISTRY) as { diagnostics: [] }).diagnostics);

test('a runbook that is a link is refused', () => {
  test.skip(process.platform === 'win32', 'making a link takes a right there that not everybody has');
  const link = join(folder, 'link.yaml');
  writeFileSync(join(folder, 'target.yaml'), GOOD_RUNBOOK);
  symlinkSync(join(folder, 'target.yaml'), link);
  expect(said(link)).toContain('symbolic link');
});

test('a runbook that is a folder or missing is refused', () => {
  mkdirSync(join(folder, 'folder.yaml'));
  expect(said(join(folder, 'folder.yaml'))).toContain('folder');
  expect(said(join(folder, 'missing.yaml'))).toContain('no such file');
});

test('a runbook that is a pipe or an endless device is refused without waiting', () => {
  test.skip(process.platform === 'win32', 'Windows has neither');
  const pipe = join(folder, 'pipe.yaml');
  execFileSync('mkfifo', [pipe]);
  for (const file of [pipe, '/dev/zero'])
    expect(loadRunbook(file, REGISTRY)).toEqual({
      diagnostics: [{ file, code: 'KW-FILE-UNREADABLE', message: 'this is not a regular file' }],
    });
});
