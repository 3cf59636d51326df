import type { Frame, Locator, Page } from 'playwright';
import { askWorld, knowOwnText, knowPlace, learnWorld } from '../../src/portal-sdk/index.ts';
import { type Asked, makeAim, type Reached } from './injected/aim.ts';
import { makeFacts } from './injected/facts.ts';
import { makeRegistry } from './injected/registry.ts';
import { listShown } from './injected/snapshot.ts';
import type { Answer, Options, SnapshotOfFrame } from './listed.ts';
import { Screen, type Thing } from './thing.ts';
import { lexiconOf } from './words/lexicon.ts';

const ENGINE = 'keywright-screen';
/** Where a document's world keeps what answers. */
const GLOBAL = 'keywrightScreen';
/** Where it keeps what measures places. */
const PLACE = 'keywright-place';

/**
 * Playwright calls only selector engines in a world of their own, where no script of the page can change what is seen.
 * They give elements only, so a list travels as the text of an element that belongs to no document.
 */
const SOURCE = `(() => {
  const registry = (${String(makeRegistry)})();
  const makeFacts = ${String(makeFacts)};
  const list = ${String(listShown)};
  const { world, change } = registry;
  const answer = ({ options, version }) => {
    const now = registry.version();
    return JSON.stringify(
      now === version
        ? { same: true, quiet: registry.quiet(), world }
        : { ...list(registry, makeFacts(registry, options)), version: now, world },
    );
  };
  const inside = (element, css) => {
    for (const root of [element.shadowRoot, element]) {
      const own = root?.querySelector(css);
      if (own) return own;
      for (const part of root?.querySelectorAll('*') ?? []) {
        const deep = part.shadowRoot && inside(part, css);
        if (deep) return deep;
      }
    }
    return null;
  };
  const elementOf = (asked) => {
    const element = registry.elementOf(asked.id);
    return (asked.inner && element?.matches(asked.inner) === false && inside(element, asked.inner)) || element;
  };
  const aim = (${String(makeAim)})(elementOf, registry.origin, (...asked) => globalThis['${PLACE}']?.(...asked));
  // Here no script of the page sees it.
  globalThis.${GLOBAL} = { world, answer, change, elementOf, ...aim };
  const queryAll = (root, body) => {
    const asked = JSON.parse(body);
    const { id, nodes } = asked;
    if (id !== undefined && nodes === undefined)
      return [elementOf(asked)].filter((element) => element !== undefined);
    const carrier = document.createElement('data');
    carrier.textContent = nodes === undefined ? answer(asked) : registry.textIn(elementOf(asked), nodes);
    return [carrier];
  };
  return { queryAll, query: (root, body) => queryAll(root, body)[0] ?? null };
})()`;

let known: Promise<void> | undefined;

/** Makes the look known to Playwright: once, before a page is looked at. */
export function prepareLooks(): Promise<void> {
  return (known ??= (async () => {
    // Not before a browser is used: it takes longer to load than a runbook to check.
    const { selectors } = await import('playwright');
    await selectors.register(ENGINE, { content: SOURCE }, { contentScript: true });
  })());
}

const selectorOf = (body: Asked | { options: Options; version?: number }): string =>
  `${ENGINE}=${JSON.stringify(body)}`;

interface Seen {
  frame: Frame;
  at: [number, number];
  snapshot: SnapshotOfFrame;
}

/** What each frame showed last, by what was asked. */
const lastOf = new WeakMap<Frame, Map<string, SnapshotOfFrame>>();

async function answerOf(frame: Frame, asked: { options: Options; version?: number }): Promise<string | null> {
  const text = await askWorld(frame, `${GLOBAL}.answer(${JSON.stringify(asked)})`);
  if (text !== undefined) return text;
  return await frame
    .locator(selectorOf(asked))
    .textContent({ timeout: 5_000 })
    // A frame that is just going away shows nothing.
    .catch((error: Error) => {
      if (error.message.includes('Unknown engine')) throw error;
      return null;
    });
}

/** What a frame shows: the same object as long as that is the same. */
async function snapshotOf(frame: Frame, options: Options, asked: string): Promise<SnapshotOfFrame | undefined> {
  const known = lastOf.get(frame) ?? new Map<string, SnapshotOfFrame>();
  lastOf.set(frame, known);
  const last = known.get(asked);
  const text = await answerOf(frame, { options, ...(last !== undefined && { version: last.version }) });
  if (text === null) return undefined;
  const answer = JSON.parse(text) as Answer;
  await learnWorld(frame, answer.world, GLOBAL);
  if (!('same' in answer)) known.set(asked, answer);
  else if (last !== undefined) last.quiet = answer.quiet;
  return 'same' in answer ? last : answer;
}

/** Where a frame stands in the page; undefined where it is hidden. */
async function originOf(frame: Frame, { origin }: SnapshotOfFrame): Promise<[number, number] | undefined> {
  if (origin !== undefined) return origin ?? undefined;
  if (frame.parentFrame() === null) return [0, 0];
  const element = await frame.frameElement().catch(() => undefined);
  const box = await element?.boundingBox().catch(() => undefined);
  return box ? [box.x, box.y] : undefined;
}

