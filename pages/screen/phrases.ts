import { COMMON } from './common-phrases.ts';

/** What a message of a portal may mean. */
export type Meaning =
  /** It was stored. */
  | 'saved'
  /** Nothing was stored, in so many words. */
  | 'not saved'
  /** Something was not accepted: a person must change something. */
  | 'refused'
  /** The server has trouble of its own: it may have been stored, or not. */
  | 'unclear'
  /** Somebody else has it open: nothing was stored, and later it may be. */
  | 'busy'
  /** Beside a list that looks empty: the list could not be loaded. */
  | 'not loaded'
  | 'session over'
  /** It asks about unsaved changes. */
  | 'leaving'
  /** Such a question asks whether to lose the changes, and not whether to save them: yes leaves. */
  | 'losing'
  | 'saving changes'
  /** It is gone. */
  | 'removed'
  /** A connection works, does not work, or does not work yet; it is still being tested. */
  | 'works'
  | 'fails'
  | 'not yet'
  | 'checking'
  /** Of a sign-in page: it is about who signs in, and not about trouble of the server. */
  | 'who signs in';

/** One row: a phrase and what a text means that holds it. */
export interface Phrase {
  /** A text stands for itself, a pattern for what it matches, whatever the case. */
  says: string | RegExp;
  means: Meaning | readonly Meaning[];
  /** A message that it was made for, understood as a whole. */
  example: string;
  /** A section of PRODUCT.md; nothing where no source has the wording: then it is what such an application says. */
  source?: string;
}

/** Where a text means both, the first counts. */
const OUTWEIGHS: [Meaning, Meaning[]][] = [
  ['not saved', ['saved']],
  ['refused', ['saved']],
  ['unclear', ['saved', 'removed']],
  ['busy', ['unclear', 'saved']],
  ['fails', ['works']],
  ['not yet', ['works']],
];

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a text holds the phrase of one row. */
export const holds = ({ says }: Phrase, text: string): boolean =>
  new RegExp(typeof says === 'string' ? escaped(says) : says.source, 'i').test(text);

/** What the messages of one portal mean: what all applications say, and the rows of its own. */
export class Phrases {
  readonly rows: readonly Phrase[];
  readonly #patterns = new Map<Meaning, RegExp>();

  constructor(own: readonly Phrase[] = []) {
    this.rows = [...COMMON, ...own];
    const sources = new Map<Meaning, string[]>();
    for (const { says, means } of this.rows)
      for (const meaning of [means].flat() as Meaning[])
        sources.set(meaning, [
          ...(sources.get(meaning) ?? []),
          typeof says === 'string' ? escaped(says) : `(?:${says.source})`,
        ]);
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
