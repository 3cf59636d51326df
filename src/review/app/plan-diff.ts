import { isRecord } from '../../evidence/journal-line.ts';
import type { Step } from '../../evidence/read-run.ts';
import { label } from '../format.ts';

/** One thing that the runbook asks for: what it should be, what was found at first, and what was read in the end. */
export interface Difference {
  what: string;
  wanted: string;
  first?: string;
  last?: string;
}

interface PlanDiff {
  rows: Difference[];
  /** What holds of everything that has no row. */
  rest?: string;
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);
const OTHERS = 'levels other than None';

type Levels = Map<string, string>;

/** Older runs name the columns as the runbook does. */
const asRead = (place: string): string =>
  place.replace(/(?<= \/ )(?:add|edit|delete|inquire)$/, (column) => column[0]!.toUpperCase() + column.slice(1));

/** Levels by place (`System / API Reports / Inquire`), from nested ones or from the list of those that are not None. */
function levels(data: Record<string, unknown> | undefined): Levels | undefined {
  const list = data?.[OTHERS];
  if (Array.isArray(list))
    return new Map(
      list
        .filter((line) => typeof line === 'string')
        .map((line) => [asRead(line.slice(0, line.lastIndexOf(': '))), line.slice(line.lastIndexOf(': ') + 2)]),
    );
  const nested = data?.['levels'];
  if (!isRecord(nested)) return undefined;
  const found = new Map<string, string>();
  for (const [module, rows] of Object.entries(nested)) {
    for (const [row, columns] of Object.entries(isRecord(rows) ? rows : {})) {
      for (const [column, level] of Object.entries(isRecord(columns) ? columns : {}))
        if (typeof level === 'string' && level !== 'None') found.set(asRead(`${module} / ${row} / ${column}`), level);
    }
  }
  return found;
}

/** Lines such as `Location: Main → Tampa Office`. */
function fromChanges(step: Step): Map<string, { first: string; wanted: string }> {
  const changes = step.found.find(({ state }) => state === 'needed')?.changes ?? step.result?.changes ?? [];
  return new Map(
    changes.flatMap((change) => {
      const parts = /^(.+?): (.*) → (.*)$/.exec(change);
      return parts === null ? [] : [[asRead(parts[1]!), { first: parts[2]!, wanted: parts[3]! }]];
    }),
  );
}

/** A role's levels: one row per module that the runbook names or that had a level. */
function levelRows(wanted: Levels, first: Levels | undefined, last: Levels | undefined): Difference[] {
  const names = new Set([...wanted.keys(), ...(last?.keys() ?? []), ...(first?.keys() ?? [])]);
  const levelIn = (level: Levels, what: string) => level.get(what) ?? 'None';
  return [...names].map((what) => ({
    what,
    wanted: levelIn(wanted, what),
    ...(first && { first: levelIn(first, what) }),
    ...(last && { last: levelIn(last, what) }),
  }));
}

/** Adds what the result read for each scalar input. */
function addInputs(rows: Map<string, Difference>, step: Step, details: Record<string, unknown> | undefined): void {
  for (const [name, value] of Object.entries(step.attempts[0]?.input ?? {})) {
    const read = details?.[name];
    if (!isScalar(value) || !isScalar(read)) continue;
    const what = label(name);
    const known = [...rows.values()].find((row) => row.what.toLowerCase() === what.toLowerCase());
    if (known) known.last = String(read);
    else rows.set(what, { what, wanted: String(value), last: String(read) });
  }
}

/** What a step asked for against what it found and left. */
export function planDiff(step: Step): PlanDiff {
  const details = step.result?.details ?? step.found.findLast((found) => found.details !== undefined)?.details;
  const [wanted, last, first] = [levels(step.attempts[0]?.input), levels(details), levels(step.found[0]?.details)];
  const isRole = step.use.includes('.role.');
  const rows = new Map<string, Difference>();
  if (wanted !== undefined && isRole) for (const row of levelRows(wanted, first, last)) rows.set(row.what, row);
  for (const [what, { first: before, wanted: to }] of fromChanges(step)) {
    const known = rows.get(what);
    rows.set(what, known ? { ...known, first: known.first ?? before } : { what, wanted: to, first: before });
  }
  addInputs(rows, step, details);
  const read = details?.['rows read'] ?? details?.['rows'];
  const rest = `All other levels: None wanted, None read${isScalar(read) ? ` (${read} rows)` : ''}.`;
  return { rows: [...rows.values()], ...(last !== undefined && isRole && { rest }) };
}
