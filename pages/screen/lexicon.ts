import type { BrowserContext, Page } from 'playwright';
import type { Term } from '../../src/portal-sdk/index.ts';
import { plain } from './plain.ts';

const partsOf = new WeakMap<Term, readonly Term[]>();

/** Several terms as one. */
export function anyOf(...terms: readonly Term[]): Term {
  const all = terms.flat();
  partsOf.set(all, terms);
  return all;
}

/** How terms are said at one customer's portal. */
export class Lexicon {
  readonly #said: ReadonlyMap<Term, Term>;
  readonly #known = new WeakMap<Term, Term>();

  constructor(said: ReadonlyMap<Term, Term> = new Map()) {
    this.#said = said;
  }

  said(term: Term): Term {
    let known = this.#known.get(term);
    if (known === undefined) {
      known = partsOf.get(term)?.flatMap((part) => this.said(part)) ?? this.#said.get(term) ?? term;
      this.#known.set(term, known);
    }
    return known;
  }

  readonly #names = new WeakMap<Term, ReadonlySet<string>>();

  /** How it is said, as texts are compared. */
  names(term: Term): ReadonlySet<string> {
    let known = this.#names.get(term);
    if (known === undefined) this.#names.set(term, (known = new Set(this.said(term).map(plain))));
    return known;
  }
}

/** As the reference says it. */
export const REFERENCE = new Lexicon();

const spoken = new WeakMap<BrowserContext, Lexicon>();

/** Has all pages of a browser context looked at with these words. */
export const speak = (context: BrowserContext, lexicon: Lexicon): void => void spoken.set(context, lexicon);

export const lexiconOf = (page: Page): Lexicon => spoken.get(page.context()) ?? REFERENCE;
