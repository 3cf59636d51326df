import { expect, test } from '@playwright/test';
import { chromium } from 'playwright';
import { findBrowser } from '../../src/browser/find.ts';
import { fitToScreen, placeWindow, USUAL_VIEWPORT, windowFit } from '../../src/browser/window-fit.ts';

const FRAME = { width: 8, height: 87 };

test('a large screen gets the usual viewport, below a taskbar at the top', () => {
  expect(windowFit({ free: { left: 60, top: 30, width: 1860, height: 1050 }, frame: FRAME })).toEqual({
    viewport: USUAL_VIEWPORT,
    bounds: { left: 60, top: 30, width: 1448, height: 987 },
  });
});

test('a tiny screen gets a viewport that portals are made for', () => {
  const { viewport } = windowFit({ free: { left: 0, top: 0, width: 640, height: 400 }, frame: FRAME });
  expect(viewport).toEqual({ width: 1024, height: 560 });
});

const SCREENS: [screen: string, viewport: [number, number]][] = [
  ['1366x768', [1366, 681]],
  ['1440x900', [1440, 813]],
  ['1536x864', [1440, 777]],
  ['1920x1080', [1440, 900]],
];
for (const [screen, [width, height]] of SCREENS)
  test(`a window with its page is visible whole on a screen of ${screen}`, async () => {
    const browser = await chromium.launch({
      executablePath: findBrowser(true)!.path,
      chromiumSandbox: process.getuid?.() !== 0,
      args: [`--screen-info={${screen}}`],
    });
    try {
      const fit = await fitToScreen(browser);
      expect(fit.viewport).toEqual({ width, height });
      expect(browser.contexts()).toEqual([]);
      const page = await (await browser.newContext({ viewport: fit.viewport })).newPage();
      await placeWindow(page, fit);
      const session = await page.context().newCDPSession(page);
      const { bounds } = await session.send('Browser.getWindowForTarget');
      const [screenWidth, screenHeight] = screen.split('x').map(Number) as [number, number];
      expect(bounds.left! + bounds.width!).toBeLessThanOrEqual(screenWidth);
      expect(bounds.top! + bounds.height!).toBeLessThanOrEqual(screenHeight);
      expect(await page.evaluate<number[]>('[innerWidth, innerHeight]')).toEqual([width, height]);
    } finally {
      await browser.close();
    }
  });
