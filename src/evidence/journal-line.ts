import type { JournalLine } from './events.ts';

/** What fields were called in evidence format 1. */
const FORMER = { saw: 'actual', next: 'hint', facts: 'details', covered: 'redacted' } as const;

type Fields = Record<string, unknown>;

export const isRecord = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function renamed(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [FORMER[name as 'saw'] ?? name, value]));
}

/** A note may hold a problem in its details. Other details have names of their own. */
const isProblem = (fields: unknown): fields is Fields => isRecord(fields) && 'saw' in fields && 'next' in fields;

/**
 * One line of a journal, in the names of evidence format 2; older bundles have others.
 * @throws when the text is no JSON
 */
export function parseJournalLine(text: string): JournalLine {
  const line = JSON.parse(text) as unknown;
  if (!isRecord(line)) return line as JournalLine;
  const { problem, details, ...rest } = renamed(line);
  return {
    ...rest,
    ...(problem !== undefined && { problem: isRecord(problem) ? renamed(problem) : problem }),
    ...(details !== undefined && { details: isProblem(details) ? renamed(details) : details }),
  } as unknown as JournalLine;
}
