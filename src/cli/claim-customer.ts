import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { takeCustomerLock } from '../engine/customer-lock.ts';
import { withCode } from '../files/user-error.ts';
import { guardWrites } from '../files/write-guard.ts';
import type { LeaseLost } from '../fleet/lease.ts';
import { databaseAddress } from './database-address.ts';
import { exit } from './exit-codes.ts';
import { busyError } from './lock-message.ts';
import { mountedStore } from './mount-state.ts';
import { operator } from './operator.ts';
import { printResult } from './progress/json.ts';
import { printError } from './terminal.ts';

/** The right to work for a customer. */
export interface Claim {
  /** As `RunOptions.mayCommit`; undefined where this machine works alone. */
  mayCommit: (() => Promise<void>) | undefined;
  release(): Promise<void>;
}

interface ClaimOptions {
  state: string;
  customer: string;
  /** 'run 20261124-141532-7k3f9xwp'. */
  doing: string;
  json?: boolean | undefined;
}

/**
 * Ends the process where it stands: another machine may work for the customer, so nothing more is pressed or written.
 * The next run of this customer closes what this one leaves, as that of a killed run.
 */
function endAtOnce(error: LeaseLost, json: boolean | undefined): never {
  const hint = 'Nothing to do: the machine that has the lease now looks first and continues from what is there.';
  const code = 'KW-LEASE-LOST';
  printError(withCode(`${error.message}\nNext:     ${hint}`, code));
  if (json)
    printResult({ outcome: 'failed', exit: exit.runFailed, code, problem: { code, actual: error.message, hint } });
  process.exit(exit.runFailed);
}

/**
 * Makes this process the only one that works for a customer: on this machine, and among all machines where they share
 * a database.
 * @throws UserError where somebody else does
 */
export async function claimCustomer({ state, customer, doing, json }: ClaimOptions): Promise<Claim> {
  const lock = await takeCustomerLock(state, customer, { doing, operator: operator() });
  if ('heldBy' in lock) throw busyError(customer, lock.heldBy);
  try {
    const address = await databaseAddress(dirname(state));
    if (address === undefined) return { mayCommit: undefined, release: async () => lock.release() };
    const { Database, databaseError } = await import('../fleet/database.ts');
    const { Lease } = await import('../fleet/lease.ts');
    const database = new Database(address, 2);
    const who = { doing, operator: operator(), host: hostname(), pid: process.pid, since: new Date().toISOString() };
    const lease = await Lease.take(database, customer, who, { lost: (error) => endAtOnce(error, json) }).catch(
      (error: unknown) => {
        throw databaseError(error);
      },
    );
    if ('heldBy' in lease) throw busyError(customer, lease.heldBy);
    guardWrites(() => lease.mayWrite());
    mountedStore()?.fence(lease);
    return {
      mayCommit: () => lease.mayCommit(),
      async release() {
        guardWrites(undefined);
        mountedStore()?.fence(undefined);
        await lease.release();
        await database.close().catch(() => undefined);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
