import { PgBoss } from 'pg-boss';
import type { Database } from './database.ts';
import { migrateTables } from './schema.ts';

/** The schema of pg-boss, beside ours. */
export const QUEUE_SCHEMA = 'keywright_queue';

/** Prepares a database, or brings it up to date. @returns how many versions of our own tables were added */
export async function migrate(database: Database): Promise<number> {
  const boss = new PgBoss({ db: database, schema: QUEUE_SCHEMA, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.stop({ graceful: false, close: false });
  return await database.transaction(migrateTables);
}
