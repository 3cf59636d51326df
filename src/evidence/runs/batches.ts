import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, readBytes, writeDurably } from '../../files/durable-write.ts';
import { sha256Of } from '../../files/sha256.ts';
import { isBeside } from '../bundle/system-files.ts';
import type { BatchEnded, RunListLine } from './run-list.ts';

/** How a batch ended for one of its customers. */
export interface BatchedCustomer {
  /** Its place, from 1. */
  n: number;
  name: string;
  title: string;
  /** As in `run.end`; `not started` where nothing was begun, `not begun` where its turn never came. */
  outcome: string;
  /** The exit code of the run; null where there was none. */
  exit: number | null;
  /** `KW-…` of the problem. */
  code?: string;
  /** The step that failed. */
  step?: string;
  /** What the problem was, and what to do. */
  actual?: string;
  hint?: string;
  /** How many things are left for people. */
  left?: number;
  /** Why its bundle is not in the bundle store. */
  notStored?: string;
  /** The run; missing where it never began. */
  run?: string;
  ms?: number;
}

/** What `batch.json` holds: one job for many customers. */
export interface Batch {
  format: 1;
  batch: string;
  runbook: { name: string; title: string; sha256: string };
  operator: string;
  host: string;
  /** UTC, ISO 8601. */
  begun: string;
  /** Missing while it is under way, and where it was killed. */
  ended?: string;
  atOnce: number;
  /** Why customers were left out: somebody stopped it, too many failed, or its hours were over. */
  stopped?: string;
  /** The command that takes those again whom it did not serve. */
  again?: string;
  customers: BatchedCustomer[];
}

/** The folder of batches. No customer can have its name. */
export const BATCHES = '_batches';

export const batchFolder = (runs: string, batch: string): string => join(runs, BATCHES, batch);
/** The page of a batch. */
const SUMMARY = 'summary.html';
export const summaryOf = (runs: string, batch: string): string => join(batchFolder(runs, batch), SUMMARY);
const fileOf = (runs: string, batch: string) => join(batchFolder(runs, batch), 'batch.json');

/** Writes `batch.json` as it is now. @returns its SHA-256 */
export function writeBatch(runs: string, batch: Batch): string {
  const text = `${JSON.stringify(batch, undefined, 2)}\n`;
  makeFolder(batchFolder(runs, batch.batch));
  writeDurably(fileOf(runs, batch.batch), text);
  return sha256Of(Buffer.from(text));
}

/** Writes `summary.html`. @returns its SHA-256 */
export function writeSummary(runs: string, batch: string, html: string): string {
  writeDurably(summaryOf(runs, batch), html);
  return sha256Of(Buffer.from(html));
}

/** The batches of these runs, oldest first. */
export function listBatches(runs: string): Batch[] {
  const folder = join(runs, BATCHES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .filter((batch) => existsSync(fileOf(runs, batch)))
    .map((batch) => JSON.parse(readBytes(fileOf(runs, batch)).toString('utf8')) as Batch);
}

/** How many customers ended how. */
export function outcomesOfBatch({ customers }: Pick<Batch, 'customers'>): Record<string, number> {
  const outcomes: Record<string, number> = {};
  for (const { outcome } of customers) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return outcomes;
}

/** What is wrong with the folder of a batch that has ended, by these lines of the list. */
export function faultsOfBatch(runs: string, batch: string, lines: readonly RunListLine[]): string[] {
  const ended = lines.find((line) => line.type === 'batch.ended' && line.batch === batch) as BatchEnded | undefined;
  return ended === undefined ? [] : faultsOf(runs, batch, ended);
}

/** What is wrong with a batch's folder. @param ended missing while it is under way, or where it was killed */
function faultsOf(runs: string, batch: string, ended: BatchEnded | undefined): string[] {
  const folder = batchFolder(runs, batch);
  const there = existsSync(folder) ? readdirSync(folder).sort() : [];
  // A file that is being written, or was when the batch was killed, has a draft.
  const isDraft = (name: string) => ended === undefined && name.endsWith('.draft');
  const strange = there.filter(
    (name) => name !== 'batch.json' && name !== SUMMARY && !isDraft(name) && !isBeside(name, ['batch.json', SUMMARY]),
  );
  const wrong = strange.map((name) => `Batch ${batch}: ${name} does not belong in its folder.`);
  for (const [name, sums] of [
    ['batch.json', ended?.sha256],
    [SUMMARY, ended?.summary],
  ] as const) {
    if (sums === undefined) continue;
    if (!there.includes(name)) wrong.push(`Batch ${batch} is in the list, but its ${name} is missing.`);
    else if (sha256Of(readBytes(join(folder, name))) !== sums) wrong.push(`Batch ${batch}: its ${name} was altered.`);
  }
  return wrong;
}

/**
 * What is wrong between the batches and the list of runs, and what is worth knowing and no fault.
 * @param lines those that are signed, where there is a signature
 */
export function checkBatches(
  runs: string,
  lines: readonly RunListLine[],
): { number: number; wrong: string[]; notes: string[] } {
  const begun = lines.filter((line) => line.type === 'batch.begun');
  const report = { number: begun.length, wrong: [] as string[], notes: [] as string[] };
  for (const { batch } of begun) {
    const ends = lines.filter((line) => line.type === 'batch.ended' && line.batch === batch) as BatchEnded[];
    if (ends.length === 0) report.notes.push(`Batch ${batch} has no end in the list: it is under way, or was killed.`);
    if (ends.length > 1) report.wrong.push(`Batch ${batch} has ${ends.length} ends in the list.`);
    report.wrong.push(...faultsOf(runs, batch, ends[0]));
  }
  const folder = join(runs, BATCHES);
  const known = new Set(begun.map(({ batch }) => batch));
  for (const batch of existsSync(folder) ? readdirSync(folder) : [])
    if (!known.has(batch) && !isBeside(batch, []))
      report.wrong.push(`The folder ${BATCHES}/${batch} is not in the list of runs.`);
  return report;
}
