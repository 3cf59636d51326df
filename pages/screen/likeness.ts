import { plain } from './words.ts';

/** Every two letters that follow each other, with how often. */
function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at < text.length - 1; at += 1) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

function shared(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  return [...one].reduce((sum, [pair, count]) => sum + Math.min(count, other.get(pair) ?? 0), 0);
}

/** How alike two texts are in their letters: Dice's coefficient of their pairs. */
function byLetters(one: string, other: string): number {
  const all = Math.max(0, one.length - 1) + Math.max(0, other.length - 1);
  return all === 0 ? 0 : (2 * shared(pairsOf(one), pairsOf(other))) / all;
}

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
  return Math.min(0.99, Math.max(byLetters(a, b), byWords));
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
