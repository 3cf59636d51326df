import { outcomesInWords } from '../../evidence/outcomes.ts';
import { openSigner, type Signer } from '../../evidence/signing.ts';
import { UserError } from '../../files/user-error.ts';
import { Decisions } from '../../fleet/decisions.ts';
import { migrate } from '../../fleet/migrate.ts';
import { countJobs, type ListedJob, listJobs } from '../../fleet/overview.ts';
import { tagOf } from '../../fleet/queue.ts';
import { trustedKeys } from '../../fleet/trusted-keys.ts';
import { type WithDatabase, withDatabase, withQueue } from '../database-address.ts';
import { operator } from '../operator.ts';
import { printJson } from '../progress/json.ts';
import { print, printLine, type Tone } from '../terminal.ts';
import { type InWorkspace, stateOf, workspaceOf } from '../workspace.ts';

export interface QueueOptions extends InWorkspace, WithDatabase {
  json?: boolean;
}

const TONES: Record<ListedJob['state'], Tone> = {
  running: 'good',
  failed: 'bad',
  held: 'warn',
  waiting: 'mute',
  blocked: 'mute',
};

/** `2026-11-30 04:12 UTC` */
export const minute = (since: string) => `${since.replace('T', ' ').replace(/:\d\d\..*$/, '')} UTC`;

function printJob(one: ListedJob, width: number): void {
  const { customer, job, state, since, code, queue } = one;
  const workers = tagOf(queue);
  const tag = workers === undefined ? '' : `, for workers with the tag ${workers}`;
  const what =
    job === undefined
      ? 'a job that cannot be read'
      : `${job.runbook}, asked for by ${job.operator}${job.schedule === undefined ? '' : ` (schedule ${job.schedule})`}`;
  printLine({
    mark: `${state.padEnd(9)}${customer.padEnd(width)}  `,
    tone: TONES[state],
    text: `${what}, since ${minute(since)}${code === undefined ? '' : `: ${code}`}${tag}`,
  });
}

/** Shows what is not done yet. */
export async function showQueue(options: QueueOptions): Promise<void> {
  await withDatabase(workspaceOf(options), options.database, async (database) => {
    const jobs = await listJobs(database);
    const counts = await countJobs(database);
    if (options.json) {
      for (const { id, customer, state, job, since, code, queue } of jobs)
        printJson({ type: 'job', id, queue, customer, state, since, code: code ?? null, job: job ?? null });
      printJson({ type: 'queue', ...counts });
      return;
    }
    const width = Math.max(0, ...jobs.map(({ customer }) => customer.length));
    for (const one of jobs) printJob(one, width);
    print(outcomesInWords(counts));
    const failed = jobs.find(({ state }) => state === 'failed');
    if (failed !== undefined)
      print(
        `Next:     See the report, fix the cause, then: keywright queue retry ${failed.customer}\n` +
          `          Or set it aside: keywright queue drop ${failed.customer}`,
      );
  });
}

const DONE = {
  hold: (customer: string) => `Held: no job of ${customer} is begun until: keywright queue release ${customer}`,
  release: (customer: string) => `Released: the jobs of ${customer} are begun again.`,
  retry: (customer: string) => `The failed job of ${customer} waits for a worker again, ahead of its others.`,
  drop: (customer: string) => `The failed job of ${customer} is set aside. Its evidence stays.`,
};

/** What signs a job that is to run again. @throws UserError */
export function signerOf(state: string): Signer {
  const signer = openSigner(state);
  if (signer !== undefined) return signer;
  throw new UserError(
    'KW-SIGNING-KEY',
    'A job that is to run again is signed by you, and this workspace has no signing key.\n' +
      'Next:     keywright keys init',
  );
}

/** Does what a person has decided about a customer's jobs. It is kept who and when. */
export async function decide(what: keyof typeof DONE, customer: string, options: QueueOptions): Promise<void> {
  const state = stateOf(options);
  await withQueue(options, async (queue, database) => {
    const decisions = new Decisions(database, queue, operator());
    if (what === 'retry') await decisions.retry(customer, signerOf(state), trustedKeys(state));
    else await decisions[what](customer);
  });
  print(DONE[what](customer));
}

/** Prepares the database for this version of Keywright. */
export async function migrateDatabase(options: QueueOptions): Promise<void> {
  await withDatabase(workspaceOf(options), options.database, async (database) => {
    const added = await migrate(database);
    print(added === 0 ? 'The database is up to date.' : 'The database is ready: keywright submit, keywright worker.');
  });
}
