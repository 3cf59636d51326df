import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { PgBoss } from 'pg-boss';
import { Database } from '../../src/fleet/database.ts';
import { Decisions } from '../../src/fleet/decisions.ts';
import type { RunEnding } from '../../src/fleet/job-process.ts';
import { Lease } from '../../src/fleet/lease.ts';
import { migrate, QUEUE_SCHEMA } from '../../src/fleet/migrate.ts';
import { countJobs, listJobs } from '../../src/fleet/overview.ts';
import { Queue } from '../../src/fleet/queue.ts';
import type { QueuedJob } from '../../src/fleet/signed-job.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { test } from '../support/postgres.ts';
import {
  type StubWorker,
  type StubWorkspace,
  startStubWorker,
  stubJob,
  stubWorkspace,
  submitStub,
} from '../support/stub-fleet.ts';

const FAILED: RunEnding = { outcome: 'failed', exit: 1, code: 'KW-SCREEN' };
const WHO = { doing: 'run 1', operator: 'test', host: 'here', pid: 1, since: '' };
const DONE: RunEnding = { outcome: 'done', exit: 0 };

async function stop(...workers: StubWorker[]): Promise<void> {
  for (const worker of workers) worker.stop.abort();
  await Promise.all(workers.map(({ ended }) => ended));
}

/** `acme failed`, in the order of their submission. */
const shown = async (database: Database): Promise<string[]> =>
  (await listJobs(database)).map(({ customer, state }) => `${customer} ${state}`);

/** The queue, and what people do with it. */
async function withQueue(
  database: Database,
  work: (queue: Queue, ours: StubWorkspace, decisions: Decisions) => Promise<void>,
): Promise<void> {
  const ours = stubWorkspace();
  await Queue.with(database, async (queue) => await work(queue, ours, new Decisions(database, queue, 'jane')));
}

test('three workers serve each job once, and never two of a customer at once', async ({ fresh: { database } }) => {
  await withQueue(database, async (queue, ours) => {
    const customers = Array.from({ length: 20 }, (_, at) => `msp-${at}`);
    for (const runbook of ['onboard', 'check-access'])
      await submitStub(queue, ours, ...customers.map((customer) => stubJob(customer, { runbook })));
    const now = new Map<string, number>();
    let most = 0;
    const order: string[] = [];
    const run = async (job: QueuedJob) => {
      now.set(job.customer, (now.get(job.customer) ?? 0) + 1);
      most = Math.max(most, now.get(job.customer)!);
      order.push(`${job.customer} ${job.runbook}`);
      await delay(5);
      now.set(job.customer, now.get(job.customer)! - 1);
      return DONE;
    };
    const workers = [1, 2, 3].map(() => startStubWorker(queue, ours, run));
    while ((await countJobs(database)).done < 40) await delay(30);
    await stop(...workers);
    expect(most).toBe(1);
    expect(order.toSorted()).toEqual(
      customers.flatMap((name) => [`${name} check-access`, `${name} onboard`]).toSorted(),
    );
    for (const name of customers)
      expect(order.indexOf(`${name} onboard`)).toBeLessThan(order.indexOf(`${name} check-access`));
  });
});

test("a failed job holds back its customer's others alone, until somebody retries it", async ({
  fresh: { database },
}) => {
  await withQueue(database, async (queue, ours, decisions) => {
    await submitStub(queue, ours, stubJob('acme'), stubJob('beta'));
    await submitStub(queue, ours, stubJob('acme', { runbook: 'rotate-keys' }));
    const order: string[] = [];
    const worker = startStubWorker(queue, ours, async ({ customer, runbook, attempt }) => {
      order.push(`${customer} ${runbook} ${attempt}`);
      return customer === 'acme' && attempt === 1 && runbook === 'check-access' ? FAILED : DONE;
    });
    await worker.settled(2);
    await delay(200);
    expect(await shown(database)).toEqual(['acme failed', 'acme blocked']);
    expect((await listJobs(database))[0]!.code).toBe('KW-SCREEN');
    await decisions.retry('acme', ours.signer, ours.keys());
    await worker.settled(4);
    await stop(worker);
    expect(order.filter((one) => one.startsWith('acme'))).toEqual([
      'acme check-access 1',
      'acme check-access 2',
      'acme rotate-keys 1',
    ]);
    await expect(decisions.retry('acme', ours.signer, ours.keys())).rejects.toThrow('has no failed job');
    const { rows } = await database.executeSql('select operator, what, customer from keywright.decision');
    expect(rows).toEqual([{ operator: 'jane', what: 'retry', customer: 'acme' }]);
  });
});

