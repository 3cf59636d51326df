import type { CDPSession, Frame, Page } from 'playwright';

/** What a person did in the browser while a run waited: how much, and where; never which keys. */
export interface HumanInput {
  clicks: number;
  keys: number;
  /** Addresses that the page went to, without query and fragment. */
  addresses: string[];
}

/** Where our listener lives: out of the page's reach. */
const WORLD = 'keywright-hands';
const TELL = 'keywrightTouched';
const LISTEN =
  `for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, (event) => event.isTrusted && ` +
  `${TELL}(kind), { capture: true, passive: true });`;

async function listen(session: CDPSession, touched: (kind: string) => void): Promise<void> {
  session.on('Runtime.bindingCalled', ({ name, payload }) => name === TELL && touched(payload));
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: TELL, executionContextName: WORLD });
  await session.send('Page.enable');
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: LISTEN,
    worldName: WORLD,
    runImmediately: true,
  });
}

/**
 * Watches for a person's mouse and keys on a page until it is told to stop; the page cannot tell.
 * @param first called at the first click or key
 */
export async function watchHumanInput(page: Page, first: () => void): Promise<{ stop(): Promise<HumanInput> }> {
  const touches: HumanInput = { clicks: 0, keys: 0, addresses: [] };
  const touched = (kind: string) => {
    if (touches.clicks + touches.keys === 0) first();
    touches[kind === 'keydown' ? 'keys' : 'clicks'] += 1;
  };
  const went = (frame: Frame) => {
    const address = frame.url().replace(/[?#].*$/s, '');
    if (frame === page.mainFrame() && !touches.addresses.includes(address)) touches.addresses.push(address);
  };
  const sessions: CDPSession[] = [];
  page.on('framenavigated', went);
  for (const target of [page, ...page.frames().slice(1)]) {
    // A frame in its page's own process has no session of its own, and needs none.
    const session = await page
      .context()
      .newCDPSession(target)
      .catch(() => undefined);
    if (session === undefined) continue;
    sessions.push(session);
    await listen(session, touched).catch(() => undefined);
  }
  return {
    async stop() {
      page.off('framenavigated', went);
      for (const session of sessions) await session.detach().catch(() => undefined);
      return touches;
    },
  };
}
