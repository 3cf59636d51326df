import { type Context, excerpt, within } from '../portal-sdk/index.ts';
import type { StepRecorder } from './null-recorder.ts';
import type { PortalSession } from './portal-session.ts';

/** How long a portal may look for the account's name. Milliseconds. */
const READ_WITHIN = 10_000;

/**
 * Reads from the screen who is signed in, for the journal and the next pictures. If that does not work, the journal
 * says so, and nothing else takes the name's place.
 */
export async function readAccount(
  session: PortalSession,
  ctx: Context,
  recorder: StepRecorder,
  step: string,
): Promise<void> {
  const read = async () => (session.secretUnread ? undefined : await session.portal.account?.(ctx));
  const text = await within(read(), READ_WITHIN).catch(() => undefined);
  session.account = text === undefined ? null : excerpt(text, 100) || null;
  recorder.write({ type: 'account', step, portal: session.portal.name, account: session.account });
}
