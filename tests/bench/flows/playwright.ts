import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { DISABLED_FEATURES } from '../../../src/browser/disabled-features.ts';
import { timed } from './gestures.ts';
import type { Flow } from './job.ts';
import { type Hands, onboard, type Portal } from './onboarding.ts';

function handsOf(pages: Record<Portal, Page>): Hands {
  let page = pages.connectwise;
  const at = (place: string) => page.locator(place).first();
  return {
    turnTo: async (portal) => void (page = pages[portal]),
    goto: async (url) => void (await page.goto(url)),
    click: async (place) => await at(place).click(),
    hover: async (place) => await at(place).hover(),
    moveAway: async () => await page.mouse.move(700, 450),
    fill: async (place, text) => await at(place).fill(text),
    press: async (place, key) => await at(place).press(key),
    shown: async (place) => await at(place).waitFor(),
    says: async (place, text) => await page.locator(place).filter({ hasText: text }).first().waitFor(),
    text: async (place) => await at(place).innerText(),
    scrollTo: async (place) => await at(place).evaluate((element) => element.scrollIntoView({ block: 'start' })),
    picture: async (file) => void (await page.screenshot({ path: file })),
  };
}

/**
 * @param settings of the two browser contexts
 * @param begin what is switched on before the first gesture
 * @param end what is written after the last
 */
export const flowWith =
  (
    settings: BrowserContextOptions,
    begin: (context: BrowserContext) => Promise<void>,
    end: (context: BrowserContext, name: Portal) => Promise<void>,
  ): Flow =>
  async (job) =>
    await timed(
      async () => {
        const browser = await chromium.launch({
          executablePath: job.browser,
          chromiumSandbox: process.getuid?.() !== 0,
          args: [DISABLED_FEATURES],
        });
        const page = async () => {
          const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...settings });
          await begin(context);
          return await context.newPage();
        };
        return { browser, pages: { connectwise: await page(), mspcfo: await page() } };
      },
      async ({ pages }) => await onboard(job, handsOf(pages)),
      async ({ browser, pages }) => {
        for (const [name, page] of Object.entries(pages)) await end(page.context(), name as Portal);
        await browser.close();
      },
    );

const nothing = async () => undefined;

/** The minimal script. */
export const flow: Flow = flowWith({}, nothing, nothing);
