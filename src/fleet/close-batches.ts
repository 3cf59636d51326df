import { hostname } from 'node:os';
import { customerLockHolder, takeCustomerLock } from '../engine/customer-lock.ts';
import { type Batch, listBatches, outcomesOfBatch, writeBatch, writeSummary } from '../evidence/runs/batches.ts';
import { appendToList, listedRuns, type RunListLine, readRunList } from '../evidence/runs/run-list.ts';
import { openSigner } from '../evidence/signing.ts';

/** The lock of a batch that is under way. */
export const batchLock = (batch: string): string => `_batch.${batch}`;

/** The exit codes of outcomes in the list of runs. */
const EXITS: Record<string, number> = { done: 0, 'nothing to do': 0, drift: 3, failed: 1, interrupted: 130 };

/** A batch with what the list of runs knows: one that was killed has not heard how its last runs ended. */
export function withListedRuns(batch: Batch, lines: RunListLine[]): Batch {
  const listed = listedRuns(lines).filter(({ begun }) => begun.batch === batch.batch);
  const customers = batch.customers.map((one) => {
    const { begun, closed } = listed.find((run) => run.begun.customer.name === one.name) ?? {};
    if (one.exit !== null || begun === undefined) return one;
    const exit = EXITS[closed?.outcome ?? ''];
    if (exit !== undefined) return { ...one, outcome: closed!.outcome, exit, run: begun.run, ms: closed!.ms };
    return { ...one, outcome: 'failed', exit: 1, code: 'KW-RUN-LOST', run: begun.run };
  });
  return { ...batch, customers };
}

const hasEnd = (lines: readonly RunListLine[], batch: string): boolean =>
  lines.some((line) => line.type === 'batch.ended' && line.batch === batch);

/** Whether somebody still works for it: a run whose batch was killed goes on to a safe place. */
const hasRuns = (state: string, { customers }: Batch): boolean =>
  customers.some(({ name, outcome }) => outcome === 'under way' && customerLockHolder(state, name) !== undefined);

/**
 * Ends the batches of this machine that were killed: in `batch.json`, on their page and in the list of runs.
 * @param page makes a batch's `summary.html`
 * @returns those that were ended
 */
export async function closeKilledBatches(
  { runs, state, operator }: { runs: string; state: string; operator: string },
  page: (batch: Batch) => Promise<string>,
): Promise<Batch[]> {
  const lines = readRunList(runs);
  const closed: Batch[] = [];
  for (const batch of listBatches(runs)) {
    if (batch.host !== hostname() || hasEnd(lines, batch.batch) || hasRuns(state, batch)) continue;
    const lock = await takeCustomerLock(state, batchLock(batch.batch), { doing: `end ${batch.batch}`, operator });
    if ('heldBy' in lock) continue;
    try {
      const now = readRunList(runs);
      if (!hasEnd(now, batch.batch)) closed.push(await close(runs, state, withListedRuns(batch, now), page));
    } finally {
      lock.release();
    }
  }
  return closed;
}

async function close(
  runs: string,
  state: string,
  known: Batch,
  page: (batch: Batch) => Promise<string>,
): Promise<Batch> {
  const batch: Batch = {
    ...known,
    ended: known.ended ?? new Date().toISOString(),
    stopped: known.stopped ?? 'its process was killed',
    customers: known.customers.map((one) =>
      one.outcome === 'under way' ? { ...one, outcome: 'failed', exit: 1, code: 'KW-RUN-LOST' } : one,
    ),
  };
  const sha256 = writeBatch(runs, batch);
  const summary = writeSummary(runs, batch.batch, await page(batch));
  const outcomes = outcomesOfBatch(batch);
  appendToList(runs, openSigner(state), () => ({
    type: 'batch.ended',
    batch: batch.batch,
    outcomes,
    sha256,
    summary,
  }));
  return batch;
}
