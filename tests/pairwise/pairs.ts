/** A table of variants as the practice portals have it. */
export type Table = Record<string, { values: readonly string[] }>;

/** How many candidates are made for each combination; the one that covers most is taken. */
const CANDIDATES = 60;

/** The same numbers from 0 to 1 at every start, so that a combination keeps its number. */
function* numbers(): Generator<number, never> {
  for (let state = 1; ; ) yield (state = Math.imul(state, 48_271) & 0x7fffffff) / 0x7fffffff;
}

/**
 * Settings of all variants such that each pair of settings of any two variants occurs in at least one of them.
 * Greedy: each candidate begins with a pair that is still open, and takes the others in any order, with the value that
 * covers most of the open pairs.
 */
export function pairwise(table: Table): Record<string, string>[] {
  const names = Object.keys(table);
  const random = numbers();
  const key = (a: string, x: string, b: string, y: string) =>
    a < b ? `${a}\n${x}\n${b}\n${y}` : `${b}\n${y}\n${a}\n${x}`;
  const open = new Set(
    names.flatMap((a) =>
      names
        .filter((b) => a < b)
        .flatMap((b) => table[a]!.values.flatMap((x) => table[b]!.values.map((y) => key(a, x, b, y)))),
    ),
  );
  const pairsOf = (chosen: Record<string, string>) =>
    names.flatMap((a) => names.filter((b) => a < b).map((b) => key(a, chosen[a]!, b, chosen[b]!)));
  const candidate = (first: string) => {
    const [a, x, b, y] = first.split('\n') as [string, string, string, string];
    const chosen: Record<string, string> = { [a]: x, [b]: y };
    for (const { name } of names
      .map((other) => ({ name: other, at: random.next().value }))
      .sort((p, q) => p.at - q.at)) {
      if (chosen[name] !== undefined) continue;
      const gain = (value: string) =>
        Object.entries(chosen).filter(([other, set]) => open.has(key(name, value, other, set))).length;
      chosen[name] = table[name]!.values.map((value) => ({ value, gain: gain(value) + random.next().value })).sort(
        (p, q) => q.gain - p.gain,
      )[0]!.value;
    }
    return { chosen, covers: pairsOf(chosen).filter((pair) => open.has(pair)).length };
  };
  const all: Record<string, string>[] = [];
  while (open.size > 0) {
    const pairs = [...open];
    const best = Array.from({ length: CANDIDATES }, () =>
      candidate(pairs[Math.floor(random.next().value * pairs.length)]!),
    ).sort((p, q) => q.covers - p.covers)[0]!;
    for (const pair of pairsOf(best.chosen)) open.delete(pair);
    all.push(best.chosen);
  }
  return all;
}
