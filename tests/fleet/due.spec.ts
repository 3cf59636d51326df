import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ListedRun } from '../../src/evidence/runs/run-list.ts';
import { whatIsDue } from '../../src/fleet/due.ts';
import type { Customer } from '../../src/runbook/customers.ts';

const DAY = 24 * 60 * 60_000;
const NOW = Date.parse('2026-11-30T06:00:00.000Z');
const ago = (days: number) => new Date(NOW - days * DAY).toISOString();

const runs = mkdtempSync(join(tmpdir(), 'kw-due-'));
test.afterAll(() => rmSync(runs, { recursive: true, force: true }));

let number = 0;
/** A run so many days ago; `made`: it made a key. */
function run(customer: string, runbook: string, days: number, outcome = 'done', made = false): ListedRun {
  const id = `run-${(number += 1)}`;
  const folder = join(runs, customer, id);
  mkdirSync(folder, { recursive: true });
  const lines = [
    { seq: 0, prev: '0', type: 'run.start', utc: ago(days) },
    ...(made ? [{ seq: 1, prev: '0', type: 'escrow.sealed', utc: ago(days), portal: 'connectwise' }] : []),
  ];
  writeFileSync(join(folder, 'journal.jsonl'), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  return {
    begun: { run: id, customer: { name: customer, title: customer }, runbook: { name: runbook }, utc: ago(days) },
    closed: { run: id, outcome, utc: ago(days) },
  } as unknown as ListedRun;
}

const customer = (name: string, rotateAfter?: number, checkAfter?: number) =>
  ({
    name,
    title: name,
    policy: { rotateAfter, checkAfter },
    portals: { mspcfo: {}, gozynta: {} },
  }) as unknown as Customer;

test('keys are due by the age of the newest one, whatever ran since', () => {
  const listed = [
    run('old', 'onboard', 200, 'done', true),
    run('old', 'onboard', 3, 'nothing to do'),
    run('young', 'onboard', 200, 'done', true),
    run('young', 'rotate-keys', 30, 'done', true),
  ];
  const found = whatIsDue(runs, [customer('old', 90), customer('young', 90)], listed, NOW);
  expect(found.map(({ due }) => due)).toEqual([['rotate-keys'], []]);
  expect(found[0]!.keyMade).toBe(NOW - 200 * DAY);
  expect(found[1]!.rotateBy).toBe(NOW + 60 * DAY);
});

test('without a policy nothing is due, and what was never made or was taken away is not', () => {
  const listed = [run('gone', 'onboard', 200, 'done', true), run('gone', 'offboard', 5)];
  const customers = [customer('gone', 90, 1), customer('new', 90, 1), customer('free')];
  expect(whatIsDue(runs, customers, listed, NOW).map(({ due, keyMade }) => [due, keyMade])).toEqual([
    [[], undefined],
    [[], undefined],
    [[], undefined],
  ]);
});

test('checks are due by the newest one that came to its end; drift is told', () => {
  const listed = [
    run('a', 'onboard', 10, 'done', true),
    run('a', 'check-access', 0.5, 'drift'),
    run('b', 'onboard', 10, 'done', true),
    run('b', 'check-access', 3, 'nothing to do'),
    run('b', 'check-access', 0.1, 'failed'),
    run('c', 'onboard', 10, 'done', true),
  ];
  const found = whatIsDue(runs, [customer('a', 90, 1), customer('b', 90, 1), customer('c', 90, 1)], listed, NOW);
  expect(found.map(({ due, drift }) => [due, drift])).toEqual([
    [[], true],
    [['check-access'], false],
    [['check-access'], false],
  ]);
});

test("each vendor's keys and checks are due by themselves, and a runbook of one's own is no vendor's", () => {
  const listed = [
    run('v', 'onboard', 200, 'done', true),
    run('v', 'onboard-gozynta', 10, 'done', true),
    run('v', 'check-access', 0.5, 'nothing to do'),
    run('v', 'check-access-gozynta', 3, 'nothing to do'),
    run('w', 'onboard-gozynta', 200, 'done', true),
    run('w', 'offboard-gozynta', 5),
    run('w', 'onboard-special', 100, 'done', true),
  ];
  const found = whatIsDue(runs, [customer('v', 90, 1), customer('w', 90)], listed, NOW);
  expect(found.map(({ customer: name, vendor, due }) => [name, vendor, due])).toEqual([
    ['v', undefined, ['rotate-keys']],
    ['v', 'gozynta', ['check-access']],
    ['w', undefined, ['rotate-keys']],
    ['w', 'gozynta', []],
  ]);
});
