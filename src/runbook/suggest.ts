import { closest } from '../files/closest.ts';

/** 'Did you mean "role"?', or what there is to choose from, or nothing. */
export function suggestion(word: string, candidates: Iterable<string>, available = 'Available'): string | undefined {
  const all = [...candidates];
  const meant = closest(word, all);
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  if (all.length === 0) return undefined;
  return `${available}: ${all.slice(0, 12).join(', ')}${all.length > 12 ? `, … (${all.length} in all)` : ''}.`;
}

/** A name for folders and options, made of a name for people: `Acme IT, Ltd.` is `acme-it-ltd`. */
export function nameOf(title: string): string {
  const words =
    title
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.reduce((name, word) => (`${name}-${word}`.length > 64 ? name : `${name}-${word}`), '').replace(/^-/, '');
}
