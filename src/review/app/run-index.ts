import { closeSync, existsSync, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { completeLines } from '../../evidence/chain/chained-file.ts';
import { wrongLine } from '../../evidence/chain/hash-chain.ts';
import type { AccountRead, JournalLine, RunEnd, RunStart } from '../../evidence/events.ts';
import { parseJournalLine } from '../../evidence/journal-line.ts';
import { leftInWords } from '../../evidence/outcomes.ts';
import type { Run } from '../../evidence/read-run.ts';
import { type ListedRun, listedRuns, listFile, type PlanMade, type RunListLine } from '../../evidence/runs/run-list.ts';
import { versionOf } from '../../files/durable-write.ts';
import { plainText } from '../../files/sanitize.ts';
import { RUN_WORD } from '../format.ts';

/** A run as the list page shows it. */
export interface IndexedRun {
  customer: string;
  customerTitle: string;
  run: string;
  runbook: { name: string; title: string };
  operator: string;
  host: string;
  begun: string;
  /** `not closed`: it is under way, or was killed and nothing has closed it yet. */
  outcome: Run['outcome'] | 'not closed';
  ms?: number;
  /** Moments that were pictured. */
  shots?: number;
  /** The step that failed. */
  failedAt?: string;
  /** How many things it left for people. */
  left?: number;
  /** Who was signed in, as the screens said it. */
  accounts?: Pick<AccountRead, 'portal' | 'account'>[];
  /** Different pictures of them, and how many were withheld; missing where an older version counted. */
  files?: number;
  withheld?: number;
  /** Its number in the list of runs; missing when the list does not know it. */
  number?: number;
  /** SHA-256 of the bundle's SHA256SUMS, as the list recorded it when the run was closed. */
  sums?: string;
  /** SHA-256 of the key that signed it, as the list recorded it. */
  signedBy?: string;
  /** Whether its folder is there. */
  folder: boolean;
  /** Its pictures were removed on purpose. */
  pruned?: true;
  /** What a search looks through. */
  text: string;
}

export type IndexedPlan = PlanMade & { utc: string };

export interface RunIndex {
  /** Newest first. */
  runs: IndexedRun[];
  byKey: Map<string, IndexedRun>;
  /** Who looked at what a run would do, newest first. */
  plans: IndexedPlan[];
  /** What is wrong with the list of runs, in a sentence. */
  warning?: string;
}

/** Names of folders in `runs/`: as customers and runs are named, so nothing else is ever opened. */
export const CUSTOMER = /^[a-z0-9][a-z0-9-]{0,63}$/;
export const RUN = /^\d{8}-\d{6}-[0-9a-z]{8}$/;

/** More of a journal is not read to find its first or its last line. */
const LONGEST_LINE = 1 << 20;

/** Remembers what was made from files until one of them changes. */
class Remembered<T> {
  readonly #kept = new Map<string, { state: string; value: T }>();

  of(path: string, make: () => T): T {
    const state = versionOf(path);
    const kept = this.#kept.get(path);
    if (kept?.state === state) return kept.value;
    const value = make();
    this.#kept.set(path, { state, value });
    return value;
  }
}

const withText = (run: Omit<IndexedRun, 'text'>): IndexedRun => ({
  ...run,
  text: [
    run.customer,
    run.customerTitle,
    run.run,
    run.runbook.name,
    run.runbook.title,
    run.operator,
    run.host,
    run.number === undefined ? '' : `#${run.number}`,
    leftInWords(run.left),
    run.failedAt,
    ...(run.accounts ?? []).map(({ account }) => account),
  ]
    .join('\n')
    .toLowerCase(),
});

/** What a file says of how a run ended, if it is a word that we know. */
const ending = (outcome: Run['outcome'] | undefined): IndexedRun['outcome'] =>
  outcome !== undefined && Object.hasOwn(RUN_WORD, outcome) ? outcome : 'not closed';

function parseLine(line: string): JournalLine | undefined {
  try {
    return plainText(parseJournalLine(line));
  } catch {
    return undefined;
  }
}

/** The first and the last whole line of a journal. */
function endsOf(file: string): [JournalLine | undefined, JournalLine | undefined] {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const piece = (from: number) => {
      const bytes = Buffer.alloc(Math.min(LONGEST_LINE, size));
      return bytes.toString('latin1', 0, readSync(handle, bytes, 0, bytes.length, from));
    };
    const [head, tail] = [piece(0), piece(Math.max(0, size - LONGEST_LINE))];
    return [
      parseLine(head.slice(0, head.indexOf('\n'))),
      parseLine(tail.slice(0, tail.lastIndexOf('\n')).split('\n').at(-1)!),
    ];
  } finally {
    closeSync(handle);
  }
}

const picturesOf = ({ counts: { shots, files, withheld } }: Pick<RunEnd, 'counts'>) => ({
  shots,
  withheld,
  ...(files !== undefined && { files }),
});

