/** A job of the queue that several machines share, as the page shows it. */
export interface QueuedRow {
  customer: string;
  state: 'running' | 'waiting' | 'held' | 'blocked' | 'failed';
  runbook: string;
  /** Who asked for it; undefined where the job cannot be read. */
  operator: string | undefined;
  /** The schedule that it comes from. */
  schedule: string | undefined;
  /** UTC, ISO 8601. */
  since: string;
  /** `KW-…`, of a failed one. */
  code: string | undefined;
  /** The run that it has made. */
  run: string | undefined;
  /** Of the workers that take it. */
  tag: string | undefined;
}

/** A schedule, as the page shows it. Times are UTC, ISO 8601. */
export interface ScheduleRow {
  name: string;
  runbook: string;
  whom: string;
  rule: string;
  operator: string;
  next: string | undefined;
  /** What came of its last date. */
  came: string | undefined;
  missed: string[];
}

/** What somebody has decided about jobs and schedules. */
export interface Decided {
  at: string;
  operator: string;
  host: string;
  what: string;
  /** A customer, or a schedule. */
  about: string;
}

export interface QueueNow {
  /** Those that have failed, those that run, and the others, each the oldest first; not all, where they are many. */
  jobs: QueuedRow[];
  /** How many there are. */
  counts: Record<QueuedRow['state'] | 'done', number>;
  held: string[];
  schedules: ScheduleRow[];
  /** The last ones first. */
  decided: Decided[];
}

export const DECISIONS = ['retry', 'hold', 'release'] as const;
export type Decision = (typeof DECISIONS)[number];

/** The queue that several machines share. What the app needs of it; the fleet has it. */
export interface QueueDesk {
  look(): Promise<QueueNow>;
  /** @throws UserError where there is nothing to decide */
  decide(what: Decision, customer: string): Promise<void>;
}
