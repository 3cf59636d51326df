/** Edits (insert, delete, replace, swap neighbours) that turn one word into the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity;
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), swap);
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}

/** The candidate that was probably meant; undefined where none is close. Case and the choice of - or _ do not count. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const plain = (text: string) => text.slice(0, 80).toLowerCase().replaceAll('_', '-');
  const wanted = plain(word);
  let best: { name: string; edits: number } | undefined;
  for (const name of candidates) {
    const edits = distance(wanted, plain(name));
    if (
      edits <= Math.max(1, Math.floor(Math.max(wanted.length, name.length) / 3)) &&
      edits < name.length &&
      (best === undefined || edits < best.edits)
    )
      best = { name, edits };
  }
  return best?.name;
}

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
