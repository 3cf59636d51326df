import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import { killAtLine } from '../support/journal-lines.ts';

const WRITE = fileURLToPath(new URL('../support/processes/write-journal.ts', import.meta.url));

let folder: string;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'keywright-test-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

function write(env: Record<string, string>): { signal: string | null; lines: number; browser: number } {
  const { signal, stdout, stderr } = spawnSync(process.execPath, [WRITE, folder], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const text = readFileSync(join(folder, 'journal.jsonl'), 'utf8');
  if (text !== '') expect(checkChain(text)).toHaveProperty('head');
  return { signal, lines: text.split('\n').length - 1, browser: Number(stdout) };
}

async function expectDead(pid: number): Promise<void> {
  await expect
    .poll(() => {
      try {
        process.kill(pid, 0);
        return 'alive';
      } catch (error) {
        return (error as NodeJS.ErrnoException).code;
      }
    })
    .toBe('ESRCH');
}

for (const [at, lines] of [
  ['4', 5],
  ['4:after', 5],
  ['4:before', 4],
  ['0:before', 0],
] as const) {
  test(`a fault at ${at} leaves ${lines} lines, and neither the process nor its browser`, async () => {
    const { signal, lines: left, browser } = write(killAtLine(at));
    if (process.platform !== 'win32') expect(signal).toBe('SIGKILL');
    expect(left).toBe(lines);
    await expectDead(browser);
  });
}

test('the program itself has no such fault', () => {
  expect(write({ KILL_AT_LINE: '4' })).toMatchObject({ signal: null, lines: 10 });
});
