import type { CDPSession, Frame, Page } from 'playwright';
import type { Secret } from '../../secrets/secret.ts';
import { findSecrets } from './find-secrets.ts';
import { wordsOf } from './ordinary-words.ts';

const ownSessions = new WeakMap<Page, Promise<CDPSession>>();

/** A session that counts layouts. */
async function measured(opening: Promise<CDPSession>): Promise<CDPSession> {
  const session = await opening;
  await session.send('Performance.enable');
  return session;
}

/**
 * A page's own session, and one for each frame that lives in a process of its own (other frames are part of the page's
 * snapshot).
 */
export async function sessionsOf(page: Page): Promise<CDPSession[]> {
  const own = ownSessions.get(page) ?? measured(page.context().newCDPSession(page));
  ownSessions.set(page, own);
  const sessions = [await own];
  for (const frame of page.frames().filter((candidate: Frame) => candidate !== page.mainFrame())) {
    const session = await measured(page.context().newCDPSession(frame)).catch(() => undefined);
    if (session !== undefined) sessions.push(session);
  }
  return sessions;
}

/** Whether there is a session for each frame whose content another target knows. */
async function allKnown(sessions: CDPSession[], foreign: number[][]): Promise<boolean> {
  if (foreign.every((nodes) => nodes.length === 0)) return true;
  const known = await Promise.all(
    sessions.map(async (session) => (await session.send('Page.getFrameTree')).frameTree.frame.id),
  );
  const shown = await Promise.all(
    sessions.flatMap((session, at) =>
      foreign[at]!.map(
        async (backendNodeId) => (await session.send('DOM.describeNode', { backendNodeId })).node.frameId,
      ),
    ),
  );
  return shown.every((id) => id !== undefined && known.includes(id));
}

/** What the page's targets paint at one moment. Nodes are backendNodeIds. */
export interface Inspection {
  hits: { session: CDPSession; secret: Secret; nodes: Set<number> }[];
  /** Bullets that tell how long a text is. */
  lengths: { session: CDPSession; node: number }[];
  /** Something whose pixels nobody can look through, on a page that could draw a secret. */
  opaque: string | undefined;
  /** A secret in a place that cannot be covered, as a sentence. */
  uncoverablePlace: string | undefined;
  unknownFrames: boolean;
  /** Hashes of what is laid out, if it was asked for and pixels add nothing. */
  layout: string | undefined;
  /** Hashes of the texts. */
  texts: string;
}

/** A page and what must not be seen of it. */
export interface Inspected {
  page: Page;
  sessions: CDPSession[];
  /** Those that the page had when its sessions were opened. */
  frames: Frame[];
  secrets: Secret[];
  /** The page knows a secret that it could draw. */
  secretExposed: boolean;
}

/** @param compare whether the layout is wanted, for comparing */
export async function inspectTargets(
  { page, sessions, frames, secrets, secretExposed }: Inspected,
  compare: boolean,
): Promise<Inspection> {
  const scans = await Promise.all(
    sessions.map((session) => findSecrets(session, secrets, wordsOf(page.context()), compare)),
  );
  return {
    hits: scans.flatMap(({ found }, at) =>
      [...found].map(([secret, nodes]) => ({ session: sessions[at]!, secret, nodes })),
    ),
    lengths: scans.flatMap(({ lengths }, at) => [...lengths].map((node) => ({ session: sessions[at]!, node }))),
    opaque: secretExposed ? scans.find((one) => one.opaque)?.opaque : undefined,
    uncoverablePlace: scans.find((one) => one.uncoverablePlace)?.uncoverablePlace,
    unknownFrames:
      secrets.length > 0 &&
      (page.frames().some((frame) => !frames.includes(frame)) ||
        !(await allKnown(
          sessions,
          scans.map(({ foreign }) => foreign),
        ))),
    layout: scans.some((one) => one.opaque) ? undefined : scans.map((one) => one.layout).join(' '),
    texts: scans.map((one) => one.texts).join(' '),
  };
}

/**
 * Counts layouts from now on: while there is none, each text stays where it was found.
 * @param styles whether new styles count too: they can bring a picture
 * @returns whether there has been any
 */
export async function countLayouts(sessions: CDPSession[], styles: boolean): Promise<() => Promise<boolean>> {
  const soFar = async () =>
    (
      await Promise.all(
        sessions.map(async (session) => {
          const { metrics } = await session.send('Performance.getMetrics');
          return ['NavigationStart', 'LayoutCount', ...(styles ? ['RecalcStyleCount'] : [])]
            .map((wanted) => metrics.find(({ name }) => name === wanted)?.value)
            .join(' ');
        }),
      )
    ).join();
  // Pending layouts come first, so that they don't count as changes: a target does one after the other.
  const laidOut = Promise.all(sessions.map((session) => session.send('Page.getLayoutMetrics')));
  const [begun] = await Promise.all([soFar(), laidOut]);
  return async () => begun !== (await soFar());
}

/**
 * Takes a picture. A browser on a busy machine may refuse ("Unable to capture screenshot"), and is asked again then.
 */
export async function capture(
  session: CDPSession,
  picture: { format: 'png'; optimizeForSpeed: true } | { format: 'jpeg'; quality: number; optimizeForSpeed: true },
): Promise<string> {
  const ask = async () => (await session.send('Page.captureScreenshot', picture)).data;
  return await ask().catch(async (error: Error) => {
    if (!error.message.includes('Unable to capture screenshot')) throw error;
    return await ask();
  });
}

const turns = new WeakMap<Page, Promise<unknown>>();

/** One picture at a time: another kind of picture must not show covers, nor miss them. */
export async function inTurn<T>(page: Page, act: () => Promise<T>): Promise<T> {
  const before = turns.get(page);
  const mine = (async () => {
    await before;
    return await act();
  })();
  turns.set(
    page,
    mine.catch(() => undefined),
  );
  return await mine;
}
