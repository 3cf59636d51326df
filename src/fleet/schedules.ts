import type { KeyObject } from 'node:crypto';
import { hostname } from 'node:os';
import { count } from '../evidence/picture-count.ts';
import type { Signer } from '../evidence/signing.ts';
import { UserError } from '../files/user-error.ts';
import type { Database, Sql } from './database.ts';
import { QUEUE_SCHEMA } from './migrate.ts';
import { type Queue, queueOf } from './queue.ts';
import { datesUntil, openSchedule, readSchedule, type Schedule, ScheduleRefused, signSchedule } from './schedule.ts';
import { ScheduleMarks } from './schedule-marks.ts';
import { type QueuedJob, signJobs } from './signed-job.ts';

/** The most missed dates that are kept. */
const KEPT = 20;

/** What came of a schedule's last date. */
interface Came {
  /** The date, UTC. */
  date: string;
  /** For whom a job was submitted. */
  jobs: number;
  /** Customers whose job of an earlier date is not done yet. */
  behind: string[];
  /** Why nothing was submitted. */
  refused?: string;
}

/** `3 jobs submitted; not done yet from before: acme` */
export function cameInWords({ jobs, behind, refused }: Came): string {
  const others = behind.length > 0 ? `; not done yet from before: ${behind.join(', ')}` : '';
  return refused ?? `${count(jobs, 'job')} submitted${others}`;
}

/** A schedule as a person sees it. */
export interface ListedSchedule {
  name: string;
  /** undefined where it cannot be read. */
  schedule: Schedule | undefined;
  /** UTC; undefined where there is none any more. */
  next: string | undefined;
  came: Came | undefined;
  /** Dates for which no worker was there in time, UTC; the last ones. */
  missed: string[];
}

/** What a worker tells of a schedule. */
export interface ScheduleTold {
  name: string;
  came?: Came;
  missed: string[];
}

/** A job that comes with a date: for whom, and what is asked. */
export type Asked = Pick<QueuedJob, 'batch'> & { customers: string[] };

/** Schedules in the database: people add and remove them, workers follow them. */
export class Schedules {
  readonly #database: Database;
  readonly #queue: Queue;
  readonly #marks: ScheduleMarks;

  /** @param state the workspace's folder of what Keywright keeps for itself */
  constructor(database: Database, queue: Queue, state: string) {
    this.#database = database;
    this.#queue = queue;
    this.#marks = new ScheduleMarks(state);
  }

