import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startCli } from '../support/cli.ts';
import { cliHere } from '../support/cli-here.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-runs-'));
  mkdirSync(join(folder, 'runs'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What `keywright review` prints until it is up. */
async function reviewSays(): Promise<string> {
  const { child, result } = startCli(['review'], { cwd: folder });
  child.stdout!.on('data', (chunk: Buffer) => chunk.toString().includes('Press Ctrl-C') && child.kill('SIGTERM'));
  const { stdout, stderr } = await result;
  return stdout + stderr;
}

test('runs without a customers file, as an auditor has them, are reviewed without a word about who may approve', async () => {
  expect(await reviewSays()).not.toContain('could not be read');
  const register = await cliHere(['register'], { cwd: folder });
  expect(register.stderr).toBe('customers.yaml is not there, so no next rotation is known.\n');
});

test('a customers file that cannot be read is told: nothing is known of who may approve, nor of rotations', async () => {
  writeFileSync(join(folder, 'customers.yaml'), 'keywright: 1\ncustomers: [');
  expect(await reviewSays()).toContain('could not be read, so nothing is known of who may approve (review-by)');
  const register = await cliHere(['register'], { cwd: folder });
  expect(register.code).toBe(0);
  expect(register.stderr).toBe('customers.yaml could not be read, so no next rotation is known.\n');
});
