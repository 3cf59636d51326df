import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { accessRegister } from '../../src/evidence/runs/access.ts';
import type { ListedRun } from '../../src/evidence/runs/run-list.ts';
import type { Access } from '../../src/portal-sdk/index.ts';
import { registerCsv } from '../../src/review/register.ts';

let runs: string;
test.beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'kw-access-'));
});
test.afterEach(() => rmSync(runs, { recursive: true }));

/** A run whose steps have read these; `makes`: it sealed the private half of this key. */
function run(
  name: string,
  day: number,
  read: Access[],
  { customer = 'acme', check = false, outcome = 'done', makes = '' } = {},
): ListedRun {
  const utc = `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`;
  const folder = join(runs, customer, name);
  mkdirSync(folder, { recursive: true });
  const lines = [
    { type: 'run.start', run: name },
    ...(makes === '' ? [] : [{ type: 'escrow.sealed', publicKey: makes }]),
    ...read.map((access) => ({ type: 'step.result', step: 's', outcome, actual: '.', ms: 1, access })),
  ];
  const text = lines.map((line, seq) => `${JSON.stringify({ seq, prev: '', utc, ...line })}\n`).join('');
  writeFileSync(join(folder, 'journal.jsonl'), text);
  const begun = { run: name, utc, customer: { name: customer, title: 'Acme IT' }, ...(check && { check: true }) };
  return { begun, closed: { outcome } } as unknown as ListedRun;
}

const RIGHTS = ['System / API Reports / inquire: All'];
const ROLE = { role: 'MSPCFO', rights: RIGHTS };
const MEMBER = { account: 'MSPCFO', role: 'MSPCFO', active: true };
const onboard = (customer = 'acme') =>
  run('on', 1, [ROLE, MEMBER, { account: 'MSPCFO', keys: ['k1'] }, { heldBy: 'MSPCFO' }], { customer, makes: 'k1' });

test('the register knows each account with its rights, its key, and when it was made, read and checked', () => {
  const checked = { check: true, outcome: 'nothing to do' };
  const rows = accessRegister(runs, [
    onboard('beta'),
    onboard(),
    run('rotate', 9, [{ account: 'MSPCFO', keys: ['k2'] }], { makes: 'k2' }),
    run('check', 20, [ROLE, MEMBER, { account: 'MSPCFO', keys: ['k2'] }], checked),
    run('screens', 21, [], checked),
  ]);
  expect(rows).toMatchObject([
    {
      customer: 'acme',
      account: 'MSPCFO',
      active: true,
      role: 'MSPCFO',
      rights: RIGHTS,
      keys: ['k2'],
      heldBy: 'MSPCFO',
      since: { run: 'on' },
      keySince: '2026-11-09T09:00:00.000Z',
      seen: { run: 'check' },
      checked: { run: 'check', drift: false },
    },
    { customer: 'beta', keys: ['k1'], seen: { run: 'on' } },
  ]);
  expect(rows[1]).not.toHaveProperty('checked');
});

test('a check that failed half-way has found nothing out', () => {
  const half = run('check', 3, [ROLE, MEMBER], { check: true, outcome: 'failed' });
  const [row] = accessRegister(runs, [onboard(), half]);
  expect(row).toMatchObject({ seen: { run: 'check' } });
  expect(row).not.toHaveProperty('checked');
});

test('the rights of a role are not told of an account that has another one by now', () => {
  const [row] = accessRegister(runs, [
    onboard(),
    run('check', 3, [ROLE, { account: 'MSPCFO', role: 'Admin', active: true }], { check: true, outcome: 'drift' }),
  ]);
  expect(row).toMatchObject({ role: 'Admin', checked: { drift: true }, since: { run: 'on' } });
  expect(row).not.toHaveProperty('rights');
});

test('an account that was made inactive stays, with the day on which its access ended', () => {
  const off = run('off', 5, [
    { account: 'MSPCFO', keys: [] },
    { account: 'MSPCFO', active: false },
  ]);
  const [row] = accessRegister(runs, [onboard(), off]);
  expect(row).toMatchObject({ active: false, keys: [], since: { run: 'off' } });
  expect(row).not.toHaveProperty('keySince');
  expect(accessRegister(runs, [onboard(), off, run('again', 8, [MEMBER])])).toMatchObject([
    { active: true, since: { run: 'again' } },
  ]);
});

test('the register is a CSV file, in which no name is a formula', () => {
  const bad = run('on', 1, [{ account: '=1+1', role: 'a "b", c', active: true }]);
  const lines = registerCsv(accessRegister(runs, [bad])).split('\r\n');
  expect(lines[0]).toContain('customer,title,account,active,role,rights');
  expect(lines[1]).toContain(`acme,Acme IT,'=1+1,yes,"a ""b"", c",`);
});
