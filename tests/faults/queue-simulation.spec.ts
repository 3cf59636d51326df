/**
 * Many customers, many workers, the real queue, and runs that only take time. By hand:
 *
 *   KW_CUSTOMERS=10000 KW_WORKERS=50 npm run test:faults -- queue-simulation
 *
 * Each worker is killed now and then without a word (KW_KILLED a minute of each, 0.01 as it stands), and another takes
 * its place. What it had taken fails by itself and is retried, as a person would.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { PgBoss } from 'pg-boss';
import { Database, type Sql } from '../../src/fleet/database.ts';
import { Decisions } from '../../src/fleet/decisions.ts';
import { Lease } from '../../src/fleet/lease.ts';
import { QUEUE_SCHEMA } from '../../src/fleet/migrate.ts';
import { countJobs, listJobs } from '../../src/fleet/overview.ts';
import { Queue } from '../../src/fleet/queue.ts';
import type { QueuedJob } from '../../src/fleet/signed-job.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { test } from '../support/postgres.ts';
import { type StubWorker, startStubWorker, stubJob, stubWorkspace, submitStub } from '../support/stub-fleet.ts';

const number = (name: string, usual: number) => Number(process.env[name] || usual);
const CUSTOMERS = number('KW_CUSTOMERS', 1_000);
const WORKERS = number('KW_WORKERS', 10);
const AT_ONCE = number('KW_AT_ONCE', 2);
/** Milliseconds of a stub run. */
const RUN = number('KW_RUN_MS', 100);
/** The part of the workers that dies in a minute. */
const KILLED = number('KW_KILLED', 0.01);

/** A queue that a dead worker cannot reach any more. */
function mortal(
  queue: Queue,
  took: (ms: number) => void,
): Pick<Queue, 'take' | 'beat' | 'complete' | 'fail' | 'giveBack'> & { dead: boolean } {
  const alive = async <T>(dead: boolean, work: () => Promise<T>): Promise<T> =>
    dead ? await new Promise<never>(() => undefined) : await work();
  return {
    dead: false,
    async take(tag, most) {
      const asked = performance.now();
      const taken = await alive(this.dead, () => queue.take(tag, most));
      if (taken.length > 0) took(performance.now() - asked);
      return taken;
    },
    async beat(jobs) {
      await alive(this.dead, () => queue.beat(jobs));
    },
    async complete(job, outcome) {
      await alive(this.dead, () => queue.complete(job, outcome));
    },
    async fail(job, outcome) {
      await alive(this.dead, () => queue.fail(job, outcome));
    },
    async giveBack(job, seconds) {
      await alive(this.dead, () => queue.giveBack(job, seconds));
    },
  };
}

