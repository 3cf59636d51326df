import type { Page } from 'playwright';
import type { Secret } from '../../secrets/secret.ts';
import { capture, countLayouts, inTurn, inspectTargets, sessionsOf } from '../../evidence/redaction/targets.ts';
import { within } from '../../evidence/redaction/freeze-page.ts';

/** Longer than this, a page that does not answer keeps nobody waiting who only looks on. Milliseconds. */
const LIVE_LIMIT = 3_000;

export type LiveShot =
  | {
      jpeg: Buffer;
      /** When, in milliseconds since 1970. */
      drawn: number;
    }
  | {
      withheld: string;
      /** It may be otherwise in a moment. */
      passing: boolean;
    };

/**
 * A picture of the page as it is, for whoever watches now; none where a secret stands on it. The page goes on
 * meanwhile: it loses presses while it stands still.
 * So the browser's own count of layouts says whether a text can have come or gone since the look. For what no layout
 * tells (a picture that takes another's place),
 * there are two pictures between two looks, and all must be equal.
 */
export async function liveShot(page: Page, secrets: Secret[], secretExposed: boolean): Promise<LiveShot> {
  return await inTurn(page, async () => {
    const frames = page.frames();
    const sessions = await within(sessionsOf(page), LIVE_LIMIT);
    const judge = async (): Promise<string | LiveShot> => {
      const seen = await inspectTargets(page, sessions, frames, secrets, secretExposed, false);
      if (seen.hits.length > 0)
        return { withheld: `${seen.hits[0]!.secret.label} stands on this page`, passing: false };
      // The page goes on, so there are no other bullets in it.
      if (seen.lengths.length > 0)
        return {
          withheld: 'A field with hidden characters is filled in, and their number is not shown',
          passing: false,
        };
      if (seen.uncoverablePlace !== undefined || seen.opaque !== undefined || seen.unknownFrames)
        return { withheld: 'This page cannot be checked for secrets', passing: seen.uncoverablePlace === undefined };
      return seen.texts;
    };
    const shoot = async () => await capture(sessions[0]!, { format: 'jpeg', quality: 60, optimizeForSpeed: true });
    try {
      return await within(
        (async (): Promise<LiveShot> => {
          const moved = await countLayouts(sessions, secretExposed);
          const before = await judge();
          if (typeof before !== 'string') return before;
          const shots = [await shoot(), await shoot()];
          const drawn = Date.now();
          const after = await judge();
          if (typeof after !== 'string') return after;
          if (before !== after || shots[0] !== shots[1] || (await moved()))
            return { withheld: 'The page changes too quickly to be checked', passing: true };
          return { jpeg: Buffer.from(shots[0]!, 'base64'), drawn };
        })(),
        LIVE_LIMIT,
      );
    } finally {
      for (const session of sessions.slice(1)) await session.detach().catch(() => undefined);
    }
  });
}
