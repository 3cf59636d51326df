import { listBatches, type Batch } from '../evidence/runs/batches.ts';
import { UserError } from '../files/user-error.ts';
import { selectCustomers } from '../fleet/select-customers.ts';
import type { Prepared } from '../runbook/load.ts';
import { loadJobs, type CustomerOptions } from './load-job.ts';
import type { Chosen, ManyOptions } from './many-customers.ts';
import type { WatchingOptions } from './watch-options.ts';
import { runsOf } from './workspace.ts';

export type BatchRunOptions = Omit<ManyOptions, 'customer' | 'customers'> &
  Omit<CustomerOptions, 'customer' | 'customers'> &
  Partial<WatchingOptions>;

function batchAgain(runs: string, runbook: string, name: string | true): Batch {
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
  { all, where, onlyFailed, input }: BatchRunOptions,
): Promise<Prepared[]> {
  const runs = runsOf({ customers: chosen.file });
  return await loadJobs(runbook, { customers: chosen.file, ...(input && { input }) }, (customers, name) =>
    selectCustomers(customers, {
      names: chosen.names,
      ...(all && { all }),
      ...(where && { where }),
      ...(onlyFailed !== undefined && { notDoneIn: batchAgain(runs, name, onlyFailed) }),
    }),
  );
}
