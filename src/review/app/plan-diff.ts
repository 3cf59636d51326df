import type { Step } from '../../evidence/read-run.ts';
import { label } from '../format.ts';

/** One thing that the runbook asks for: what it should be, what was found at first, and what was read in the end. */
export interface Difference {
  what: string;
  wanted: string;
  first?: string;
  last?: string;
}

export interface PlanDiff {
  rows: Difference[];
  /** What holds of everything that has no row. */
  rest?: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);
const OTHERS = 'levels other than None';

/** Levels by place (`System / API Reports / inquire`), from nested ones or from the list of those that are not None. */
function levels(data: Record<string, unknown> | undefined): Map<string, string> | undefined {
  const list = data?.[OTHERS];
  if (Array.isArray(list))
    return new Map(
      list
        .filter((line) => typeof line === 'string')
        .map((line) => [line.slice(0, line.lastIndexOf(': ')), line.slice(line.lastIndexOf(': ') + 2)]),
    );
  const nested = data?.['levels'];
  if (!isRecord(nested)) return undefined;
  const found = new Map<string, string>();
  for (const [module, rows] of Object.entries(nested)) {
    for (const [row, columns] of Object.entries(isRecord(rows) ? rows : {})) {
      for (const [column, level] of Object.entries(isRecord(columns) ? columns : {}))
        if (typeof level === 'string' && level !== 'None') found.set(`${module} / ${row} / ${column}`, level);
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
      return parts === null ? [] : [[parts[1]!, { first: parts[2]!, wanted: parts[3]! }]];
    }),
  );
}

/** What a step asked for against what it found and left. */
export function planDiff(step: Step): PlanDiff {
  const input = step.attempts[0]?.input;
  const details = step.result?.details ?? step.found.findLast(({ details }) => details !== undefined)?.details;
  const rows = new Map<string, Difference>();
  const [wanted, last, first] = [levels(input), levels(details), levels(step.found[0]?.details)];
  const changed = fromChanges(step);
  if (wanted !== undefined && step.use.includes('.role.')) {
    for (const what of new Set([...wanted.keys(), ...(last?.keys() ?? []), ...(first?.keys() ?? [])])) {
      rows.set(what, {
        what,
        wanted: wanted.get(what) ?? 'None',
        ...(first && { first: first.get(what) ?? 'None' }),
        ...(last && { last: last.get(what) ?? 'None' }),
      });
    }
  }
  for (const [what, { first: before, wanted: to }] of changed) {
    const known = rows.get(what);
    rows.set(
      what,
      known === undefined ? { what, wanted: to, first: before } : { ...known, first: known.first ?? before },
    );
  }
  for (const [name, value] of Object.entries(input ?? {})) {
    if (!isScalar(value) || !isScalar(details?.[name])) continue;
    const what = label(name);
    const known = [...rows.values()].find((row) => row.what.toLowerCase() === what.toLowerCase());
    if (known) known.last = String(details[name]);
    else rows.set(what, { what, wanted: String(value), last: String(details[name]) });
  }
  const read = details?.['rows read'] ?? details?.['rows'];
  const rest =
    last === undefined || !step.use.includes('.role.')
      ? undefined
      : `All other levels: None wanted, None read${isScalar(read) ? ` (${read} rows)` : ''}.`;
  return { rows: [...rows.values()], ...(rest !== undefined && { rest }) };
}
