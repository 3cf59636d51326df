import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closest } from '../files/closest.ts';
import type { Portal } from '../portal-sdk/index.ts';

/** What code asks of `labels`: `labels.tokens.name`. */
const ASKED = /(?<![\w.])labels\.(\w+)\.(\w+)/g;

/** Whether the portal's `labels` are its words, as `keywright portal new` writes it. */
const isOfWords = (text: string): boolean => /export const labels\s*=\s*\w+\.terms\b/.test(text);

/** The place of a match, 1-based. */
const placeOf = (text: string, index: number): string => {
  const lines = text.slice(0, index).split('\n');
  return `${lines.length}:${lines.at(-1)!.length + 1}`;
};

/**
 * What is wrong with the words of a portal: files that cannot be used, and terms that its code asks for and nothing has.
 * Types would tell the second, but nobody need check them.
 */
export function wrongWithTerms({ words }: Portal, folder: string): string[] {
  if (words === undefined) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?[jt]s$/.test(name) && !name.includes('node_modules'))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
  const own = files.some(({ text }) => isOfWords(text)) ? files : [];
  const asked = own.flatMap(({ name, text }) =>
    [...text.matchAll(ASKED)].flatMap(({ index, 1: group, 2: term }) => {
      const wanted = `${group}.${term}`;
      if (words.terms.includes(wanted)) return [];
      const meant = closest(wanted, words.terms);
      const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
      return `${name}:${placeOf(text, index)}: there is no term "${wanted}"${hint}`;
    }),
  );
  return [...words.wrong(), ...asked];
}
