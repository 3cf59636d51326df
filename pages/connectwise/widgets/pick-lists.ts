import { selectors, type Locator } from 'playwright';
import { eyes, type Eyes } from '../../sight/eyes.ts';
import { readAll } from '../../sight/read.ts';
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

/** Two lists with arrows between them: a list stands below its heading, an arrow between the lists (connectwise.md C3). Runs in the page. */
function pickLists(see: Eyes, names: Names) {
  const at = (element: Element) => element.getBoundingClientRect();
  const heading = (words: readonly string[]) => see.words(document, [...words]).at(-1);
  const headings = { allow: heading(names.allow), disallow: heading(names.disallow) };
  if (headings.allow === undefined || headings.disallow === undefined) return undefined;
  let window: Element | null = headings.allow;
  const says = (part: Element, words: readonly string[]) => see.words(part, [...words])[0];
  while (window !== null && !(window.contains(headings.disallow) && says(window, names.save) !== undefined && says(window, names.cancel) !== undefined)) window = window.parentElement;
  if (window === null) return undefined;
  const all = [...window.querySelectorAll('*')].filter(see.shown);
  const list = (label: Element) => {
    const from = at(label);
    // The largest thing below the heading that nothing else of the window belongs to.
    const own = all.filter((part) => ![headings.allow!, headings.disallow!, says(window, names.save)!].some((other) => part.contains(other)) && at(part).top >= from.bottom - 6 && at(part).height > 30 && see.across(at(part), from) > Math.min(from.width, at(part).width) / 2);
    return own.sort((a, b) => at(b).width * at(b).height - at(a).width * at(a).height)[0];
  };
  const lists = { allow: list(headings.allow), disallow: list(headings.disallow) };
  if (lists.allow === undefined || lists.disallow === undefined) return undefined;
  const entries = (side: 'allow' | 'disallow') => see.texts(lists[side]!).map((element) => ({ element, text: see.read(element) }));
  const [left, right] = [at(lists.allow).right, at(lists.disallow).left];
  const between = all.filter((part) => at(part).left >= left - 6 && at(part).right <= right + 6 && at(part).width <= 48 && at(part).height <= 48);
  // Of what lies in one another, the outermost; from top to bottom.
  const arrows = between.filter((part) => !between.some((other) => other !== part && other.contains(part))).sort((a, b) => at(a).top - at(b).top);
  return { entries, arrows, save: says(window, names.save), cancel: says(window, names.cancel) };
}

export interface Picks {
  allow: string[];
  disallow: string[];
}

/** What the two lists hold, if they are shown. */
export async function readPicks(view: View): Promise<Picks | undefined> {
  const found = await readAll<Names, Picks | undefined>(view.ctx.page, `(see, names) => {
    const found = (${pickLists.toString()})(see, names);
    return found && { allow: found.entries('allow').map(({ text }) => text), disallow: found.entries('disallow').map(({ text }) => text) };
  }`, NAMES);
  return found.map(({ read }) => read).find((read) => read !== undefined);
}

/** From top to bottom: one to the right, one to the left, all to the right, all to the left (connectwise.md C3, its picture). */
export const ARROWS = { disallow: 0, allow: 1, disallowAll: 2 } as const;

type Spot = { side: Side; entry: string } | { arrow: number } | { button: 'save' | 'cancel' };

const ENGINE = `({
  queryAll(root, body) {
    const see = (${eyes.toString()})();
    const { names, spot } = JSON.parse(body);
    const found = see.here() ? (${pickLists.toString()})(see, names) : undefined;
    if (found === undefined) return [];
    if (spot.button !== undefined) return found[spot.button] ? [found[spot.button]] : [];
    if (spot.arrow !== undefined) return found.arrows.slice(spot.arrow, spot.arrow + 1);
    return found.entries(spot.side).filter(({ text }) => see.plain(text) === see.plain(spot.entry)).map(({ element }) => element);
  },
  query(root, body) { return this.queryAll(root, body)[0] ?? null; },
})`;

let ready: Promise<void> | undefined;

/** Makes places of the two lists known to Playwright; once per process. */
export function registerPickLists(): Promise<void> {
  ready ??= selectors.register('pick', { content: ENGINE }, { contentScript: true });
  return ready;
}

/** Where an entry, an arrow or a button of the window stands. */
export async function pickSpot(view: View, spot: Spot): Promise<Locator | undefined> {
  const selector = `pick=${JSON.stringify({ names: NAMES, spot })}`;
  for (const frame of view.ctx.page.frames()) {
    const at = frame.locator(selector).first();
    if ((await at.count().catch(() => 0)) > 0) return at;
  }
  return undefined;
}
