/**
 * Characters that act on a terminal or mislead the eye: controls, bidirectional marks, invisible ones. Tab, line feed
 * and carriage return are judged apart.
 */
export const HIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF\uFFF9-\uFFFB]/u;
const HIDDEN_OR_SPACE = new RegExp(`${HIDDEN.source}|[\\t\\n\\r]`, 'gu');

/** Text that can go to a terminal as it is. */
export function sanitize(text: string): string {
  return text.replace(HIDDEN_OR_SPACE, '\u00B7').replace(/[\uD800-\uDFFF]/gu, '\u00B7');
}

/** A long run of letters and digits, as keys and tokens are and words are not. */
export function tokenLike(text: string): boolean {
  return (
    (text.match(/[A-Za-z0-9+/=_-]{16,}/g) ?? []).some((run) => /\d/.test(run) && /[A-Za-z]/.test(run)) ||
    /[A-Za-z0-9+/=]{32,}/.test(text)
  );
}

/** A name in quotes for a message: cleaned, at most 40 characters, and not at all where it looks like a token. */
export function quoted(name: string): string {
  if (tokenLike(name)) return '"…"';
  return `"${sanitize(name.length > 40 ? `${name.slice(0, 40)}…` : name)}"`;
}
