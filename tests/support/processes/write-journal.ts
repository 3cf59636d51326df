/**
 * Starts a process in a group of its own, as the browser is, prints its id, and writes ten journal lines:
 * `write-journal.ts <folder>`.
 */
import { spawn } from 'node:child_process';
import { Journal } from '../../../src/evidence/journal.ts';

const browser = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 600_000)'], {
  detached: true,
  stdio: 'ignore',
});
console.log(String(browser.pid));
const journal = new Journal(process.argv[2]!);
for (let line = 0; line < 10; line += 1) journal.write({ type: 'note', text: `line ${line}` });
process.kill(browser.pid!, 'SIGKILL');
