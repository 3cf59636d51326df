import type { Frame, Locator, Page } from 'playwright';
import { listShown, makeRegistry } from './injected/snapshot.ts';
import type { Options, SnapshotOfFrame } from './listed.ts';
import { Screen, type Thing } from './thing.ts';

const ENGINE = 'keywright-screen';

/**
 * Playwright calls only selector engines in a world of their own, where no script of the page can change what is seen.
 * They give elements only, so a list travels as the text of an element that belongs to no document.
 */
const SOURCE = `(() => {
  const registry = (${String(makeRegistry)})();
  const list = ${String(listShown)};
  const queryAll = (root, body) => {
    const { id, inner, options } = JSON.parse(body);
    if (id !== undefined) {
      const element = registry.elementOf(id);
      const keys = inner && element?.matches(inner) === false ? element.querySelector(inner) : null;
      return element === undefined ? [] : [keys ?? element];
    }
    const carrier = document.createElement('data');
    carrier.textContent = JSON.stringify(list(registry, options));
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

const selectorOf = (body: { id: number; inner?: string } | { options: Options }): string =>
  `${ENGINE}=${JSON.stringify(body)}`;

interface Seen {
  frame: Frame;
  at: [number, number];
  snapshot: SnapshotOfFrame;
}

async function lookAt(frame: Frame, options: Options): Promise<Seen[]> {
  const text = await frame
    .locator(selectorOf({ options }))
    .textContent({ timeout: 5_000 })
    // A frame that is just going away shows nothing.
    .catch((error: Error) => {
      if (error.message.includes('Unknown engine')) throw error;
      return null;
    });
  if (text === null) return [];
  const snapshot = JSON.parse(text) as SnapshotOfFrame;
  const box =
    snapshot.origin === undefined && frame.parentFrame() !== null
      ? await (await frame.frameElement().catch(() => undefined))?.boundingBox().catch(() => null)
      : undefined;
  const at = snapshot.origin ?? ([box?.x ?? 0, box?.y ?? 0] as [number, number]);
  const children = snapshot.frames ? frame.childFrames() : [];
  const inside = await Promise.all(children.map(async (child) => await lookAt(child, options)));
  return [{ frame, at, snapshot }, ...inside.flat()];
}

const framesOf = new WeakMap<Screen, Frame[]>();

/** Looks once at all that a page shows. */
export async function look(page: Page, options: Options): Promise<Screen> {
  const seen = await lookAt(page.mainFrame(), options);
  const screen = new Screen(seen);
  framesOf.set(
    screen,
    seen.map(({ frame }) => frame),
  );
  return screen;
}

const ids = new WeakMap<Locator, number>();

/** Where a thing is, to act on it: also when the page draws the same thing anew. */
export function locate(thing: Thing): Locator {
  const at = locateBy(thing, { id: thing.listed.id });
  ids.set(at, thing.listed.id);
  return at;
}

/** What takes keys in a thing at each use, if anything does then; else the thing. */
export function locateBoxIn(thing: Thing): Locator {
  return locateBy(thing, { id: thing.listed.id, inner: 'input, textarea, select, [contenteditable], [role=combobox]' });
}

const locateBy = (thing: Thing, body: { id: number; inner?: string }): Locator =>
  framesOf.get(thing.screen)![thing.frame]!.locator(selectorOf(body));

/** The number of the thing that a place was made of. */
export const idOf = (at: Locator): number | undefined => ids.get(at);
