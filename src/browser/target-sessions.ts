import type { CDPSession, Frame, Page } from 'playwright';

/** A session of a page, or of a frame that lives in a process of its own: `frame` is that frame. */
interface TargetSession {
  session: CDPSession;
  frame: Frame | undefined;
}

/** Opens a session of a page and of each frame in it that has one. Each begins before the next is opened. */
export async function* openTargetSessions(page: Page): AsyncGenerator<TargetSession> {
  for (const frame of [undefined, ...page.frames().slice(1)]) {
    // A frame in its page's own process has no session of its own, and needs none.
    const session = await page
      .context()
      .newCDPSession(frame ?? page)
      .catch(() => undefined);
    if (session !== undefined) yield { session, frame };
  }
}
