import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../files/user-error.ts';
import { Secret } from './secret.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** By the names of key URIs (github.com/google/google-authenticator/wiki/Key-Uri-Format). */
const ALGORITHMS: Record<string, string> = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' };

/** What one-time codes are made of. */
interface Seed {
  key: Buffer;
  algorithm: string;
  digits: number;
  /** Milliseconds for which a code is the current one. */
  step: number;
}

const refuse = (label: string, why: string): UserError =>
  new UserError(
    'KW-SECRET-FORM',
    `${label} ${why}. Give the secret that the set-up page shows (letters A to Z and digits 2 to 7), or the whole ` +
      'otpauth://totp/… address behind its QR code.',
  );

function base32(text: string, label: string): Buffer {
  const compact = text.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  const wrong = compact.search(/[^A-Z2-7]/) + 1;
  if (/^\d{6,8}$/.test(compact)) throw refuse(label, 'is a one-time code itself');
  if (wrong > 0) throw refuse(label, `is not base32: letter ${wrong} is none of its letters (no 0, 1, 8 or 9)`);
  if (compact.length < 16) throw refuse(label, 'is shorter than 16 letters');
  const bits = [...compact].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** A whole number of an address's query. */
function numberOf(query: URLSearchParams, name: string, usual: number, fits: (n: number) => boolean, label: string) {
  const text = query.get(name) || undefined;
  if (text === undefined) return usual;
  const n = Number(text);
  if (!/^\d{1,3}$/.test(text) || !fits(n)) throw refuse(label, `has a value of "${name}" that cannot be used`);
  return n;
}

/**
 * Reads a one-time-code secret: base32 with or without spaces, or an `otpauth://totp/…` address.
 * @throws UserError if it is neither
 */
export function readSeed(secret: Secret): Seed {
  const { label } = secret;
  const text = secret.reveal().trim();
  const [scheme] = /^[a-z][a-z-]+(?=:)/i.exec(text) ?? [];
  if (/^otpauth-migration$/i.test(scheme ?? ''))
    throw refuse(label, 'is what an authenticator app exports, which holds secrets in another form');
  if (scheme !== undefined && !/^otpauth$/i.test(scheme)) throw refuse(label, 'is an address of another kind');
  if (scheme === undefined) return { key: base32(text, label), algorithm: 'sha1', digits: 6, step: 30_000 };
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address?.host.toLowerCase() !== 'totp') throw refuse(label, 'is an otpauth address, but not of time-based codes');
  // Some QR codes have capitals only, and web pages have &amp; for &.
  const query = new URLSearchParams(
    [...address.searchParams].map(([name, value]) => [name.toLowerCase().replace(/^amp;/, ''), value]),
  );
  if (!query.get('secret')) throw refuse(label, 'is an otpauth address without a secret');
  if (query.has('encoder')) throw refuse(label, 'makes codes of another kind ("encoder")');
  const algorithm = ALGORITHMS[(query.get('algorithm') || 'SHA1').toUpperCase().replace(/-|^HMAC[-_]?/g, '')];
  if (algorithm === undefined) throw refuse(label, 'has an algorithm that cannot be used');
  return {
    key: base32(query.get('secret')!, label),
    algorithm,
    digits: numberOf(query, 'digits', 6, (n) => n >= 6 && n <= 8, label),
    step: numberOf(query, 'period', 30, (n) => n >= 5, label) * 1_000,
  };
}

/** The code of RFC 6238 for a moment in time (milliseconds since 1970). */
export function oneTimeCode(secret: Secret, now = Date.now()): Secret {
  const { key, algorithm, digits, step } = readSeed(secret);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / step)));
  const mac = createHmac(algorithm, key).update(counter).digest();
  const code = (mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff) % 10 ** digits;
  return new Secret(code.toString().padStart(digits, '0'), 'one-time code');
}

/**
 * The current code; where that one was refused already, the next one.
 * @param waiting called before it waits for that, at most for the time that a code is valid
 */
export async function codeAfter(
  secret: Secret,
  refused: (code: Secret) => boolean,
  signal: AbortSignal,
  waiting: () => void,
): Promise<Secret> {
  const code = oneTimeCode(secret);
  if (!refused(code)) return code;
  waiting();
  const { step } = readSeed(secret);
  await delay(step - (Date.now() % step), undefined, { signal });
  return oneTimeCode(secret);
}
