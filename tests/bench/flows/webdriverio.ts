import { remote } from 'webdriverio';
import { timed } from './gestures.ts';
import type { Flow } from './job.ts';
import { type Hands, onboard, type Portal } from './onboarding.ts';

type Browser = Awaited<ReturnType<typeof remote>>;

function handsOf(browser: Browser, windows: Record<Portal, string>): Hands {
  const at = (place: string) => browser.$(place);
  return {
    turnTo: async (portal) => await browser.switchToWindow(windows[portal]),
    goto: async (url) => void (await browser.url(url)),
    async click(place) {
      await at(place).waitForClickable();
      await at(place).click();
    },
    async hover(place) {
      await at(place).waitForDisplayed();
      await at(place).moveTo();
    },
    moveAway: async () => await browser.action('pointer').move(700, 450).perform(),
    async fill(place, text) {
      await at(place).waitForDisplayed();
      await at(place).setValue(text);
    },
    async press(place, key) {
      await at(place).waitForDisplayed();
      await at(place).addValue({ Enter: '\uE007', Tab: '\uE004' }[key]);
    },
    shown: async (place) => void (await at(place).waitForDisplayed()),
    says: async (place, text) => void (await browser.waitUntil(async () => (await at(place).getText()).includes(text))),
    async text(place) {
      await at(place).waitForDisplayed();
      return await at(place).getText();
    },
    scrollTo: async (place) => void (await at(place).scrollIntoView({ block: 'start' })),
    picture: async (file) => void (await browser.saveScreenshot(file)),
  };
}

export const flow: Flow = async (job) =>
  await timed(
    async () => {
      const browser = await remote({
        logLevel: 'silent',
        capabilities: {
          browserName: 'chrome',
          'goog:chromeOptions': {
            binary: job.browser,
            args: ['--headless=new', '--window-size=1440,900', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
          },
          'wdio:chromedriverOptions': { binary: job.driver! },
        },
      });
      const viewport = async () => {
        await browser.setViewport({ width: 1440, height: 900 });
        return await browser.getWindowHandle();
      };
      const connectwise = await viewport();
      await browser.newWindow('about:blank', { type: 'tab' });
      return { browser, windows: { connectwise, mspcfo: await viewport() } };
    },
    async ({ browser, windows }) => await onboard(job, handsOf(browser, windows)),
    async ({ browser }) => await browser.deleteSession(),
  );
