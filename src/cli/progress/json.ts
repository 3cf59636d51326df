import { dirname } from 'node:path';
import type { BatchedCustomer } from '../../evidence/runs/batches.ts';
import { UserError } from '../../files/user-error.ts';
import { exit } from '../exit-codes.ts';
import { printLine } from '../terminal.ts';
import type { RunSoFar } from './run-so-far.ts';

/** What a script reads at the end: the last line of `--json`. */
export interface Result {
  /** As in `run.end`; `not started` where nothing was begun. */
  outcome: string;
  /** The exit code of the process. */
  exit: number;
  /** `KW-…` of the problem, or null. */
  code: string | null;
  /** What went wrong, where, and what to do next, or null. */
  problem: Record<string, unknown> | null;
  /** What was changed, by step. */
  changed: { step: string; title: string; changes: string[] }[];
  /** Of a check: what is not as it should be. */
  differs: { step: string; title: string; actual: string; changes: string[]; hint: string | null }[];
  /** Of a check of screens: what has changed since the customer's last one. */
  since?: string[];
  /** Why bundles of the customer are not in the bundle store yet; missing where they are, or there is no store. */
  notStored?: string;
  /** What people must see to. */
  left: { step: string; what: string; why: string }[];
  /** The path of the report, or null. */
  report: string | null;
  /** The folder of the evidence, or null. */
  folder: string | null;
  /** Of a batch: its name, why not all were begun, and how it ended for each customer, as in `batch.json`. */
  batch?: string;
  stopped?: string;
  customers?: BatchedCustomer[];
}

let told = false;

const NOTHING = { code: null, problem: null, changed: [], differs: [], left: [], report: null, folder: null };

/** Prints one line of JSON, with its time. */
export function printJson(line: object): void {
  printLine({ text: JSON.stringify({ utc: new Date().toISOString(), ...line }), whole: true });
}

/** Prints the last line: how a command has ended, for scripts. */
export function printResult(result: Partial<Result> & Pick<Result, 'outcome' | 'exit'>): void {
  told = true;
  const { outcome, exit: code, ...more } = result;
  printJson({ type: 'result', outcome, exit: code, ...NOTHING, ...more });
}

/** How a run has ended, for scripts. */
export function resultOf(run: RunSoFar, report: string, ended: Pick<Result, 'outcome' | 'exit'>): Result {
  const failure = ended.outcome === 'failed' ? run.failure : undefined;
  return {
    ...NOTHING,
    ...ended,
    ...(failure !== undefined && {
      code: failure.problem.code ?? null,
      problem: { ...(failure.place && { step: failure.place.step, title: failure.place.title }), ...failure.problem },
    }),
    changed: run.changed,
    differs: run.differing.map(({ step, title, actual, changes = [], problem }) => ({
      step,
      title,
      actual,
      changes,
      hint: problem?.hint ?? null,
    })),
    left: run.end?.left ?? [],
    report,
    folder: dirname(report),
  };
}

/**
 * Does the work of a command that runs a job. With `--json`, the last line is a result in any case: also where nothing
 * was started.
 */
export async function withResult({ json }: { json?: boolean }, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const known = error instanceof UserError ? error : undefined;
    const code = known?.code ?? 'KW-OTHER';
    const actual = error instanceof Error ? error.message : String(error);
    if (json && !told)
      printResult({
        outcome: 'not started',
        exit: known?.exitCode ?? exit.badInput,
        code,
        problem: { code, actual },
      });
    throw error;
  }
  if (json && !told) printResult({ outcome: 'nothing to do', exit: Number(process.exitCode ?? exit.success) });
}
