import type { Page } from 'playwright';
import { holdsPoint } from '../layout.ts';
import { locate } from '../look.ts';
import type { Thing } from '../thing.ts';
import type { View } from '../view.ts';
import type { TableRow } from './table.ts';

/** Something at a height of its own in a long table: pixels from the top of what scrolls. */
export interface Placed {
  y: number;
  /** Pixels that its words take, where all rows keep the same distance. */
  height?: number | undefined;
}

/** What a long table shows at one moment. */
export interface Part<Item extends Placed> {
  items: Item[];
  /** With those that were scrolled away, where `items` leaves them out. */
  all?: Item[];
  scroller: Thing | undefined;
  /** Pixels that the heads take of the top of what scrolls, where they stand in it. */
  headRoom?: number;
  /** Rows that are there, and not filled yet. */
  unfilled?: readonly Placed[];
}

/**
 * How far, in pixels, a row may have moved and still be the same: rows that are not drawn are counted with a guessed
 * height.
 */
export const NEAR = 40;

/** How long what a pager or a height promises is waited for, in milliseconds, though nothing seems to be under way. */
export const PROMISED = 3_000;

/** Where what scrolls begins, if all of it were shown. */
export function originOf(scroller: Thing | undefined): number {
  if (scroller?.listed.scroll === undefined) return 0;
  const [top] = scroller.listed.scroll;
  // The page moves with its content, another part does not.
  return scroller.listed.page ? scroller.box.top : scroller.box.top - top;
}

/** Pixels that heads take of the top of what scrolls, where they stand in it. */
export const headRoomOf = (scroller: Thing | undefined, heads: readonly Thing[]): number =>
  scroller === undefined || scroller.listed.page
    ? 0
    : Math.max(0, ...heads.filter((head) => scroller.holds(head)).map(({ box }) => box.bottom - scroller.box.top));

/** Parts of the width at which the wheel may be turned. */
const PLACES = [1 / 2, 1 / 4, 3 / 4];

/** Turns the mouse wheel over what scrolls, and over nothing else that the wheel would move instead. */
export async function wheel(page: Page, scroller: Thing, x: number, y: number): Promise<void> {
  const { box, screen } = scroller;
  const isPage = scroller.listed.page === true;
  const [top, bottom] = isPage ? [0, screen.view.height] : [box.top, Math.min(box.bottom, screen.view.height)];
  const [left, middle] = [Math.max(box.left, 0), (Math.max(top, 0) + bottom) / 2];
  const moves = ({ listed }: Thing) => (y === 0 ? listed.sideways : listed.scroll) !== undefined;
  // A menu at the side of the page may scroll by itself.
  const others = screen.things.filter((thing) => moves(thing) && !thing.holds(scroller));
  const isFree = (at: number) => !others.some((other) => holdsPoint(other.box, at, middle));
  const places = [left + Math.min(box.width / 2, 24), ...PLACES.map((part) => left + box.width * part)];
  await page.mouse.move(places.find(isFree) ?? places[0]!, middle);
  await page.mouse.wheel(x, y);
}

/** What scrolls the columns of a table: of what its row is in, or its head. */
export function sidewaysOf(head: Thing | undefined, row?: TableRow): Thing | undefined {
  const isWide = ({ listed }: Thing) => listed.sideways !== undefined && listed.tag !== 'body';
  return Object.values(row?.cells ?? {})
    .flatMap(({ parts }) => parts)
    .concat(head ?? [])
    .flatMap((part) => part.closest(isWide) ?? [])[0];
}

/**
 * Scrolls step by step to the right, and back.
 * @param see looks for what scrolls
 * @param stop reads what is there at each stop, and tells whether to go on
 */
