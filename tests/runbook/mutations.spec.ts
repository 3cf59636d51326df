import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { checkRunbook } from '../../src/runbook/check.ts';
import { checkCustomers } from '../../src/runbook/customers.ts';
import { formatDiagnostics } from '../../src/runbook/diagnostic.ts';
import { parseYaml } from '../../src/runbook/read-yaml.ts';
import { GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { REGISTRY } from '../support/bad-inputs/fake-registry.ts';

/**
 * Numbers that look random and are the same in every run (mulberry32), so that a failure can be repeated by its seed.
 */
function dice(seed: number): (below: number) => number {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const PIECES = [
  '${{ ',
  ' }}',
  '${{ steps.key.privateKey }}',
  '${{ inputs.levels }}',
  '{',
  '}',
  '[',
  ']',
  ': ',
  '- ',
  '\n',
  '\n  ',
  '"',
  "'",
  '#',
  '|',
  '>',
  '&a ',
  '*a',
  '!x ',
  '<<: ',
  '? ',
  '%',
  '---\n',
  '\t',
  '\u0000',
  '\u202e',
  '\u00e9',
  'null',
  '1e999',
  '.nan',
  '0x10',
  '-1',
  '99999999999999999999',
  '__proto__: ',
  'constructor',
  'true',
  '~',
  '\\',
  '\r',
  ',',
];

function mutate(bytes: Buffer, roll: (below: number) => number): Buffer {
  let changed = bytes;
  for (let n = 1 + roll(3); n > 0; n -= 1) {
    const at = roll(changed.length + 1);
    const length = roll(4) === 0 ? roll(60) : roll(4);
    const piece = [
      () => Buffer.from(PIECES[roll(PIECES.length)]!),
      () => changed.subarray(roll(changed.length), roll(changed.length)),
      () => Buffer.from([roll(256)]),
      () => Buffer.alloc(0),
    ][roll(4)]!();
    changed = Buffer.concat([changed.subarray(0, at), piece, changed.subarray(at + length)]);
  }
  return changed;
}

for (const [what, bytes, check] of [
  ['runbook', readFileSync(fileURLToPath(new URL('../../runbooks/onboard.yaml', import.meta.url))), checkRunbook],
  [
    'customers file',
    Buffer.from(
      `${GOOD_CUSTOMERS}    inputs:\n      onboard: { member: API, levels: { System: { API Reports: { inquire: ` +
        `All } } } }\n`,
    ),
    checkCustomers,
  ],
] as const) {
  test(`500 mutations of a good ${what} give a result or diagnostics with a place, never an error`, () => {
    let accepted = 0;
    for (let seed = 1; seed <= 500; seed += 1) {
      const mutant = mutate(bytes, dice(seed));
      const before = process.cpuUsage();
      let result: object;
      try {
        const read = parseYaml('mutant.yaml', mutant);
        result = 'diagnostics' in read ? read : check(read, REGISTRY);
      } catch (error) {
        throw new Error(`seed ${seed}: ${(error as Error).stack}\n${mutant.toString()}`);
      }
      const { user, system } = process.cpuUsage(before);
      expect(user + system, `seed ${seed}`).toBeLessThan(2_000_000);
      if (!('diagnostics' in result)) {
        accepted += 1;
        continue;
      }
      const diagnostics = result.diagnostics as Parameters<typeof formatDiagnostics>[0];
      expect(diagnostics.length, `seed ${seed}`).toBeGreaterThan(0);
      for (const { line, column } of diagnostics) expect(line! > 0 && column! > 0, `seed ${seed}`).toBe(true);
      expect(formatDiagnostics(diagnostics), `seed ${seed}`).not.toMatch(
        /undefined|NaN|\[object|[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/,
      );
    }
    // Some mutations are harmless (inside a description); most are not.
    expect(accepted).toBeGreaterThan(10);
    expect(accepted).toBeLessThan(350);
  });
}
