import { count } from '../../evidence/picture-count.ts';
import { ownPublicKey } from '../../evidence/signing.ts';
import { UserError } from '../../files/user-error.ts';
import { closedRuns, fetchBundle, isHere, nameOf, pushBundle, pushBundles } from '../../fleet/bundles.ts';
import { requireStore } from '../bundle-store.ts';
import { exit } from '../exit-codes.ts';
import { print, printError } from '../terminal.ts';
import { type InWorkspace, runsOf, stateOf } from '../workspace.ts';

export interface BundlesOptions extends InWorkspace {
  customer?: string;
}

export interface PushOptions extends BundlesOptions {
  again?: boolean;
}

const here = (options: InWorkspace) => ({ runs: runsOf(options), key: ownPublicKey(stateOf(options)) });

/** Says what of the closed runs is in the store, and what is not. */
export async function showBundles(options: BundlesOptions): Promise<void> {
  const store = await requireStore(options);
  const there = await store.names(options.customer);
  const runs = closedRuns(runsOf(options), options.customer);
  const missing = runs.filter((run) => !there.has(nameOf(run)));
  const [toPush, lost] = [true, false].map((is) => missing.filter((run) => isHere(runsOf(options), run) === is));
  const toFetch = runs.filter((run) => there.has(nameOf(run)) && !isHere(runsOf(options), run));
  print(`${count(there.size, 'bundle')} in ${store.where}`);
  if (toPush!.length > 0) print(`${toPush!.length} closed here and not there: keywright bundles push`);
  if (toFetch.length > 0) print(`${toFetch.length} there and not here: keywright bundles fetch`);
  for (const run of lost!) print(`Neither here nor there: ${nameOf(run)}, of ${run.begun.host}`);
}

function sayPushed(name: string, wrong?: UserError): void {
  if (wrong === undefined) print(`Brought ${name}.`);
  else {
    printError(wrong.message);
    process.exitCode = exit.runFailed;
  }
}

/** Brings closed bundles to the store. */
export async function pushAll(options: PushOptions): Promise<void> {
  const store = await requireStore(options);
  if (options.again) {
    for (const run of closedRuns(runsOf(options), options.customer).filter((one) => isHere(runsOf(options), one))) {
      await pushBundle(store, here(options), run);
      sayPushed(nameOf(run));
    }
  } else await pushBundles(store, here(options), options.customer, sayPushed);
  print(`${store.where} has all closed bundles that are here.`);
}

/** Brings bundles of other machines here. */
export async function fetchAll(options: BundlesOptions): Promise<void> {
  const store = await requireStore(options);
  const there = await store.names(options.customer);
  const missing = closedRuns(runsOf(options), options.customer).filter((run) => !isHere(runsOf(options), run));
  for (const run of missing.filter((one) => there.has(nameOf(one)))) {
    try {
      await fetchBundle(store, here(options), stateOf(options), run);
      print(`Brought ${nameOf(run)}.`);
    } catch (error) {
      // What is wrong with one bundle must not keep the others away.
      if (!(error instanceof UserError) || error.code !== 'KW-BUNDLE-ALTERED') throw error;
      printError(error.message);
      process.exitCode = exit.runFailed;
    }
  }
  const absent = missing.filter((run) => !there.has(nameOf(run)));
  for (const run of absent) print(`Not there: ${nameOf(run)}, of ${run.begun.host}`);
}
