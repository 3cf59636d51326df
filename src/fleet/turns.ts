import type { Sql } from './database.ts';
import { QUEUE_SCHEMA } from './migrate.ts';

/** Jobs that a customer's others wait behind. */
const UNDONE = `('created', 'retry', 'active', 'failed')`;

/** A turn whose job is gone is nobody's. */
const IS_TAKEN = `exists (select from ${QUEUE_SCHEMA}.job j where j.name = $1 and j.id = t.job and j.state in ${UNDONE})`;

// The row stays locked until the transaction ends, so that whoever ends the customer's job at the same moment sees what
// is submitted here, or this sees that the turn is free.
const CLAIM = `
  insert into keywright.turn as t (queue, customer, job)
  select $1, customer, job from unnest($2::text[], $3::uuid[]) as new (customer, job) order by customer
  on conflict (queue, customer) do update set job = case when ${IS_TAKEN} then t.job else excluded.job end
  returning job`;
const END = `delete from keywright.turn t where queue = $1 and customer = $2 and not ${IS_TAKEN}`;
// By the place that was signed: it decides which of them may still be begun. Those of one submission have one time.
const NEXT = `
  insert into keywright.turn (queue, customer, job)
  select name, singleton_key, id from ${QUEUE_SCHEMA}.job
  where name = $1 and singleton_key = $2 and state < 'active'
  order by substring(data->>'job' from '"order":"([^"]+)"'), created_on, id limit 1
  on conflict do nothing returning job`;

/**
 * Claims the turn of each customer for a new job, where none is before it.
 * @param jobs by customer: its id
 * @returns the ids of those whose turn it is; the others wait
 */
export async function claimTurns(sql: Sql, queue: string, jobs: ReadonlyMap<string, string>): Promise<Set<string>> {
  const { rows } = await sql.executeSql(CLAIM, [queue, [...jobs.keys()], [...jobs.values()]]);
  return new Set(rows.map(({ job }) => String(job)));
}

/**
 * Ends the turn of a customer's job that is done or gone. One that was given up for dead has failed, and keeps its turn.
 * @returns the id of the customer's next job, whose turn it is now
 */
export async function endTurn(sql: Sql, queue: string, customer: string): Promise<string | undefined> {
  await sql.executeSql(END, [queue, customer]);
  const { rows } = await sql.executeSql(NEXT, [queue, customer]);
  return rows[0] === undefined ? undefined : String(rows[0]['job']);
}

/** The jobs of a customer whose turn it is: one in each queue. */
export async function turnsOf(sql: Sql, customer: string): Promise<{ queue: string; job: string }[]> {
  const { rows } = await sql.executeSql('select queue, job from keywright.turn where customer = $1', [customer]);
  return rows.map(({ queue, job }) => ({ queue: String(queue), job: String(job) }));
}
