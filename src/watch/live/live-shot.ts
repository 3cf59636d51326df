import type { Page } from 'playwright';
import { within } from '../../browser/within.ts';
import {
  capture,
  countLayouts,
  type Inspected,
  inspectTargets,
  inTurn,
  sessionsOf,
} from '../../evidence/redaction/targets.ts';
import type { Secret } from '../../secrets/secret.ts';

/** A page that takes longer than this gives no live picture: nobody waits for those who only watch. Milliseconds. */
const LIVE_LIMIT = 3_000;

interface Withheld {
  withheld: string;
  /** There may be a picture in a moment. */
  passing: boolean;
}

export type LiveShot =
  | Withheld
  | {
      jpeg: Buffer;
      /** When, in milliseconds since 1970. */
      drawn: number;
    };

/** Looks for secrets on the page. @returns its texts, or why it must not be pictured */
async function check(page: Inspected): Promise<string | Withheld> {
  const seen = await inspectTargets(page, false);
  if (seen.hits.length > 0)
    return { withheld: `Hidden: ${seen.hits[0]!.secret.label} is visible on this screen`, passing: false };
  // Here the bullets cannot be replaced by others, as they are in evidence, because the page goes on.
  if (seen.lengths.length > 0)
    return { withheld: 'Hidden: a password field is filled in, and its length is not shown', passing: false };
  if (seen.uncoverablePlace !== undefined || seen.opaque !== undefined || seen.unknownFrames)
    return {
      withheld: 'Hidden: this page cannot be checked for secrets',
      passing: seen.uncoverablePlace === undefined,
    };
  return seen.texts;
}

/** Two equal pictures between two equal looks, without a layout meanwhile. */
async function shootBetweenLooks(page: Inspected): Promise<LiveShot> {
  const { sessions, secretExposed } = page;
  const moved = await countLayouts(sessions, secretExposed);
  const before = await check(page);
  if (typeof before !== 'string') return before;
  const shoot = () => capture(sessions[0]!, { format: 'jpeg', quality: 60, optimizeForSpeed: true });
  const [first, second] = [await shoot(), await shoot()];
  const drawn = Date.now();
  const after = await check(page);
  if (typeof after !== 'string') return after;
  if (before !== after || first !== second || (await moved()))
    return { withheld: 'No picture right now: checking that no secret is visible …', passing: true };
  return { jpeg: Buffer.from(first, 'base64'), drawn };
}

/**
 * A picture of the page for those who watch now, or why there is none: a secret stands on it, for example.
 * The page is not frozen for it, because a frozen page loses presses. So the browser's count of layouts says whether a
 * text can have come or gone since the look. Some changes need no layout, such as an image that replaces another; the
 * second picture shows those.
 */
export async function liveShot(page: Page, secrets: Secret[], secretExposed: boolean): Promise<LiveShot> {
  return await inTurn(page, async () => {
    const frames = page.frames();
    const sessions = await within(sessionsOf(page), LIVE_LIMIT);
    try {
      return await within(shootBetweenLooks({ page, sessions, frames, secrets, secretExposed }), LIVE_LIMIT);
    } finally {
      for (const session of sessions.slice(1)) await session.detach().catch(() => undefined);
    }
  });
}
