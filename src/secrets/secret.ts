import { inspect } from 'node:util';

/**
 * A value that cannot be printed by accident: every way of turning it into text gives '[secret]'.
 * `reveal()` is for the few named files that type, seal, send or filter secrets.
 */
export class Secret {
  /** What it is, in words that may be shown: 'the ConnectWise password'. */
  readonly label: string;
  /** A person thought of it, so words of the language may be part of it. */
  readonly chosen: boolean;
  /** Unlike a text, a buffer is not in a snapshot of the heap. */
  readonly #value: Buffer;

  constructor(value: string, label: string, chosen = false) {
    if (value === '') throw new Error(`${label} is empty`);
    this.#value = Buffer.from(value, 'utf8');
    this.label = label;
    this.chosen = chosen;
  }

  /** Whether another holds the same value. */
  is(other: Secret): boolean {
    return this.#value.equals(other.#value);
  }

  reveal(): string {
    return this.#value.toString('utf8');
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
