import { oneLine } from '../files/sanitize.ts';

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
  return `"${oneLine(name.length > 40 ? `${name.slice(0, 40)}…` : name)}"`;
}
