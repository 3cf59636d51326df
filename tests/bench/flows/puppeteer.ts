import puppeteer, { type Page } from 'puppeteer';
import { timed } from './gestures.ts';
import type { Flow } from './job.ts';
import { type Hands, onboard, type Portal } from './onboarding.ts';

const selector = (place: string) => (/^[/(]/.test(place) ? `::-p-xpath(${place})` : place);

function handsOf(pages: Record<Portal, Page>): Hands {
  let page = pages.connectwise;
  const at = (place: string) => page.locator(selector(place));
  const handle = async (place: string) => (await page.waitForSelector(selector(place), { visible: true }))!;
  return {
    async turnTo(portal) {
      page = pages[portal];
      await page.bringToFront();
    },
    goto: async (url) => void (await page.goto(url)),
    click: async (place) => await at(place).click(),
    hover: async (place) => await at(place).hover(),
    moveAway: async () => await page.mouse.move(700, 450),
    fill: async (place, text) => await at(place).fill(text),
    press: async (place, key) => await (await handle(place)).press(key),
    shown: async (place) =>
      await at(place)
        .setVisibility('visible')
        .wait()
        .then(() => undefined),
    says: async (place, text) =>
      void (await page.waitForFunction(
        (element, wanted) => element.textContent.includes(wanted),
        {},
        await handle(place),
        text,
      )),
    text: async (place) => await (await handle(place)).evaluate((element) => element.textContent.trim()),
    scrollTo: async (place) =>
      await (await handle(place)).evaluate((element) => element.scrollIntoView({ block: 'start' })),
    picture: async (file) => void (await page.screenshot({ path: file as `${string}.png` })),
  };
}

export const flow: Flow = async (job) =>
  await timed(
    async () => {
      const browser = await puppeteer.launch({
        executablePath: job.browser,
        defaultViewport: { width: 1440, height: 900 },
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      });
      const page = async () => await (await browser.createBrowserContext()).newPage();
      return { browser, pages: { connectwise: await page(), mspcfo: await page() } };
    },
    async ({ pages }) => await onboard(job, handsOf(pages)),
    async ({ browser }) => await browser.close(),
  );