test('a failed job that is set aside frees its customer, and is not run again', async ({ fresh: { database } }) => {
  await withQueue(database, async (queue, ours, decisions) => {
    await submitStub(queue, ours, stubJob('acme'));
    await submitStub(queue, ours, stubJob('acme', { runbook: 'onboard' }));
    const worker = startStubWorker(queue, ours, async ({ runbook }) => (runbook === 'onboard' ? DONE : FAILED));
    await worker.settled(1);
    await decisions.drop('acme');
    await worker.settled(2);
    await stop(worker);
    expect(worker.told.flatMap((told) => (told.what === 'begun' ? [told.job.runbook] : []))).toEqual([
      'check-access',
      'onboard',
    ]);
    expect(await shown(database)).toEqual([]);
  });
});

test('no job of a held customer is begun, be it submitted before or after', async ({ fresh: { database } }) => {
  await withQueue(database, async (queue, ours, decisions) => {
    await submitStub(queue, ours, stubJob('acme'), stubJob('beta'));
    await decisions.hold('acme');
    await submitStub(queue, ours, stubJob('acme', { runbook: 'onboard' }));
    const worker = startStubWorker(queue, ours);
    await worker.settled(1);
    await delay(300);
    expect(worker.begun).toEqual(['beta 1']);
    expect(await shown(database)).toEqual(['acme held', 'acme held']);
    await decisions.release('acme');
    await worker.settled(3);
    await stop(worker);
    expect(worker.begun).toEqual(['beta 1', 'acme 1', 'acme 1']);
    await expect(decisions.release('acme')).rejects.toThrow('Customer acme is not held');
    // A failed one that is retried meanwhile waits, too.
    await submitStub(queue, ours, stubJob('acme'));
    const failing = startStubWorker(queue, ours, async () => FAILED);
    await failing.settled(1);
    await decisions.hold('acme');
    await decisions.retry('acme', ours.signer, ours.keys());
    await delay(200);
    await stop(failing);
    expect(failing.begun).toEqual(['acme 1']);
    expect(await shown(database)).toEqual(['acme held']);
  });
});

test('jobs that are submitted while others of their customers end are all served, each once', async ({
  fresh: { database },
}) => {
  await withQueue(database, async (queue, ours) => {
    const workers = [1, 2].map(() => startStubWorker(queue, ours, undefined, { pause: { look: 2, beat: 500 } }));
    const customers = ['acme', 'beta', 'gamma'];
    for (let n = 0; n < 40; n += 1) await submitStub(queue, ours, ...customers.map((name) => stubJob(name)));
    const settled = () =>
      workers.flatMap(({ told }) => told.filter(({ what }) => what === 'ended' || what === 'refused'));
    await expect.poll(() => settled().length, { timeout: 30_000 }).toBe(120);
    await stop(...workers);
    expect(await shown(database)).toEqual([]);
  });
});

test("a customer's jobs are begun in the order in which they were signed, whichever lay there first", async ({
  fresh: { database },
}) => {
  await withQueue(database, async (queue, ours) => {
    const runbooks = ['a', 'b', 'c', 'd', 'e', 'f'];
    const [first, ...others] = runbooks.map((runbook) => stubJob('acme', { runbook }));
    await submitStub(queue, ours, first!);
    await submitStub(queue, ours, ...others.toReversed());
    const worker = startStubWorker(queue, ours);
    await worker.settled(runbooks.length);
    await stop(worker);
    expect(worker.told.flatMap((told) => (told.what === 'begun' ? [told.job.runbook] : []))).toEqual(runbooks);
  });
});

test('a customer for whom somebody else works keeps its order, and is tried again', async ({ fresh: { database } }) => {
  await withQueue(database, async (queue, ours) => {
    await submitStub(queue, ours, stubJob('acme', { runbook: 'onboard' }));
    await submitStub(queue, ours, stubJob('acme', { runbook: 'rotate-keys' }));
    const busy = startStubWorker(queue, ours, async () => ({ outcome: 'not started', exit: 4, code: 'KW-BUSY' }));
    await busy.settled(1);
    await delay(300);
    expect(busy.begun).toEqual(['acme 1']);
    await stop(busy);
    expect(await shown(database)).toEqual(['acme waiting', 'acme waiting']);
    await database.executeSql(`update keywright_queue.job set start_after = now()`);
    const worker = startStubWorker(queue, ours);
    await worker.settled(2);
    await stop(worker);
    expect(worker.told.flatMap((told) => (told.what === 'begun' ? [told.job.runbook] : []))).toEqual([
      'onboard',
      'rotate-keys',
    ]);
  });
});

test('a worker that is stopped brings its runs to a safe place, and another goes on with them', async ({
  fresh: { database },
}) => {
  await withQueue(database, async (queue, ours) => {
    await submitStub(queue, ours, stubJob('acme'), stubJob('beta'));
    const untilStopped = async (_: QueuedJob, signal: AbortSignal): Promise<RunEnding> =>
      await new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ outcome: 'interrupted', exit: 130 }));
      });
    const first = startStubWorker(queue, ours, untilStopped);
    while (first.begun.length < 2) await delay(20);
    await stop(first);
    expect(await shown(database)).toEqual(['acme waiting', 'beta waiting']);
    const second = startStubWorker(queue, ours);
    await second.settled(2);
    await stop(second);
    expect(second.begun.toSorted()).toEqual(['acme 1', 'beta 1']);
  });
});

