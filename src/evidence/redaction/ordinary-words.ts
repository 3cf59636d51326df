import type { BrowserContext } from 'playwright';
import type { Secret } from '../../secrets/secret.ts';
import { MIN_MATCH, visible } from './match-text.ts';

/**
 * The words that a portal's pages have shown. A password may contain one of them: covering that word on every page
 * would blank labels and messages, and tell everybody what is in the password. Only words from before the portal knew
 * the secret count, and only for secrets that a person chose: the letters of a key are nobody's words.
 */
export class Words {
  #seen = new Set<string>();
  #before = new Map<Secret, ReadonlySet<string>>();

  see(texts: string[]): void {
    for (const text of texts) {
      for (const [word] of visible(text).matchAll(/\p{L}+/gu)) if (word.length >= MIN_MATCH) this.#seen.add(word);
    }
  }

  /** The portal is about to know this secret: what its pages say from now on may come from it. */
  learn(secret: Secret): void {
    if (!this.#before.has(secret)) this.#before.set(secret, new Set(this.#seen));
  }

  /** Whether this word tells nothing of this secret. */
  isOrdinary(word: string, secret: Secret): boolean {
    return secret.chosen && (this.#before.get(secret) ?? this.#seen).has(word);
  }
}

const ofPortals = new WeakMap<BrowserContext, Words>();

/** The words of one portal: each has a browser context of its own. */
export function wordsOf(portal: BrowserContext): Words {
  const words = ofPortals.get(portal) ?? new Words();
  ofPortals.set(portal, words);
  return words;
}
