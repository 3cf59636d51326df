import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { makeFolder, removeIfPossible } from '../files/durable-write.ts';
import { isRunning } from '../files/is-running.ts';

/** Who works for a customer, as the lock's owner writes it beside the lock. */
export interface Holder {
  /** 'run 20261124-141532-7k3f9xwp', 'escrow forget'. */
  doing: string;
  operator: string;
  host: string;
  pid: number;
  /** UTC, ISO 8601. */
  since: string;
}

interface CustomerLock {
  release(): void;
}

/** SQLite's error code when another process has the lock. */
const BUSY = 5;

/** How long to wait for a new owner to write who it is, or for an ending one to be gone. Milliseconds. */
const PATIENCE = 1_000;

const files = (state: string, customer: string) => ({
  database: join(state, 'locks', `${customer}.sqlite`),
  holder: join(state, 'locks', `${customer}.json`),
});

/**
 * Takes the lock. The operating system holds it for this process, and frees it when the process dies, however it dies;
 * a stopped process keeps it. IMMEDIATE: if several begin at once, one of them gets it. Nothing is ever written to the
 * database.
 * @returns undefined if another process has it
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
    // Not written yet, or only half of it.
    return undefined;
  }
}

/** Whether this process has died since it wrote that. For another machine's, nobody can tell. */
const isGone = ({ host, pid }: Holder): boolean => host === hostname() && !isRunning(pid);

/**
 * Makes this process the only one that changes anything for a customer of this workspace, until it releases the lock or
 * ends.
 * @returns the lock, or who has it, if known
 * @throws if there can be no lock at all, for example in a folder that cannot be written
 */
export async function takeCustomerLock(
  state: string,
  customer: string,
  who: Pick<Holder, 'doing' | 'operator'>,
): Promise<CustomerLock | { heldBy: Holder | undefined }> {
  const { database, holder } = files(state, customer);
  makeFolder(dirname(database));
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
        // The lock holds without it.
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

/** Who works for a customer now, if known, for somebody who only looks; undefined if nobody does. */
export function customerLockHolder(state: string, customer: string): Partial<Holder> | undefined {
  const { database, holder } = files(state, customer);
  if (!existsSync(database)) return undefined;
  const lock = lockDatabase(database);
  lock?.close();
  return lock === undefined ? (readHolder(holder) ?? {}) : undefined;
}
