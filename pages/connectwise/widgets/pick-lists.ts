import type { Locator } from 'playwright';
import { inPage, selectorOf } from '../../sight/engines.ts';
import type { Eyes } from '../../sight/eyes.ts';
import { firstInFrames, reading } from '../../sight/read.ts';
import { labels } from '../labels.ts';
import type { View } from './view.ts';

interface Names {
  allow: readonly string[];
  disallow: readonly string[];
  save: readonly string[];
  cancel: readonly string[];
}

const NAMES: Names = { ...labels.updateSecurity };

export type Side = 'allow' | 'disallow';

/**
 * Two lists with arrows between them: entries stand below the heading of their list, arrows between the lists
 * (PRODUCT.md C3). Runs in the page.
 */
function pickLists(see: Eyes, names: Names) {
  const at = (element: Element) => element.getBoundingClientRect();
  const heading = (words: readonly string[]) => see.words(document, [...words]).at(-1);
  const headings = { allow: heading(names.allow), disallow: heading(names.disallow) };
  if (headings.allow === undefined || headings.disallow === undefined) return undefined;
  let window: Element | null = headings.allow;
  const says = (part: Element, words: readonly string[]) => see.words(part, [...words])[0];
  while (
    window !== null &&
    !(
      window.contains(headings.disallow) &&
      says(window, names.save) !== undefined &&
      says(window, names.cancel) !== undefined
    )
  )
    window = window.parentElement;
  if (window === null) return undefined;
  const [left, right] = [at(headings.allow), at(headings.disallow)];
  const buttons = [says(window, names.save)!, says(window, names.cancel)!];
  const top = Math.min(left.bottom, right.bottom) - 6;
  // What stands in a heading's column below it, also what its list has scrolled away.
  const texts = see
    .texts(window)
    .filter(
      (element) =>
        at(element).top >= top && !buttons.some((button) => button.contains(element) || element.contains(button)),
    );
  const entries = (side: 'allow' | 'disallow') =>
    texts
      .filter((element) => at(element).left < right.left - 12 === (side === 'allow'))
      .map((element) => ({ element, text: see.read(element) }));
  const middle = (element: Element) => (at(element).left + at(element).right) / 2;
  const between = [...window.querySelectorAll('*')]
    .filter(see.shown)
    .filter(
      (part) =>
        part.textContent!.trim() === '' &&
        at(part).width <= 48 &&
        at(part).height <= 48 &&
        at(part).top >= top &&
        middle(part) < right.left &&
        middle(part) > (left.left + right.left) / 2,
    );
  // Of what lies in one another, the outermost; from top to bottom.
  const arrows = between
    .filter((part) => !between.some((other) => other !== part && other.contains(part)))
    .sort((a, b) => at(a).top - at(b).top);
  return { entries, arrows, save: says(window, names.save), cancel: says(window, names.cancel) };
}

export interface Picks {
  allow: string[];
  disallow: string[];
}

const picks = reading<Names, Picks>(
  'picks',
  `(see, names) => {
  const found = (${pickLists.toString()})(see, names);
  const textsOf = (side) => found.entries(side).map(({ text }) => text);
  return found && { allow: textsOf('allow'), disallow: textsOf('disallow') };
}`,
);

/** What the two lists hold, if they are shown. */
export async function readPicks(view: View): Promise<Picks | undefined> {
  return (await picks.all(view.ctx.page, NAMES))[0]?.read;
}

type Spot = { side: Side; entry: string } | { arrow: number } | { button: 'save' | 'cancel' };

/** The part that finds an entry, an arrow or a button of the window. Runs in the page. */
inPage(
  'finder',
  'pick',
  `(see, { names, spot }) => {
  const found = (${pickLists.toString()})(see, names);
  if (found === undefined) return [];
  if (spot.button !== undefined) return found[spot.button] ? [found[spot.button]] : [];
  if (spot.arrow !== undefined) return found.arrows.slice(spot.arrow, spot.arrow + 1);
  return found
    .entries(spot.side)
    .filter(({ text }) => see.plain(text) === see.plain(spot.entry))
    .map(({ element }) => element);
}`,
);

/** Where an entry, an arrow or a button of the window stands. */
export async function pickSpot(view: View, spot: Spot): Promise<Locator | undefined> {
  return await firstInFrames(view.ctx.page, selectorOf('pick', { names: NAMES, spot }));
}
