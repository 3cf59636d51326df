import { across, Box, SMALL } from '../layout.ts';
import { outermost, type Screen, saysSomething, type Thing } from '../thing.ts';

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
export const floats = (thing: Thing): boolean => thing.is('listbox', 'menu') || thing.layer > (thing.up?.layer ?? 0);

/** The lists that lie over the page now, the outermost part of each. */
export function listsOver(screen: Screen): Thing[] {
  const layers = screen.things.filter(
    (thing) =>
      floats(thing) &&
      // A label may float over its box, too.
      thing.listed.through !== true &&
      thing.listed.hint !== true &&
      !thing.is('label') &&
      thing.box.width < WIDEST &&
      thing.find(saysSomething).length > 0 &&
      isList(thing),
  );
  return outermost(layers);
}

/** What can be seen of a thing in what scrolls it. */
function seenOf(thing: Thing): Box {
  const around = [...thing.outward()].filter(({ listed }) => listed.scroll !== undefined && !listed.page);
  const top = Math.max(thing.box.top, ...around.map(({ box }) => box.top));
  const bottom = Math.min(thing.box.bottom, ...around.map(({ box }) => box.bottom));
  return new Box(thing.box.left, top, thing.box.width, Math.max(0, bottom - top));
}

/** The entries of the list that is open for a box: it lies over the page, near the box. */
export function entriesOf(box: Thing): Thing[] {
  const own = box.box;
  const near = (list: Thing) => {
    const at = seenOf(list);
    return (
      // A menu of the application may stand right beside the box.
      across(at, own) > 0 &&
      at.height < box.screen.view.height * 0.95 &&
      at.top < own.bottom + SMALL &&
      at.bottom > own.top - SMALL
    );
  };
  const lists = listsOver(box.screen).filter((list) => !list.holds(box) && !box.holds(list) && near(list));
  const options = lists.flatMap((list) => list.find(({ role }) => role === 'option'));
  return options.length > 0 ? options : lists.flatMap((list) => list.find(saysSomething));
}

/** What scrolls a thing, if something does. */
export const scrollerOf = (thing: Thing | undefined): Thing | undefined =>
  thing?.closest(({ listed }) => listed.scroll !== undefined);
