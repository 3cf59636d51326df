import { inTurns, notMeasured, ratios, seconds, spread, type Row } from '../figures.ts';
import { installPeers } from '../install.ts';
import type { Machine } from '../machine.ts';
import { once } from '../once.ts';
import type { Settings } from '../settings.ts';
import { firstDifference, paired, whole } from './onboarding.ts';

const NAMES = { puppeteer: 'Puppeteer', webdriverio: 'WebdriverIO', codecept: 'CodeceptJS', selenium: 'selenium-webdriver' } as const;
const BY_DRIVER = ['webdriverio', 'selenium'];

/** Keywright against the same gestures and pictures in other tools. */
export async function peers({ pairs }: Settings, machine: Machine, say: (line: string) => void): Promise<Row[]> {
  installPeers();
  const all = Object.keys(NAMES) as (keyof typeof NAMES)[];
  const able = all.filter((name) => 'driver' in machine.driver || !BY_DRIVER.includes(name));
  const driver = 'driver' in machine.driver ? machine.driver.driver : undefined;
  const results = await inTurns(['keywright' as const, ...able], pairs, async (tool, turn) => {
    const done = await once(tool, machine.browser, driver);
    say(`  turn ${turn + 1}: ${tool} ${seconds(whole(done))} (${done.titles.length} gestures, ${done.pictures} pictures)`);
    return done;
  }, say);
  return all.map((name): Row => {
    const what = `onboarding, from the launch to the end, by ${NAMES[name]}`;
    if (!able.includes(name)) return notMeasured(2, what, 'why' in machine.driver ? machine.driver.why : '');
    const failed = results.failed[name] ?? results.failed.keywright;
    if (failed !== undefined) return notMeasured(2, what, failed);
    const [ours, theirs] = [results.keywright, results[name]];
    const differs = firstDifference(ours[0]!, theirs[0]!);
    return { point: 2, what, ...ratios(paired(ours, theirs, whole)), goal: 1, note: `${seconds(spread(ours.map(whole)).median)} by ${seconds(spread(theirs.map(whole)).median)}; ${theirs[0]!.titles.length} gestures, ${theirs[0]!.pictures} pictures${differs === undefined ? '' : `; they differ at ${differs}`}` };
  });
}
