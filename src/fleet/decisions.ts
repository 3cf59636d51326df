import type { KeyObject } from 'node:crypto';
import { hostname } from 'node:os';
import type { Signer } from '../evidence/signing.ts';
import { UserError } from '../files/user-error.ts';
import type { Decided } from '../review/app/queue.ts';
import type { Database, Sql } from './database.ts';
import { type ListedJob, listJobs } from './overview.ts';
import type { Queue } from './queue.ts';
import { openEnvelope, signJob } from './signed-job.ts';

/** What people have decided, the last first. */
export async function decided(sql: Sql, most: number): Promise<Decided[]> {
  const { rows } = await sql.executeSql(
    `select at, operator, host, what, coalesce(customer, schedule, '') as about from keywright.decision
     order by at desc limit $1`,
    [most],
  );
  return rows.map(({ at, operator, host, what, about }) => ({
    at: (at as Date).toISOString(),
    operator: String(operator),
    host: String(host),
    what: String(what),
    about: String(about),
  }));
}

/** What a person may decide about a customer's jobs. */
export class Decisions {
  readonly #database: Database;
  readonly #queue: Queue;
  readonly #operator: string;

  constructor(database: Database, queue: Queue, operator: string) {
    this.#database = database;
    this.#queue = queue;
    this.#operator = operator;
  }

  /** No job of the customer is begun until it is released; one under way goes on. */
  async hold(customer: string): Promise<void> {
    await this.#database.transaction(async (sql) => {
      await this.#queue.hold(customer, this.#operator, sql);
      await this.#note(sql, 'hold', customer);
    });
  }

  /** @throws UserError if the customer is not held */
  async release(customer: string): Promise<void> {
    await this.#database.transaction(async (sql) => {
      if (!(await this.#queue.release(customer, sql)))
        throw new UserError('KW-JOB-UNKNOWN', `Customer ${customer} is not held.\nNext:     keywright queue`);
      await this.#note(sql, 'release', customer);
    });
  }

  /**
   * Lets the customer's failed job run again, ahead of its others.
   * @param keys those that workers trust: what others put there is not signed anew
   * @throws UserError if there is none; JobRefused
   */
  async retry(customer: string, signer: Signer, keys: readonly KeyObject[]): Promise<void> {
    const failed = await this.#failed(customer);
    const signed = await this.#queue.now();
    for (const one of failed) {
      // One that has waited for long is asked for anew by this.
      const job = openEnvelope(one.envelope, keys, Date.parse(one.job?.signed ?? ''));
      const again = { ...job, attempt: job.attempt + 1, signed, operator: this.#operator, host: hostname() };
      await this.#database.transaction(async (sql) => {
        await this.#queue.retry(one, signJob(again, signer), sql);
        await this.#note(sql, 'retry', customer, one.id);
      });
    }
  }

  /**
   * Sets the customer's failed job aside, so that its others go on. What was done of it stays, and its evidence.
   * @throws UserError if there is none
   */
  async drop(customer: string): Promise<void> {
    for (const one of await this.#failed(customer))
      await this.#database.transaction(async (sql) => {
        await this.#queue.drop(one, sql);
        await this.#note(sql, 'drop', customer, one.id);
      });
  }

  async #failed(customer: string): Promise<ListedJob[]> {
    const failed = (await listJobs(this.#database, customer)).filter(({ state }) => state === 'failed');
    if (failed.length > 0) return failed;
    throw new UserError('KW-JOB-UNKNOWN', `Customer ${customer} has no failed job.\nNext:     keywright queue`);
  }

  async #note(sql: Sql, what: string, customer: string, job?: string): Promise<void> {
    await sql.executeSql(
      'insert into keywright.decision (operator, host, what, customer, job) values ($1, $2, $3, $4, $5)',
      [this.#operator, hostname(), what, customer, job ?? null],
    );
  }
}
