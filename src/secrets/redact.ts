import { UserError } from '../files/user-error.ts';
import { anyEncoding } from './encodings.ts';
import type { Secret } from './secret.ts';

/** Shorter values would cover half of every picture and shred every log line. */
export const SHORTEST_SECRET = 8;
/** No password or token is longer; what is longer is a file or a page of help, and searching for it takes too long. */
const LONGEST_SECRET = 4_096;

/** What is searched for, and what replaces it. Longer values come first: one secret may be part of another. */
let nets: { length: number; form: RegExp; label: string }[] = [];
const registered = new Set<Secret>();

/**
 * From now on `redact` knows this secret, and the picture guard looks for it.
 * @throws when it is too short to be told from ordinary text, or too long to be a secret
 */
export function registerSecret(secret: Secret): void {
  const value = secret.reveal();
  if (value.length < SHORTEST_SECRET) {
    throw new UserError(
      'KW-SECRET-FORM',
      `${secret.label} has fewer than ${SHORTEST_SECRET} characters, so it cannot be kept out of pictures and ` +
        'logs reliably. Use a longer one.',
    );
  }
  if (value.length > LONGEST_SECRET)
    throw new UserError(
      'KW-SECRET-FORM',
      `${secret.label} has more than ${LONGEST_SECRET} characters, so it is no password or token. Give the value alone.`,
    );
  // The same value twice would be looked for twice on each screen.
  if (liveSecrets().some((one) => one.is(secret))) return;
  registered.add(secret);
  const lines = value.split(/\r?\n/).filter((part) => part.length >= SHORTEST_SECRET);
  const more = [...new Set([value, ...lines])].map((text) => ({
    length: text.length,
    form: anyEncoding(text),
    label: `[${secret.label}]`,
  }));
  const known = new Set(nets.map(({ form }) => form.source));
  nets = [...nets, ...more.filter(({ form }) => !known.has(form.source))].sort((a, b) => b.length - a.length);
}

/** The secrets that are live in this process. */
export function liveSecrets(): Secret[] {
  return [...registered];
}

/**
 * Replaces every live secret in every encoding. Everything that is written goes through it. A password that is an
 * ordinary word is replaced in ordinary sentences, too: that hints at the password, but leaving it would show it.
 */
export function redact(text: string): string {
  for (const { form, label } of nets) {
    text = text.replace(form, () => label);
  }
  return text;
}
