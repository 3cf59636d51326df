import { previousRun } from '../../engine/previous-runs.ts';
import { loadPortals } from '../../engine/registry.ts';
import { openSigner, ownPublicKey } from '../../evidence/signing.ts';
import { trustedKeys } from '../../fleet/trusted-keys.ts';
import type { QueueDesk } from '../../review/app/queue.ts';
import { startReview } from '../../review/app/server.ts';
import type { Policy } from '../../runbook/customers.ts';
import { hasCustomers } from '../../runbook/customers-files.ts';
import { loadCustomers } from '../../runbook/load-customers.ts';
import { bringRun, readableStore } from '../bundle-store.ts';
import { databaseAddress, openDatabase } from '../database-address.ts';
import { untilInterrupted } from '../interrupt.ts';
import { openInBrowser } from '../open-in-browser.ts';
import { operator } from '../operator.ts';
import { portTaken } from '../port-taken.ts';
import { print, printError } from '../terminal.ts';
import { type InWorkspace, runsOf, stateOf, workspaceOf } from '../workspace.ts';
import { readRegister } from './register.ts';

export interface ReviewOptions extends InWorkspace {
  customer?: string;
  open?: boolean;
  port?: number;
}

/**
 * Who may approve runs of a customer, by the customers file. Where there is none, as beside runs that an auditor was
 * given, there is no rule; where it cannot be read, nobody's rule is known.
 */
async function reviewRule(options: InWorkspace): Promise<(customer: string) => Policy['reviewBy']> {
  const loaded = loadCustomers(options.customers, await loadPortals(workspaceOf(options)));
  if (!('diagnostics' in loaded)) return (name) => loaded.customers.get(name)?.policy.reviewBy;
  if (!hasCustomers(options.customers)) return () => undefined;
  printError(
    `${options.customers} could not be read, so nothing is known of who may approve (review-by), nor of the next rotations.`,
  );
  return () => undefined;
}

/** The queue, where the workspace shares one with other machines. */
async function openDesk(options: InWorkspace): Promise<{ desk: QueueDesk; close(): Promise<void> } | undefined> {
  if ((await databaseAddress(workspaceOf(options))) === undefined) return undefined;
  const state = stateOf(options);
  const { Desk } = await import('../../fleet/queue-desk.ts');
  const { signerOf } = await import('./queue.ts');
  const database = await openDatabase(workspaceOf(options));
  const desk = new Desk(
    database,
    state,
    operator(),
    () => signerOf(state),
    () => trustedKeys(state),
  );
  return { desk, close: () => database.close() };
}

/** Starts the review app for the workspace's runs, prints the link that opens it, and keeps it up until Ctrl-C. */
export async function serveReview(run: string | undefined, options: ReviewOptions): Promise<void> {
  const runs = runsOf(options);
  const state = stateOf(options);
  const key = ownPublicKey(state);
  const store = await readableStore(options);
  if (run !== undefined && store !== undefined) await bringRun(store, options, { run, customer: options.customer });
  const folder = run === undefined ? undefined : previousRun(runs, run, options.customer).folder;
  const [customer, name] = folder === undefined ? [] : folder.split(/[\\/]/).slice(-2);
  const interrupted = untilInterrupted();
  const desk = await openDesk(options);
  const app = await startReview({
    runs,
    reviewer: operator(),
    key,
    signer: openSigner(state),
    port: options.port,
    register: async () => await readRegister(options, () => undefined),
    rule: await reviewRule(options),
    queue: desk?.desk,
    bring: store && ((one) => bringRun(store, options, one)),
    ...(customer !== undefined && name !== undefined && { to: { customer, run: name } }),
  }).catch((error: unknown) => {
    throw portTaken(error, options.port, '--port');
  });
  let tidy = () => {};
  try {
    print(`Review the runs in ${runs} as ${operator()}:

  ${app.link}

The link lets one browser in, once. Only this machine can reach it.
Press Ctrl-C to stop.`);
    if (options.open) {
      const browser = await openInBrowser(app.link);
      tidy = browser.tidy;
      if (!browser.opened) printError('The browser could not be opened. Open the link by hand.');
    }
    await interrupted;
  } finally {
    tidy();
    await app.stop();
    await desk?.close();
  }
}
