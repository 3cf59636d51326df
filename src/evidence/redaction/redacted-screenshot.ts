/**
 * The picture guard. Playwright's `mask` paints boxes over elements and leaks what moves, is drawn or is
 * wider than its box; this changes what the browser paints instead:
 * `-webkit-text-security` turns the glyphs of the covered elements into bullets, wherever they move or are scaled to;
 * how many, shows as little (see bullets.ts). What will be painted is read back
 * from the layout tree (CDP DOMSnapshot: shadow roots, pseudo-elements, frames and field values included) while the
 * page stands still and the picture is taken.
 */
import type { Page } from 'playwright';
import { redact } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Box } from '../events.ts';
import { coverElement, forgetCovers } from './bullets.ts';
import { capture, countLayouts, inTurn, inspectTargets, sessionsOf } from './targets.ts';
import { whileFrozen, within } from './freeze-page.ts';

export interface Redaction {
  secret: Secret;
  places: number;
}

/**
 * `layout` stands for everything that the page lays out: equal ones look alike, but for what pixels alone know (an
 * animation, a picture that comes late).
 */
export type RedactedScreenshot =
  | { png: Buffer; redacted: Redaction[]; layout: string | undefined; box?: Box | undefined }
  | { withheld: string };
type Same = { same: true; box?: Box | undefined };

/** Measures where a thing stands in the window, if it is to be seen there. */
export type Measure = () => Promise<Box | undefined>;

/** What is drawn over the page for whoever watches, and must not be in a picture. */
export interface Overlay {
  /** Takes it away; what it hides is covered by then. */
  lift(): Promise<void>;
  /** Puts it back. @param secret whether a secret stands on the page; undefined where nobody knows */
  drop(secret: boolean | undefined): Promise<void>;
}

const ROUNDS = 4;

const UNKNOWN_FRAME = 'a frame on the page cannot be looked through';

/** Movements that end are brought to their end, so that pictures show what they lead to. */
const SETTLE = `for (const animation of document.getAnimations()) {
  if (animation.timeline instanceof DocumentTimeline && animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
}`;

/**
 * A picture of the page that shows none of the secrets, or none at all: cover, bring the page to a standstill, read
 * back what it paints, take the picture.
 * The covers are gone when it returns. A secret of fewer than eight characters (a one-time code) counts where a text or
 * field is just that.
 * @param mayDraw whether the page knows a secret that it could draw: then a canvas or video means no picture
 * @param layout of a picture that was taken a moment ago: no other is taken where it is the same still
 * @param measure of what is to be marked: its place is given where it stood there both before and after the picture was
 *   taken
 */
export async function redactedScreenshot(
  page: Page,
  secrets: Secret[],
  secretExposed: boolean,
): Promise<RedactedScreenshot>;
export async function redactedScreenshot(
  page: Page,
  secrets: Secret[],
  secretExposed: boolean,
  layout: string | undefined,
  veil?: Overlay,
  measure?: Measure,
): Promise<RedactedScreenshot | Same>;
export async function redactedScreenshot(
  page: Page,
  secrets: Secret[],
  secretExposed: boolean,
  layout?: string,
  veil?: Overlay,
  measure?: Measure,
): Promise<RedactedScreenshot | Same> {
  for (let round = 1; ; round += 1) {
    const shot = await inTurn(page, () => tryScreenshot(page, secrets, secretExposed, layout, veil, measure));
    // Frames that come and go may be all there the next time.
    if (!('withheld' in shot) || shot.withheld !== UNKNOWN_FRAME || round === ROUNDS) return shot;
  }
}

/** Whether two measurements found the same place, to a pixel. */
export function samePlace(one: Box | undefined, other: Box | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(one[side] - other[side]) <= 1);
}

