import { randomUUID } from 'node:crypto';
import { PgBoss } from 'pg-boss';
import { type Database, databaseError, type Sql } from './database.ts';
import { QUEUE_SCHEMA } from './migrate.ts';
import type { Envelope } from './signed-job.ts';
import { claimTurns, endTurn, turnsOf } from './turns.ts';

/** A job that a worker has taken. */
export interface Taken {
  id: string;
  queue: string;
  /** The key under which it waits; the job itself must say the same customer. */
  customer: string;
  data: unknown;
}

/** How a job has ended: names and codes, no words of a portal. */
export interface JobOutcome {
  outcome: string;
  exit: number | null;
  code?: string;
  run?: string;
  host: string;
}

/** How a waiting job is kept from the workers: its turn has not come, or its customer is held. */
const FAR = new Date('9000-01-01T00:00:00Z');

/**
 * One job at a time per customer: the database keeps a second one from being taken. Their order is that of their turns
 * (`turns.ts`): only the job whose turn it is may be taken, and behind a failed one, the customer's others wait for a
 * person. So a take looks at the next job alone, however many wait. What changes things is never begun again by itself.
 * Nothing is deleted.
 */
const POLICY = {
  policy: 'singleton',
  retryLimit: 0,
  deleteAfterSeconds: 0,
  retentionSeconds: 90 * 24 * 3_600,
  heartbeatSeconds: 60,
  expireInSeconds: 23 * 3_600,
} as const;

/** The queue of the workers with a tag, or of those without one. */
export const queueOf = (tag: string | undefined): string => (tag === undefined ? 'jobs' : `jobs.${tag}`);

/** The tag of a queue's workers; undefined for those without one. */
export const tagOf = (queue: string): string | undefined => queue.split('.')[1];

/** Jobs and workers, by pg-boss. */
export class Queue {
  readonly #database: Database;
  readonly #boss: PgBoss;
  readonly #made = new Set<string>();

  private constructor(database: Database, boss: PgBoss) {
    this.#database = database;
    this.#boss = boss;
  }

  /**
   * @param supervise whether to see to jobs whose workers have died: workers do
   * @throws UserError
   */
  static async open(database: Database, supervise = false): Promise<Queue> {
    const boss = new PgBoss({
      db: database,
      schema: QUEUE_SCHEMA,
      migrate: false,
      createSchema: false,
      schedule: false,
      supervise,
      monitorIntervalSeconds: 15,
      superviseIntervalSeconds: 15,
    });
    // What fails is tried again by it; each of our own calls says what failed.
    boss.on('error', () => undefined);
    await boss.start().catch((error: unknown) => {
      throw databaseError(error);
    });
    return new Queue(database, boss);
  }

  /** Opens the queue for some work, and closes it whatever comes of it. */
  static async with<T>(database: Database, work: (queue: Queue) => Promise<T>, supervise = false): Promise<T> {
    const queue = await Queue.open(database, supervise);
    try {
      return await work(queue);
    } finally {
      await queue.close();
    }
  }

