import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { removeIfPossible } from '../files/durable-write.ts';

/** Who works for a customer, as the owner of the lock writes it beside it. */
export interface Holder {
  /** 'run 20261124-141532-7k3f9xwp', 'escrow forget'. */
  doing: string;
  operator: string;
  host: string;
  pid: number;
  /** UTC, ISO 8601. */
  since: string;
}

export interface CustomerLock {
  release(): void;
}

/** SQLite's answer when somebody else has the lock. */
const BUSY = 5;

/** An owner that has only just begun needs a moment to write who it is; one that is just ending, to be gone. */
const PATIENCE = 1_000;

const files = (state: string, customer: string) => ({
  database: join(state, 'locks', `${customer}.sqlite`),
  holder: join(state, 'locks', `${customer}.json`),
});

/**
 * Takes the lock that the operating system holds for this process and frees when the process dies, however it dies; a
 * stopped process keeps it.
 * IMMEDIATE: of several that begin at once, just one gets it. Nothing is ever written to the database.
 * @returns undefined when another process has it
 */
function lockDatabase(file: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    database.exec('BEGIN IMMEDIATE');
    return database;
  } catch (error) {
    database?.close();
    if ((error as { errcode?: number }).errcode === BUSY) return undefined;
    throw new Error(
      `The lock file ${file} cannot be used (${(error as Error).message}), so nothing was started. Check that ` +
        'the folder is on a disk of this machine and can be written.',
    );
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    // Not written yet, or just half of it.
    return undefined;
  }
}

/** Whether what is written there is of a process that has died since. Of other machines nobody can tell. */
function isGone({ host, pid }: Holder): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/**
 * Makes this process the only one that changes anything for a customer of this workspace, until it releases the lock or
 * ends.
 * @returns who has it (as far as known) when it is taken
 * @throws when there can be no lock at all, for example in a folder that cannot be written
 */
export async function takeCustomerLock(
  state: string,
  customer: string,
  who: Pick<Holder, 'doing' | 'operator'>,
): Promise<CustomerLock | { heldBy: Holder | undefined }> {
  const { database, holder } = files(state, customer);
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 });
  for (const end = performance.now() + PATIENCE; ; await delay(50)) {
    const lock = lockDatabase(database);
    if (lock !== undefined) {
      try {
        writeFileSync(
          holder,
          JSON.stringify({
            ...who,
            host: hostname(),
            pid: process.pid,
            since: new Date().toISOString(),
          } satisfies Holder),
          { mode: 0o600 },
        );
      } catch {
        // Who it is, is a courtesy; the lock holds without it.
      }
      return {
        release() {
          if (!lock.isOpen) return;
          removeIfPossible(holder);
          lock.close();
        },
      };
    }
    const heldBy = readHolder(holder);
    if (heldBy !== undefined && !isGone(heldBy)) return { heldBy };
    if (performance.now() > end) return { heldBy: undefined };
  }
}

/** Who works for a customer now (as far as known), for somebody who only looks; undefined when nobody does. */
export function customerLockHolder(state: string, customer: string): Partial<Holder> | undefined {
  const { database, holder } = files(state, customer);
  if (!existsSync(database)) return undefined;
  const lock = lockDatabase(database);
  lock?.close();
  return lock === undefined ? (readHolder(holder) ?? {}) : undefined;
}
