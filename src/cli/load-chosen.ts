import { customerLockHolder } from '../engine/customer-lock.ts';
import { type Batch, faultsOfBatch, listBatches } from '../evidence/runs/batches.ts';
import { readRunList } from '../evidence/runs/run-list.ts';
import { UserError } from '../files/user-error.ts';
import { batchLock, withListedRuns } from '../fleet/close-batches.ts';
import { selectCustomers } from '../fleet/select-customers.ts';
import type { Prepared } from '../runbook/load.ts';
import { exit } from './exit-codes.ts';
import { type CustomerOptions, loadJobs } from './load-job.ts';
import { holderLine } from './lock-message.ts';
import type { Chosen, ManyOptions } from './many-customers.ts';
import type { WatchingOptions } from './watch-options.ts';
import { runsOf, stateOf } from './workspace.ts';

export type BatchRunOptions = Omit<ManyOptions, 'customer' | 'customers'> &
  Omit<CustomerOptions, 'customer' | 'customers'> &
  Partial<WatchingOptions>;

/**
 * What became of the customers of an earlier batch: one that was killed knows less of them than the list of runs.
 * @throws UserError if there is none, or it is under way
 */
function batchAgain({ runs, state }: { runs: string; state: string }, runbook: string, name: string | true): Batch {
  const found = findBatch(runs, runbook, name);
  const holder = customerLockHolder(state, batchLock(found.batch));
  if (holder !== undefined)
    throw new UserError(
      'KW-BUSY',
      `Not started: batch ${found.batch} is under way (${holderLine(holder)}).\nNext:     Wait until it ends.`,
      exit.busy,
    );
  const lines = readRunList(runs);
  const [wrong] = faultsOfBatch(runs, found.batch, lines);
  if (wrong !== undefined)
    throw new UserError(
      'KW-BATCH-ALTERED',
      `${wrong} So it is not known which customers it missed.\nNext:     keywright verify; then name the customers.`,
    );
  return withListedRuns(found, lines);
}

function findBatch(runs: string, runbook: string, name: string | true): Batch {
  const batches = listBatches(runs);
  const found =
    name === true
      ? batches.findLast((batch) => batch.runbook.name === runbook)
      : batches.find(({ batch }) => batch === name);
  if (found !== undefined) return found;
  throw new UserError(
    'KW-BATCH-UNKNOWN',
    name === true
      ? `There is no batch of the runbook "${runbook}" yet.`
      : `There is no batch "${name}". ${batches.length === 0 ? 'There is none yet.' : `The last one: ${batches.at(-1)!.batch}.`}`,
  );
}

/** The customers that a command line has chosen, with the runbook, checked as far as can be before anything starts. */
export async function loadChosen(
  runbook: string,
  chosen: Chosen,
  { all, where, onlyFailed, input, vendor }: BatchRunOptions,
): Promise<Prepared[]> {
  const workspace = { customers: chosen.file };
  const places = { runs: runsOf(workspace), state: stateOf(workspace) };
  return await loadJobs(
    runbook,
    { customers: chosen.file, ...(input && { input }), ...(vendor && { vendor }) },
    (customers, name) =>
      selectCustomers(customers, {
        names: chosen.names,
        ...(all && { all }),
        ...(where && { where }),
        ...(onlyFailed !== undefined && { notDoneIn: batchAgain(places, name, onlyFailed) }),
      }),
  );
}
