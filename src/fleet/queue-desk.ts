import type { KeyObject } from 'node:crypto';
import type { Signer } from '../evidence/signing.ts';
import type { Decision, QueueDesk, QueuedRow, QueueNow, ScheduleRow } from '../review/app/queue.ts';
import { type Database, databaseError } from './database.ts';
import { Decisions, decided } from './decisions.ts';
import { countJobs, type ListedJob, listJobs } from './overview.ts';
import { Queue, tagOf } from './queue.ts';
import { whomOf } from './schedule.ts';
import { cameInWords, type ListedSchedule, Schedules } from './schedules.ts';

const jobRow = ({ customer, state, job, since, code, run, queue }: ListedJob): QueuedRow => ({
  customer,
  state,
  runbook: job?.runbook ?? 'a job that cannot be read',
  operator: job?.operator,
  schedule: job?.schedule,
  since,
  code,
  run,
  tag: tagOf(queue),
});

const scheduleRow = ({ name, schedule, next, came, missed }: ListedSchedule): ScheduleRow => ({
  name,
  runbook: schedule?.runbook ?? 'a schedule that cannot be read',
  whom: schedule === undefined ? '–' : whomOf(schedule),
  rule: schedule === undefined ? '–' : `${schedule.rule} (${schedule.zone})`,
  operator: schedule?.operator ?? '–',
  next,
  came: came && cameInWords(came),
  missed,
});

/** The queue for the review app: what is in it, and what its reviewer decides. */
export class Desk implements QueueDesk {
  readonly #database: Database;
  readonly #state: string;
  readonly #operator: string;
  readonly #signer: () => Signer;
  readonly #keys: () => readonly KeyObject[];

  /**
   * @param state the workspace's folder of what Keywright keeps for itself
   * @param signer signs a job that is to run again
   */
  constructor(
    database: Database,
    state: string,
    operator: string,
    signer: () => Signer,
    keys: () => readonly KeyObject[],
  ) {
    this.#database = database;
    this.#state = state;
    this.#operator = operator;
    this.#signer = signer;
    this.#keys = keys;
  }

  async look(): Promise<QueueNow> {
    return await this.#with(async (queue) => {
      const jobs = await listJobs(this.#database);
      const schedules = await new Schedules(this.#database, queue, this.#state).list();
      return {
        jobs: jobs.map(jobRow),
        counts: await countJobs(this.#database),
        held: await queue.held(),
        schedules: schedules.map(scheduleRow),
        decided: await decided(this.#database, 20),
      };
    });
  }

  async decide(what: Decision, customer: string): Promise<void> {
    await this.#with(async (queue) => {
      const decisions = new Decisions(this.#database, queue, this.#operator);
      if (what === 'retry') await decisions.retry(customer, this.#signer(), this.#keys());
      else await decisions[what](customer);
    });
  }

  async #with<T>(work: (queue: Queue) => Promise<T>): Promise<T> {
    try {
      return await Queue.with(this.#database, work);
    } catch (error) {
      throw databaseError(error);
    }
  }
}
