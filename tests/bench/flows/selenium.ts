import { writeFileSync } from 'node:fs';
import { Builder, By, Key, Origin, until, type WebDriver, type WebElement } from 'selenium-webdriver';
import chrome from 'selenium-webdriver/chrome.js';
import { timed } from './gestures.ts';
import type { Flow } from './job.ts';
import { type Hands, onboard, type Portal } from './onboarding.ts';

const PATIENCE = 30_000;

function handsOf(driver: WebDriver, windows: Record<Portal, string>): Hands {
  const by = (place: string) => (/^[/(]/.test(place) ? By.xpath(place) : By.css(place));
  const visible = async (place: string): Promise<WebElement> =>
    await driver.wait(until.elementIsVisible(await driver.wait(until.elementLocated(by(place)), PATIENCE)), PATIENCE);
  return {
    turnTo: async (portal) => await driver.switchTo().window(windows[portal]),
    goto: async (url) => await driver.get(url),
    click: async (place) => await (await visible(place)).click(),
    hover: async (place) =>
      await driver
        .actions()
        .move({ origin: await visible(place) })
        .perform(),
    moveAway: async () => await driver.actions().move({ x: 700, y: 450, origin: Origin.VIEWPORT }).perform(),
    async fill(place, text) {
      const box = await visible(place);
      await box.clear();
      await box.sendKeys(text);
    },
    press: async (place, key) => await (await visible(place)).sendKeys({ Enter: Key.ENTER, Tab: Key.TAB }[key]),
    shown: async (place) => void (await visible(place)),
    says: async (place, text) =>
      void (await driver.wait(until.elementTextContains(await visible(place), text), PATIENCE)),
    text: async (place) => await (await visible(place)).getText(),
    scrollTo: async (place) =>
      await driver.executeScript("arguments[0].scrollIntoView({ block: 'start' })", await visible(place)),
    picture: async (file) => writeFileSync(file, await driver.takeScreenshot(), 'base64'),
  };
}

export const flow: Flow = async (job) =>
  await timed(
    async () => {
      const options = new chrome.Options();
      options.setChromeBinaryPath(job.browser);
      options.addArguments(
        '--headless=new',
        '--window-size=1440,900',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      );
      const driver = (await new Builder()
        .forBrowser('chrome')
        .setChromeOptions(options)
        .setChromeService(new chrome.ServiceBuilder(job.driver))
        .build()) as chrome.Driver;
      const viewport = async () => {
        await driver.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', {
          width: 1440,
          height: 900,
          deviceScaleFactor: 1,
          mobile: false,
        });
        return await driver.getWindowHandle();
      };
      const connectwise = await viewport();
      await driver.switchTo().newWindow('tab');
      return { driver, windows: { connectwise, mspcfo: await viewport() } };
    },
    async ({ driver, windows }) => await onboard(job, handsOf(driver, windows)),
    async ({ driver }) => await driver.quit(),
  );
