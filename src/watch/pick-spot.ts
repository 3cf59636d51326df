import type { CDPSession, Frame, Page } from 'playwright';
import { openTargetSessions } from '../browser/target-sessions.ts';
import type { Spot } from '../portal-sdk/index.ts';

/** As the bar over the page. */
const HIGHLIGHT = {
  showInfo: false,
  contentColor: { r: 255, g: 183, b: 3, a: 0.3 },
  paddingColor: { r: 255, g: 183, b: 3, a: 0.3 },
  borderColor: { r: 255, g: 183, b: 3, a: 1 },
};

/** Where a frame's own view begins in the page's. */
async function originOf(frame: Frame | undefined): Promise<Spot> {
  const box = frame && (await (await frame.frameElement()).boundingBox());
  return { x: box?.x ?? 0, y: box?.y ?? 0 };
}

/** The middle of what was picked, as far as it is drawn. */
async function middleOf(session: CDPSession, backendNodeId: number, frame: Frame | undefined): Promise<Spot> {
  const { quads } = await session.send('DOM.getContentQuads', { backendNodeId });
  const [x1 = 0, y1 = 0, , , x2 = 0, y2 = 0] = quads[0] ?? [];
  const { x, y } = await originOf(frame);
  return { x: x + (x1 + x2) / 2, y: y + (y1 + y2) / 2 };
}

/** Somebody may pick a thing in the browser window. */
interface Picking {
  /** Where; undefined if it is gone again, or nobody picks. */
  picked: Promise<Spot | undefined>;
  stop(): Promise<void>;
}

/**
 * Lets somebody pick a thing in the browser window. From the moment this is done no press reaches the page: the browser takes
 * it before any script does.
 */
export async function pickSpot(page: Page): Promise<Picking> {
  const sessions: CDPSession[] = [];
  const { promise, resolve } = Promise.withResolvers<Spot | undefined>();
  const begin = async (session: CDPSession, frame: Frame | undefined) => {
    session.on('Overlay.inspectNodeRequested', ({ backendNodeId }) => {
      void middleOf(session, backendNodeId, frame)
        .catch(() => undefined)
        .then(resolve);
    });
    await session.send('DOM.enable');
    await session.send('Overlay.enable');
    await session.send('Overlay.setInspectMode', { mode: 'searchForNode', highlightConfig: HIGHLIGHT });
  };
  for await (const { session, frame } of openTargetSessions(page)) {
    sessions.push(session);
    await begin(session, frame);
  }
  return {
    picked: promise,
    async stop() {
      resolve(undefined);
      for (const session of sessions) {
        await session
          .send('Overlay.setInspectMode', { mode: 'none', highlightConfig: HIGHLIGHT })
          .catch(() => undefined);
        await session.detach().catch(() => undefined);
      }
    },
  };
}
