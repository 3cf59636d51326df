/** The middle of several figures, with the least and the greatest. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function spread(values: number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const half = sorted.length / 2;
  return {
    median: (sorted[Math.floor(half - 0.5)]! + sorted[Math.ceil(half - 0.5)]!) / 2,
    min: sorted[0]!,
    max: sorted.at(-1)!,
  };
}

/** A line of the table: what Keywright takes by what something else takes, in pairs that ran one after the other. */
export interface Row {
  point: number;
  what: string;
  /** Of Keywright's figure to the other's; left out where there is none, and `note` says why. */
  ratio?: Spread;
  /** How many pairs. */
  pairs?: number;
  /** The ratio that is wanted at most. */
  goal?: number;
  note: string;
}

/** Ratios of pairs, turn by turn. */
export function ratios(pairs: { ours: number; theirs: number }[]): { ratio: Spread; pairs: number } {
  return { ratio: spread(pairs.map(({ ours, theirs }) => ours / theirs)), pairs: pairs.length };
}

/** Why something was not measured, in its error's words, without the paths of this machine. */
export function notMeasured(point: number, what: string, why: unknown): Row {
  const words = why instanceof Error ? why.message.split('\n')[0]! : String(why);
  return { point, what, note: `not measured: ${words.replace(/(\s(at|in))?\s(\/|[A-Z]:\\)\S+/g, '')}` };
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
export const milliseconds = (ms: number): string => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
export const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;

/**
 * Runs things in turn, in another order each time, so that a machine that slows down slows all of them.
 * @returns each one's results, turn by turn; undefined where one failed
 */
export async function inTurns<K extends string, R>(
  names: K[],
  turns: number,
  run: (name: K, turn: number) => Promise<R>,
  say: (line: string) => void,
): Promise<Record<K, R[]> & { failed: Partial<Record<K, unknown>> }> {
  const results = Object.fromEntries(names.map((name) => [name, [] as R[]])) as unknown as Record<K, R[]>;
  const failed: Partial<Record<K, unknown>> = {};
  for (let turn = 0; turn < turns; turn += 1) {
    const order = turn % 2 === 0 ? names : [...names].reverse();
    for (const name of order) {
      if (name in failed) continue;
      try {
        results[name].push(await run(name, turn));
      } catch (error) {
        failed[name] = error;
        say(`  ${name} failed: ${String(error)}`);
      }
    }
  }
  return { ...results, failed };
}