test('the same cause at three customers in a row stops a worker from taking more', async ({ fresh: { database } }) => {
  await withQueue(database, async (queue, ours) => {
    await submitStub(queue, ours, ...Array.from({ length: 8 }, (_, at) => stubJob(`msp-${at}`)));
    const worker = startStubWorker(queue, ours, async () => FAILED, { atOnce: 1 });
    expect(await worker.ended).toBe('3 customers in a row failed for the same cause, KW-SCREEN');
    expect(worker.begun).toHaveLength(3);
  });
});

test("a dead worker's job fails by itself, is not run again by itself, and can be retried", async ({
  fresh: { database },
}) => {
  await withQueue(database, async (queue, ours, decisions) => {
    await submitStub(queue, ours, stubJob('acme'));
    const [taken] = await queue.take(undefined, 1);
    expect(taken).toMatchObject({ customer: 'acme' });
    await database.executeSql(`update keywright_queue.job set heartbeat_on = now() - interval '2 minutes'`);
    const boss = new PgBoss({ db: database, schema: QUEUE_SCHEMA, migrate: false, schedule: false, supervise: false });
    await boss.start();
    await boss.supervise();
    await boss.stop({ graceful: false, close: false });
    expect(await shown(database)).toEqual(['acme failed']);
    expect((await listJobs(database))[0]!.code).toBe('KW-RUN-LOST');
    // It was not dead after all, and says so too late: behind it, the customer's others go on waiting.
    await submitStub(queue, ours, stubJob('acme', { runbook: 'onboard' }));
    await queue.complete(taken!, { outcome: 'done', exit: 0, host: 'here' });
    expect(await shown(database)).toEqual(['acme failed', 'acme blocked']);
    const worker = startStubWorker(queue, ours);
    await delay(200);
    expect(worker.begun).toEqual([]);
    await decisions.retry('acme', ours.signer, ours.keys());
    await worker.settled(2);
    await stop(worker);
    expect(worker.begun).toEqual(['acme 2', 'acme 1']);
  });
});

test('a database that restarts loses no job and runs none twice', async ({ fresh: { database, restart } }) => {
  test.skip(restart === undefined, 'the server is not ours');
  await withQueue(database, async (queue, ours) => {
    const customers = Array.from({ length: 12 }, (_, at) => `msp-${at}`);
    await submitStub(queue, ours, ...customers.map((customer) => stubJob(customer)));
    const worker = startStubWorker(queue, ours, async () => await delay(60, DONE), { atOnce: 2 });
    await worker.settled(3);
    await restart!();
    await worker.settled(customers.length);
    while ((await countJobs(database)).done < customers.length) await delay(30);
    await stop(worker);
    expect(worker.begun.toSorted()).toEqual(customers.map((name) => `${name} 1`).toSorted());
  });
});

test('a role that owns nothing can submit and work, and cannot change a table', async ({ fresh }) => {
  const { database, url } = fresh;
  const role = `worker_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await database.executeSql(
    `create role ${role} login password '${password}';
     grant usage on schema keywright, ${QUEUE_SCHEMA} to ${role};
     grant select, insert, update, delete on all tables in schema keywright, ${QUEUE_SCHEMA} to ${role};`,
  );
  const address = new URL(url);
  [address.username, address.password] = [role, password];
  const theirs = new Database(new Secret(address.href, 'database address'), 4);
  try {
    await withQueue(theirs, async (queue, ours, decisions) => {
      await submitStub(queue, ours, stubJob('acme'), stubJob('beta'));
      await decisions.hold('beta');
      const worker = startStubWorker(queue, ours, async () => FAILED);
      await worker.settled(1);
      await decisions.retry('acme', ours.signer, ours.keys());
      await worker.settled(2);
      await decisions.drop('acme');
      await decisions.release('beta');
      await worker.settled(3);
      await stop(worker);
      expect(await Lease.take(theirs, 'acme', WHO)).toBeInstanceOf(Lease);
    });
    await expect(theirs.executeSql('drop table keywright.lease')).rejects.toThrow('must be owner');
  } finally {
    await theirs.close();
    await database.executeSql(`drop owned by ${role}; drop role ${role}`);
  }
});

test('a database is prepared once, and nothing works with one that is not', async ({ fresh: { database } }) => {
  expect(await migrate(database)).toBe(0);
  await database.executeSql(`drop schema ${QUEUE_SCHEMA} cascade`);
  await expect(Queue.open(database)).rejects.toThrow('keywright queue migrate');
});
