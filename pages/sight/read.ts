import type { Frame, Locator, Page } from 'playwright';
import { inPage, selectorOf, type InPage } from './engines.ts';
import type { WindowKinds, WindowWords } from './windows.ts';

/** Something that can be read in a page. */
export interface Reading<A, R> {
  /** What all shown frames of a page say; screens may or may not be in a frame (PRODUCT.md A9). */
  all(page: Page, arg: A): Promise<{ frame: Frame; read: R }[]>;
  /** What one place says. */
  of(at: Locator, arg: A, options?: { timeout?: number }): Promise<R>;
}

/** Makes a reading, under a name of its own. */
export function reading<A, R>(name: string, source: InPage<A, R | undefined | null>): Reading<A, R> {
  inPage('reading', name, source);
  const ask = async (at: Frame | Locator, arg: A, options?: { timeout?: number }) =>
    JSON.parse((await at.locator(selectorOf(name, arg)).textContent(options))!) as { read: R | null; frames: boolean };
  /** A frame, and the frames inside it if any of them is shown: most pages keep some that nobody sees. */
  async function within(frame: Frame, arg: A): Promise<{ frame: Frame; read: R }[]> {
    // A frame that is just going away shows nothing.
    const { read, frames } = await ask(frame, arg).catch(() => ({ read: null, frames: false }));
    const inside = frames ? await Promise.all(frame.childFrames().map(async (child) => await within(child, arg))) : [];
    return [...(read === null ? [] : [{ frame, read }]), ...inside.flat()];
  }
  return {
    all: async (page, arg) => await within(page.mainFrame(), arg),
    of: async (at, arg, options) => (await ask(at, arg, options)).read as R,
  };
}

const texts = reading<WindowKinds | null, string[]>('texts', (see, kinds) => {
  const windows = kinds === null ? [] : see.windows.open(kinds);
  return see
    .texts(document)
    .filter((text) => !windows.some(({ element }) => element.contains(text)))
    .map(see.read)
    .filter((text) => text.length < 400);
});

/** All texts that are shown now, but for long ones. @param but windows whose texts are left out */
export async function shownTexts(page: Page, but?: WindowKinds): Promise<string[]> {
  return (await texts.all(page, but ?? null)).flatMap(({ read }) => read);
}

/** A window that is shown. */
export interface WindowRead extends WindowWords {
  /** All that stands in it, titles and buttons too. */
  text: string;
  /** A form to fill or a list to choose from: somebody's business, never closed on the way. */
  form: boolean;
  /** Selects the window within its frame. */
  css: string;
  /** Which of the elements that `css` selects. */
  nth: number;
}

const windows = reading<WindowKinds, WindowRead[]>('windows', (see, kinds) =>
  see.windows.open(kinds).map(({ element, css, nth }) => ({
    ...see.windows.words(element, kinds.answers),
    css,
    nth,
    text: element.innerText,
    form: see.boxes(element).length > 0 || element.querySelector('ul li, [role=listbox], select') !== null,
  })),
);

/** The windows that are shown now; what is inside one belongs to it. */
export async function shownWindows(page: Page, kinds: WindowKinds): Promise<(WindowRead & { frame: Frame })[]> {
  return (await windows.all(page, kinds)).flatMap(({ frame, read }) => read.map((seen) => ({ ...seen, frame })));
}

/**
 * Keeps in mind which elements say something now (in the world of the eyes, where no script of the page sees it), or
 * gives the texts of those that do so since then.
 */
const drawn = reading<'remember' | 'tell', string[]>('drawn-since', (see, what) => {
  const world = globalThis as { remembered?: WeakSet<Element> };
  const all = see.texts(document);
  if (what === 'remember') world.remembered = new WeakSet(all);
  return what === 'remember' || world.remembered === undefined
    ? []
    : all.filter((element) => !world.remembered!.has(element)).map(see.read);
});

export async function rememberTexts(page: Page): Promise<void> {
  await drawn.all(page, 'remember');
}

/** Texts that were drawn since they were remembered, those too that say what others said before. */
export async function drawnSince(page: Page): Promise<string[]> {
  return (await drawn.all(page, 'tell')).flatMap(({ read }) => read);
}

/** The first thing that a selector finds in any frame. */
export async function firstInFrames(page: Page, selector: string): Promise<Locator | undefined> {
  for (const frame of page.frames()) {
    const at = frame.locator(selector).first();
    if ((await at.count().catch(() => 0)) > 0) return at;
  }
  return undefined;
}
