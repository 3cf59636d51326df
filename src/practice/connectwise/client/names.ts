import { boot } from './boot.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const known = new Map<string, string>();

/**
 * The generated class name of a look: the build's prefix and three letters, as the product's compiler makes them
 * (PRODUCT.md A1).
 */
export function generated(look: string): string {
  const old = known.get(look);
  if (old !== undefined) return old;
  const n = 700 + known.size * 7;
  const name = boot.prefix + LETTERS[Math.floor(n / 676) % 26] + LETTERS[Math.floor(n / 26) % 26] + LETTERS[n % 26];
  known.set(look, name);
  return name;
}

// Ids begin elsewhere on each load, and leave gaps.
let last = 200 + Math.floor(Math.random() * 4000);

/** A generated id such as `x-auto-512-input`, different on each load (PRODUCT.md A1). */
export function nextId(family: 'x-auto' | 'gwt-uid', part?: string): string {
  last += 1 + Math.floor(Math.random() * 5);
  return `${family}-${last}${part ? `-${part}` : ''}`;
}