export async function lookSideways(
  view: View,
  see: () => Promise<Thing | undefined>,
  stop: () => Promise<boolean>,
): Promise<void> {
  let known: Thing | undefined;
  // Between two wanted columns nothing tells the table but what scrolls it.
  const scrollerNow = async (): Promise<Thing | undefined> => {
    const id = known?.listed.id;
    const found =
      (await see()) ?? (await view.see()).things.find(({ kind, listed }) => kind !== 'text' && listed.id === id);
    return (known = found ?? known);
  };
  const leftOf = (scroller: Thing | undefined) => scroller?.listed.sideways?.[0] ?? 0;
  const turn = async (scroller: Thing, by: number): Promise<number> => {
    let left = leftOf(scroller);
    await view.ctx.touches(locate(scroller));
    await wheel(view.ctx.page, scroller, by, 0);
    await view.becomesTrue(async () => (left = leftOf(await scrollerNow())) !== leftOf(scroller));
    await view.staysTrue(async () => leftOf(await scrollerNow()) === left);
    return left;
  };
  const began = leftOf(await scrollerNow());
  for (;;) {
    const scroller = await scrollerNow();
    if (scroller?.listed.sideways === undefined) return;
    const left = await turn(scroller, Math.max(NEAR, scroller.listed.sideways[1] / 2));
    if (left === leftOf(scroller) || !(await stop())) break;
  }
  const scroller = await scrollerNow();
  if (scroller !== undefined) await turn(scroller, began - leftOf(scroller));
}

const median = (numbers: number[]): number | undefined => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

function pitch(items: readonly Placed[]): number {
  return Math.max(12, median(items.slice(1).map(({ y }, n) => y - items[n]!.y)) ?? NEAR);
}

/**
 * Whether rows stand without a gap from one height to another; a little may be free at either end, where a row that is
 * cut off does not count.
 * @param isEnd whether no row comes after these
 */
function fills(items: readonly Placed[], from: number, to: number, isEnd = false): boolean {
  const high = pitch(items);
  const words = median(items.flatMap(({ height }) => height ?? [])) ?? 0;
  const inside = items.filter(({ y }) => y >= from - high && y <= to + high);
  const ends = [{ y: from - high / 2 }, ...inside, { y: to + high / 2 }];
  return ends.every((next: Placed, n) => {
    const before = ends[n - 1];
    if (before === undefined) return true;
    const room = next.y - before.y;
    if (isEnd && n === ends.length - 1) return room <= high * 1.5;
    // Words on several lines make a row higher, and leave the same room to the next one.
    return before.height !== undefined && next.height !== undefined
      ? room - (before.height + next.height) / 2 <= high * 1.5 - words
      : room <= high * 2.2;
  });
}

/** What a row says, wherever it stands. */
const wordsOf = (item: Placed): string => JSON.stringify({ ...item, y: 0 });

/** A table of which only those rows may be drawn that are near the visible part. */
export class LongTable<Item extends Placed> {
  readonly #view: View;
  readonly #see: () => Promise<Part<Item> | undefined>;
  readonly #same: (a: Item, b: Item) => boolean;
  /** What rows say that stayed alike for as long as they may take to be filled. */
  readonly #twins = new Set<string>();
  /** Whether it was read part by part last, each seen at rest: then reading it again would tell nothing new. */
  inParts = false;

  /**
   * @param see what is drawn now, from top to bottom
   * @param same whether two items are one, seen twice
   */
  constructor(view: View, see: () => Promise<Part<Item> | undefined>, same: (a: Item, b: Item) => boolean) {
    this.#view = view;
    this.#see = see;
    this.#same = same;
  }

  /** Brings all of what scrolls into sight: what is around it may scroll, too, and hide its end. */
  async #showScroller(): Promise<void> {
    const scroller = (await this.#see())?.scroller;
    const room = scroller?.listed.scroll?.[1] ?? 0;
    if (scroller === undefined || scroller.listed.page || room > scroller.screen.view.height) return;
    if (scroller.box.height < room - 1)
      await locate(scroller)
        .scrollIntoViewIfNeeded({ timeout: 2_000 })
        .catch(() => undefined);
  }

