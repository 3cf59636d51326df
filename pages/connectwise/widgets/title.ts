import type { Term } from '../../../src/portal-sdk/index.ts';
import { marked, stripOf } from '../../screen/chosen.ts';
import { headLines } from '../../screen/tables/heads.ts';
import { isPressable, type Screen, type Thing } from '../../screen/thing.ts';
import { captured, matching } from '../../screen/words/words.ts';
import { labels } from '../labels.ts';

/** The titles that are shown, by their hook, else the headings (PRODUCT.md A7), else the words: the highest first. */
export function titlesOf(screen: Screen): Thing[] {
  const isHeading = (thing: Thing) => thing.is('heading') && !thing.isIn((at) => at.is('banner', 'navigation'));
  const ways = [
    () => screen.hooked('title'),
    () => screen.things.filter(isHeading),
    () => Object.values(labels.titles).flatMap((title) => matching(screen, title).filter((at) => !isPressable(at))),
  ];
  for (const way of ways) {
    const found = way().filter((thing) => thing.said() !== '');
    if (found.length > 0) return found.sort((a, b) => a.box.top - b.box.top);
  }
  return [];
}

/** The title of a role's levels, and the role that it names. */
interface RoleTitle {
  at: Thing;
  /** undefined where it names none. */
  role: string | undefined;
}

/** The title over a role's levels (PRODUCT.md C3); where it is worded otherwise, the highest over the four columns. */
export function roleTitle(screen: Screen): RoleTitle | undefined {
  const { modulesOf } = labels.titles;
  const titles = matching(screen, modulesOf).map((at) => ({ at, role: captured(at, modulesOf)?.trim() }));
  const title = titles.find(({ role }) => role !== undefined) ?? titles[0];
  if (title !== undefined) return title;
  const columns = labels.levelColumns;
  if (headLines(screen, columns, { least: Object.keys(columns).length }).length === 0) return undefined;
  const [at] = titlesOf(screen);
  return at && { at, role: at.said() };
}

/** Whether a thing is, or stands in, the tab that the page marks as chosen. */
function isChosenTab(thing: Thing): boolean {
  const tabs = stripOf(thing);
  const tab = tabs.length > 1 ? marked(tabs) : undefined;
  return tab !== undefined && (tab === thing || tab.holds(thing));
}

/** What says one of these and is no button, since a list may have one that says the same; else a chosen tab. */
export function titledAs(screen: Screen, term: Term): Thing[] {
  const all = matching(screen, term);
  const titles = all.filter((title) => !isPressable(title));
  return titles.length > 0 ? titles : all.filter(isChosenTab);
}
