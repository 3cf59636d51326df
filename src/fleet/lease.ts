import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from './database.ts';

/**
 * How long a lease lasts after it was last renewed, in seconds. Longer than the longest press may wait for its target
 * (30 seconds), so that a press which was allowed comes through before anybody else may work for the customer, or
 * gives up by itself.
 */
export const LEASE_SECONDS = 60;

/** The right to work for the customer is another's by now, or may be. */
export class LeaseLost extends Error {
  constructor(customer: string, epoch: number) {
    super(
      `The lease for customer ${customer} (epoch ${epoch}) has run out, so another machine may work for it: ` +
        'this run ended at once, and pressed nothing after that.',
    );
  }
}

/** Who holds a lease. */
interface LeaseHolder {
  /** 'run 20261124-141532-7k3f9xwp'. */
  doing: string;
  operator: string;
  host: string;
  pid: number;
  /** UTC, ISO 8601. */
  since: string;
}

export interface LeaseOptions {
  seconds?: number;
  /** The lease is over. Called once; may end the process. */
  lost?(error: LeaseLost): void;
}

/** Two clocks: the one stands still while a machine sleeps, the other may be set. */
const clocks = () => [performance.now(), Date.now()] as const;

const TAKE = `
  insert into keywright.lease as l (customer, epoch, holder, until)
  values ($1, 1, $2, clock_timestamp() + $3 * interval '1 second')
  on conflict (customer) do update
    set epoch = l.epoch + 1, holder = excluded.holder, until = clock_timestamp() + $3 * interval '1 second'
    where l.until <= clock_timestamp()
  returning epoch`;
// One that has run out is not renewed, even where nobody has taken it: it may have been taken and given back.
const RENEW = `
  update keywright.lease set until = clock_timestamp() + $3 * interval '1 second'
  where customer = $1 and epoch = $2 and until > clock_timestamp()
  returning epoch`;
const RELEASE = 'update keywright.lease set until = clock_timestamp() where customer = $1 and epoch = $2';

/**
 * The right to work for a customer, among all machines of a database: one at a time, with a number that grows with each
 * holder. The database's clock alone says when it ends. It is renewed by a heartbeat, and before each commit.
 */
export class Lease {
  readonly customer: string;
  readonly epoch: number;
  readonly #sql: Sql;
  readonly #seconds: number;
  readonly #onLost: (error: LeaseLost) => void;
  readonly #stop = new AbortController();
  /** Until when it surely lasts, of both clocks: counted from before the database was asked. */
  #sure: readonly [number, number];
  #lost: LeaseLost | undefined;

  private constructor(
    sql: Sql,
    customer: string,
    epoch: number,
    asked: readonly [number, number],
    options: LeaseOptions,
  ) {
    const { seconds = LEASE_SECONDS, lost = () => undefined } = options;
    this.customer = customer;
    this.epoch = epoch;
    this.#sql = sql;
    this.#seconds = seconds;
    this.#onLost = lost;
    this.#sure = this.#after(asked);
    void this.#keep();
  }

  /**
   * Takes the lease of a customer, unless somebody has it.
   * @returns the lease, or who has it
   */
  static async take(
    sql: Sql,
    customer: string,
    holder: LeaseHolder,
    options: LeaseOptions = {},
  ): Promise<Lease | { heldBy: LeaseHolder | undefined }> {
    const asked = clocks();
    const { rows } = await sql.executeSql(TAKE, [customer, holder, options.seconds ?? LEASE_SECONDS]);
    if (rows[0] !== undefined) return new Lease(sql, customer, Number(rows[0]['epoch']), asked, options);
    const held = await sql.executeSql('select holder from keywright.lease where customer = $1', [customer]);
    return { heldBy: held.rows[0]?.['holder'] as LeaseHolder | undefined };
  }

  /**
   * Asks the database anew, and renews: a press may follow. Waits for a database that does not answer, as long as the
   * lease lasts.
   * @throws LeaseLost
   */
  async mayCommit(): Promise<void> {
    for (;;) {
      this.mayWrite();
      const asked = clocks();
      const renewed = await this.#renew().catch(() => undefined);
      if (renewed === false) throw this.#end();
      if (renewed === true) {
        this.#sure = this.#after(asked);
        // The answer may have waited for a process that slept.
        this.mayWrite();
        return;
      }
      await delay(Math.min(500, this.#seconds * 100));
    }
  }

  /**
   * Whether the lease surely lasts, without asking: what goes into files that others take over may be written.
   * @throws LeaseLost
   */
  mayWrite(): void {
    const now = clocks();
    if (this.#lost !== undefined || now.some((time, which) => time >= this.#sure[which]!)) throw this.#end();
  }

  /** Gives it back: the next one need not wait. */
  async release(): Promise<void> {
    this.#stop.abort();
    await this.#sql.executeSql(RELEASE, [this.customer, this.epoch]).catch(() => undefined);
  }

  async #renew(): Promise<boolean> {
    const { rows } = await this.#sql.executeSql(RENEW, [this.customer, this.epoch, this.#seconds]);
    return rows.length === 1;
  }

  /** The heartbeat. */
  async #keep(): Promise<void> {
    const { signal } = this.#stop;
    try {
      for (;;) {
        await delay(this.#seconds * 250, undefined, { signal, ref: false });
        await this.mayCommit();
      }
    } catch {
      // Released, or lost, which was told.
    }
  }

  #after([steady, wall]: readonly [number, number]): readonly [number, number] {
    return [steady + this.#seconds * 1_000, wall + this.#seconds * 1_000];
  }

  #end(): LeaseLost {
    this.#stop.abort();
    if (this.#lost === undefined) {
      this.#lost = new LeaseLost(this.customer, this.epoch);
      this.#onLost(this.#lost);
    }
    return this.#lost;
  }
}
