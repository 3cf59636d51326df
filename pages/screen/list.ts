import { across, SMALL } from './layout.ts';
import { saysSomething, type Screen, type Thing } from './thing.ts';

/** A list lies over the page; a window or a screen may, too. */
const WIDEST = 700;

/**
 * Whether a part holds entries and nothing to fill, but for one box above all entries that filters them.
 */
function isList(layer: Thing): boolean {
  const [filter, another] = layer.find(({ kind }) => kind === 'box');
  if (filter === undefined) return true;
  return (
    another === undefined && layer.find(saysSomething).every((text) => filter.holds(text) || text.order > filter.order)
  );
}

/** Whether a thing lies over the page by itself. */
export const floats = (thing: Thing): boolean =>
  thing.is('listbox', 'menu') ||
  ((thing.listed.layer ?? 0) > 0 && (thing.listed.layer ?? 0) > (thing.up?.listed.layer ?? 0));

/** The lists that lie over the page now, the outermost part of each. */
export function listsOver(screen: Screen): Thing[] {
  const layers = screen.things.filter(
    (thing) => floats(thing) && thing.box.width < WIDEST && thing.find(saysSomething).length > 0 && isList(thing),
  );
  return layers.filter((layer) => !layers.some((other) => other !== layer && other.holds(layer)));
}

/** The entries of the list that is open for a box: it lies over the page, near the box. */
export function entriesOf(box: Thing): Thing[] {
  const own = box.box;
  const near = ({ box: at }: Thing) =>
    across(at, own) > -SMALL &&
    at.height < box.screen.view.height * 0.95 &&
    at.top < own.bottom + SMALL &&
    at.bottom > own.top - SMALL;
  return listsOver(box.screen)
    .filter((list) => !list.holds(box) && !box.holds(list) && near(list))
    .flatMap((list) => {
      const options = list.find(({ role }) => role === 'option');
      return options.length > 0 ? options : list.find(saysSomething);
    });
}

/** What scrolls a thing, if something does. */
export const scrollerOf = (thing: Thing): Thing | undefined =>
  thing.closest(({ listed }) => listed.scroll !== undefined);
