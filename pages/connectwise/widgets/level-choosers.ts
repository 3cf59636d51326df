import { SAME_COLUMN } from '../../screen/layout.ts';
import type { Table } from '../../screen/table.ts';
import type { Screen, Thing } from '../../screen/thing.ts';
import { ownPart, plain, words } from '../../screen/words.ts';
import { labels } from '../labels.ts';
import { menuAround, sectionOf } from './menu-sections.ts';

const { modules } = labels.role;

/** What a list to choose from is made of, where its words say nothing. */
const ENTRIES = ['treeitem', 'option', 'menuitem', 'menuitemradio', 'listitem', 'radio', 'link', 'button'];
/** Fewer names of sections are no list of them. */
const LEAST = 3;

/** The entry that a name stands in. */
const entryOf = (name: Thing): Thing | undefined => name.closest((part) => part.is('tab', ...ENTRIES));

/**
 * What the sections of the table are chosen by, where one is shown at a time: tabs, a tree or a list beside it. Those
 * with known names, and others that are drawn like them. The menu of the application has the same names.
 */
export function choosersOf(screen: Screen): Thing[] {
  const tabs = screen.things.filter((thing) => thing.is('tab') && screen.names(modules).has(plain(thing.said())));
  if (tabs.length > 0) return tabs;
  const system = sectionOf(screen, labels.menu.system);
  const menu = system && menuAround(system);
  const named = words(screen, modules).filter(
    (name) => menu?.holds(name) !== true && name.closest(isRow) === undefined,
  );
  const entries = named.flatMap((name) => entryOf(name) ?? []);
  const [first] = entries;
  if (first === undefined) return [];
  const isAlike = (thing: Thing) =>
    thing.role === first.role &&
    thing.frame === first.frame &&
    Math.abs(leftOf(thing) - leftOf(first)) < SAME_COLUMN &&
    thing.find((part) => part !== thing && part.role === first.role).length === 0;
  const own = entries.filter(isAlike);
  const around = first.closest((part) => own.every((entry) => part.holds(entry)));
  return own.length < LEAST ? [] : (around?.find(isAlike) ?? own);
}

/** Where the words of an entry begin: the entries of a branch are as wide as the branch. */
const leftOf = (entry: Thing): number =>
  Math.min(...entry.find(({ kind }) => kind === 'text').map(({ box }) => box.left));

const isRow = (thing: Thing): boolean => thing.is('row', 'gridcell', 'columnheader', 'table', 'grid');

/** The section that is shown: it is chosen, and no heading of the table says otherwise. */
export function chosenSection(screen: Screen, tables: readonly Table[]): Thing | undefined {
  const all = choosersOf(screen);
  const chosen = all.find((entry) => [entry, ...entry.all()].some(({ listed }) => listed.selected || listed.checked));
  const names = all.map((entry) => entry.said());
  const title = tables.flatMap(({ whole }) => words(ownPart(whole, all), names))[0];
  return title === undefined || title.said() === chosen?.said() ? chosen : undefined;
}
