import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeDurably } from '../secrets/files.ts';
import { clean } from '../secrets/filter.ts';
import type { RunEnd, RunStart } from './events.ts';
import { asciiLine, checkChain, FIRST } from './journal.ts';
import { whileLocked } from './locked.ts';
import type { Signer } from './signing.ts';

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

const wholeLines = (text: string) => text.slice(0, text.lastIndexOf('\n') + 1);

function readText(runs: string): string {
  return existsSync(listFile(runs)) ? readFileSync(listFile(runs), 'utf8') : '';
}

/** The list's whole lines; a torn last one (a crash while it was written) says nothing. */
export function readRunList(runs: string): RunListLine[] {
  return wholeLines(readText(runs)).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as RunListLine);
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
 * Appends to `runs/list.jsonl`, the chained list of all runs: an auditor's population. It is on disk, and signed where there is a key, when this returns.
 * @param event made from what the list holds so far
 * @returns the line, and the head before it
 */
export function appendToList<E extends RunListEvent>(runs: string, signer: Signer | undefined, event: (lines: RunListLine[]) => E): { line: E; before: string } {
  mkdirSync(runs, { recursive: true, mode: 0o700 });
  return whileLocked(join(runs, 'list.lock'), () => {
    const text = wholeLines(readText(runs));
    const chain = text === '' ? { lines: 0, head: FIRST } : checkChain(text);
    if ('wrong' in chain) throw new Error(`The list of runs (${listFile(runs)}) was changed: line ${chain.line} ${chain.wrong}. Nothing was started. Keep the file for whoever has to look into it, and move the folder of runs away to begin a new list.`);
    const line = event(readRunList(runs));
    const { type, ...rest } = line;
    const bytes = asciiLine(clean(JSON.stringify({ seq: chain.lines, prev: chain.head, type, utc: new Date().toISOString(), ...rest })));
    const handle = openSync(listFile(runs), 'a', 0o600);
    try {
      // What a crash tore goes: it never counted.
      ftruncateSync(handle, Buffer.byteLength(text));
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    syncFolder(runs);
    if (signer) writeDurably(`${listFile(runs)}.sig`, signer.sign(Buffer.concat([Buffer.from(text), bytes])));
    return { line, before: chain.head };
  });
}
