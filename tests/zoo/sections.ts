import { SMALL, sameLine } from '../../pages/screen/layout.ts';
import { locate } from '../../pages/screen/look.ts';
import { LongTable, NEAR, originOf, type Placed } from '../../pages/screen/tables/scroll.ts';
import { type Screen, saysSomething, type Thing } from '../../pages/screen/thing.ts';
import type { View } from '../../pages/screen/view.ts';
import { plain, words } from '../../pages/screen/words/words.ts';

/** The heading of a part of a list, which opens and closes it. */
interface Heading extends Placed {
  name: string;
  words: Thing;
  /** By the page's own word; undefined where it says nothing. */
  open: boolean | undefined;
}

/** What is drawn of a list in sections at one moment. */
interface SectionsSeen {
  headings: Heading[];
  rows: (Placed & { text: string })[];
  scroller: Thing | undefined;
}

/** What says of itself whether it is open, around a thing and no further than a part of the list. */
const holderOf = (thing: Thing, others: readonly Thing[]): Thing | undefined =>
  !thing.isIn(({ listed }) => listed.expanded !== undefined || listed.tag === 'summary')
    ? undefined
    : [thing, ...thing.outward()].find(
        (part) =>
          (part.listed.expanded !== undefined || part.listed.tag === 'summary') &&
          !others.some((other) => part.holds(other)),
      );

/**
 * What may open a section: what says that it does, the smallest thing on the line beside its words, the words. A branch
 * of a tree says it of all that is in it.
 */
function openersOf({ words: at }: Heading, headings: readonly Heading[]): Thing[] {
  const others = headings.flatMap(({ words: other }) => (other === at ? [] : [other]));
  const holder = holderOf(at, others);
  const beside = at.screen.things.filter(
    (thing) =>
      (thing.kind === 'icon' || thing.kind === 'button') &&
      thing.box.width <= SMALL &&
      sameLine(thing.box, at.box) &&
      (holder?.holds(thing) ?? Math.abs(thing.box.right - at.box.left) < SMALL),
  );
  const sign = beside.sort((a, b) => a.box.left - b.box.left).slice(0, 1);
  return [...(holder?.kind === 'button' && !holder.is('treeitem', 'row') ? [holder] : []), ...sign, at];
}

/** The sections with these names, of the part of the screen that holds the most of them, and the words under them. */
function sectionsOf(screen: Screen, names: readonly string[]): SectionsSeen {
  const found = screen.said(names).flatMap((name) => words(screen, [name]).slice(0, 1));
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
  return { headings, rows: rows.filter(({ text }) => !screen.names(names).has(plain(text))), scroller };
}

type Item = Placed & { text: string; heads: boolean };

/** What is drawn as plain data, from top to bottom. */
const itemsOf = ({ headings, rows }: SectionsSeen): Item[] =>
  [
    ...headings.map(({ name, y }) => ({ text: name, y, heads: true })),
    ...rows.map(({ text, y }) => ({ text, y, heads: false })),
  ].sort((a, b) => a.y - b.y);

/** The rows between a heading and the next one. */
function under(items: readonly Item[], name: string): string[] {
  const from = items.findIndex(({ text, heads }) => heads && plain(text) === plain(name)) + 1;
  const to = items.findIndex(({ heads }, n) => heads && n >= from);
  return from === 0 ? [] : items.slice(from, to === -1 ? items.length : to).map(({ text }) => text);
}

/** A list in sections that open and close, also where only what is near the visible part is in the document. */
export class Sections {
  readonly #view: View;
  readonly #names: readonly string[];
  readonly #long: LongTable<Item>;

  /** @param names of all sections that it may have */
  constructor(view: View, names: readonly string[]) {
    this.#view = view;
    this.#names = names;
    const see = async () => {
      const seen = sectionsOf(await view.see(), names);
      return { items: itemsOf(seen), scroller: seen.scroller };
    };
    const isSame = (a: Item, b: Item) => a.text === b.text && Math.abs(a.y - b.y) < NEAR;
    this.#long = new LongTable(view, see, isSame);
  }

  async #seen(name: string): Promise<{ heading: Heading | undefined; seen: SectionsSeen }> {
    const seen = sectionsOf(await this.#view.see(), this.#names);
    return { seen, heading: seen.headings.find((one) => plain(one.name) === plain(name)) };
  }

  /** Whether a section is open: it says so, or a row stands under its heading. */
  async #isOpen(name: string): Promise<boolean> {
    const { heading, seen } = await this.#seen(name);
    return heading?.open ?? under(itemsOf(seen), name).length > 0;
  }

  /** Opens a section, if it is closed: by what opens it, or by its words. */
  async open(name: string): Promise<void> {
    const view = this.#view;
    let tries = 0;
    await view.wait(`the section "${name}" to open`, async () => {
      if (await this.#isOpen(name)) return true;
      const { heading, seen } = await this.#seen(name);
      if (heading === undefined) {
        const whole = (await this.#long.read()).find(({ text }) => plain(text) === plain(name));
        if (whole !== undefined) await this.#long.scrollTo(Math.max(0, whole.y - NEAR));
        return false;
      }
      const openers = openersOf(heading, seen.headings);
      await view.tryToPress(locate(openers[tries++ % openers.length]!), `the section ${name}`);
      return await view.becomesTrue(async () => await this.#isOpen(name));
    });
    await view.becomesTrue(async () => false);
  }

  /** The rows of a section, which is opened for it. */
  async read(name: string): Promise<string[]> {
    await this.open(name);
    return under(await this.#long.read(), name);
  }
}
