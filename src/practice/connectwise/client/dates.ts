import { boot } from './boot.ts';

/** A day as lists write it: `4/5/24`, or day first. */
export function shortDate(iso: string): string {
  const date = new Date(iso);
  const parts = [date.getMonth() + 1, date.getDate()];
  if (boot.variants.dateOrder === 'day-first') parts.reverse();
  return [...parts, String(date.getFullYear()).slice(2)].join('/');
}
