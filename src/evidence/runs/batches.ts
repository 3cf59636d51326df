import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeDurably } from '../../files/durable-write.ts';
import { sha256 } from '../bundle/close.ts';
import type { RunListLine } from './run-list.ts';

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
  customers: BatchedCustomer[];
}

/** The folder of batches. No customer can have its name. */
export const BATCHES = '_batches';

export const batchFolder = (runs: string, batch: string): string => join(runs, BATCHES, batch);
const fileOf = (runs: string, batch: string) => join(batchFolder(runs, batch), 'batch.json');

/** Writes `batch.json` as it is now. @returns its SHA-256 */
export function writeBatch(runs: string, batch: Batch): string {
  const text = `${JSON.stringify(batch, undefined, 2)}\n`;
  makeFolder(batchFolder(runs, batch.batch));
  writeDurably(fileOf(runs, batch.batch), text);
  return sha256(Buffer.from(text));
}

/** The batches of these runs, oldest first. */
export function listBatches(runs: string): Batch[] {
  const folder = join(runs, BATCHES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .filter((batch) => existsSync(fileOf(runs, batch)))
    .map((batch) => JSON.parse(readFileSync(fileOf(runs, batch), 'utf8')) as Batch);
}

/** How many customers ended how. */
export function outcomesOfBatch({ customers }: Pick<Batch, 'customers'>): Record<string, number> {
  const outcomes: Record<string, number> = {};
  for (const { outcome } of customers) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return outcomes;
}

/** What is wrong between the batches and the list of runs, and what is worth knowing and no fault. */
export function checkBatches(
  runs: string,
  lines: readonly RunListLine[],
): { number: number; wrong: string[]; notes: string[] } {
  const begun = lines.filter((line) => line.type === 'batch.begun');
  const report = { number: begun.length, wrong: [] as string[], notes: [] as string[] };
  const ended = new Map(lines.flatMap((line) => (line.type === 'batch.ended' ? [[line.batch, line.sha256]] : [])));
  for (const { batch } of begun) {
    const file = fileOf(runs, batch);
    const sums = ended.get(batch);
    if (sums === undefined) report.notes.push(`Batch ${batch} has no end in the list: it is under way, or was killed.`);
    else if (!existsSync(file)) report.wrong.push(`Batch ${batch} is in the list, but its batch.json is missing.`);
    else if (sha256(readFileSync(file)) !== sums) report.wrong.push(`Batch ${batch}: its batch.json was altered.`);
  }
  const folder = join(runs, BATCHES);
  const known = new Set(begun.map(({ batch }) => batch));
  for (const batch of existsSync(folder) ? readdirSync(folder) : [])
    if (!known.has(batch)) report.wrong.push(`The folder ${BATCHES}/${batch} is not in the list of runs.`);
  return report;
}