async function lookAt(frame: Frame, options: Options, asked: string): Promise<Seen[]> {
  const snapshot = await snapshotOf(frame, options, asked);
  const at = snapshot && (await originOf(frame, snapshot));
  if (snapshot === undefined || at === undefined) return [];
  const children = snapshot.frames ? frame.childFrames() : [];
  const inside = await Promise.all(children.map(async (child) => await lookAt(child, options, asked)));
  return [{ frame, at, snapshot }, ...inside.flat()];
}

/** What a page showed last: as long as it is the same, the same screen with all that was found out of it. */
const screens = new WeakMap<Page, { seen: Seen[]; screen: Screen }>();
const framesOf = new WeakMap<Screen, Frame[]>();

const isSame = (one: Seen, other: Seen | undefined): boolean =>
  one.snapshot === other?.snapshot && one.frame === other.frame && String(one.at) === String(other.at);

/** No question to one moment takes longer, in milliseconds: a loop that asks on must not see the same for ever. */
const MOMENT = 20;

/** What each page shows at this moment, as far as somebody has looked, and until when, as performance.now() tells it. */
const moments = new WeakMap<Page, { asked: string; screen: Screen; until: number }>();

async function lookAnew(page: Page, options: Options, asked: string): Promise<Screen> {
  const seen = await lookAt(page.mainFrame(), options, asked);
  const last = screens.get(page);
  const lexicon = lexiconOf(page);
  if (
    last?.screen.lexicon === lexicon &&
    seen.length === last.seen.length &&
    seen.every((one, n) => isSame(one, last.seen[n]))
  ) {
    last.screen.quiet = Math.min(...seen.map(({ snapshot }) => snapshot.quiet), Number.MAX_SAFE_INTEGER);
    return last.screen;
  }
  const screen = new Screen(seen, lexicon);
  screens.set(page, { seen, screen });
  framesOf.set(
    screen,
    seen.map(({ frame }) => frame),
  );
  return screen;
}

/** Looks at all that a page shows: once for all that is asked of one moment. */
export async function look(page: Page, options: Options): Promise<Screen> {
  const asked = JSON.stringify(options);
  const moment = moments.get(page);
  if (moment?.asked === asked && performance.now() < moment.until) return moment.screen;
  const screen = await lookAnew(page, options, asked);
  moments.set(page, { asked, screen, until: performance.now() + MOMENT });
  // Whatever is done with the page from here on, or heard of it, comes later than this.
  setImmediate(() => moments.delete(page));
  return screen;
}

/**
 * Waits in the page itself until it may show something else than a screen does, and has drawn it.
 * @param atMost milliseconds
 * @returns whether that was possible: where it is not, one has to look again and again
 */
export async function changes(page: Page, screen: Screen, atMost: number): Promise<boolean> {
  const last = screens.get(page);
  if (last?.screen !== screen) return true;
  const waiting = last.seen.map(async ({ frame, snapshot }) => {
    const done = await askWorld(frame, `${GLOBAL}.change(${snapshot.version}, ${atMost}).then(() => '')`, atMost);
    return done !== undefined;
  });
  return waiting.length > 0 && (await Promise.race(waiting));
}

const asked = new WeakMap<Locator, { frame: Frame; body: Asked }>();

/** Where a thing is, to act on it: also when the page draws the same thing anew. */
export function locate(thing: Thing): Locator {
  const { id, nodes } = thing.listed;
  const at = locateBy(thing, { id });
  const text = nodes && frameOf(thing).locator(selectorOf({ id, nodes }));
  if (thing.kind !== 'box') knowOwnText(at, (options) => text?.textContent(options) ?? at.innerText(options));
  return at;
}

/** What takes keys in a thing at each use, if anything does then; else the thing. */
export const locateBoxIn = (thing: Thing): Locator =>
  locateBy(thing, { id: thing.listed.id, inner: 'input, textarea, select, [contenteditable], [role=combobox]' });

const frameOf = (thing: Thing): Frame => framesOf.get(thing.screen)![thing.frame]!;

function locateBy(thing: Thing, body: Asked): Locator {
  const frame = frameOf(thing);
  const at = frame.locator(selectorOf(body));
  asked.set(at, { frame, body });
  knowPlace(at, frame, `${GLOBAL}.elementOf(${JSON.stringify(body)})`);
  return at;
}

/** The number of the thing that a place was made of. */
export function idOf(at: Locator): number | undefined {
  const { id, inner } = asked.get(at)?.body ?? {};
  return inner === undefined ? id : undefined;
}

/**
 * Where the mouse reaches a place now; undefined where nobody can tell.
 * @param presses whether a press follows: it reaches nothing else then
 */
export async function aim(at: Locator, presses: boolean): Promise<Reached | undefined> {
  const { frame, body } = asked.get(at) ?? {};
  const text =
    frame && (await askWorld(frame, `JSON.stringify(${GLOBAL}.aim(${JSON.stringify(body)}, ${presses}) ?? null)`));
  return text === undefined ? undefined : ((JSON.parse(text) as Reached | null) ?? undefined);
}

/** Whether the press that was aimed at a place came on something else, and was kept from it. */
export async function missed(at: Locator): Promise<boolean> {
  return (await askWorld(asked.get(at)!.frame, `String(${GLOBAL}.landed())`)) === 'false';
}
