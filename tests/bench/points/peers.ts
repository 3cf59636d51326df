import { inTurns, notMeasured, type Row, ratios, seconds, spread } from '../figures.ts';
import { installPeers } from '../install.ts';
import type { Machine } from '../machine.ts';
import { once } from '../once.ts';
import type { Settings } from '../settings.ts';
import { firstDifference, flowOf, gesturesAlone, paired, whole } from './onboarding.ts';

const NAMES = {
  puppeteer: 'Puppeteer',
  webdriverio: 'WebdriverIO',
  codecept: 'CodeceptJS',
  selenium: 'selenium-webdriver',
} as const;
const BY_DRIVER = ['webdriverio', 'selenium'];

/** Keywright against the same gestures and pictures in other tools. */
export async function peers({ pairs }: Settings, machine: Machine, say: (line: string) => void): Promise<Row[]> {
  installPeers();
  const all = Object.keys(NAMES) as (keyof typeof NAMES)[];
  const able = all.filter((name) => 'driver' in machine.driver || !BY_DRIVER.includes(name));
  const driver = 'driver' in machine.driver ? machine.driver.driver : undefined;
  const results = await inTurns(
    ['keywright' as const, ...able],
    pairs,
    async (tool, turn) => {
      const done = await once(tool, machine.browser, driver);
      say(
        `  turn ${turn + 1}: ${tool} ${seconds(whole(done))} (${done.titles.length} gestures, ${done.pictures} ` +
          'pictures)',
      );
      return done;
    },
    say,
  );
  return all.flatMap((name): Row[] => {
    const what = `onboarding, from the launch to the end, by ${NAMES[name]}`;
    if (!able.includes(name)) return [notMeasured(2, what, 'why' in machine.driver ? machine.driver.why : '')];
    const failed = results.failed[name] ?? results.failed.keywright;
    if (failed !== undefined) return [notMeasured(2, what, failed)];
    const [ours, theirs] = [results.keywright, results[name]];
    const differs = firstDifference(ours[0]!, theirs[0]!);
    const by = (of: typeof whole, ofTheirs = of) => ({
      ...ratios(paired(ours, theirs, of, ofTheirs)),
      goal: 1,
      note: `${seconds(spread(ours.map(of)).median)} by ${seconds(spread(theirs.map(ofTheirs)).median)}`,
    });
    const all = by(whole);
    return [
      {
        point: 2,
        what,
        ...all,
        note:
          `${all.note}; ${theirs[0]!.titles.length} gestures, ${theirs[0]!.pictures} ` +
          `pictures${differs === undefined ? '' : `; they differ at ${differs}`}`,
      },
      {
        point: 2,
        what: `the same gestures and pictures, without guard, fsync and looks, by ${NAMES[name]}`,
        ...by(gesturesAlone, flowOf),
      },
    ];
  });
}
