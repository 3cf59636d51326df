import type { CDPSession } from 'playwright';
import { within } from '../../browser/within.ts';

/**
 * Stops all scripts at a statement that this program sends, so never while a frame is being drawn. If two targets share
 * a process, the second is stopped already.
 */
async function stop(session: CDPSession): Promise<void> {
  const noScripts = await session.send('Debugger.enable').then(
    () => false,
    (error: Error) => {
      // A sandboxed frame has no scripts to stop.
      if (error.message.includes('Script execution is prohibited')) return true;
      throw error;
    },
  );
  if (noScripts) return;
  const stopped = new Promise<void>((resolve) => session.once('Debugger.paused', () => resolve()));
  const statement = session.send('Runtime.evaluate', { expression: 'debugger' });
  await Promise.race([stopped, statement]);
}

/** Stopped scripts do not stop animations, and these can bring text: `content` can be animated. */
async function freeze(session: CDPSession): Promise<void> {
  await session.send('Animation.enable');
  await session.send('Animation.setPlaybackRate', { playbackRate: 0 });
}

/** Does something while all scripts, timers, animations and loading of these targets are stopped. */
export async function whileFrozen<T>(sessions: CDPSession[], act: () => Promise<T>): Promise<T> {
  try {
    await within(Promise.all(sessions.flatMap((session) => [stop(session), freeze(session)])));
    return await within(act());
  } finally {
    // Disabling a domain undoes all that it did.
    const goOn = (['Animation.disable', 'Debugger.disable'] as const).flatMap((method) =>
      sessions.map((session) => session.send(method).catch(() => undefined)),
    );
    await within(Promise.all(goOn)).catch(() => undefined);
  }
}
