import { readFileSync } from 'node:fs';

/** The named style sheets of a folder as one text, in this order. */
export function readStyles(folder: URL, names: readonly string[]): string {
  return names.map((name) => readFileSync(new URL(`${name}.css`, folder), 'utf8')).join('');
}
