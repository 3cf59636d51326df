import type { Sql } from './database.ts';
import { QUEUE_SCHEMA } from './migrate.ts';
import type { Envelope, QueuedJob } from './signed-job.ts';

/** A job as a person sees it. What the database says of it is not checked: only a worker that begins it does that. */
export interface ListedJob {
  id: string;
  queue: string;
  customer: string;
  state: 'waiting' | 'held' | 'running' | 'failed';
  /** It waits behind a failed one. */
  blocked: boolean;
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

const STATES = `
  select j.id, j.name as queue, j.singleton_key as customer, j.state::text as state, j.data, j.output,
    coalesce(j.completed_on, j.started_on, j.created_on) as since, h.customer is not null as held,
    f.id is not null and f.id <> j.id as blocked
  from ${QUEUE_SCHEMA}.job j left join keywright.hold h on h.customer = j.singleton_key
    left join keywright.turn t on t.queue = j.name and t.customer = j.singleton_key
    left join ${QUEUE_SCHEMA}.job f on f.name = t.queue and f.id = t.job and f.state = 'failed'
  where (j.name = 'jobs' or j.name like 'jobs.%') and j.state in ('created', 'retry', 'active', 'failed')
    and ($1::text is null or j.singleton_key = $1)
  order by j.created_on, j.singleton_key, j.id limit $2`;

function jobIn(data: unknown): QueuedJob | undefined {
  try {
    return JSON.parse((data as Envelope).job) as QueuedJob;
  } catch {
    return undefined;
  }
}

function stateOf(state: unknown, held: unknown): ListedJob['state'] {
  if (state === 'active') return 'running';
  if (state === 'failed') return 'failed';
  return held === true ? 'held' : 'waiting';
}

/**
 * The jobs that are not done yet, the oldest first.
 * @param customer only of this one
 */
export async function listJobs(sql: Sql, customer?: string, most = 1_000): Promise<ListedJob[]> {
  const { rows } = await sql.executeSql(STATES, [customer ?? null, most]);
  return rows.map((row) => ({
    id: String(row['id']),
    queue: String(row['queue']),
    customer: String(row['customer']),
    state: stateOf(row['state'], row['held']),
    blocked: row['blocked'] === true,
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

/** How many jobs are done. */
export async function countDone(sql: Sql): Promise<number> {
  const { rows } = await sql.executeSql(
    `select count(*)::int as done from ${QUEUE_SCHEMA}.job where (name = 'jobs' or name like 'jobs.%') and state = 'completed'`,
  );
  return Number(rows[0]!['done']);
}
