import { COMMON } from './common-phrases.ts';
import type { Meaning, Phrase } from './meanings.ts';

export type { Meaning, Phrase } from './meanings.ts';

/** Where a text means both, the first counts. */
const OUTWEIGHS: [Meaning, Meaning[]][] = [
  ['not saved', ['saved']],
  ['refused', ['saved']],
  ['unclear', ['saved', 'removed']],
  ['busy', ['unclear', 'saved']],
  ['fails', ['works']],
  ['not yet', ['works']],
];

const patternOf = ({ says }: Phrase): string => (typeof says === 'string' ? RegExp.escape(says) : `(?:${says.source})`);

/** Whether a text holds the phrase of one row. */
export const holds = (row: Phrase, text: string): boolean => new RegExp(patternOf(row), 'i').test(text);

/** What the messages of one portal mean: what all applications say, and the rows of its own. */
export class Phrases {
  readonly rows: readonly Phrase[];
  readonly #patterns = new Map<Meaning, RegExp>();

  constructor(own: readonly Phrase[] = []) {
    this.rows = [...COMMON, ...own];
    const sources = new Map<Meaning, string[]>();
    for (const row of this.rows)
      for (const meaning of [row.means].flat() as Meaning[])
        sources.set(meaning, [...(sources.get(meaning) ?? []), patternOf(row)]);
    for (const [meaning, all] of sources) this.#patterns.set(meaning, new RegExp(all.join('|'), 'i'));
  }

  /** All that a text means; nothing if it tells of nothing. */
  of(text: string): Set<Meaning> {
    const found = new Set([...this.#patterns].filter(([, pattern]) => pattern.test(text)).map(([meaning]) => meaning));
    const outweighed = OUTWEIGHS.flatMap(([meaning, others]) => (found.has(meaning) ? others : []));
    for (const meaning of outweighed) found.delete(meaning);
    return found;
  }

  /** Whether a text means one of these. */
  mean(text: string, ...wanted: Meaning[]): boolean {
    // Most texts mean nothing, and there are many.
    if (!wanted.some((meaning) => this.#patterns.get(meaning)?.test(text))) return false;
    const found = this.of(text);
    return wanted.some((meaning) => found.has(meaning));
  }
}
