import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { demoState } from '../../src/cli/work/demo.ts';
import { openSigner } from '../../src/evidence/signing.ts';

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
