import type { AccessRow } from '../evidence/runs/access.ts';
import { csvOf } from './export/csv.ts';

/** A row of the register of access, with when the customers file wants the next rotation. */
export interface RegisterRow extends AccessRow {
  /** ISO 8601; undefined where no policy says so, or no key was made here. */
  rotateBy?: string;
}

const COLUMNS = [
  'customer',
  'title',
  'account',
  'active',
  'role',
  'rights',
  'keys',
  'held by',
  'since',
  'since run',
  'newest key since',
  'last read',
  'last read run',
  'last check',
  'last check run',
  'last check found',
  'next rotation',
];

/** `no difference`, or that there was one; undefined where there was no check. */
export const checkWords = ({ checked }: AccessRow): string | undefined =>
  checked && (checked.drift ? 'differences' : 'no difference');

/** The register as a CSV file. Times are ISO 8601 in UTC. */
export function registerCsv(rows: readonly RegisterRow[]): string {
  return csvOf([
    COLUMNS,
    ...rows.map((row) => [
      row.customer,
      row.title,
      row.account,
      row.active ? 'yes' : 'no',
      row.role ?? '',
      (row.rights ?? []).join('; '),
      (row.keys ?? []).join('; '),
      row.heldBy ?? '',
      row.since.utc,
      row.since.run,
      row.keySince ?? '',
      row.seen.utc,
      row.seen.run,
      row.checked?.utc ?? '',
      row.checked?.run ?? '',
      checkWords(row) ?? '',
      row.rotateBy ?? '',
    ]),
  ]);
}
