import { isInTrail } from '../../screen/buttons/trail.ts';
import { atTop, SAME_COLUMN, sameLine } from '../../screen/layout.ts';
import { isInList } from '../../screen/tables/in-list.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import { tipped, words } from '../../screen/words/words.ts';
import { sectionNames } from '../labels.ts';
import { isInRail } from '../signed-in.ts';

/** What no menu holds, though it says the same: forms, rows, heads, titles, breadcrumbs. */
export const isScreen = (thing: Thing): boolean =>
  isInList(thing) ||
  isInTrail(thing) ||
  thing.isIn((at) => at.hooked('formRow', 'title', 'breadcrumb') || at.is('heading', 'label', 'tab'));

/** How many other sections stand beside one in a bar on top: a breadcrumb names no more than two things of a menu. */
const BESIDE = 2;

/** Whether more than two other sections stand with a thing so. */
const hasOthers = (thing: Thing, isBeside: (other: Thing) => boolean): boolean =>
  words(thing.screen, sectionNames).filter((other) => other !== thing && isBeside(other) && !isScreen(other)).length >
  BESIDE;

/** Whether a thing stands in a menu that goes across the top of the page. */
const isInBar = (thing: Thing): boolean =>
  atTop(thing.box) && hasOthers(thing, (other) => sameLine(other.box, thing.box));

/** Whether a thing stands in a column of sections at the left. */
const isInColumn = (thing: Thing): boolean =>
  isInRail(thing) && hasOthers(thing, (other) => Math.abs(other.box.left - thing.box.left) < SAME_COLUMN);

const isPicture = (thing: Thing): boolean => thing.kind === 'button' && isInRail(thing) && !isScreen(thing);

/**
 * The section of the menu: by its hook, else the words among others in a bar on top or in a column, else those that
 * stand furthest to the left (PRODUCT.md A7): a breadcrumb may say the same, and so may the sections of a screen.
 */
export function sectionOf(screen: Screen, names: readonly string[]): Thing | undefined {
  const named = words(screen, names);
  const known = named.filter((thing) => thing.isIn((at) => at.hooked('railSection')));
  if (known.length > 0) return known[0];
  // A picture may have its name for those only who cannot see it, or in a tooltip that comes and goes.
  const picture = screen.things.find((thing) => isPicture(thing) && tipped(thing, names));
  if (picture !== undefined) return picture;
  const menu = named.filter((thing) => !isScreen(thing) && (isInRail(thing) || isInBar(thing)));
  const among = [isInBar, isInColumn].map((isAmong) => menu.filter(isAmong)).find((found) => found.length > 0);
  return (among ?? menu).sort((a, b) => a.box.left - b.box.left)[0];
}

/** The part of the page that holds the sections of the menu; undefined where too few are shown to tell it. */
export function menuAround(section: Thing): Thing | undefined {
  return section.closest(holdsMenu);
}

/** Whether a part of the page, such as a drawer that lies over it, is the menu or holds it. */
export const holdsMenu = (part: Thing): boolean =>
  words(part.screen, sectionNames).filter((section) => part.holds(section)).length > BESIDE;
