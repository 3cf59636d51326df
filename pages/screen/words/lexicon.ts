import type { BrowserContext, Page } from 'playwright';
import type { ConfirmedWord, Term } from '../../../src/portal-sdk/index.ts';
import { plain } from './plain.ts';

const partsOf = new WeakMap<Term, readonly Term[]>();

/** Several terms as one. */
export function anyOf(...terms: readonly Term[]): Term {
  const all = terms.flat();
  partsOf.set(all, terms);
  return all;
}

interface LexiconOptions {
  /** What terms are called, where the list itself does not say it. */
  said?: ReadonlyMap<Term, Term>;
  /** What people have confirmed, for this customer. */
  confirmed?: ReadonlyMap<Term, ConfirmedWord>;
  /** The name of a term; undefined if nobody can confirm words for it. */
  nameOf?: (term: Term) => string | undefined;
}

/** How terms are said at one customer's portal. */
export class Lexicon {
  readonly #options: LexiconOptions;
  readonly #said = new WeakMap<Term, Term>();
  readonly #names = new WeakMap<Term, ReadonlySet<string>>();
  #heard: Set<Term> | undefined;

  constructor(options: LexiconOptions = {}) {
    this.#options = options;
  }

  /** All that a term may be called. */
  said(term: Term): Term {
    this.#heard?.add(term);
    let known = this.#said.get(term);
    if (known === undefined) {
      const { said, confirmed } = this.#options;
      const own = confirmed?.get(term);
      const all = partsOf.get(term)?.flatMap((part) => this.said(part)) ?? said?.get(term) ?? term;
      this.#said.set(term, (known = own === undefined ? all : [own.says, ...all]));
    }
    return known;
  }

  /** The same as texts are compared. */
  names(term: Term): ReadonlySet<string> {
    let known = this.#names.get(term);
    if (known === undefined) this.#names.set(term, (known = new Set(this.said(term).map(plain))));
    else this.#heard?.add(term);
    return known;
  }

  /** What a person has confirmed for a term. */
  confirmed(term: Term): ConfirmedWord | undefined {
    return this.#options.confirmed?.get(term);
  }

  nameOf(term: Term): string | undefined {
    return this.#options.nameOf?.(term);
  }

  /** Which terms are asked for meanwhile. */
  async hearing<T>(act: () => Promise<T>): Promise<{ result: T; heard: readonly Term[] }> {
    const [heard, before] = [new Set<Term>(), this.#heard];
    this.#heard = heard;
    try {
      return { result: await act(), heard: [...heard] };
    } finally {
      this.#heard = before;
    }
  }

  /** The same with one more confirmed word. */
  with(term: Term, word: ConfirmedWord): Lexicon {
    return new Lexicon({ ...this.#options, confirmed: new Map([...(this.#options.confirmed ?? []), [term, word]]) });
  }
}

/** As the reference says it. */
export const REFERENCE = new Lexicon();

const spoken = new WeakMap<BrowserContext, Lexicon>();

/** Has all pages of a browser context looked at with these words. */
export const speak = (context: BrowserContext, lexicon: Lexicon): void => void spoken.set(context, lexicon);

export const lexiconOf = (page: Page): Lexicon => spoken.get(page.context()) ?? REFERENCE;
