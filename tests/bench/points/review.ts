import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../dist.ts';
import { milliseconds, type Row, ratios, spread } from '../figures.ts';
import type { Machine } from '../machine.ts';
import type { Settings } from '../settings.ts';

const PICTURES = 20;

/** What tests/support/review/many-runs.ts measures with so many runs: milliseconds by what was asked for. */
function ask(runs: number): Map<string, number> {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'tests/support/review/many-runs.ts'), String(runs), String(PICTURES)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`many-runs.ts failed with ${runs} runs: ${stderr.slice(-500)}`);
  return new Map(
    [...stdout.matchAll(/^(.+?)\s{2,}[\d.]+\s+([\d.]+) ms$/gm)].map(([, what, ms]) => [what!.trim(), Number(ms)]),
  );
}

/** The review app's pages with many runs, against the same with few. */
export async function review(
  { pairs, runs }: Settings,
  _machine: Machine,
  say: (line: string) => void,
): Promise<Row[]> {
  const [few, ...many] = [...runs].sort((one, other) => one - other);
  const times = new Map(runs.map((count) => [count, [] as Map<string, number>[]]));
  for (let turn = 0; turn < Math.min(pairs, 3); turn += 1) {
    for (const count of turn % 2 === 0 ? runs : [...runs].reverse()) {
      times.get(count)!.push(ask(count));
      say(`  turn ${turn + 1}: ${count} runs`);
    }
  }
  const asked = [...times.get(few!)![0]!.keys()];
  return many.flatMap((count) =>
    asked.map((what): Row => {
      const pairsOf = times
        .get(count)!
        .map((found, turn) => ({ ours: found.get(what)!, theirs: times.get(few!)![turn]!.get(what)! }));
      const goal = what.includes('first time') ? {} : { goal: 2 };
      return {
        point: 6,
        what: `review: ${what}, ${count} runs by ${few}`,
        ...ratios(pairsOf),
        ...goal,
        note:
          `${milliseconds(spread(pairsOf.map(({ ours }) => ours)).median)} by ` +
          `${milliseconds(spread(pairsOf.map(({ theirs }) => theirs)).median)}`,
      };
    }),
  );
}
