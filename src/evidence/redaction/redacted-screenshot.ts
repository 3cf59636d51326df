/**
 * Screenshots without secrets. Playwright's `mask` paints boxes over elements, and leaks
 * (.github/decisions/0001-redaction-without-playwrights-mask.md). This changes what the browser paints:
 * `-webkit-text-security` turns the glyphs of an element into bullets, wherever it moves or is scaled to. bullets.ts
 * hides how many there are. While the page is frozen for the picture, what it will paint is read back from the layout
 * tree (CDP DOMSnapshot: shadow roots, pseudo-elements, frames and field values included).
 */
import type { CDPSession, Page } from 'playwright';
import { within } from '../../browser/within.ts';
import { redact } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Box } from '../events.ts';
import { Covers } from './covers.ts';
import { whileFrozen } from './freeze-page.ts';
import { capture, countLayouts, type Inspection, inspectTargets, inTurn, sessionsOf } from './targets.ts';

interface Redaction {
  secret: Secret;
  places: number;
}

/**
 * `layout` is a hash of everything that the page lays out: pages with equal hashes look alike, but for what pixels
 * alone know (an animation, a picture that loads late).
 */
type RedactedScreenshot =
  | { png: Buffer; redacted: Redaction[]; layout: string | undefined; box?: Box | undefined }
  | { withheld: string };
type Same = { same: true; box?: Box | undefined };

/** Measures where a thing is in the window; undefined if it is not in sight. */
type Measure = () => Promise<Box | undefined>;

/** What is drawn over the page for people who watch, and must not be in a picture. */
export interface Overlay {
  /** Takes it away. What it hides is covered by then. */
  hide(): Promise<void>;
  /** Puts it back. @param secret whether the page shows a secret; undefined if nobody knows */
  show(secret: boolean | undefined): Promise<void>;
}

interface ScreenshotOptions {
  /** Of a picture that was taken a moment ago: no other is taken if it is still the same. */
  layout?: string | undefined;
  overlay?: Overlay | undefined;
  /** Of what is to be marked: the place counts if it is the same before and after the picture is taken. */
  measure?: Measure | undefined;
}

const ROUNDS = 4;

const UNKNOWN_FRAME = 'a frame on the page cannot be looked through';

/** Movements that end are brought to their end, so that pictures show what they lead to. */
const SETTLE = `for (const animation of document.getAnimations()) {
  const ends = animation.effect?.getComputedTiming().endTime !== Infinity;
  if (animation.timeline instanceof DocumentTimeline && ends) animation.finish();
}`;

/**
 * A picture of the page that shows none of the secrets, or no picture: cover, freeze the page, read back what it
 * paints, take the picture. The covers are gone when it returns.
 * @param secrets one of fewer than eight characters (a one-time code) counts if a text or field is just that
 * @param secretExposed whether the page knows a secret that it could draw: then a canvas or video means no picture
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
  options: ScreenshotOptions,
): Promise<RedactedScreenshot | Same>;
export async function redactedScreenshot(
  page: Page,
  secrets: Secret[],
  secretExposed: boolean,
  options: ScreenshotOptions = {},
): Promise<RedactedScreenshot | Same> {
  for (let round = 1; ; round += 1) {
    const shot = await inTurn(page, () => tryScreenshot(page, secrets, secretExposed, options));
    // Frames that come and go may be all there the next time.
    if (!('withheld' in shot) || shot.withheld !== UNKNOWN_FRAME || round === ROUNDS) return shot;
  }
}

/** Whether the page looks as an earlier picture shows it, on which nothing was redacted. */
export async function looksAsBefore(
  page: Page,
  secrets: Secret[],
  layout: string,
  overlay: Overlay | undefined,
): Promise<boolean> {
  return await inTurn(page, async () => {
    const attempt = await begin(page, secrets, false, { layout, overlay });
    try {
      await prepare(attempt);
      return attempt.covers.isEmpty && (await within(attempt.inspect(true))).layout === layout;
    } finally {
      await cleanUp(attempt, undefined);
    }
  });
}

/** Whether two measurements found the same place, to a pixel. */
export function samePlace(one: Box | undefined, other: Box | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(one[side] - other[side]) <= 1);
}

/** What a picture is taken of, and how. */
interface Attempt {
  page: Page;
  sessions: CDPSession[];
  covers: Covers;
  layout: string | undefined;
  overlay: Overlay | undefined;
  inspect(compare: boolean): Promise<Inspection>;
}

async function begin(
  page: Page,
  secrets: Secret[],
  secretExposed: boolean,
  { layout, overlay }: ScreenshotOptions,
): Promise<Attempt> {
  const frames = page.frames();
  const sessions = await within(sessionsOf(page));
  const inspect = (compare: boolean) => inspectTargets({ page, sessions, frames, secrets, secretExposed }, compare);
  return { page, sessions, covers: new Covers(sessions), layout, overlay, inspect };
}

/** Pages whose next picture needs covers, as far as anybody knows: the last one did, or a secret was typed since. */
const needsCovers = new WeakSet<Page>();

/** A secret is typed into a page: its next picture is taken with covers at once. */
export const expectSecret = (page: Page): unknown => needsCovers.add(page);

