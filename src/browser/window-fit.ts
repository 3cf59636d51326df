import type { Browser, Page } from 'playwright';

interface Size {
  width: number;
  height: number;
}

/** The size of a page, as the page objects are used to it and as all pictures of headless runs have it. CSS pixels. */
export const USUAL_VIEWPORT: Size = { width: 1440, height: 900 };

/** Portals draw other screens for windows that are smaller still, so such a screen shows a part of the window. */
const LEAST: Size = { width: 1024, height: 560 };

/** How a browser window lies on the screen, whole. */
export interface WindowFit {
  viewport: Size;
  /** Of the window with its frame, tabs and address bar. */
  bounds: Size & { left: number; top: number };
}

interface Measures {
  /** The screen without taskbar and dock. */
  free: Size & { left: number; top: number };
  /** What the window has around the page. */
  frame: Size;
}

/** The usual viewport, or what fits on the screen of it. */
export function windowFit({ free, frame }: Measures): WindowFit {
  const side = (name: keyof Size) =>
    Math.max(LEAST[name], Math.min(USUAL_VIEWPORT[name], free[name] - Math.max(0, frame[name])));
  const viewport = { width: side('width'), height: side('height') };
  return {
    viewport,
    bounds: {
      left: free.left,
      top: free.top,
      width: viewport.width + frame.width,
      height: viewport.height + frame.height,
    },
  };
}

/** Measures the screen with a window of its own, which nobody needs afterwards. */
export async function fitToScreen(browser: Browser): Promise<WindowFit> {
  const context = await browser.newContext({ viewport: null });
  try {
    const page = await context.newPage();
    const [width, height, outerWidth, outerHeight, left, top, freeWidth, freeHeight] = await page.evaluate<number[]>(
      '[innerWidth, innerHeight, outerWidth, outerHeight, screen.availLeft, screen.availTop, screen.availWidth, ' +
        'screen.availHeight]',
    );
    return windowFit({
      free: { left: left!, top: top!, width: freeWidth!, height: freeHeight! },
      frame: { width: outerWidth! - width!, height: outerHeight! - height! },
    });
  } finally {
    await context.close();
  }
}

/** Puts a page's window where it is visible whole. Some window managers place windows themselves; then it stays. */
export async function placeWindow(page: Page, { bounds }: WindowFit): Promise<void> {
  const session = await page.context().newCDPSession(page);
  try {
    const { windowId } = await session.send('Browser.getWindowForTarget');
    await session.send('Browser.setWindowBounds', { windowId, bounds });
  } catch {
    // A window that cannot be moved shows a part of the page, as before.
  } finally {
    await session.detach().catch(() => undefined);
  }
}
