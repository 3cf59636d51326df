import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkChain } from '../../src/evidence/chain/hash-chain.ts';
import { expectClearStop } from '../faults/clear-stop.ts';
import { createHandOver } from '../faults/hand-over.ts';

test.describe.configure({ timeout: 600_000 });
test.skip(process.platform === 'win32', 'signals cannot be sent there');

/** What the run says that it does when the browser dies. */
const BEFORE = 'tab API Keys and read the list';

/** The browser's first process: the one that Keywright has started, or that a script has that stands for the browser. */
function browserOf(pid: number): number {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)!);
  const startedBy = (starter: number) =>
    rows.find(([, , parent, args]) => Number(parent) === starter && args!.includes('--remote-debugging-pipe'))?.[1];
  const started = Number(startedBy(pid));
  return Number(startedBy(started) ?? started);
}

test('a browser that dies in the middle of a run stops it with a clear message and whole evidence', async () => {
  const { workspace, job } = await createHandOver();
  try {
    const { child, result } = workspace.start('run', job, '--customer', 'practice', '--verbose');
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      const before = said.includes(BEFORE);
      said += chunk.toString();
      if (!before && said.includes(BEFORE)) process.kill(browserOf(child.pid!), 'SIGKILL');
    });
    const { code, stdout } = await result;
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('Saw:      the browser window was closed');
    expect(stdout).toContain('Next:     Run again: it looks first');
    expectClearStop(workspace.journal());
    const [folder] = workspace.runs();
    expect(checkChain(readFileSync(join(folder!, 'journal.jsonl'), 'utf8'))).toHaveProperty('head');
    expect(existsSync(join(folder!, 'report.html'))).toBe(true);
    expect(readdirSync(join(workspace.folder, 'temp'))).toEqual([]);
  } finally {
    await workspace.end();
  }
});