/** A run whose only witness is its folder. */
function fromFolder(runs: string, customer: string, run: string): IndexedRun {
  const file = join(runs, customer, run, 'journal.jsonl');
  const [first, last] = lstatSync(file, { throwIfNoEntry: false })?.isFile() ? endsOf(file) : [];
  const start: Partial<RunStart> = first?.type === 'run.start' ? first : {};
  const end = last?.type === 'run.end' ? last : undefined;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(run)!;
  return withText({
    customer,
    run,
    customerTitle: String(start.customer?.title ?? customer),
    runbook: {
      name: String(start.runbook?.name ?? 'unknown'),
      title: String(start.runbook?.title ?? 'Unknown: its journal cannot be read'),
    },
    operator: String(start.operator ?? 'unknown'),
    host: String(start.machine?.host ?? 'unknown'),
    begun: `${year}-${month}-${day}T${hour}:${minute}:${second}Z`,
    outcome: ending(end?.outcome),
    ...(end && { ms: end.ms, ...picturesOf(end) }),
    ...(end?.left && { left: end.left.length }),
    folder: true,
  });
}

function fromList({ begun, closed, pruned }: ListedRun): IndexedRun {
  const { run, number, customer, runbook, operator, host, utc } = begun;
  return withText({
    customer: customer.name,
    customerTitle: customer.title,
    run,
    runbook,
    operator,
    host,
    begun: utc,
    number,
    folder: false,
    outcome: ending(closed?.outcome),
    ...(closed && {
      ms: closed.ms,
      ...picturesOf(closed),
      sums: closed.sums,
      ...(closed.signedBy !== undefined && { signedBy: closed.signedBy }),
    }),
    ...(closed?.left && { left: closed.left }),
    ...(closed?.failedAt !== undefined && { failedAt: closed.failedAt }),
    ...(closed?.accounts && { accounts: closed.accounts }),
    ...(pruned && { pruned: true as const }),
  });
}

function parseList(runs: string): { known: IndexedRun[]; plans: IndexedPlan[]; warning?: string } {
  const text = completeLines(listFile(runs));
  const lines = text.split('\n').flatMap((line): RunListLine[] => {
    try {
      return [plainText(JSON.parse(line) as RunListLine)];
    } catch {
      return [];
    }
  });
  const wrong = wrongLine(text);
  const known = listedRuns(lines)
    .map(fromList)
    .filter(({ customer, run }) => CUSTOMER.test(customer) && RUN.test(run));
  return {
    known,
    plans: lines.filter((line) => line.type === 'plan.made').reverse(),
    ...(wrong && {
      warning:
        `The list of runs (list.jsonl) was changed: line ${wrong.line} ${wrong.wrong}. Runs may be missing from ` +
        'it.',
    }),
  };
}

/** The index of a folder of runs, kept up to date while files are added. */
export class IndexOfRuns {
  readonly #runs: string;
  readonly #list = new Remembered<ReturnType<typeof parseList>>();
  readonly #folders = new Remembered<string[]>();
  readonly #unlisted = new Remembered<IndexedRun>();
  #last: { known: object; folders: string[][]; index: RunIndex } | undefined;

  constructor(runs: string) {
    this.#runs = runs;
  }

  read(): RunIndex {
    const { known, plans, warning } = this.#list.of(listFile(this.#runs), () => parseList(this.#runs));
    const customers = existsSync(this.#runs)
      ? readdirSync(this.#runs, { withFileTypes: true })
          .filter((entry) => entry.isDirectory() && CUSTOMER.test(entry.name))
          .map(({ name }) => name)
      : [];
    const folders = customers.map((customer) => this.#runsOf(customer));
    // While nothing was added and all runs are closed, the index of before holds.
    const last = this.#last;
    if (
      last?.known === known &&
      last.folders.length === folders.length &&
      last.folders.every((one, index) => one === folders[index])
    )
      return last.index;
    const byKey = new Map(known.map((run) => [`${run.customer}/${run.run}`, run]));
    for (const [index, customer] of customers.entries()) {
      for (const run of folders[index]!) {
        const key = `${customer}/${run}`;
        byKey.set(key, this.#withFolder(byKey.get(key), customer, run));
      }
    }
    const runs = [...byKey.values()].sort((one, other) => (one.run < other.run ? 1 : one.run > other.run ? -1 : 0));
    const index = { runs, byKey, plans, ...(warning !== undefined && { warning }) };
    this.#last = runs.some(({ outcome, folder }) => outcome === 'not closed' && folder)
      ? undefined
      : { known, folders, index };
    return index;
  }

  /** A run whose folder is there. How it ended is read from its folder if the list does not say it. */
  #withFolder(listed: IndexedRun | undefined, customer: string, run: string): IndexedRun {
    if (listed !== undefined && listed.outcome !== 'not closed') return { ...listed, folder: true };
    const journal = join(this.#runs, customer, run, 'journal.jsonl');
    const found = this.#unlisted.of(journal, () => fromFolder(this.#runs, customer, run));
    if (listed === undefined) return found;
    const { outcome, ms, shots, files, withheld, left } = found;
    return {
      ...listed,
      folder: true,
      outcome,
      ...(ms !== undefined && { ms }),
      ...(shots !== undefined && { shots }),
      ...(files !== undefined && { files }),
      ...(withheld !== undefined && { withheld }),
      ...(left !== undefined && { left }),
    };
  }

  #runsOf(customer: string): string[] {
    const folder = join(this.#runs, customer);
    return this.#folders.of(folder, () =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && RUN.test(entry.name))
        .map(({ name }) => name),
    );
  }
}