  /** @throws UserError if there is one of this name */
  async add(schedule: Omit<Schedule, 'format' | 'id'>, signer: Signer): Promise<void> {
    const { said, signature } = signSchedule(schedule, signer);
    await this.#database.transaction(async (sql) => {
      const { rows } = await sql.executeSql(
        `insert into keywright.schedule (name, said, signature, seen) values ($1, $2, $3, $4)
         on conflict do nothing returning name`,
        [schedule.name, said, signature, schedule.since],
      );
      if (rows.length === 0)
        throw new UserError(
          'KW-SCHEDULE-KNOWN',
          `There is a schedule "${schedule.name}" already.\nNext:     keywright schedule remove ${schedule.name}, or ` +
            'choose another --name.',
        );
      await this.#note(sql, 'schedule', schedule.name, schedule.operator);
    });
  }

  /** Jobs that it has submitted stay in the queue. @throws UserError if there is none */
  async remove(name: string, operator: string): Promise<void> {
    await this.#database.transaction(async (sql) => {
      const { rows } = await sql.executeSql('delete from keywright.schedule where name = $1 returning said', [name]);
      if (rows[0] === undefined)
        throw new UserError('KW-SCHEDULE-UNKNOWN', `There is no schedule "${name}".\nNext:     keywright schedule`);
      const schedule = readSchedule(String(rows[0]['said']));
      if (schedule !== undefined) this.#marks.end(schedule);
      await this.#note(sql, 'unschedule', name, operator);
    });
  }

  async list(now = new Date()): Promise<ListedSchedule[]> {
    const { rows } = await this.#database.executeSql('select * from keywright.schedule order by name');
    return rows.map((row) => {
      const schedule = readSchedule(String(row['said']));
      const seen = row['seen'] as Date;
      // What no worker has seen to yet is told here, too.
      const open = schedule === undefined ? [] : datesUntil(this.#queue, schedule, seen, now).missed;
      const missed = [...(row['missed'] as Date[]), ...open].slice(-KEPT);
      return {
        name: String(row['name']),
        schedule,
        next: schedule && this.#queue.dates(schedule.rule, schedule.zone, now, 1)[0]?.toISOString(),
        came: (row['came'] ?? undefined) as Came | undefined,
        missed: missed.map((date) => date.toISOString()),
      };
    });
  }

  /**
   * Submits the jobs of the dates that have come up. A date is seen to by one worker, once.
   * @param tag of the worker: it follows the schedules for workers with this tag
   * @param whom for whom a job is submitted, by the worker's own files
   * @throws UserError where a database does not answer
   */
  async follow(
    tag: string | undefined,
    keys: readonly KeyObject[],
    signer: Signer,
    whom: (schedule: Schedule) => Promise<Asked>,
    now = new Date(),
  ): Promise<ScheduleTold[]> {
    const told: ScheduleTold[] = [];
    const { rows } = await this.#database.executeSql('select name, said, seen from keywright.schedule order by name');
    for (const { name, said, seen } of rows) {
      const schedule = readSchedule(String(said));
      if (schedule === undefined || schedule.tag !== tag) continue;
      if (this.#queue.dates(schedule.rule, schedule.zone, seen as Date, 1).every((date) => date > now)) continue;
      const one = await this.#database.transaction(async (sql) => {
        return await this.#see(sql, String(name), keys, signer, whom, now);
      });
      if (one !== undefined) told.push(one);
    }
    return told;
  }

  async #see(
    sql: Sql,
    name: string,
    keys: readonly KeyObject[],
    signer: Signer,
    whom: (schedule: Schedule) => Promise<Asked>,
    now: Date,
  ): Promise<ScheduleTold | undefined> {
    // Whoever is second finds it locked, and its date seen to at the next look.
    const { rows } = await sql.executeSql(
      'select said, signature, seen from keywright.schedule where name = $1 for update skip locked',
      [name],
    );
    const row = rows[0] as { said: string; signature: string; seen: Date } | undefined;
    const schedule = row && readSchedule(row.said);
    if (row === undefined || schedule === undefined) return undefined;
    const { due, missed } = datesUntil(this.#queue, schedule, row.seen, now);
    const last = due ?? missed.at(-1);
    if (last === undefined) return undefined;
    const came = due && (await this.#submit(sql, row, name, due, keys, signer, whom));
    await sql.executeSql(
      `update keywright.schedule set seen = $2, came = coalesce($3::jsonb, came),
         missed = (missed || $4::timestamptz[])[greatest(1, cardinality(missed || $4::timestamptz[]) - ${KEPT - 1}):]
       where name = $1`,
      [name, last, came === undefined ? null : JSON.stringify(came), missed],
    );
    return { name, ...(came && { came }), missed: missed.map((date) => date.toISOString()) };
  }

  async #submit(
    sql: Sql,
    row: { said: string; signature: string },
    name: string,
    due: Date,
    keys: readonly KeyObject[],
    signer: Signer,
    whom: (schedule: Schedule) => Promise<Asked>,
  ): Promise<Came> {
    const date = due.toISOString();
    try {
      const schedule = openSchedule(row, name, keys);
      if (date <= schedule.since) throw new ScheduleRefused('its date is before it was added');
      const { batch, customers } = await whom(schedule);
      const behind = await this.#behind(sql, schedule);
      const { runbook, sha256, vendor, portals, inputs, approve, operator, host, tag } = schedule;
      const asked = {
        ...{ batch, runbook, sha256, portals, inputs, approve, operator, host, yes: false, schedule: name },
        ...(vendor !== undefined && { vendor }),
      };
      const free = customers.filter((customer) => !behind.has(customer));
      const jobs = signJobs(free, asked, await this.#queue.now(), signer);
      // On disk before it counts: a worker that dies in between has missed the date, and nobody sees to it twice.
      this.#marks.begin(schedule, date);
      await this.#queue.submit(jobs, tag, sql);
      return { date, jobs: jobs.length, behind: customers.filter((customer) => behind.has(customer)) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { date, jobs: 0, behind: [], refused: error.message.split('\n')[0]! };
    }
  }

  /** Customers whose job of this schedule is not done: another would only wait behind it. */
  async #behind(sql: Sql, { name, tag }: Schedule): Promise<Set<string>> {
    const { rows } = await sql.executeSql(
      `select distinct singleton_key as customer from ${QUEUE_SCHEMA}.job
       where name = $1 and state in ('created', 'retry', 'active', 'failed') and position($2 in data->>'job') > 0`,
      [queueOf(tag), `"schedule":"${name}"`],
    );
    return new Set(rows.map(({ customer }) => String(customer)));
  }

  async #note(sql: Sql, what: string, schedule: string, operator: string): Promise<void> {
    await sql.executeSql('insert into keywright.decision (operator, host, what, schedule) values ($1, $2, $3, $4)', [
      operator,
      hostname(),
      what,
      schedule,
    ]);
  }
}
