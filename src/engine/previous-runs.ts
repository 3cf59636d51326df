import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { completeLines } from '../evidence/chain/chained-file.ts';
import type { JournalLine, RunEnd, RunStart } from '../evidence/events.ts';
import { parseJournalLine } from '../evidence/journal-line.ts';
import { listedRuns, readRunList } from '../evidence/runs/run-list.ts';
import { UserError } from '../files/user-error.ts';

/** A run folder, by the first and last line of its journal. */
export interface PreviousRun {
  run: string;
  folder: string;
  /** Missing if the run was killed before its first line was on disk; nothing was done then. */
  start?: RunStart;
  /** Missing if the run was killed. */
  end?: RunEnd;
}

const RUN_ID = /^\d{8}-\d{6}-[0-9a-z]{8}$/;

function eventOf(line: string | undefined): JournalLine | undefined {
  try {
    return parseJournalLine(line ?? '');
  } catch {
    return undefined;
  }
}

function readRun(folder: string, run: string): PreviousRun {
  const lines = completeLines(join(folder, 'journal.jsonl')).trimEnd().split('\n');
  const [first, last] = [eventOf(lines[0]), eventOf(lines.at(-1))];
  return {
    run,
    folder,
    ...(first?.type === 'run.start' && { start: first }),
    ...(last?.type === 'run.end' && { end: last }),
  };
}

function customersOf(runs: string, customer: string | undefined): string[] {
  const all = existsSync(runs)
    ? readdirSync(runs, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [];
  return all.filter((name) => customer === undefined || name === customer);
}

/** The runs in a customer's folder, oldest first. */
export function previousRuns(parent: string): PreviousRun[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => RUN_ID.test(name))
    .sort()
    .map((run) => readRun(join(parent, run), run));
}

/** A run by its name, of any customer or of one. @throws if there is none */
export function previousRun(runs: string, run: string, customer?: string): PreviousRun {
  const parents = customersOf(runs, customer).map((name) => join(runs, name, run));
  const folder = RUN_ID.test(run) ? parents.find((candidate) => existsSync(candidate)) : undefined;
  if (folder === undefined)
    throw new UserError(
      'KW-RUN-UNKNOWN',
      `There is no run ${JSON.stringify(run).slice(0, 60)} in ` +
        `${runs}${customer === undefined ? '' : ` for customer ${customer}`}. A run is named as its folder is, ` +
        'for example 20261124-141532-7k3f9xwp.',
    );
  return readRun(folder, run);
}

/** Whether a run was killed or interrupted, so that its job is not done. */
const isUnfinished = ({ start, end }: PreviousRun): boolean =>
  start !== undefined && (end === undefined || end.outcome === 'interrupted');

/** The newest run of a runbook, if its job is not done. Older ones do not count: a newer run continues them. */
export function unfinishedRun(runs: PreviousRun[], runbook: string): PreviousRun | undefined {
  const newest = runs.findLast(({ start }) => start?.runbook.name === runbook);
  return newest && isUnfinished(newest) ? newest : undefined;
}

/** The newest job that is not done, of any customer and runbook or of one customer. */
export function newestUnfinished(runs: string, customer?: string): PreviousRun | undefined {
  const newest = customersOf(runs, customer).flatMap((name) => {
    const all = previousRuns(join(runs, name));
    return [...new Set(all.map(({ start }) => start?.runbook.name))].flatMap((runbook) =>
      runbook === undefined ? [] : (unfinishedRun(all, runbook) ?? []),
    );
  });
  return newest.sort((a, b) => a.run.localeCompare(b.run)).at(-1);
}

/** The runs of a customer without an end in the list of runs. Call it while no run of the customer is under way. */
export function unclosed(runs: string, customer: string, earlier: PreviousRun[]): PreviousRun[] {
  const closed = new Set(
    listedRuns(readRunList(runs))
      .filter(({ begun, closed }) => begun.customer.name === customer && closed !== undefined)
      .map(({ begun }) => begun.run),
  );
  return earlier.filter(({ run }) => !closed.has(run));
}
