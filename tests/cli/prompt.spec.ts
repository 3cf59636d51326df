import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { GOOD_CUSTOMERS } from '../support/bad-inputs/customers.ts';
import { atTerminal, noTerminal } from '../support/terminal.ts';

test.skip(noTerminal !== undefined, noTerminal);

test('prompts name account and customer, and say what the passphrase opens and what its loss costs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-cli-'));
  try {
    writeFileSync(join(folder, 'customers.yaml'), GOOD_CUSTOMERS);
    const { code, screen } = await atTerminal(['run', 'onboard', '--customer', 'acme'], {
      cwd: folder,
      // It is there, so that the run goes on to its prompts. Nothing starts it.
      env: { KEYWRIGHT_BROWSER: process.execPath },
      answers: [
        [/ConnectWise password of \S+ at acme \(Acme[^)]*\): /, 'typed-by-hand-1'],
        [/\n.*MSPCFO password of \S+ at acme \(Acme[^)]*\): /, 'typed-by-hand-2'],
        [/opens what Keywright has sealed[\s\S]*If it is lost[\s\S]*Escrow passphrase, new: /, 'a pass phrase'],
        [/\n.*Escrow passphrase, again: /, 'another pass phrase'],
      ],
    });
    expect(code, screen).toBe(2);
    expect(screen).toContain('The two entries differ. Start again. [KW-NOT-CONFIRMED]');
    expect(screen).not.toMatch(/typed-by-hand|pass phrase/);
    expect(existsSync(join(folder, 'runs'))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