/**
 * Brings movements to their end, and takes the overlay away: what it hides is covered first. What a target is asked
 * next it does after that, so nobody need wait for the answer; a target that gives none gives none to that either.
 */
async function prepare({ page, sessions, covers, overlay, inspect }: Attempt): Promise<void> {
  for (const session of sessions) session.send('Runtime.evaluate', { expression: SETTLE }).catch(() => undefined);
  if (overlay !== undefined || needsCovers.has(page)) await covers.add(await within(inspect(false)));
  await overlay?.hide();
}

/**
 * The picture, if all is well and nothing is laid out anew from before the look until it is taken.
 * @param frozen whether the page stands still, and so does what no layout tells of
 * @param twice whether to look after it, too: for what no layout tells
 * @param first what must have ended before the picture is taken
 */
async function shoot(
  { sessions, covers, layout, inspect }: Attempt,
  frozen: boolean,
  twice: boolean,
  first?: Promise<unknown>,
) {
  const [moved] = await Promise.all([countLayouts(sessions, frozen), first]);
  const take = async () => await capture(sessions[0]!, { format: 'png', optimizeForSpeed: true });
  // Both are of the same layout, in whichever order they come. Only where no picture may be needed, the look is first.
  const taking = frozen || layout !== undefined ? undefined : take();
  taking?.catch(() => undefined);
  const before = await inspect(layout !== undefined || !twice);
  const showsSecret = before.hits.length > 0 || covers.miss(before);
  const same = layout !== undefined && before.layout === layout;
  if (showsSecret || reasonToWithhold(before) !== undefined || same) {
    await taking;
    return { ...before, png: undefined, moved: false };
  }
  const data = await (taking ?? take());
  const after = twice ? await inspect(true) : before;
  return { ...after, png: Buffer.from(data, 'base64'), moved: await moved() };
}

/** @param secret whether the page shows a secret; undefined if nobody knows */
async function cleanUp({ page, sessions, covers, overlay }: Attempt, secret: boolean | undefined): Promise<void> {
  if (covers.isEmpty) needsCovers.delete(page);
  else needsCovers.add(page);
  await overlay?.show(secret);
  await covers.remove();
  for (const session of sessions.slice(1)) await session.detach().catch(() => undefined);
}

/** Why there cannot be a picture, whatever is covered. */
function reasonToWithhold({ uncoverablePlace, opaque, unknownFrames }: Inspection): string | undefined {
  if (uncoverablePlace !== undefined) return uncoverablePlace;
  if (opaque !== undefined) return `the page has a ${opaque}, whose pixels cannot be checked for secrets`;
  return unknownFrames ? UNKNOWN_FRAME : undefined;
}

/** Why there is no picture after the last round. */
const reasonToGiveUp = ({ hits }: Inspection): string =>
  hits.length > 0
    ? `${hits[0]!.secret.label} stood on the page and could not be covered`
    : 'the page did not stand still, so it could not be checked for secrets';

/** @param png missing if the page still looks as the earlier picture shows it */
function finish(png: Buffer | undefined, layout: string | undefined, covers: Covers, box: Box | undefined) {
  if (png === undefined) return { same: true as const, box };
  const redacted = [...covers.places].map(([secret, places]) => ({ secret, places }));
  return { png, redacted, layout: covers.isEmpty ? layout : undefined, box };
}

async function tryScreenshot(
  page: Page,
  secrets: Secret[],
  secretExposed: boolean,
  options: ScreenshotOptions,
): Promise<RedactedScreenshot | Same> {
  const { measure = async () => undefined } = options;
  const attempt = await begin(page, secrets, secretExposed, options);
  const { sessions, covers } = attempt;
  let sure = false;
  try {
    await prepare(attempt);
    for (let round = 0; ; round += 1) {
      // A frozen page loses presses. So a page is not frozen that stands still by itself and knows no secret that it
      // could draw. Layouts tell nothing of other sites' frames, so those are looked at twice.
      const free = round === 0 && !secretExposed && covers.isEmpty;
      const twice = sessions.length > 1;
      // A frozen page cannot be asked, so the place is measured right before and after.
      const measured = within(measure());
      const seen = free
        ? await within(shoot(attempt, false, twice, measured))
        : await measured.then(() => whileFrozen(sessions, () => shoot(attempt, true, twice)));
      const place = await measured;
      const reason = reasonToWithhold(seen);
      if (reason !== undefined) return { withheld: reason };
      sure = seen.hits.length === 0 && !covers.miss(seen) && !seen.moved;
      const stayed = sure && samePlace(place, await within(measure()));
      // In the end, rather a picture without a mark than one with a false mark.
      if (stayed || (sure && round === ROUNDS))
        return finish(seen.png, seen.layout, covers, stayed ? place : undefined);
      if (round === ROUNDS) return { withheld: reasonToGiveUp(seen) };
      await covers.add(seen);
    }
  } catch (error) {
    const problem = redact((error as Error).message).split('\n')[0]!;
    return { withheld: `the page could not be checked for secrets (${problem.slice(0, 120)})` };
  } finally {
    await cleanUp(attempt, sure ? covers.places.size > 0 : undefined);
  }
}
