import { plain } from './words.ts';

/** How much of two lists is the same, from 0 to 1, whatever the order: Dice's coefficient. */
export function dice(one: readonly string[], other: readonly string[]): number {
  const left = [...other];
  const shared = one.filter((part) => {
    const at = left.indexOf(part);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
  return (2 * shared.length) / Math.max(1, one.length + other.length);
}

/** Every two letters that follow each other. */
export const pairsOf = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));

/** What two texts that share whole words are worth, whatever stands around these. */
const SHARED_WORD = 0.6;

/**
 * How alike two texts are, from 0 to 1: in their letters, or because the words of one are among those of the other. It
 * explains to a person what a thing may be called now. Nothing is ever pressed by it.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [plain(one), plain(other)];
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  const [first, second] = [a, b].map(
    (text) => new Set(text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2)),
  );
  const common = [...first!].filter((word) => second!.has(word)).length;
  const words = Math.max(first!.size, second!.size);
  const byWords = common === 0 ? 0 : SHARED_WORD + (1 - SHARED_WORD) * (common / words);
  return Math.min(0.99, Math.max(dice(pairsOf(a), pairsOf(b)), byWords));
}

/** A text that may be meant. */
export interface Near {
  text: string;
  /** From 0 to 1. */
  likeness: number;
}

/** Less is no likeness. */
const LEAST = 0.25;

/** The texts that are most like one of the wanted ones, the likeliest first. */
export function nearest(wanted: readonly string[], texts: Iterable<string>, most = 2): Near[] {
  return [...new Set(texts)]
    .map((text): Near => ({ text, likeness: Math.max(...wanted.map((word) => likeness(word, text))) }))
    .filter((near) => near.likeness >= LEAST)
    .sort((a, b) => b.likeness - a.likeness)
    .filter((_, n) => n < most);
}
