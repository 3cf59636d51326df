/**
 * A stub of a run in a process of its own: it takes a customer's lease, says each line of its journal, and presses at
 * each commit, as the engine does: intent, mayCommit, press. Whoever listens may stop it at any line.
 *
 *   node lease-worker.ts <customer> <commits> <portal>
 */
import { guardWrites, requireWritable } from '../../../src/files/write-guard.ts';
import { Database } from '../../../src/fleet/database.ts';
import { Lease } from '../../../src/fleet/lease.ts';
import { Secret } from '../../../src/secrets/secret.ts';

const [customer, commits, portal] = process.argv.slice(2) as [string, string, string];
const database = new Database(new Secret(process.env['KEYWRIGHT_DATABASE_URL']!, 'database address'), 2);
const who = { doing: 'run', operator: 'test', host: 'stub', pid: process.pid, since: '' };
const lease = await Lease.take(database, customer, who, {
  seconds: Number(process.env['LEASE_SECONDS']),
  lost: () => process.exit(3),
});
if ('heldBy' in lease) process.exit(4);
const { epoch } = lease;
guardWrites(() => lease.mayWrite());

/** Goes on once whoever listens has answered. */
async function line(text: string): Promise<void> {
  requireWritable();
  const answered = new Promise((resolve) => process.once('message', resolve));
  process.send!({ line: text, epoch });
  await answered;
}

for (let n = 1; n <= Number(commits); n += 1) {
  await lease.mayCommit();
  await line(`intent ${n}`);
  await line(`picture ${n}`);
  await lease.mayCommit();
  await fetch(`${portal}/${customer}/${epoch}/${n}`);
  await line(`result ${n}`);
}
await lease.release();
process.exit(0);
