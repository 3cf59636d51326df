/**
 * Onboardings of many customers in one process, so many at a time: in a browser each, as the command does it, or all in
 * one.
 */
import { type Browser, chromium } from 'playwright';
import { type NamedJob, prepareRun } from './flows/keywright.ts';

/**
 * How Keywright would do with one browser for all, without changing it: whoever launches one gets the same, and nobody
 * closes it.
 */
function shareOneBrowser(): () => Promise<void> {
  const launch = chromium.launch.bind(chromium);
  let one: Promise<Browser> | undefined;
  let close = async (): Promise<void> => undefined;
  chromium.launch = async (options) => {
    one ??= launch(options).then((browser) => {
      close = browser.close.bind(browser);
      browser.close = async () => undefined;
      return browser;
    });
    return await one;
  };
  return async () => await close();
}

// Whoever started it is gone, and so is what for; the browser goes with it.
process.once('disconnect', () => process.exit());

process.once('message', async ({ jobs, atOnce, share }: { jobs: NamedJob[]; atOnce: number; share: boolean }) => {
  const end = share ? shareOneBrowser() : async () => undefined;
  const waiting = [...jobs];
  const took: { ms: number; memory: number }[] = [];
  const work = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const begun = performance.now();
      const { outcome } = await (await prepareRun(job))(() => undefined);
      if (outcome !== 'done') throw new Error(`A run ended with "${outcome}".`);
      took.push({ ms: performance.now() - begun, memory: process.memoryUsage().rss });
    }
  };
  const begun = performance.now();
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
    const ms = performance.now() - begun;
    await end();
    process.send!({ ms, took });
  } catch (error) {
    await end();
    process.send!({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  process.disconnect();
});
