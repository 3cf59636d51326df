import { setTimeout as delay } from 'node:timers/promises';
import { excerpt, type Context } from '../portal-sdk/index.ts';
import type { Recorder } from '../evidence/recorder.ts';
import type { PortalSession } from './portal-session.ts';

/** How long a portal may look for the name of who is signed in. Milliseconds. */
const READ_WITHIN = 10_000;

/**
 * Reads from the screen who is signed in, for the journal and the pictures to come. Where that does not work it is said
 * so, and nothing else takes its place.
 */
export async function readAccount(
  session: PortalSession,
  ctx: Context,
  recorder: Recorder,
  step: string,
): Promise<void> {
  const over = new AbortController();
  const read = async () => (session.secretUnread ? undefined : await session.portal.account?.(ctx));
  const text = await Promise.race([read(), delay(READ_WITHIN, undefined, { signal: over.signal })]).catch(
    () => undefined,
  );
  over.abort();
  session.account = text === undefined ? null : excerpt(text, 100) || null;
  recorder.write({ type: 'account', step, portal: session.portal.name, account: session.account });
}
