import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Secret } from './secret.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(text: string): Buffer {
  const compact = text.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  if (!/^[A-Z2-7]{16,}$/.test(compact))
    throw new Error(
      'The one-time-code secret is not base32 (letters A to Z and digits 2 to 7, at least 16). Copy it again ' +
        'from the set-up page.',
    );
  const bits = [...compact].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** Milliseconds for which a code is the current one. */
const STEP = 30_000;

/** The six-digit code of RFC 6238 (SHA-1, 30 s) for a moment in time (milliseconds since 1970). */
export function oneTimeCode(seed: Secret, now = Date.now()): Secret {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / STEP)));
  const mac = createHmac('sha1', base32(seed.reveal())).update(counter).digest();
  const code = (mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000;
  return new Secret(code.toString().padStart(6, '0'), 'one-time code');
}

/**
 * The current code; where that one was refused already, the next one.
 * @param waiting called before it waits for that, at most half a minute
 */
export async function codeAfter(
  seed: Secret,
  refused: (code: Secret) => boolean,
  signal: AbortSignal,
  waiting: () => void,
): Promise<Secret> {
  const code = oneTimeCode(seed);
  if (!refused(code)) return code;
  waiting();
  await delay(STEP - (Date.now() % STEP), undefined, { signal });
  return oneTimeCode(seed);
}
