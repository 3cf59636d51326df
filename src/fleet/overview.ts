import type { Sql } from './database.ts';
import { QUEUE_SCHEMA } from './migrate.ts';
import type { Envelope, QueuedJob } from './signed-job.ts';

/** A job as a person sees it. What the database says of it is not checked: only a worker that begins it does that. */
export interface ListedJob {
  id: string;
  queue: string;
  customer: string;
  /** `blocked`: it waits behind a failed one. */
  state: 'running' | 'waiting' | 'held' | 'blocked' | 'failed';
  /** undefined where it cannot be read. */
  job: QueuedJob | undefined;
  /** UTC, ISO 8601. */
  since: string;
  /** `KW-…`, of a failed one. */
  code: string | undefined;
  /** The run that it has made, as its worker said. */
  run: string | undefined;
  envelope: unknown;
}

/** What a person calls a job's state. */
const STATE = `case
    when j.state = 'active' then 'running'
    when j.state = 'failed' then 'failed'
    when j.state = 'completed' then 'done'
    when h.customer is not null then 'held'
    when f.id is not null then 'blocked'
    else 'waiting' end`;
const JOBS = `
  from ${QUEUE_SCHEMA}.job j left join keywright.hold h on h.customer = j.singleton_key
    left join keywright.turn t on t.queue = j.name and t.customer = j.singleton_key and t.job <> j.id
    left join ${QUEUE_SCHEMA}.job f on f.name = t.queue and f.id = t.job and f.state = 'failed'
  where (j.name = 'jobs' or j.name like 'jobs.%')`;
const LIST = `
  select j.id, j.name as queue, j.singleton_key as customer, ${STATE} as state, j.data, j.output,
    coalesce(j.completed_on, j.started_on, j.created_on) as since
  ${JOBS} and j.state in ('created', 'retry', 'active', 'failed') and ($1::text is null or j.singleton_key = $1)
  order by j.state = 'failed' desc, j.state = 'active' desc, j.created_on, j.singleton_key, j.id limit $2`;
const COUNT = `
  select ${STATE} as state, count(*)::int as number
  ${JOBS} and j.state in ('created', 'retry', 'active', 'failed', 'completed') group by 1`;

function jobIn(data: unknown): QueuedJob | undefined {
  try {
    return JSON.parse((data as Envelope).job) as QueuedJob;
  } catch {
    return undefined;
  }
}

/**
 * The jobs that are not done yet: those that have failed, those that run, and the others, each the oldest first.
 * @param customer only of this one
 */
export async function listJobs(sql: Sql, customer?: string, most = 1_000): Promise<ListedJob[]> {
  const { rows } = await sql.executeSql(LIST, [customer ?? null, most]);
  return rows.map((row) => ({
    id: String(row['id']),
    queue: String(row['queue']),
    customer: String(row['customer']),
    state: row['state'] as ListedJob['state'],
    job: jobIn(row['data']),
    since: (row['since'] as Date).toISOString(),
    code: codeOf(row['state'], row['output']),
    run: runOf(row['output']),
    envelope: row['data'],
  }));
}

/** A job whose worker died, or lost the database for too long, has no code of its own. */
function codeOf(state: unknown, output: unknown): string | undefined {
  if (state !== 'failed') return undefined;
  const { code } = (output ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^KW-[A-Z-]{1,40}$/.test(code) ? code : 'KW-RUN-LOST';
}

function runOf(output: unknown): string | undefined {
  const { run } = (output ?? {}) as { run?: unknown };
  return typeof run === 'string' && /^[0-9a-z-]{1,60}$/.test(run) ? run : undefined;
}

/** How many jobs are in which state; `done` among them. */
export async function countJobs(sql: Sql): Promise<Record<ListedJob['state'] | 'done', number>> {
  const { rows } = await sql.executeSql(COUNT);
  const none = { running: 0, waiting: 0, held: 0, blocked: 0, failed: 0, done: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ state, number }) => [state, number])) };
}
