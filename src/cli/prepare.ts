import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPortals } from '../engine/registry.ts';
import { formatDiagnostics } from '../runbook/diagnostic.ts';
import { loadCustomer, loadRunbook, prepare, type Prepared } from '../runbook/load.ts';
import { exit } from './exit-codes.ts';
import { printError } from './terminal.ts';

export interface CustomerOptions {
  customer: string;
  customers: string;
  input: string[];
  headed?: boolean;
  slowMo: number;
  json?: boolean;
}

const OWN_RUNBOOKS = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../runbooks/' : '../../../runbooks/', import.meta.url));

/** A file as it is named, or a runbook that comes with Keywright by its bare name. */
export function runbookFile(name: string): string {
  const own = join(OWN_RUNBOOKS, `${name}.yaml`);
  return /^[a-z0-9-]+$/.test(name) && !existsSync(name) && existsSync(own) ? own : name;
}

/** The workspace: the folder of the customers file. It also holds `.env…`, `runs/` and `.keywright/`. */
export function workspaceOf(options: CustomerOptions): string {
  return dirname(resolve(options.customers));
}

/** Reads and checks everything that can be checked before a browser starts; prints all that is wrong and gives undefined. */
export async function prepareOrExplain(runbook: string, options: CustomerOptions): Promise<Prepared | undefined> {
  const registry = await loadPortals();
  const loaded = loadRunbook(runbookFile(runbook), registry);
  const customer = loadCustomer(options.customers, options.customer, registry);
  const prepared = 'diagnostics' in loaded || 'diagnostics' in customer
    ? { diagnostics: [loaded, customer].flatMap((result) => ('diagnostics' in result ? result.diagnostics : [])) }
    : prepare(loaded, customer, options.input, registry);
  if (!('diagnostics' in prepared)) return prepared;
  printError(formatDiagnostics(prepared.diagnostics));
  process.exitCode = exit.badInput;
  return undefined;
}