  /** Scrolls so that a height is at the top of the visible part, as far as that goes. */
  async scrollTo(y: number): Promise<void> {
    await this.#showScroller();
    let before: number | undefined;
    for (let tries = 0; tries < 5; tries += 1) {
      const scroller = (await this.#see())?.scroller;
      if (scroller?.listed.scroll === undefined) return;
      const [top, room, height] = scroller.listed.scroll;
      const wanted = Math.max(0, Math.min(y, height - room));
      if (Math.abs(top - wanted) < 2 || top === before) return;
      before = top;
      await this.#view.ctx.touches(locate(scroller));
      await wheel(this.#view.ctx.page, scroller, 0, wanted - top);
      await this.#view.becomesTrue(
        async () => Math.abs(((await this.#see())?.scroller?.listed.scroll?.[0] ?? top) - wanted) < 2,
      );
    }
  }

  /**
   * What stands there once the visible part has filled; as it is, where it leaves gaps for long.
   * @param isOld whether it still says what stood elsewhere
   */
  async #filled(reacts?: number, isOld: (items: Item[]) => boolean = () => false): Promise<Part<Item> | undefined> {
    let seen: Part<Item> | undefined;
    const text = async () => JSON.stringify((seen = await this.#see())?.items);
    await this.#view.becomesTrue(
      async () => {
        const now = await text();
        const [top, room, height] = seen?.scroller?.listed.scroll ?? [0, 0, 0];
        const from = top + (seen?.headRoom ?? 0);
        return (
          fills(seen?.items ?? [], from, Math.min(top + room, height), top + room >= height) &&
          !seen?.unfilled?.some(({ y }) => y > from && y < top + room) &&
          !isOld(seen?.items ?? []) &&
          (await this.#view.staysTrue(async () => (await text()) === now))
        );
      },
      reacts === undefined ? {} : { reacts },
    );
    return seen;
  }

  /** Whether the rows are the same elsewhere: there is more than the table on the page, and its rows are all there. */
  async #staysSame(all: readonly Item[], [top, room, height]: [number, number, number]): Promise<boolean> {
    await this.scrollTo(top > (height - room) / 2 ? 0 : height);
    const elsewhere = await this.#filled();
    if (JSON.stringify(elsewhere?.all ?? elsewhere?.items) !== JSON.stringify(all)) return false;
    await this.scrollTo(top);
    return true;
  }

  /** All items of the table, from top to bottom. */
  async read(): Promise<Item[]> {
    let seen = await this.#see();
    const scroll = seen?.scroller?.listed.scroll;
    this.inParts = false;
    const isWhole = () => scroll === undefined || fills(seen?.items ?? [], seen?.headRoom ?? 0, scroll[2]);
    if (seen !== undefined && !isWhole() && scroll![0] > 0 && !seen.scroller?.listed.page) {
      // What sticks to the edge stands where it belongs only there.
      await this.scrollTo(0);
      seen = await this.#see();
    }
    if (seen === undefined || scroll === undefined || isWhole()) return seen?.items ?? [];
    const all = seen.all ?? seen.items;
    if (seen.scroller?.listed.page && (await this.#staysSame(all, scroll))) return all;
    this.inParts = true;
    const items: Item[] = [];
    const said = new Set<string>();
    // Parts overlap: a row counts once, as it was seen first.
    const unseen = (some: Item[]) => some.filter((item) => !items.some((other) => this.#same(other, item)));
    const isRepeated = (some: Item[]) =>
      unseen(some).some((item) => said.has(wordsOf(item)) && !this.#twins.has(wordsOf(item)));
    await this.#walk((part) => {
      const added = unseen(part.items);
      for (const text of added.map(wordsOf)) (said.has(text) ? this.#twins : said).add(text);
      items.push(...added);
      return false;
    }, isRepeated);
    await this.scrollTo(0);
    return items.sort((a, b) => a.y - b.y);
  }

  /** The first item that passes, scrolled to. */
  async find(passes: (item: Item) => boolean): Promise<Item | undefined> {
    let found = (await this.#see())?.items.find(passes);
    if (found !== undefined) return found;
    await this.#walk((part) => (found = part.items.find(passes)) !== undefined);
    return found;
  }

  /**
   * Scrolls from the beginning to the end, part by part.
   * @param visit whether that is enough
   * @param isOld whether a part still says what stood elsewhere: rows that are used again may be filled late
   */
  async #walk(visit: (part: Part<Item>) => boolean, isOld?: (items: Item[]) => boolean): Promise<void> {
    let last = -1;
    for (let next = 0; ; ) {
      await this.scrollTo(next);
      const part = await this.#filled(PROMISED, isOld);
      if (part === undefined || visit(part) || part.scroller?.listed.scroll === undefined) return;
      const [at, seenNow, whole] = part.scroller.listed.scroll;
      if (at + seenNow >= whole - 1 || at <= last) return;
      last = at;
      next = at + Math.max(NEAR, seenNow - 2 * pitch(part.items));
    }
  }
}
