import { DatabaseSync } from 'node:sqlite';
import { storeOf } from './state-store.ts';

/** How long to wait for another process that is just writing, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Does something short while no other process does the same: a lock that the operating system frees when a process
 * dies.
 */
export function exclusively<T>(file: string, work: () => T): T {
  const kept = storeOf(file);
  if (kept !== undefined) return kept.store.exclusively(kept.name, work);
  const database = new DatabaseSync(file, { timeout: PATIENCE });
  try {
    database.exec('BEGIN IMMEDIATE');
    return work();
  } finally {
    database.close();
  }
}