test(`${CUSTOMERS} customers, ${WORKERS} workers: nothing runs twice at once, and nothing is lost`, async ({
  fresh,
}) => {
  test.setTimeout(3_600_000);
  const { database, url } = fresh;
  const ours = stubWorkspace();
  // Pages of waiting jobs stay readable, and a dead worker is found soon.
  const databases = Array.from({ length: Math.ceil(WORKERS / 10) }, () => new Database(new Secret(url, 'address'), 12));
  await Queue.with(database, async (queue) => {
    const began = performance.now();
    const customers = Array.from({ length: CUSTOMERS }, (_, at) => `msp-${at}`);
    for (let at = 0; at < CUSTOMERS; at += 500)
      await submitStub(queue, ours, ...customers.slice(at, at + 500).map((customer) => stubJob(customer)));
    const submitted = performance.now();
    const now = new Map<string, number>();
    const pressed = new Map<string, number>();
    const [twice, busy] = [[] as string[], [] as string[]];
    const takes: number[] = [];
    let killed = 0;
    const who = { doing: 'run', operator: 'test', host: 'stub', pid: 1, since: '' };

    async function start(at: number): Promise<{ worker: StubWorker; kill(): void }> {
      const shared = databases[at % databases.length]!;
      const sql: Sql = {
        executeSql: async (text, values) =>
          queueOfWorker.dead ? await new Promise<never>(() => undefined) : await shared.executeSql(text, values),
      };
      const queueOfWorker = mortal(queue, (ms) => takes.push(ms));
      const run = async ({ customer }: QueuedJob) => {
        const lease = await Lease.take(sql, customer, who, { seconds: 10 });
        if ('heldBy' in lease) {
          busy.push(customer);
          return { outcome: 'not started', exit: 4 };
        }
        now.set(customer, (now.get(customer) ?? 0) + 1);
        if (now.get(customer)! > 1) twice.push(customer);
        await delay(RUN);
        now.set(customer, now.get(customer)! - 1);
        // Who is dead by now presses nothing and gives nothing back: this never returns.
        await lease.mayCommit();
        pressed.set(customer, (pressed.get(customer) ?? 0) + 1);
        await lease.release();
        return { outcome: 'done', exit: 0 };
      };
      const worker = startStubWorker(queueOfWorker, ours, run, { atOnce: AT_ONCE, pause: { look: 500, beat: 5_000 } });
      return {
        worker,
        kill() {
          queueOfWorker.dead = true;
          worker.stop.abort();
        },
      };
    }

    const workers = await Promise.all(Array.from({ length: WORKERS }, (_, at) => start(at)));
    const boss = new PgBoss({ db: database, schema: QUEUE_SCHEMA, migrate: false, schedule: false, supervise: false });
    boss.on('error', () => undefined);
    await boss.start();
    const decisions = new Decisions(database, queue, 'test');
    const progress: [ms: number, done: number][] = [];
    let last = submitted;
    for (let done = 0; done < CUSTOMERS; ) {
      await delay(1_000);
      done = (await countJobs(database)).done;
      const seconds = (performance.now() - last) / 1_000;
      last = performance.now();
      progress.push([last - submitted, done]);
      for (const [at, { kill }] of workers.entries()) {
        if (Math.random() > (KILLED / 60) * seconds) continue;
        kill();
        killed += 1;
        workers[at] = await start(at);
      }
      await boss.supervise();
      const failed = (await listJobs(database)).filter(({ state }) => state === 'failed');
      for (const { customer } of failed) await decisions.retry(customer, ours.signer, ours.keys());
      // What was taken by a dead worker would be found after a minute of silence.
      await database.executeSql(
        `update ${QUEUE_SCHEMA}.job set heartbeat_on = now() - interval '1 hour'
         where state = 'active' and heartbeat_on < now() - interval '15 seconds'`,
      );
    }
    const ended = performance.now();
    for (const { worker } of workers) worker.stop.abort();
    await boss.stop({ graceful: false, close: false });

    const rate = (from: number, to: number) => {
      const [a, b] = [from, to].map((part) => progress.find(([, done]) => done >= CUSTOMERS * part)!);
      return ((b![1] - a![1]) / Math.max(b![0] - a![0], 1)) * 1_000;
    };
    const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
    const tenth = Math.floor(takes.length / 10);
    const { rows } = await database.executeSql(
      `select count(distinct singleton_key)::int as served, count(*)::int as jobs from ${QUEUE_SCHEMA}.job where state = 'completed'`,
    );
    console.log(
      JSON.stringify({
        customers: CUSTOMERS,
        workers: WORKERS,
        killed,
        busy: busy.length,
        submitMsPerJob: (submitted - began) / CUSTOMERS,
        seconds: (ended - submitted) / 1_000,
        jobsPerSecond: CUSTOMERS / ((ended - submitted) / 1_000),
        // Above 1: a job costs more where more wait.
        lateRateToEarly: rate(0.7, 0.95) / rate(0.05, 0.3),
        takeEarlyToLate: median(takes.slice(0, tenth)) / median(takes.slice(-tenth)),
        takeMs: median(takes),
      }),
    );
    expect(twice).toEqual([]);
    expect(rows).toEqual([{ served: CUSTOMERS, jobs: CUSTOMERS }]);
  });
  await Promise.all(databases.map((one) => one.close()));
});
