import { inspect } from 'node:util';

/**
 * A value that cannot be printed by accident: every way of turning it into text gives '[secret]'.
 * `reveal()` is for the few named files that type, seal, send or filter secrets.
 */
export class Secret {
  /** What it is, in words that may be shown: 'the ConnectWise password'. */
  readonly label: string;
  /** A person chose it, so it may contain ordinary words. */
  readonly chosen: boolean;
  /** A heap snapshot holds strings, and not the content of buffers. */
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
