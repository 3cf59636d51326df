/**
 * An expression that matches a text which holds one of these phrases, whatever its case.
 * A string stands for itself, a pattern for what it matches.
 */
export function anyOf(...phrases: (string | RegExp)[]): RegExp {
  const sources = phrases.map((phrase) =>
    typeof phrase === 'string' ? phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : phrase.source,
  );
  return new RegExp(sources.join('|'), 'i');
}

/** Somebody else has the record open, so nothing was stored, whatever else the message advises. No source. */
export const busy = anyOf(
  /\b(locked|in use|checked out) by\b/,
  /\b(being|currently) (changed|edited|used|modified) by\b/,
);
