import { plainText } from '../../files/sanitize.ts';
import { dayOf } from '../format.ts';
import { keyOf, type RunReviews } from './review-log.ts';
import type { IndexedRun } from './run-index.ts';

export const PAGE = 50;

/** What a reviewer asks the list for; an empty text asks nothing. */
export interface Filter {
  q: string;
  customer: string;
  runbook: string;
  outcome: string;
  operator: string;
  /** `no`, `approved`, `objected`, `pictures` (only pictures so far). */
  review: string;
  /** Dates in UTC, `2026-11-24`, both included. */
  from: string;
  to: string;
}

export const FIELDS = ['q', 'customer', 'runbook', 'outcome', 'operator', 'review', 'from', 'to'] as const;

export type ReviewState = 'no' | 'approved' | 'objected' | 'pictures';

/** How many pictures stand objected to. */
export const objectionsTo = ({ pictures }: RunReviews): number =>
  [...pictures.values()].filter(({ verdict }) => verdict === 'objected').length;

export function reviewState(reviews: RunReviews | undefined): ReviewState {
  if (reviews?.verdict !== undefined) return reviews.verdict.verdict === 'objected' ? 'objected' : 'approved';
  if (reviews === undefined || reviews.pictures.size === 0) return 'no';
  return objectionsTo(reviews) > 0 ? 'objected' : 'pictures';
}

export function readFilter(query: (name: string) => string | undefined): Filter {
  return Object.fromEntries(FIELDS.map((name) => [name, plainText(query(name) ?? '').trim()])) as Record<
    keyof Filter,
    string
  >;
}

/** The runs that a filter lets through. */
export function matching(runs: IndexedRun[], filter: Filter, reviews: Map<string, RunReviews>): IndexedRun[] {
  if (FIELDS.every((name) => filter[name] === '')) return runs;
  const words = filter.q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return runs.filter(
    (run) =>
      (filter.customer === '' || run.customer === filter.customer) &&
      (filter.runbook === '' || run.runbook.name === filter.runbook) &&
      (filter.outcome === '' || run.outcome === filter.outcome) &&
      (filter.operator === '' || run.operator === filter.operator) &&
      (filter.from === '' || dayOf(run.begun) >= filter.from) &&
      (filter.to === '' || dayOf(run.begun) <= filter.to) &&
      (filter.review === '' || reviewState(reviews.get(keyOf(run))) === filter.review) &&
      words.every((word) => run.text.includes(word)),
  );
}

/** The address of the list with this filter. */
export function listAddress(filter: Filter, page = 1): string {
  const asked = new URLSearchParams(FIELDS.filter((name) => filter[name] !== '').map((name) => [name, filter[name]]));
  if (page > 1) asked.set('page', String(page));
  return asked.size === 0 ? '/' : `/?${asked}`;
}
