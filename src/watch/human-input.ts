import type { CDPSession, Frame, Page } from 'playwright';
import { openTargetSessions } from '../browser/target-sessions.ts';

/** How much a person did in the browser while a run waited, and where; never which keys. */
export interface HumanInput {
  clicks: number;
  keys: number;
  /** Addresses that the page went to, without query and fragment, each once. */
  addresses: string[];
}

/** The isolated world of the listener: out of the page's reach. */
const WORLD = 'keywright-human-input';
const BINDING = 'keywrightInput';
const LISTEN =
  `for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, (event) => event.isTrusted && ` +
  `${BINDING}(kind), { capture: true, passive: true });`;

async function listen(session: CDPSession, heard: (kind: string) => void): Promise<void> {
  session.on('Runtime.bindingCalled', ({ name, payload }) => name === BINDING && heard(payload));
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD });
  await session.send('Page.enable');
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: LISTEN,
    worldName: WORLD,
    runImmediately: true,
  });
}

/**
 * Watches a person's mouse and keys on a page until `stop`. The page cannot tell.
 * @param onFirst called at the first click or key
 */
export async function watchHumanInput(page: Page, onFirst: () => void): Promise<{ stop(): Promise<HumanInput> }> {
  const input: HumanInput = { clicks: 0, keys: 0, addresses: [] };
  const heard = (kind: string) => {
    if (input.clicks + input.keys === 0) onFirst();
    input[kind === 'keydown' ? 'keys' : 'clicks'] += 1;
  };
  const navigated = (frame: Frame) => {
    const address = frame.url().replace(/[?#].*$/s, '');
    if (frame === page.mainFrame() && !input.addresses.includes(address)) input.addresses.push(address);
  };
  const sessions: CDPSession[] = [];
  page.on('framenavigated', navigated);
  for await (const { session } of openTargetSessions(page)) {
    sessions.push(session);
    await listen(session, heard).catch(() => undefined);
  }
  return {
    async stop() {
      page.off('framenavigated', navigated);
      for (const session of sessions) await session.detach().catch(() => undefined);
      return input;
    },
  };
}
