import { inTurns, notMeasured, type Row, ratios, seconds, spread } from '../figures.ts';
import type { Done } from '../flows/job.ts';
import type { Machine } from '../machine.ts';
import { once } from '../once.ts';
import type { Settings } from '../settings.ts';

export const whole = ({ launch, flow, close }: Done): number => launch + flow + close;

const guarding = ({ parts }: Done): number => parts!['guard']! + parts!['fsync']!;
/**
 * What finds things by sight, sees whether they stay, and reads them. A look that goes on while a page is still loading
 * counts whole.
 */
const looking = ({ parts }: Done): number => parts!['of the gestures, looks']!;
/** What is left of Keywright's flow when nothing is guarded, journalled or looked at: what any tool does. */
export const gesturesAlone = (done: Done): number => done.flow - guarding(done) - looking(done);
export const flowOf = ({ flow }: Done): number => flow;

/** Pairs of results of the same turn. */
export function paired(
  ours: Done[],
  theirs: Done[],
  of: (done: Done) => number,
  ofTheirs = of,
): { ours: number; theirs: number }[] {
  return ours.slice(0, theirs.length).map((done, turn) => ({ ours: of(done), theirs: ofTheirs(theirs[turn]!) }));
}

/** The first gesture that two flows do not share. */
export function firstDifference(one: Done, other: Done): string | undefined {
  const at = Array.from({ length: Math.max(one.titles.length, other.titles.length) }, (_, n) => n).find(
    (n) => one.titles[n] !== other.titles[n],
  );
  return at === undefined
    ? undefined
    : `gesture ${at + 1}: "${one.titles[at] ?? 'none'}" and "${other.titles[at] ?? 'none'}"`;
}

/** What each gesture takes in the middle, the one first that costs most beyond the bare script's. */
function gestureCosts(ours: Done[], theirs: Done[]): { title: string; ours: number; theirs: number }[] {
  const middle = (all: Done[], n: number) => spread(all.map(({ acts }) => acts![n]!)).median;
  return ours[0]!.titles
    .map((title, n) => ({ title, ours: middle(ours, n), theirs: middle(theirs, n) }))
    .sort((one, other) => other.ours - other.theirs - (one.ours - one.theirs));
}

/**
 * Keywright's onboarding, by the engine's `run()`, against a minimal Playwright script with the same gestures and
 * pictures.
 */
export async function onboarding({ pairs }: Settings, machine: Machine, say: (line: string) => void): Promise<Row[]> {
  const { keywright, playwright, failed } = await inTurns(
    ['keywright', 'playwright'],
    pairs,
    async (tool, turn) => {
      const done = await once(tool, machine.browser, undefined);
      say(
        `  pair ${turn + 1}: ${tool} ${seconds(whole(done))} (${done.titles.length} gestures, ${done.pictures} ` +
          'pictures)',
      );
      return done;
    },
    say,
  );
  if (Object.keys(failed).length > 0)
    return [notMeasured(1, 'onboarding against a minimal Playwright script', Object.values(failed)[0])];
  const differs = firstDifference(keywright[0]!, playwright[0]!);
  const middle = (of: (done: Done) => number, all = keywright) => seconds(spread(all.map(of)).median);
  const slowest = gestureCosts(keywright, playwright).slice(0, 12);
  for (const { title, ours, theirs } of slowest)
    say(`  slower by ${seconds(ours - theirs)}: ${title} (${seconds(ours)} by ${seconds(theirs)})`);
  const part = (name: string) => ({
    name,
    share: spread(keywright.map((done) => done.parts![name]! / whole(done))).median,
    ms: spread(keywright.map((done) => done.parts![name]!)).median,
  });
  const counts =
    `${keywright[0]!.titles.length} gestures and ${spread(keywright.map((done) => done.pictures)).median} ` +
    `pictures against ${playwright[0]!.titles.length} and ` +
    `${playwright[0]!.pictures}${
      differs === undefined ? ', the same in the same order' : `; they differ ` + `at ${differs}`
    }`;
  return [
    {
      point: 1,
      what: 'onboarding, from the launch to the closed evidence, by a minimal Playwright script',
      ...ratios(paired(keywright, playwright, whole)),
      note: `${middle(whole)} by ${middle(whole, playwright)}; ${counts}`,
    },
    {
      point: 1,
      what: 'the same from the first gesture to the last picture',
      ...ratios(paired(keywright, playwright, flowOf)),
      note: `${middle(flowOf)} by ${middle(flowOf, playwright)}`,
    },
    {
      point: 1,
      what: 'the same without guard and fsync',
      ...ratios(paired(keywright, playwright, (done) => done.flow - guarding(done), flowOf)),
      note: `beside it: ${middle(guarding)}`,
    },
    {
      point: 1,
      what: 'the same gestures and pictures: without the looks, too',
      ...ratios(paired(keywright, playwright, gesturesAlone, flowOf)),
      goal: 1.1,
      note: `${middle(gesturesAlone)} by ${middle(flowOf, playwright)}; the looks beside it: ${middle(looking)}`,
    },
    ...Object.keys(keywright[0]!.parts!).map((name): Row => {
      const { share, ms } = part(name);
      return {
        point: 1,
        what: `where Keywright's time goes: ${name}`,
        note: `${(share * 100).toFixed(0)} % (${seconds(ms)})`,
      };
    }),
  ];
}
