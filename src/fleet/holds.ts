import { count } from '../evidence/picture-count.ts';

/** The same cause at so many customers in a row holds a batch: a wrong password must not lock a hundred accounts. */
const IN_A_ROW = 3;

/** Decides after each customer whether a batch should begin no more of them. */
export class Holds {
  readonly #stopAfter: number | undefined;
  #failures = 0;
  #cause: string | undefined;
  #inARow = 0;

  /** @param stopAfter hold after so many failures, whatever their causes */
  constructor(stopAfter?: number) {
    this.#stopAfter = stopAfter;
  }

  /**
   * A customer's run has ended.
   * @param cause its error code; undefined where it did not fail
   * @returns why the batch should be held; undefined if it may go on
   */
  see(cause: string | undefined): string | undefined {
    this.#inARow = cause !== undefined && cause === this.#cause ? this.#inARow + 1 : 1;
    this.#cause = cause;
    if (cause === undefined) return undefined;
    this.#failures += 1;
    if (this.#failures === this.#stopAfter) return `${count(this.#failures, 'customer has', 'customers have')} failed`;
    if (this.#inARow < IN_A_ROW) return undefined;
    return `${this.#inARow} customers in a row failed for the same cause, ${cause}`;
  }

  /** Somebody has decided to go on. */
  forget(): void {
    this.#inARow = 0;
    this.#failures = 0;
  }
}
