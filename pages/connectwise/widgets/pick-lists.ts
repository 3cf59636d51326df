import type { Locator } from 'playwright';
import { SMALL } from '../../screen/layout.ts';
import { outermost, type Screen, saysSomething, type Thing } from '../../screen/thing.ts';
import { plain, words } from '../../screen/words/words.ts';
import { labels } from '../labels.ts';
import type { View } from './view.ts';

const NAMES = labels.updateSecurity;
/** Entries may begin a little before the heading of their list, and headings lap over what is below them: pixels. */
const EDGE = { before: 12, over: 6 };

export type Side = 'allow' | 'disallow';

/** What the two lists hold. */
export type Picks = Record<Side, string[]>;

interface PickLists {
  entries: Record<Side, Thing[]>;
  /** From top to bottom. */
  arrows: Thing[];
  save: Thing;
  cancel: Thing;
}

/**
 * Two lists with arrows between them: entries stand below the heading of their list, arrows between the lists
 * (PRODUCT.md C3).
 */
function picksOf(screen: Screen): PickLists | undefined {
  const [left, right] = [words(screen, NAMES.allow).at(-1), words(screen, NAMES.disallow).at(-1)];
  if (left === undefined || right === undefined) return undefined;
  const says = (part: Thing, names: readonly string[]) => words(part, names)[0];
  const window = left.closest(
    (part) => part.holds(right) && says(part, NAMES.save) !== undefined && says(part, NAMES.cancel) !== undefined,
  );
  if (window === undefined) return undefined;
  const [save, cancel] = [says(window, NAMES.save)!, says(window, NAMES.cancel)!];
  const top = Math.min(left.box.bottom, right.box.bottom) - EDGE.over;
  // What stands in a heading's column below it, also what its list has scrolled away.
  const isScrolled = (thing: Thing) => thing.isIn((part) => part.listed.scroll !== undefined && !part.holds(left));
  const isBelow = (thing: Thing) => thing.box.top >= top || isScrolled(thing);
  const texts = window.find(
    (thing) => saysSomething(thing) && isBelow(thing) && ![save, cancel, left, right].some((part) => part.holds(thing)),
  );
  const isLeft = ({ box }: Thing) => box.left < right.box.left - EDGE.before;
  const between = window.find(
    (thing) =>
      (thing.kind === 'button' || thing.kind === 'icon') &&
      thing.find(saysSomething).length === 0 &&
      Math.max(thing.box.width, thing.box.height) <= SMALL &&
      thing.box.top >= top &&
      thing.box.center < right.box.left &&
      thing.box.center > (left.box.left + right.box.left) / 2,
  );
  const arrows = outermost(between).sort((a, b) => a.box.top - b.box.top);
  return {
    entries: { allow: texts.filter(isLeft), disallow: texts.filter((text) => !isLeft(text)) },
    arrows,
    save,
    cancel,
  };
}

/** What the two lists hold, if they are shown. */
export async function readPicks(view: View): Promise<Picks | undefined> {
  const found = picksOf(await view.see());
  const textsOf = (side: Side) => found!.entries[side].map((entry) => entry.said());
  return found && { allow: textsOf('allow'), disallow: textsOf('disallow') };
}

type Spot = { side: Side; entry: string } | { arrow: number } | { button: 'save' | 'cancel' };

/** Where an entry, an arrow or a button of the window stands. */
export async function pickSpot(view: View, spot: Spot): Promise<Locator | undefined> {
  return await view.look((screen) => {
    const found = picksOf(screen);
    if (found === undefined) return undefined;
    if ('button' in spot) return found[spot.button];
    if ('arrow' in spot) return found.arrows[spot.arrow];
    return found.entries[spot.side].find((entry) => plain(entry.said()) === plain(spot.entry));
  });
}
