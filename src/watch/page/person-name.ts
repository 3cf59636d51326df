import { plainText } from '../../files/sanitize.ts';
import { LONGEST_NAME } from '../../web/guests.ts';

/** What a person gave as a name: one line of plain text; undefined if it is none. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || plainText(value) !== value || /[\t\n]/.test(value)) return undefined;
  const name = value.trim();
  return name !== '' && name.length <= LONGEST_NAME ? name : undefined;
}
