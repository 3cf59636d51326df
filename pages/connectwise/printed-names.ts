import { sameName } from '../same-name.ts';
import { dice, pairsOf } from '../screen/words/likeness.ts';

/** Fewer hits than this are no help: the name then only shares some letters. */
const ALIKE = 0.4;
const MOST_NEAREST = 3;

/**
 * A name without what guides print in another way than the table: the kind of dash, `&` or `and`, plurals, spaces at a
 * slash, and what is put around: a bullet, `(s)`, `(customize)`, `module`, `*`. "Close Service Ticket" is the row "Close
 * Service Tickets".
 */
function stem(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('&amp;', '&')
    .replace(/^\s*(?:[\u2022\u00B7*]|\d+[.)])\s+/, '')
    .replace(/[*†‡\u00B9\u00B2\u00B3:\s]+$/, '')
    .replace(/[([]customi[sz]e[)\]]|[-\u2010-\u2015]\s*customi[sz]e$|\((?:s|ies)\)|( security)? module$/g, ' ')
    .replace(/[-\u2010-\u2015\u2212]/g, ' - ')
    .replace(/\s*\/\s*/g, ' / ')
    .replace(/[&+]/g, ' and ')
    .split(/\s+/)
    .map((word) => word.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, ''))
    .join(' ')
    .trim();
}

/** Whether two names may well be meant for one. */
export const alike = (a: string, b: string): boolean => stem(a) === stem(b);

/** The one of these names that is meant: the same, or the only one that is printed in another way. */
export function meant(name: string, names: readonly string[]): string | undefined {
  const same = names.find((other) => sameName(other, name));
  if (same !== undefined) return same;
  const loose = names.filter((other) => alike(other, name));
  return loose.length === 1 ? loose[0] : undefined;
}

/** The pairs of letters of a name, whatever the order of its words; a word of one letter counts as it is. */
const partsOf = (name: string): string[] =>
  stem(name)
    .split(/[ /-]+/)
    .flatMap((word) => (word.length < 2 ? [word] : pairsOf(word)));

/** The names nearest to one, best first. @param textOf what is compared of each */
export function nearest<T>(name: string, things: readonly T[], textOf: (thing: T) => string): T[] {
  return things
    .map((thing) => ({ thing, share: dice(partsOf(name), partsOf(textOf(thing))) }))
    .filter(({ share }) => share >= ALIKE)
    .sort((a, b) => b.share - a.share)
    .map(({ thing }) => thing)
    .filter((_, at) => at < MOST_NEAREST);
}

/** `Service Board (nearest: Service / Service Board)`. */
export const withNearest = (name: string, names: readonly string[]): string =>
  names.length === 0 ? name : `${name} (nearest: ${names.join(', ')})`;
