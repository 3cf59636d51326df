import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { demoState } from '../../src/cli/work/demo.ts';
import { openSigner } from '../../src/evidence/signing.ts';
import { GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';

test('a second demo in a folder signs with the key of the first, so that it can go on with the list of runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-cli-'));
  const states: string[] = [];
  try {
    for (let demo = 1; demo <= 2; demo += 1) states.push(demoState(join(folder, '.keywright'), join(folder, 'runs')));
    const [first, second] = states.map((state) => openSigner(state)!.fingerprint);
    expect(second).toBe(first);
    expect(openSigner(join(folder, '.keywright'))!.fingerprint).toBe(first);
  } finally {
    for (const one of [folder, ...states]) rmSync(one, { recursive: true, force: true });
  }
});

test('a rehearsal has no key for auditors, and neither continues an earlier one nor says that it can be', async () => {
  test.skip(noTerminal !== undefined, noTerminal);
  const folder = mkdtempSync(join(tmpdir(), 'keywright-cli-'));
  try {
    writeFileSync(join(folder, 'customers.yaml'), GOOD_CUSTOMERS);
    for (let time = 1; time <= 2; time += 1) {
      const { code, screen } = await atTerminal(['rehearse', '--customer', 'acme', '--step'], {
        cwd: folder,
        env: {},
        answers: [[/Paused before/, 'qq']],
      });
      expect(code, screen).toBe(130);
      expect(screen).toContain('Start over: the practice portals are gone.');
      expect(screen).not.toMatch(/auditors|Continues run|resume"/);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
