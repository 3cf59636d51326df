import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from '../../portal-sdk/index.ts';
import type { JournalLine } from '../events.ts';
import { parseJournalLine } from '../journal-line.ts';
import { isVerdict } from '../outcomes.ts';
import type { ListedRun } from './run-list.ts';

/** A moment and the run that it stands in. */
export interface At {
  /** ISO 8601. */
  utc: string;
  run: string;
}

/** Who has access to what at a customer, as runs have read it. */
export interface AccessRow extends Access {
  customer: string;
  title: string;
  account: string;
  /** The account can be used. */
  active: boolean;
  /** When it was first read as it is: active, or not any more. */
  since: At;
  /** When the newest of the keys was made; undefined where no run of this workspace made it. */
  keySince?: string;
  /** When it was last read. */
  seen: At;
  /** The newest check of it, and whether that found a difference. */
  checked?: At & { drift: boolean };
}

/** The lines of a journal that say something of access. */
function linesOf(runs: string, { begun }: ListedRun): JournalLine[] {
  const file = join(runs, begun.customer.name, begun.run, 'journal.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"access":') || line.includes('"type":"escrow.sealed"'))
    .map((line) => parseJournalLine(line));
}

/** What is known after another reading: the rights of a role are not those of the next one. */
function added<Known extends Access>(known: Known, read: Access): Known & Access {
  const { rights, ...others } = known;
  const isSameRole = read.role === undefined || known.role === undefined || read.role === known.role;
  return { ...(isSameRole && rights && { rights }), ...others, ...read } as Known & Access;
}

/** What a run has read of an account: its steps read a part each. */
function readIn(lines: JournalLine[]): { access: Access; utc: string } | undefined {
  const read = lines.flatMap((line) =>
    line.type === 'step.result' && line.access ? [{ access: line.access, utc: line.utc }] : [],
  );
  const last = read.at(-1);
  return last && { access: read.reduce<Access>((known, { access }) => added(known, access), {}), utc: last.utc };
}

/**
 * The register of access: a row for each account that a run has read, of all customers, in their order of names.
 * Read from the journals; whether those are intact, `keywright verify` says.
 * @param listed all runs, oldest first
 */
export function accessRegister(runs: string, listed: readonly ListedRun[]): AccessRow[] {
  const rows = new Map<string, AccessRow>();
  const made = new Map<string, string>();
  for (const run of listed) {
    const lines = linesOf(runs, run);
    for (const line of lines) if (line.type === 'escrow.sealed') made.set(line.publicKey, line.utc);
    const found = readIn(lines);
    if (found?.access.account === undefined) continue;
    const { customer } = run.begun;
    const at = { utc: found.utc, run: run.begun.run };
    const key = `${customer.name} ${found.access.account.toLowerCase()}`;
    const known = rows.get(key);
    const row = { ...added(known ?? {}, found.access), customer: customer.name, title: customer.title };
    const active = row.active ?? true;
    const { outcome } = run.closed ?? {};
    rows.set(key, {
      ...row,
      account: found.access.account,
      active,
      since: known?.active === active ? known.since : at,
      seen: at,
      ...(run.begun.check && isVerdict(outcome) && { checked: { ...at, drift: outcome === 'drift' } }),
    });
  }
  return [...rows.values()]
    .map((row) => {
      const keySince = (row.keys ?? [])
        .flatMap((key) => made.get(key) ?? [])
        .sort()
        .at(-1);
      return { ...row, ...(keySince !== undefined && { keySince }) };
    })
    .sort((one, other) => one.customer.localeCompare(other.customer) || one.account.localeCompare(other.account));
}
