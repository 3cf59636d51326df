/**
 * Takes a customer's lock as a run does, in a process of its own: `hold-lock.ts <state> <milliseconds>`.
 * Says `ready`, waits for the file `go`, says `owner` or `busy`, and notes in `log` when it begins and ends to own the
 * lock.
 */
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { takeCustomerLock } from '../../../src/engine/customer-lock.ts';

const [state, hold] = [process.argv[2]!, Number(process.argv[3])];
console.log('ready');
while (!existsSync(join(state, 'go'))) await delay(5);
const lock = await takeCustomerLock(state, 'acme', { doing: `run ${process.pid}`, operator: 'test' });
if ('heldBy' in lock) {
  console.log(`busy: ${JSON.stringify(lock.heldBy)}`);
  process.exitCode = 4;
} else {
  const note = (what: string) => appendFileSync(join(state, 'log'), `${what} ${process.pid}\n`);
  note('begins');
  console.log('owner');
  await delay(hold);
  note('ends');
  lock.release();
}
