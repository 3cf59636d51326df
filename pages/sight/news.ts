import type { Dialog, Page } from 'playwright';
import { excerpt } from '../../src/portal-sdk/index.ts';

/**
 * What comes up after something was done, as a person would notice it: texts that were not shown before, and what
 * native alerts say meanwhile.
 */
export class TextChanges {
  readonly #texts: () => Promise<string[]>;
  #old: Set<string>;
  /** A native dialog is gone by the time anybody looks. */
  readonly #spoken: string[] = [];
  #words: string[] = [];

  private constructor(texts: () => Promise<string[]>, old: string[]) {
    this.#texts = texts;
    this.#old = new Set(old);
  }

  /**
   * Does something with an eye on what comes up from now on.
   * @param texts all that is said at the time of asking
   */
  static async since<T>(
    page: Page,
    texts: () => Promise<string[]>,
    act: (news: TextChanges) => Promise<T>,
  ): Promise<T> {
    const news = new TextChanges(texts, await texts());
    const hear = (dialog: Dialog) => news.#spoken.push(...(dialog.type() === 'alert' ? [dialog.message()] : []));
    page.on('dialog', hear);
    try {
      return await act(news);
    } finally {
      page.off('dialog', hear);
    }
  }

  /** What has come up so far. A text that went away and came back is new, too. */
  async look(): Promise<string[]> {
    const now = await this.#texts();
    const shown = new Set(now);
    this.#old = new Set([...this.#old].filter((text) => shown.has(text)));
    return (this.#words = [...this.#spoken, ...now.filter((text) => !this.#old.has(text))]);
  }

  /** What stands there now is no news from now on. */
  async passOver(): Promise<void> {
    this.#old = new Set([...this.#old, ...(await this.#texts())]);
  }

  /** Whether something that was said before is said still. */
  stillSays(test: (text: string) => boolean): boolean {
    return [...this.#old].some(test);
  }

  /** In words: where nothing else tells, what came up may say why something has no answer. */
  inWords(): string | undefined {
    return this.#words.length === 0
      ? undefined
      : `what has come up since: "${this.#words
          .slice(0, 3)
          .map((text) => excerpt(text, 200))
          .join('", "')}"`;
  }
}
