import { createHash, randomInt } from 'node:crypto';
import { same, token } from './tokens.ts';

/** A browser that may only look. */
export interface Guest {
  /** What the person says; undefined until then. */
  name?: string;
}

/** A code to read out on the phone. It lets one browser in. */
export interface PairingCode {
  /** `4821 7730` */
  code: string;
  minutes: number;
}

/** Characters of a person's name. */
export const LONGEST_NAME = 100;
/** Digits are the same word for everybody on the phone, and phones have keys for them. */
const DIGITS = 8;
const MINUTES = 10;
/** With so few tries, guessing a code succeeds once in 20 million codes. Somebody makes each code by hand. */
const TRIES = 5;
/** More than ever watch: a link that was passed around must not fill the memory. */
const MOST = 500;

/** Why a code lets nobody in. `void`: with this try, it was tried too often. */
export type WrongCode = 'wrong' | 'void' | 'none';

const digest = (cookie: string): string => createHash('sha256').update(cookie).digest('base64');

/** Those who may only look, each with a cookie of their own, and the code that lets in the next one. */
export class Guests {
  /** By the hash of the cookie, so that a look-up tells nothing by its time. Oldest first. */
  readonly #all = new Map<string, Guest>();
  #code: { digits: string; until: number; tries: number } | undefined;

  /** @returns the cookie of a new guest */
  admit(guest: Guest = {}): string {
    const cookie = token();
    const [oldest] = this.#all.keys();
    if (this.#all.size >= MOST) this.#all.delete(oldest!);
    this.#all.set(digest(cookie), guest);
    return cookie;
  }

  find(cookie: string): Guest | undefined {
    return this.#all.get(digest(cookie));
  }

  /** Makes a code. The one before is no longer good. */
  makeCode(): PairingCode {
    const digits = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
    this.#code = { digits, until: performance.now() + MINUTES * 60_000, tries: TRIES };
    return { code: `${digits.slice(0, 4)} ${digits.slice(4)}`, minutes: MINUTES };
  }

  /** @returns the cookie of a guest with this name, or why not */
  redeem(typed: string, name: string): { cookie: string } | WrongCode {
    const code = this.#code;
    if (code === undefined || performance.now() > code.until) return 'none';
    if (same(typed.replace(/[\s-]/g, ''), code.digits)) {
      this.#code = undefined;
      return { cookie: this.admit({ name }) };
    }
    code.tries -= 1;
    if (code.tries > 0) return 'wrong';
    this.#code = undefined;
    return 'void';
  }
}