  /** The database's time, UTC, to the microsecond: the place of a job that is submitted now. */
  async now(): Promise<string> {
    const { rows } = await this.#database.executeSql(
      `select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
    );
    return String(rows[0]!['now']);
  }

  /** @param db the transaction that it is a part of; left out: one of its own */
  async submit(jobs: readonly { customer: string; envelope: Envelope }[], tag?: string, db?: Sql): Promise<void> {
    const queue = await this.#ensure(queueOf(tag));
    if (db === undefined) await this.#database.transaction(async (sql) => await this.#submit(queue, jobs, sql));
    else await this.#submit(queue, jobs, db);
  }

  async #submit(queue: string, jobs: readonly { customer: string; envelope: Envelope }[], db: Sql): Promise<void> {
    const all = jobs.map((job) => ({ ...job, id: randomUUID() }));
    // Of several for a customer the first one: a map keeps the last.
    const first = new Map(all.toReversed().map(({ customer, id }) => [customer, id]));
    const turns = await claimTurns(db, queue, first);
    const held = new Set(await this.held(db));
    await this.#boss.insert(
      queue,
      all.map(({ id, customer, envelope }) => ({
        id,
        data: envelope,
        singletonKey: customer,
        ...((held.has(customer) || !turns.has(id)) && { startAfter: FAR }),
      })),
      { db },
    );
  }

  /** Dates of a recurrence rule (RFC 5545) after a time. @throws Error that says what is wrong with it */
  dates(rule: string, zone: string, from: Date, count: number): Date[] {
    return this.#boss.previewSchedule(rule, { tz: zone, from, count });
  }

  /** Takes jobs of customers for whom none is under way. */
  async take(tag: string | undefined, number: number): Promise<Taken[]> {
    const queue = await this.#ensure(queueOf(tag));
    const jobs = await this.#boss.fetch(queue, { batchSize: number, includeMetadata: true });
    return jobs.map(({ id, data, singletonKey }) => ({ id, queue, customer: singletonKey ?? '', data }));
  }

  /** Says that these are still under way. */
  async beat(jobs: readonly Taken[]): Promise<void> {
    for (const queue of new Set(jobs.map((job) => job.queue)))
      await this.#boss.touch(
        queue,
        jobs.filter((job) => job.queue === queue).map(({ id }) => id),
      );
  }

  /** The customer's next job may be taken now. */
  async complete({ queue, id, customer }: Taken, outcome: JobOutcome): Promise<void> {
    await this.#database.transaction(async (db) => {
      await this.#boss.complete(queue, id, outcome, { db });
      await this.#goOn(queue, customer, db);
    });
  }

  /** The customer's other jobs wait now, until a person has decided. */
  async fail({ queue, id }: Taken, outcome: JobOutcome): Promise<void> {
    await this.#boss.fail(queue, id, outcome);
  }

  /** Gives a job back of which nothing was begun, or which reached a safe place. It stays its customer's next one. */
  async giveBack({ queue, id, customer }: Taken, seconds: number): Promise<void> {
    await this.#database.transaction(async (db) => {
      await this.#boss.cancel(queue, id, { db });
      await this.#boss.resume(queue, id, { db });
      await this.#place(queue, customer, id, db, new Date(Date.now() + seconds * 1_000));
    });
  }

  /** Customers that are held. */
  async held(sql: Sql = this.#database): Promise<string[]> {
    const { rows } = await sql.executeSql('select customer from keywright.hold order by customer');
    return rows.map(({ customer }) => String(customer));
  }

  /** No job of the customer is begun any more. */
  async hold(customer: string, operator: string, db: Sql): Promise<void> {
    await db.executeSql('insert into keywright.hold (customer, operator) values ($1, $2) on conflict do nothing', [
      customer,
      operator,
    ]);
    for (const { queue, job } of await turnsOf(db, customer)) await this.#place(queue, customer, job, db);
  }

  /** Takes back a hold. @returns whether there was one */
  async release(customer: string, db: Sql): Promise<boolean> {
    const { rows } = await db.executeSql('delete from keywright.hold where customer = $1 returning customer', [
      customer,
    ]);
    for (const { queue, job } of await turnsOf(db, customer)) await this.#place(queue, customer, job, db);
    return rows.length > 0;
  }

  /** Lets a failed job run again, ahead of its customer's others, as `envelope` says it. */
  async retry({ queue, id, customer }: Omit<Taken, 'data'>, envelope: Envelope, db: Sql): Promise<void> {
    await this.#boss.retry(queue, id, { db });
    await this.#boss.update(queue, envelope, { id, db });
    await this.#place(queue, customer, id, db);
  }

  /** Sets a failed job aside: its customer's others go on. */
  async drop({ queue, id, customer }: Omit<Taken, 'data'>, db: Sql): Promise<void> {
    await this.#boss.deleteJob(queue, id, { db });
    await this.#goOn(queue, customer, db);
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: false });
  }

  /** A job's turn is over: that of the customer's next one begins. */
  async #goOn(queue: string, customer: string, db: Sql): Promise<void> {
    const next = await endTurn(db, queue, customer);
    if (next !== undefined) await this.#place(queue, customer, next, db);
  }

  /** Lets a job whose turn it is be taken from a time on, unless its customer is held. */
  async #place(queue: string, customer: string, id: string, db: Sql, from = new Date()): Promise<void> {
    const held = (await this.held(db)).includes(customer);
    await this.#boss.update(queue, undefined, { id, startAfter: held ? FAR : from, db });
  }

  async #ensure(queue: string): Promise<string> {
    if (!this.#made.has(queue)) await this.#boss.createQueue(queue, POLICY);
    this.#made.add(queue);
    return queue;
  }
}