async function tryScreenshot(
  page: Page,
  secrets: Secret[],
  secretExposed: boolean,
  layout: string | undefined,
  veil: Overlay | undefined,
  measure: Measure = async () => undefined,
): Promise<RedactedScreenshot | Same> {
  const frames = page.frames();
  const sessions = await within(sessionsOf(page));
  /** By target and element: what takes the cover away again. */
  const covers = new Map(sessions.map((session) => [session, new Map<number, () => Promise<void>>()]));
  const covered = () => [...covers.values()].flatMap((ofTarget) => [...ofTarget.values()]);
  const places = new Map<Secret, number>();
  const scan = (compare: boolean) => inspectTargets(page, sessions, frames, secrets, secretExposed, compare);
  /** Whether bullets tell a length. Where the cover does not change that, they stay: they are bullets. */
  const telling = ({ lengths }: Awaited<ReturnType<typeof scan>>) =>
    lengths.some(({ session, node }) => !covers.get(session)!.has(node));
  /**
   * The picture, if all is well before it and nothing is laid out anew until it is taken.
   * @param twice whether to look after it too: for what no layout tells
   */
  const shoot = async (twice: boolean) => {
    const moved = await countLayouts(sessions, false);
    const before = await scan(layout !== undefined || !twice);
    if (
      before.hits.length > 0 ||
      telling(before) ||
      before.opaque ||
      before.uncoverablePlace ||
      before.unknownFrames ||
      (layout !== undefined && before.layout === layout)
    )
      return { ...before, png: undefined, moved: false };
    const data = await capture(sessions[0]!, { format: 'png' });
    const after = twice ? await scan(true) : before;
    return { ...after, png: Buffer.from(data, 'base64'), moved: await moved() };
  };
  const coverAll = async ({ hits, lengths }: Awaited<ReturnType<typeof scan>>) => {
    for (const { secret, nodes } of hits) places.set(secret, (places.get(secret) ?? 0) + nodes.size);
    const shown = hits.flatMap(({ session, nodes }) => [...nodes].map((node) => ({ session, node })));
    for (const { session, node } of [...shown, ...lengths.filter((one) => !covers.get(one.session)!.has(one.node))]) {
      // What the page has put on in place of the cover is what comes back.
      await within(covers.get(session)!.get(node)?.() ?? Promise.resolve());
      covers.get(session)!.set(node, await within(coverElement(session, node)));
    }
  };
  let sure = false;
  try {
    await within(Promise.all(sessions.map((session) => session.send('Runtime.evaluate', { expression: SETTLE }))));
    if (veil !== undefined) {
      await coverAll(await within(scan(false)));
      await veil.lift();
    }
    for (let round = 0; ; round += 1) {
      // Presses are lost while a page stands still, so it need not where it does of itself, and knows nothing that it
      // could draw. Of other sites' frames no layout tells.
      const free = round === 0 && !secretExposed && covered().length === 0;
      // A page that stands still cannot be asked, so the place is measured right outside.
      const place = await within(measure());
      const seen = free ? await within(shoot(frames.length > 1)) : await whileFrozen(sessions, () => shoot(true));
      const { hits, opaque, uncoverablePlace, unknownFrames, layout: now, png, moved } = seen;
      if (uncoverablePlace !== undefined) return { withheld: uncoverablePlace };
      if (opaque !== undefined)
        return { withheld: `the page has a ${opaque}, whose pixels cannot be checked for secrets` };
      if (unknownFrames) return { withheld: UNKNOWN_FRAME };
      sure = hits.length === 0 && !telling(seen) && !moved;
      const stayed = sure && samePlace(place, await within(measure()));
      // In the end, rather a picture without a mark than one with a false one.
      if (stayed || (sure && round === ROUNDS)) {
        const box = stayed ? place : undefined;
        if (png === undefined) return { same: true, box };
        const redacted = [...places].map(([secret, count]) => ({ secret, places: count }));
        return { png, redacted, layout: covered().length > 0 ? undefined : now, box };
      }
      if (round === ROUNDS)
        return {
          withheld:
            hits.length > 0
              ? `${hits[0]!.secret.label} stood on the page and could not be covered`
              : 'the page did not stand still, so it could not be checked for secrets',
        };
      await coverAll(seen);
    }
  } catch (error) {
    return {
      withheld: `the page could not be checked for secrets (${redact((error as Error).message)
        .split('\n')[0]!
        .slice(0, 120)})`,
    };
  } finally {
    await veil?.drop(sure ? places.size > 0 : undefined);
    for (const takeAway of covered()) await within(takeAway()).catch(() => undefined);
    for (const [session, ofTarget] of covers) if (ofTarget.size > 0) await forgetCovers(session).catch(() => undefined);
    for (const session of sessions.slice(1)) await session.detach().catch(() => undefined);
  }
}
