import type { Page } from '@playwright/test';

/**
 * The page as it is, its caret too, taken as the guard takes its pictures: byte for byte the same where nothing is
 * covered. A busy browser refuses a picture now and then.
 */
export async function bareScreenshot(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  try {
    for (let tries = 1; ; tries += 1) {
      const taken = await session
        .send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })
        .catch((error: Error) => {
          if (tries === 3 || !error.message.includes('Unable to capture screenshot')) throw error;
          return undefined;
        });
      if (taken !== undefined) return Buffer.from(taken.data, 'base64');
    }
  } finally {
    await session.detach();
  }
}
