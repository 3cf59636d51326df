import { join } from 'node:path';
import { makeFolder, writeDurably } from '../../files/durable-write.ts';
import { appendChained, completeLines, type ChainedFile } from '../chain/chained-file.ts';
import type { AccountRead, RunEnd, RunStart } from '../events.ts';
import type { Signer } from '../signing.ts';

/** A run is about to begin: it is in the list before its browser starts, so a killed one is in it too. */
export interface RunBegun {
  type: 'run.begun';
  run: string;
  /** From 1, without a gap, over all customers of the workspace. */
  number: number;
  customer: RunStart['customer'];
  runbook: Pick<RunStart['runbook'], 'name' | 'title' | 'sha256'>;
  operator: string;
  host: string;
  check?: true;
  continues?: string;
}

/** A run's bundle is closed. `incomplete`: it was killed, and closed at the next start. */
export interface RunClosed {
  type: 'run.closed';
  run: string;
  outcome: RunEnd['outcome'] | 'incomplete';
  ms: number;
  counts: RunEnd['counts'];
  /** How many things are left for people; missing where none is. */
  left?: number;
  /** Who was signed in, as the screens said it; missing where nobody came to be. */
  accounts?: Pick<AccountRead, 'portal' | 'account'>[];
  journalHead: string;
  /** SHA-256 of the bundle's SHA256SUMS. */
  sums: string;
  /** Fingerprint of the key that signed it. */
  signedBy?: string;
}

/** The pictures of a run were removed by `keywright prune`. */
export interface RunPruned {
  type: 'run.pruned';
  run: string;
  pictures: number;
  operator: string;
}

export type RunListEvent = RunBegun | RunClosed | RunPruned;
export type RunListLine = RunListEvent & { seq: number; prev: string; utc: string };

/** One run as the list knows it. */
export interface ListedRun {
  begun: RunBegun & { utc: string };
  closed?: RunClosed & { utc: string };
  pruned?: RunPruned & { utc: string };
}

export const listFile = (runs: string): string => join(runs, 'list.jsonl');

/** The list as a file of chained lines. */
export const listOfRuns = (runs: string): ChainedFile => ({
  file: listFile(runs),
  what: 'The list of runs',
  lock: join(runs, 'list.lock'),
  otherwise:
    'Nothing was started. Keep the file for whoever has to look into it, and move the folder of runs away to ' +
    'begin a new list.',
});

/** The list's whole lines; a torn last one (a crash while it was written) says nothing. */
export function readRunList(runs: string): RunListLine[] {
  return completeLines(listFile(runs))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RunListLine);
}

/** The runs in the order in which they began. */
export function listedRuns(lines: RunListLine[]): ListedRun[] {
  const runs = new Map<string, ListedRun>();
  for (const line of lines) {
    if (line.type === 'run.begun') runs.set(line.run, { begun: line });
    const known = runs.get(line.run);
    if (known && line.type === 'run.closed') known.closed = line;
    if (known && line.type === 'run.pruned') known.pruned = line;
  }
  return [...runs.values()];
}

/**
 * Appends to `runs/list.jsonl`, the chained list of all runs: an auditor's population. It is on disk, and signed where
 * there is a key, when this returns.
 * @param event made from what the list holds so far
 */
export function appendToList<E extends RunListEvent>(
  runs: string,
  signer: Signer | undefined,
  event: (lines: RunListLine[]) => E,
): void {
  makeFolder(runs);
  appendChained(listOfRuns(runs), () => event(readRunList(runs)), {
    after: (whole) => {
      if (signer) writeDurably(`${listFile(runs)}.sig`, signer.sign(whole));
    },
  });
}
