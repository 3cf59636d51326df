import { SMALL } from './layout.ts';
import { sameLine } from './layout.ts';
import { originOf, type Placed } from './scroll.ts';
import { saysSomething, type Screen, type Thing } from './thing.ts';
import { plain, words } from './words.ts';

/** The heading of a part of a list, which opens and closes it. */
export interface Heading extends Placed {
  name: string;
  words: Thing;
  /** By the page's own word; undefined where it says nothing. */
  open: boolean | undefined;
}

/** What is drawn of a list in sections at one moment. */
export interface SectionsSeen {
  headings: Heading[];
  rows: (Placed & { text: string })[];
  scroller: Thing | undefined;
}

/** What says of itself whether it is open, around a thing and no further than a part of the list. */
const holderOf = (thing: Thing, others: readonly Thing[]): Thing | undefined =>
  thing.closest(({ listed }) => listed.expanded !== undefined || listed.tag === 'summary') === undefined
    ? undefined
    : [thing, ...thing.outward()].find(
        (part) =>
          (part.listed.expanded !== undefined || part.listed.tag === 'summary') &&
          !others.some((other) => part.holds(other)),
      );

/** What opens a section: what says that it does, else the smallest thing on the line before or after its words. */
export function openerOf({ words: at }: Heading, headings: readonly Heading[]): Thing {
  const holder = holderOf(
    at,
    headings.flatMap(({ words: other }) => (other === at ? [] : [other])),
  );
  if (holder?.kind === 'button') return holder;
  const beside = at.screen.things.filter(
    (thing) =>
      (thing.kind === 'icon' || thing.kind === 'button') &&
      thing.box.width <= SMALL &&
      sameLine(thing.box, at.box) &&
      (holder?.holds(thing) ?? Math.abs(thing.box.right - at.box.left) < SMALL),
  );
  return beside.sort((a, b) => a.box.left - b.box.left)[0] ?? at;
}

/** The sections with these names, of the part of the screen that holds the most of them, and the words under them. */
export function sectionsOf(screen: Screen, names: readonly string[]): SectionsSeen {
  const found = names.flatMap((name) => words(screen, [name]).slice(0, 1));
  const [first] = found;
  if (first === undefined) return { headings: [], rows: [], scroller: undefined };
  const whole = first.closest((part) => found.every((other) => part.holds(other)));
  const scroller = first.closest(({ listed }) => listed.scroll !== undefined);
  const origin = originOf(scroller);
  const y = (thing: Thing) => Math.round(thing.box.middle - origin);
  const headings = found
    .map((at): Heading => {
      const others = found.filter((other) => other !== at);
      const holder = holderOf(at, others);
      return { name: at.said(), words: at, y: y(at), open: holder?.listed.expanded };
    })
    .sort((a, b) => a.y - b.y);
  const top = headings[0]!.y;
  const rows = (whole?.find(saysSomething) ?? [])
    .filter((text) => !found.some((at) => at.holds(text)) && y(text) > top)
    .map((text) => ({ y: y(text), text: (text.up ?? text).said() }))
    .sort((a, b) => a.y - b.y);
  return { headings, rows: rows.filter(({ text }) => !names.some((name) => plain(name) === plain(text))), scroller };
}
