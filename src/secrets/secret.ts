import { inspect } from 'node:util';

/**
 * A value that cannot be printed by accident: every way of turning it into text gives '[secret]'.
 * `reveal()` is for the few named files that type, seal, send or filter secrets.
 */
export class Secret {
  /** What it is, in words that may be shown: 'the ConnectWise password'. */
  readonly label: string;
  #value: Buffer;

  constructor(value: string, label: string) {
    if (value === '') throw new Error(`${label} is empty`);
    this.#value = Buffer.from(value, 'utf8');
    this.label = label;
  }

  reveal(): string {
    return this.#value.toString('utf8');
  }

  /** Overwrites the value in memory; the secret is empty afterwards. */
  wipe(): void {
    this.#value.fill(0);
    this.#value = Buffer.alloc(0);
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
