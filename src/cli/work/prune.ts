import { count } from '../../evidence/picture-count.ts';
import { pruneRun, toPrune } from '../../evidence/runs/prune.ts';
import { listedRuns, readRunList } from '../../evidence/runs/run-list.ts';
import { openSigner, ownPublicKey } from '../../evidence/signing.ts';
import { UserError } from '../../files/user-error.ts';
import { pushBundle } from '../../fleet/bundles.ts';
import { openWorkspaceStore } from '../bundle-store.ts';
import { exit } from '../exit-codes.ts';
import { operator } from '../operator.ts';
import { print, printError } from '../terminal.ts';
import { type InWorkspace, runsOf, stateOf } from '../workspace.ts';

const DAY = 86_400_000;

export interface PruneOptions extends InWorkspace {
  /** Days. */
  olderThan?: number;
  keep?: number;
  customer?: string;
  dryRun?: boolean;
}

/** Removes the pictures of old runs, and records that. */
export async function pruneRuns(options: PruneOptions): Promise<void> {
  const { olderThan, keep, customer, dryRun } = options;
  if (olderThan === undefined && keep === undefined)
    throw new UserError('KW-USAGE', 'Say which runs: --older-than DAYS, --keep N, or both.');
  const [runs, state] = [runsOf(options), stateOf(options)];
  const old = toPrune(runs, listedRuns(readRunList(runs)), {
    before: olderThan === undefined ? undefined : Date.now() - olderThan * DAY,
    keep,
    customer,
  });
  const store = dryRun ? undefined : await openWorkspaceStore(options);
  let pictures = 0;
  for (const listed of old) {
    const name = `${listed.begun.customer.name}/${listed.begun.run} of ${listed.begun.utc}`;
    if (dryRun) {
      print(`Would remove the pictures of ${name}.`);
      continue;
    }
    try {
      pictures += pruneRun(runs, listed, openSigner(state), operator());
      if (store !== undefined) await pushBundle(store, { runs, key: ownPublicKey(state) }, listed);
      print(`Removed the pictures of ${name}.`);
    } catch (error) {
      // One altered run must not keep the others from being pruned.
      printError((error as Error).message);
      process.exitCode = exit.runFailed;
    }
  }
  print(
    dryRun
      ? `${count(old.length, 'run')}.`
      : `Removed ${count(pictures, 'picture')} of ${count(old.length, 'run')}. Statements, journals, sums and the list of runs stay.`,
  );
}
