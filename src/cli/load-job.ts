import { join } from 'node:path';
import { portalsSha256 } from '../engine/own-portals.ts';
import type { PreviousRun } from '../engine/previous-runs.ts';
import { loadPortals } from '../engine/registry.ts';
import { sha256Of } from '../files/sha256.ts';
import { UserError } from '../files/user-error.ts';
import type { Customer } from '../runbook/customers.ts';
import type { Checked } from '../runbook/diagnostic.ts';
import { loadRunbook, type Prepared, prepare } from '../runbook/load.ts';
import { loadCustomer, loadCustomers } from '../runbook/load-customers.ts';
import { runbookFile } from '../runbook/own-runbooks.ts';
import { BadInput } from './bad-input.ts';
import { type InWorkspace, workspaceOf } from './workspace.ts';

export interface CustomerOptions {
  customer: string;
  customers: string;
  input?: string[];
  vendor?: string;
  headed?: boolean;
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
}

/**
 * Reads and checks all that can be checked before a browser starts.
 * @param instead of the customer of the file, the one that it is done for
 * @throws BadInput
 */
export async function loadJob(
  runbook: string,
  options: CustomerOptions,
  instead: (customer: Customer) => Customer = (customer) => customer,
): Promise<Prepared> {
  const registry = await loadPortals(workspaceOf(options));
  const loaded = loadRunbook(runbookFile(runbook), registry, options.vendor);
  const customer = loadCustomer(options.customers, options.customer, registry);
  const prepared =
    'diagnostics' in loaded || 'diagnostics' in customer
      ? { diagnostics: [loaded, customer].flatMap((result) => ('diagnostics' in result ? result.diagnostics : [])) }
      : prepare(loaded, instead(customer), options.input ?? [], registry);
  return orThrow(prepared);
}

/**
 * Reads and checks a runbook with each of the chosen customers.
 * @param choose among all customers of the file, once the runbook's name is known
 * @throws BadInput with what is wrong for all of them, so that nothing is begun for some
 */
export async function loadJobs(
  runbook: string,
  { customers, input = [], vendor }: Pick<CustomerOptions, 'customers' | 'input' | 'vendor'>,
  choose: (customers: ReadonlyMap<string, Customer>, runbook: string) => Customer[],
): Promise<Prepared[]> {
  const registry = await loadPortals(workspaceOf({ customers }));
  const loaded = loadRunbook(runbookFile(runbook), registry, vendor);
  const all = loadCustomers(customers, registry);
  if ('diagnostics' in loaded || 'diagnostics' in all)
    throw new BadInput([loaded, all].flatMap((result) => ('diagnostics' in result ? result.diagnostics : [])));
  const results = choose(all.customers, loaded.runbook.name).map((one) => prepare(loaded, one, input, registry));
  const wrong = results.flatMap((result) => ('diagnostics' in result ? result.diagnostics : []));
  if (wrong.length > 0) throw new BadInput(wrong);
  return results.flatMap((result) => ('diagnostics' in result ? [] : [result]));
}

function orThrow(prepared: Checked<Prepared>): Prepared {
  if ('diagnostics' in prepared) throw new BadInput(prepared.diagnostics);
  return prepared;
}

/**
 * The same job again, with the runbook and the inputs that an earlier run kept.
 * @throws BadInput; UserError when the kept runbook was changed since
 */
export async function loadSameJob(
  { run, folder, start }: PreviousRun & Required<Pick<PreviousRun, 'start'>>,
  customersFile: string,
): Promise<Prepared> {
  const registry = await loadPortals(workspaceOf({ customers: customersFile }));
  const { runbook, inputs } = start;
  const loaded = loadRunbook(join(folder, 'runbook.yaml'), registry);
  const customer = loadCustomer(customersFile, start.customer.name, registry);
  if ('diagnostics' in loaded || 'diagnostics' in customer)
    throw new BadInput([loaded, customer].flatMap((result) => ('diagnostics' in result ? result.diagnostics : [])));
  if (loaded.sha256 !== runbook.sha256)
    throw new UserError(
      'KW-RUNBOOK-CHANGED',
      `The runbook kept with run ${run} has changed since (its SHA-256 differs), so the run cannot be continued.\n` +
        `Next:     keywright run ${runbook.file} --customer ${start.customer.name}`,
    );
  const prepared = orThrow(prepare(loaded, { ...customer, inputs: { [runbook.name]: inputs } }, [], registry));
  return { ...prepared, file: runbook.file };
}

/** @throws UserError if the runbook is not the one that was asked for */
export function requireRunbook({ file, sha256 }: Prepared, wanted: string | undefined): void {
  if (wanted === undefined || wanted === sha256) return;
  throw new UserError(
    'KW-RUNBOOK-CHANGED',
    `${file} is not the runbook that was asked for: its SHA-256 is ${sha256}, and not ${wanted}.\n` +
      'Next:     Give all machines the same version of Keywright and of the runbook, then submit the job again.',
  );
}

/** @throws UserError if the portals of the workspace are not those of whoever asked */
export function requirePortals(options: InWorkspace, wanted: string | undefined): void {
  const workspace = workspaceOf(options);
  if (wanted === undefined || wanted === portalsSha256(workspace)) return;
  throw new UserError(
    'KW-PORTALS-CHANGED',
    `The portals that ${workspace} adds are not as they were where the job was submitted, so nothing was started.\n` +
      'Next:     Give all machines the same portals/ and packages, then submit the job again.',
  );
}

/** What a person confirms of a job for one of many customers: the runbook, the inputs, and which portals it goes to. */
export const jobSha256 = ({ sha256, customer: { name, portals, proxy }, inputs }: Prepared): string =>
  sha256Of(JSON.stringify([sha256, name, portals, proxy, inputs]));

/** @throws UserError if a file was changed since the batch was confirmed */
export function requireJob(prepared: Prepared, wanted: string | undefined): void {
  if (wanted === undefined || wanted === jobSha256(prepared)) return;
  throw new UserError(
    'KW-JOB-CHANGED',
    `The runbook ${prepared.file}, or what the customers file says of ${prepared.customer.name}, was changed after the ` +
      'batch began, so nothing was started for this customer.\nNext:     Look at the change, then run the batch again.',
  );
}
