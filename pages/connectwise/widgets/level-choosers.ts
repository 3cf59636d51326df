import type { Locator } from 'playwright';
import { fieldOf, held } from '../../screen/boxes/field.ts';
import { marked } from '../../screen/chosen.ts';
import { SAME_COLUMN } from '../../screen/layout.ts';
import { isReal, textsOf } from '../../screen/lists/entries.ts';
import { close, open } from '../../screen/lists/open-list.ts';
import type { Table } from '../../screen/tables/table.ts';
import { type Screen, saysSomething, type Thing } from '../../screen/thing.ts';
import { ownPart, plain, words } from '../../screen/words/words.ts';
import { labels, sectionNames } from '../labels.ts';
import { roleTitle } from './title.ts';
import type { View } from './view.ts';

/** What a section of the table is chosen by. */
interface Chooser {
  name: string;
  at: Thing;
}

/** What a list to choose from is made of, where its words say nothing. */
const ENTRIES = ['treeitem', 'option', 'menuitem', 'menuitemradio', 'listitem', 'radio', 'link', 'button'];
/** Fewer names of sections are no list of them. */
const LEAST = 3;

const isRow = (thing: Thing): boolean => thing.is('row', 'gridcell', 'columnheader', 'table', 'grid');

/** Of a name with a count behind it, the name. */
function chooser(at: Thing): Chooser {
  const [first] = [at, ...at.all()].filter(saysSomething);
  return { name: (at.is('tab') ? at : (first ?? at)).said(), at };
}

/**
 * What the sections of the table are chosen by, where one is shown at a time: tabs, a tree or a list beside it. Those
 * with known names, and others that are drawn like them. The menu of the application has the same names.
 */
export function choosersOf(screen: Screen): Chooser[] {
  const tabs = screen.things.filter((thing) => thing.is('tab') && screen.names(sectionNames).has(plain(thing.said())));
  if (tabs.length > 0) return tabs.map(chooser);
  const title = roleTitle(screen)?.at;
  if (title === undefined) return [];
  // The menu of the application stands over the title, or to the left of it.
  const isOwn = ({ box, frame }: Thing) =>
    frame === title.frame && box.top > title.box.bottom && box.right > title.box.left;
  const names = screen.names(sectionNames);
  const named = screen.texts.filter((text) => names.has(plain(text.said())) && isOwn(text) && !text.isIn(isRow));
  // What opens is a heading of the table itself.
  const entries = [...new Set(named.flatMap((text) => text.closest((part) => part.is(...ENTRIES)) ?? []))].filter(
    ({ listed }) => listed.expanded === undefined,
  );
  const groups = entries.map((entry) => entries.filter((other) => isDrawnLike(other, entry)));
  const own = groups.sort((a, b) => b.length - a.length)[0] ?? [];
  if (own.length < LEAST) return [];
  const around = own[0]!.closest((part) => own.every((entry) => part.holds(entry)));
  return (around?.find((thing) => isDrawnLike(thing, own[0]!)) ?? own).map(chooser);
}

/** Where the words of an entry begin: the entries of a branch are as wide as the branch. */
const leftOf = (entry: Thing): number => Math.min(...entry.find(saysSomething).map(({ box }) => box.left));

/** Whether two entries are of one list, and the first is no branch. */
const isDrawnLike = (one: Thing, other: Thing): boolean =>
  one.role === other.role &&
  one.frame === other.frame &&
  Math.abs(leftOf(one) - leftOf(other)) < SAME_COLUMN &&
  one.find(({ role }) => role === one.role).length === 0;

/** An entry that stands for all sections. */
const ALL = /^all\b/i;
const isSection = (name: string): boolean => isReal(name) && !ALL.test(name.trim());

/** The list in which the section that is shown is chosen. */
export const sectionBox = (screen: Screen): Thing | undefined =>
  fieldOf(screen, labels.role.module).find((box) => isSection(held(box)));

/** The sections that such a list has; one of its entries may stand for all of them. */
export async function sectionsIn(view: View, box: Locator): Promise<string[]> {
  const opened = await open(view, box, labels.role.module[0], undefined, async () => false);
  const names = Array.isArray(opened) ? textsOf(opened) : ((await view.thing(box))?.listed.entries ?? []);
  if (Array.isArray(opened)) await close(view, box);
  return names.map((name) => name.trim()).filter(isSection);
}

/** The section that is shown: the heading of the table names it, or it is chosen. */
export function chosenSection(screen: Screen, tables: readonly Table[]): Chooser | undefined {
  const box = sectionBox(screen);
  if (box !== undefined) return { name: held(box), at: box };
  const all = choosersOf(screen);
  const entries = all.map(({ at }) => at);
  const title = tables.flatMap(({ whole }) =>
    words(
      ownPart(whole, entries),
      all.map(({ name }) => name),
    ),
  )[0];
  return title === undefined
    ? all.find(({ at }) => at === marked(entries))
    : all.find(({ name }) => plain(name) === plain(title.said()));
}
