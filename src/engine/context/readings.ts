import type { Page } from 'playwright';

/** Something that was read of a portal, and by which gesture. */
interface Reading {
  value: unknown;
  gesture: number;
}

/** What was read of each portal's page, as long as it is sure to be so still. */
export class Readings {
  #known = new WeakMap<Page, Map<string, Reading>>();

  of(page: Page, what: string): Reading | undefined {
    return this.#known.get(page)?.get(what);
  }

  /** @param gesture the last one that was made for it */
  keep(page: Page, what: string, value: unknown, gesture: number): void {
    const known = this.#known.get(page) ?? new Map<string, Reading>();
    this.#known.set(page, known.set(what, { value, gesture }));
  }

  /** Something was done there since. */
  forget(page: Page): void {
    this.#known.delete(page);
  }

  /** People may have used any page. */
  forgetAll(): void {
    this.#known = new WeakMap();
  }
}
