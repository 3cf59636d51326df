import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Proxies } from '../browser/proxies.ts';
import { type ClosedBundle, closeBundle, openAgain } from '../evidence/bundle/close.ts';
import type { BundleFacts } from '../evidence/bundle/statement.ts';
import { verifyBundle } from '../evidence/bundle/verify.ts';
import { GENESIS_HASH } from '../evidence/chain/hash-chain.ts';
import type { RunEnd } from '../evidence/events.ts';
import { appendToList, listedRuns, type RunClosed, readRunList } from '../evidence/runs/run-list.ts';
import { openSigner, readPublicKey, type Signer } from '../evidence/signing.ts';
import { stamp } from '../evidence/time-stamp.ts';
import { tellWitness } from '../evidence/witness/tell.ts';
import { sharedFolder } from '../files/state-store.ts';
import { holdsSecrets } from '../secrets/lookup.ts';

/** Enters the end of runs that were killed before they had a folder, so that nothing was done in them. */
export function closeNeverStarted(runs: string, state: string, customer: string, current: string): void {
  const unborn = listedRuns(readRunList(runs)).filter(
    ({ begun, closed }) =>
      begun.customer.name === customer &&
      begun.run !== current &&
      closed === undefined &&
      !existsSync(join(runs, customer, begun.run)) &&
      begun.folder === sharedFolder(),
  );
  const counts = { steps: 0, gestures: 0, shots: 0, withheld: 0, commits: 0 };
  for (const { begun } of unborn)
    appendToList(
      runs,
      openSigner(state),
      () =>
        ({
          type: 'run.closed',
          run: begun.run,
          outcome: 'incomplete',
          ms: 0,
          counts,
          journalHead: GENESIS_HASH,
          sums: '',
        }) satisfies RunClosed,
    );
}

/** Pauses before a folder is closed again: another program may hold a file there for a moment. Milliseconds. */
const PAUSES = [100, 1_000, 3_000];

/** How many findings a message names. */
const MAX_FINDINGS = 5;

/**
 * Closes a folder and verifies it.
 * @throws if it does not pass, with what was found; the folder is open again then
 */
async function closeAndVerify(folder: string, details: BundleFacts, signer: Signer | undefined): Promise<ClosedBundle> {
  const key = signer && readPublicKey(signer.publicKey);
  for (let tries = 0; ; tries += 1) {
    const closed = closeBundle(folder, details, signer);
    const { state, wrong } = verifyBundle(folder, key);
    if (state !== 'bad' && state !== 'open') return closed;
    const pause = PAUSES[tries];
    if (pause !== undefined) {
      await delay(pause);
      continue;
    }
    openAgain(folder);
    throw new Error(
      `the folder ${folder} does not pass its own check, so it was not closed. ` +
        `${wrong.filter((_, n) => n < MAX_FINDINGS).join(' ')} See to that, for example by moving away what is not ` +
        "the run's; the next run of this customer closes it.",
    );
  }
}

/**
 * Closes a run's folder, verifies it, and enters its end in the list of runs. A closed folder is never closed again.
 * @throws if it does not pass
 */
export async function closeRun({
  runs,
  state,
  folder,
  run,
  timeStamps,
  proxies,
  portals,
}: {
  runs: string;
  state: string;
  folder: string;
  run: string;
  timeStamps: string | undefined;
  /** What leads to the time stamp service. */
  proxies?: Proxies | undefined;
  /** The names of those whose secrets no witness gets. */
  portals: readonly string[];
}): Promise<void> {
  const signer = openSigner(state);
  const lines = readRunList(runs);
  const known = listedRuns(lines).find(({ begun }) => begun.run === run);
  if (known?.closed !== undefined) return;
  const entry = lines.find((line) => line.type === 'run.begun' && line.run === run);
  const details = { run, number: known?.begun.number, listHeadBefore: entry?.prev };
  const { sums, said } = await closeAndVerify(folder, details, signer);
  const counts = {
    steps: 0,
    gestures: 0,
    shots: 0,
    withheld: 0,
    commits: 0,
    ...said.counts,
  } satisfies RunEnd['counts'];
  const told = {
    ...(said.failedAt !== undefined && { failedAt: said.failedAt }),
    ...(said.left.length > 0 && { left: said.left.length }),
    ...(said.accounts.length > 0 && { accounts: said.accounts }),
  };
  appendToList(
    runs,
    signer,
    () =>
      ({
        type: 'run.closed',
        run,
        outcome: said.outcome,
        ms: said.ms,
        counts,
        ...told,
        journalHead: said.journal.head,
        sums,
      }) satisfies RunClosed,
  );
  if (timeStamps !== undefined) await stamp(folder, timeStamps, proxies);
  await tellWitness({ runs, state, run, sums, signer, withhold: holdsSecrets(portals) });
}
