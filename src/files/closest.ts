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

/**
 * The candidate that was probably meant; undefined where none is close. Case and the choice of - or _ do not count.
 * @param most edits that may lie between them; left out: a third of the letters
 */
export function closest(word: string, candidates: Iterable<string>, most = Infinity): string | undefined {
  const plain = (text: string) => text.slice(0, 80).toLowerCase().replaceAll('_', '-');
  const wanted = plain(word);
  let best: { name: string; edits: number } | undefined;
  for (const name of candidates) {
    const edits = distance(wanted, plain(name));
    if (
      edits <= Math.min(most, Math.max(1, Math.floor(Math.max(wanted.length, name.length) / 3))) &&
      edits < name.length &&
      (best === undefined || edits < best.edits)
    )
      best = { name, edits };
  }
  return best?.name ?? begunBy(wanted, candidates, most);
}

/** The only candidate that begins with the word, or that the word begins with: `user` for `username`. */
function begunBy(wanted: string, candidates: Iterable<string>, most: number): string | undefined {
  const near = [...candidates].filter((name) => {
    const [short = '', long = ''] = [wanted, name.toLowerCase()].sort((one, other) => one.length - other.length);
    return short.length > 3 && long.startsWith(short) && long.length - short.length <= Math.min(most, 4);
  });
  return near.length === 1 ? near[0] : undefined;
}
