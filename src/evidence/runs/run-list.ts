import { join } from 'node:path';
import { makeFolder } from '../../files/durable-write.ts';
import type { Finding } from '../../portal-sdk/index.ts';
import { type ChainedFile, completeLines } from '../chain/chained-file.ts';
import { appendSigned } from '../chain/signed-chain.ts';
import type { AccountRead, RunEnd, RunStart } from '../events.ts';
import type { Signer } from '../signing.ts';

/** A run is about to begin. It is in the list before its browser starts, so a killed run is in it, too. */
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
  /** The batch that started it. */
  batch?: string;
  /** Where machines share the list: which of their folders has the run's. */
  folder?: string;
}

/** A run's bundle is closed. `incomplete`: it was killed, and closed at the next start. */
export interface RunClosed {
  type: 'run.closed';
  run: string;
  outcome: RunEnd['outcome'] | 'incomplete';
  ms: number;
  counts: RunEnd['counts'];
  /** The step that failed: `step 4 of 9, Sign in to MSPCFO`; missing if none did. */
  failedAt?: string;
  /** How many things are left for people; missing if none is. */
  left?: number;
  /** Who was signed in, as the screens said it; missing where nobody came to be. */
  accounts?: Pick<AccountRead, 'portal' | 'account'>[];
  journalHead: string;
  /** SHA-256 of the bundle's SHA256SUMS. */
  sums: string;
}

/** The pictures of a run were removed by `keywright prune`. */
interface RunPruned {
  type: 'run.pruned';
  run: string;
  pictures: number;
  operator: string;
}

/** Somebody signed in and looked at what a run would do. Nothing was changed, and there is no folder. */
export interface PlanMade {
  type: 'plan.made';
  customer: RunStart['customer'];
  runbook: RunBegun['runbook'];
  operator: string;
  host: string;
  /** By step: `needed` is what a run would change, `not known` what depends on it. */
  found: Record<string, Finding['state'] | 'not known'>;
  /** Of the problem that ended it early. */
  code?: string;
}

/** A batch, one job for many customers, is about to begin. */
interface BatchBegun {
  type: 'batch.begun';
  batch: string;
  runbook: RunBegun['runbook'];
  /** The customers in their order. */
  customers: string[];
  operator: string;
  host: string;
}

/** A batch has ended, and its `batch.json` is as it stays. */
export interface BatchEnded {
  type: 'batch.ended';
  batch: string;
  /** How many customers ended how. */
  outcomes: Record<string, number>;
  /** SHA-256 of `batch.json`. */
  sha256: string;
  /** SHA-256 of `summary.html`. Missing in older lines. */
  summary?: string;
}

/** From this line on, what this key signs counts as the operator's. */
interface OperatorRegistered {
  type: 'operator.registered';
  operator: string;
  /** SHA-256 of the public key. */
  key: string;
  /** SPKI, DER, in base64. */
  publicKey: string;
  host: string;
  osUser: string;
}

/** From this line on, what this key signs counts for nothing. */
interface OperatorRemoved {
  type: 'operator.removed';
  operator: string;
  key: string;
  /** Who removed it. */
  by: string;
  host: string;
  osUser: string;
}

export type RunListEvent =
  | RunBegun
  | RunClosed
  | RunPruned
  | PlanMade
  | BatchBegun
  | BatchEnded
  | OperatorRegistered
  | OperatorRemoved;
/** `signedBy`: fingerprint of the key that signed the list with it. In older lines, only ends of runs have it. */
export type RunListLine = RunListEvent & { seq: number; prev: string; utc: string; signedBy?: string };

/** One run as the list knows it. */
export interface ListedRun {
  begun: RunBegun & { utc: string };
  closed?: RunClosed & { utc: string; signedBy?: string };
  pruned?: RunPruned & { utc: string };
}

export const listFile = (runs: string): string => join(runs, 'list.jsonl');

/** The list as a file of chained lines. */
export const listOfRuns = (runs: string): ChainedFile => ({
  file: listFile(runs),
  what: 'The list of runs',
  lock: join(runs, 'list.lock'),
  otherwise:
    'Nothing was started. Keep the file for the investigation, and move the folder of runs away to ' +
    'begin a new list.',
});

/** What lines of the list say. */
export const linesOfList = (text: string): RunListLine[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RunListLine);

/** The list's complete lines. A torn last one does not count. */
export const readRunList = (runs: string): RunListLine[] => linesOfList(completeLines(listFile(runs)));

/** The runs in the order in which they began. */
export function listedRuns(lines: RunListLine[]): ListedRun[] {
  const runs = new Map<string, ListedRun>();
  for (const line of lines) {
    if (line.type === 'run.begun') runs.set(line.run, { begun: line });
    const known = 'run' in line ? runs.get(line.run) : undefined;
    if (known && line.type === 'run.closed') known.closed = line;
    if (known && line.type === 'run.pruned') known.pruned = line;
  }
  return [...runs.values()];
}

/**
 * Appends to `runs/list.jsonl`, the chained list of all runs: an auditor's population. The line is on disk, and signed
 * if there is a key, when this returns.
 * @param event gets the lines so far
 * @throws if others have changed the list, or the key that signed it is gone
 */
export function appendToList<E extends RunListEvent>(
  runs: string,
  signer: Signer | undefined,
  event: (lines: RunListLine[]) => E,
): void {
  makeFolder(runs);
  appendSigned(listOfRuns(runs), signer, () => event(readRunList(runs)));
}
