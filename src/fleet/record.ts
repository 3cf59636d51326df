import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import {
  type Batch,
  type BatchedCustomer,
  outcomesOfBatch,
  writeBatch,
  writeSummary,
} from '../evidence/runs/batches.ts';
import { appendToList } from '../evidence/runs/run-list.ts';
import { openSigner } from '../evidence/signing.ts';
import type { Turn } from './batch.ts';
import type { RunEnding } from './job-process.ts';

/** How a customer's turn has ended, for `batch.json`. */
export function entryOf({ n, customer, state, end, ms }: Turn<RunEnding>, title: string): BatchedCustomer {
  const who = { n, name: customer, title };
  if (end === undefined) return { ...who, outcome: state === 'running' ? 'under way' : 'not begun', exit: null };
  const { outcome, exit, code, problem, left = [], differs = [], since, report, notStored } = end;
  const all = differs.map(({ title, actual }) => `${title}: ${actual}`).join('; ') || undefined;
  const drift = since === undefined ? all : `Since the last check: ${since.join('; ') || 'nothing has changed'}`;
  const { step, actual = drift, hint } = problem ?? {};
  return {
    ...who,
    outcome,
    exit,
    ...(code && { code }),
    ...(step !== undefined && { step }),
    ...(actual !== undefined && { actual }),
    ...(hint !== undefined && { hint }),
    ...(left.length > 0 && { left: left.length }),
    ...(notStored !== undefined && { notStored }),
    ...(report && { run: basename(dirname(report)) }),
    ...(ms !== undefined && { ms }),
  };
}

/** A batch's evidence: two lines in the list of runs, `batch.json`, which is on disk after each customer, and its page. */
export class BatchRecord {
  readonly batch: Batch;
  readonly #runs: string;
  readonly #state: string;

  /** @throws if the list of runs does not take it: nothing was started */
  constructor(
    { runs, state }: { runs: string; state: string },
    begun: Pick<Batch, 'batch' | 'runbook' | 'operator' | 'atOnce' | 'again'>,
    customers: readonly { name: string; title: string }[],
  ) {
    this.#runs = runs;
    this.#state = state;
    const { batch, runbook, operator } = begun;
    const host = hostname();
    this.batch = {
      format: 1,
      ...begun,
      host,
      begun: new Date().toISOString(),
      customers: customers.map(({ name, title }, index) => ({
        n: index + 1,
        name,
        title,
        outcome: 'not begun',
        exit: null,
      })),
    };
    const names = customers.map(({ name }) => name);
    this.#list({ type: 'batch.begun', batch, runbook, customers: names, operator, host });
    writeBatch(runs, this.batch);
  }

  /** A customer's turn has begun or ended. */
  note(turn: Turn<RunEnding>): void {
    const known = this.batch.customers[turn.n - 1]!;
    this.batch.customers[turn.n - 1] = entryOf(turn, known.title);
    writeBatch(this.#runs, this.batch);
  }

  /**
   * The batch has ended.
   * @param stopped why not all were begun
   * @param page makes its `summary.html`
   */
  async end(stopped: string | undefined, page: (batch: Batch) => Promise<string>): Promise<void> {
    this.batch.ended = new Date().toISOString();
    if (stopped !== undefined) this.batch.stopped = stopped;
    const { batch } = this.batch;
    const sha256 = writeBatch(this.#runs, this.batch);
    const summary = writeSummary(this.#runs, batch, await page(this.batch));
    this.#list({ type: 'batch.ended', batch, outcomes: outcomesOfBatch(this.batch), sha256, summary });
  }

  #list(event: Parameters<typeof appendToList>[2] extends (lines: never) => infer E ? E : never): void {
    appendToList(this.#runs, openSigner(this.#state), () => event);
  }
}
