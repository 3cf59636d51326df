import { redact } from '../secrets/redact.ts';

/**
 * The beginning of a screen's text, on one line, for a note or a message. Secrets are taken out before the cut: nothing
 * recognises half of one.
 * @param length maximum number of characters
 */
export function excerpt(text: string, length: number): string {
  const line = redact(text).replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length)}…`;
}
