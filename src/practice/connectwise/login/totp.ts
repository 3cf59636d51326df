import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The six-digit code of RFC 6238 (SHA-1, 30 s). @param secret base32 @param now milliseconds since 1970 */
export function totp(secret: string, now = Date.now()): string {
  const bits = [...secret.replace(/[\s=-]/g, '').toUpperCase()]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Whether a code is right now, or was within the last 30 s. */
export const isCode = (secret: string, code: string): boolean =>
  [0, -30_000].some((shift) => totp(secret, Date.now() + shift) === code.trim());
