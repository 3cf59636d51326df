import type { CDPSession, Frame, Locator, Page } from 'playwright';
import { within } from './within.ts';

/** How long a document may take to answer, in milliseconds. */
const LIMIT = 5_000;

/** Where a document answers: the name that it gives itself, and Chromium's for the world in which it does. */
interface World {
  name: string;
  /** Missing where the page's own session does not lead there: the document is in another process. */
  id: string | undefined;
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();
const worlds = new WeakMap<Frame, World>();

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

async function evaluate(session: CDPSession, id: string, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    uniqueContextId: id,
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
  return result.value;
}

const worldsOf = new WeakMap<CDPSession, Set<string>>();

/** The worlds of a page that are not its own. */
async function isolatedWorlds(session: CDPSession): Promise<string[]> {
  const there = worldsOf.get(session) ?? hearOfWorlds(session);
  // It stays enabled: where one session leaves off, Chromium's headless shell tells no other of worlds that come later.
  // Enabled already, it answers when all that was there before has been told.
  await session.send('Runtime.enable');
  return [...there];
}

function hearOfWorlds(session: CDPSession): Set<string> {
  const there = new Set<string>();
  worldsOf.set(session, there);
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if ((context.auxData as { isDefault?: boolean } | undefined)?.isDefault === false) there.add(context.uniqueId);
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextUniqueId: gone }) => there.delete(gone));
  session.on('Runtime.executionContextsCleared', () => there.clear());
  return there;
}

/**
 * Finds the world in which a document has answered, so that it can be asked there from now on: in one call, where
 * Playwright needs three.
 * @param name that the document gives itself
 * @param global in which it says so
 */
export async function learnWorld(frame: Frame, name: string, global: string): Promise<void> {
  if (worlds.get(frame)?.name === name) return;
  const world: World = { name, id: undefined };
  worlds.set(frame, world);
  try {
    const session = await sessionOf(frame.page());
    for (const id of await within(isolatedWorlds(session), LIMIT)) {
      const is = await within(evaluate(session, id, `globalThis.${global}?.world`), LIMIT).catch(() => undefined);
      if (is === name) world.id = id;
    }
  } catch {
    // The page is going away, or answers nobody; it is asked by Playwright then.
  }
}

/**
 * Asks a document in its own world.
 * @param takes how long the answer takes if all is well, in milliseconds
 * @returns undefined where that can't be done: nobody knows its world, or it has gone
 */
export async function askWorld(frame: Frame, expression: string, takes = 0): Promise<string | undefined> {
  const world = worlds.get(frame);
  if (world?.id === undefined) return undefined;
  try {
    return (await within(evaluate(await sessionOf(frame.page()), world.id, expression), LIMIT + takes)) as string;
  } catch {
    if (worlds.get(frame) === world) worlds.delete(frame);
    return undefined;
  }
}

const places = new WeakMap<Locator, { frame: Frame; element: string }>();

/** Makes known how the world of a frame's document tells what stands at a place: by an expression. */
export const knowPlace = (at: Locator, frame: Frame, element: string): unknown => places.set(at, { frame, element });

/**
 * Asks about what stands at a place, in its document's own world.
 * @param call makes the expression out of the one for the element, which may be undefined
 * @returns undefined where that can't be done
 */
export async function askAt(at: Locator, call: (element: string) => string): Promise<string | undefined> {
  const known = places.get(at);
  return known && (await askWorld(known.frame, call(known.element)));
}
