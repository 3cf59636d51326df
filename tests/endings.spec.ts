import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkChain } from '../src/evidence/journal.ts';
import type { Rehearsal } from './e2e/practice.ts';
import { expectClearStop } from './faults/clear-stop.ts';
import { rehearseHandOver } from './faults/hand-over.ts';

test.describe.configure({ timeout: 600_000 });
test.skip(process.platform === 'win32', 'signals cannot be sent there');

let rehearsal: Rehearsal;
let job: string;
test.beforeEach(async () => void ({ rehearsal, job } = await rehearseHandOver()));
test.afterEach(async () => await rehearsal.end());

const temp = () => readdirSync(join(rehearsal.folder, 'temp'));

/** Starts the job, and does something as soon as it says that it makes this gesture. */
function when(says: string, act: (pid: number) => void): ReturnType<Rehearsal['start']> {
  const started = rehearsal.start('run', job, '--customer', 'practice');
  let done = false;
  started.child.stdout!.on('data', (chunk: Buffer) => {
    if (done || !chunk.toString().includes(says)) return;
    done = true;
    act(started.child.pid!);
  });
  return started;
}

function expectWholeEvidence(): void {
  for (const folder of rehearsal.runs()) {
    expect(checkChain(readFileSync(join(folder, 'journal.jsonl'), 'utf8'))).toHaveProperty('head');
    expect(existsSync(join(folder, 'report.html'))).toBe(true);
  }
}

/** The browser's first process, the one that Keywright has started. */
function browserOf(pid: number): number {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n').map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)!);
  return Number(rows.find(([, , parent, args]) => Number(parent) === pid && args!.includes('--remote-debugging-pipe'))![1]);
}

test('a browser that dies in the middle of a run stops it with a clear message and whole evidence', async () => {
  const { result } = when('Read the list of the member', (pid) => process.kill(browserOf(pid), 'SIGKILL'));
  const { code, stdout } = await result;
  expect(code, stdout).toBe(1);
  expect(stdout).toContain('Saw:      the browser window was closed');
  expect(stdout).toContain('Next:     Run the runbook again');
  expectClearStop(rehearsal.journal());
  expectWholeEvidence();
  expect(temp()).toEqual([]);
});
