import type { CDPSession, Page } from '@playwright/test';

/**
 * Stands between the guard and the browser, as chance does where a page changes in step with the looks: for each
 * picture one expression has been evaluated, for each look another.
 * So many pictures are refused first, as a busy browser does. Call before the guard's first picture of the page.
 */
export async function inStep(page: Page): Promise<{ picture: string; look: string; pictures: number; refuse: number }> {
  const step = { picture: '', look: '', pictures: 0, refuse: 0 };
  const context = page.context();
  const session = await context.newCDPSession(page);
  const send = session.send.bind(session) as (method: string, parameters?: object) => Promise<unknown>;
  session.send = (async (method: string, parameters?: object) => {
    if (method === 'Page.captureScreenshot') step.pictures += 1;
    if (method === 'Page.captureScreenshot' || method === 'DOMSnapshot.captureSnapshot')
      await send('Runtime.evaluate', { expression: method === 'Page.captureScreenshot' ? step.picture : step.look });
    if (method === 'Page.captureScreenshot' && step.refuse > 0) {
      step.refuse -= 1;
      throw new Error('cdpSession.send: Protocol error (Page.captureScreenshot): Unable to capture screenshot');
    }
    return await send(method, parameters);
  }) as CDPSession['send'];
  const newSession = context.newCDPSession.bind(context);
  context.newCDPSession = async (of) => (of === page ? session : await newSession(of));
  return step;
}
