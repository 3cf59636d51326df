import type { Locator, Page } from 'playwright';
import { excerpt, ScreenProblem, until, type Context } from '../../src/portal-sdk/index.ts';
import { coverOf, thingAt } from './cover.ts';
import { locate, look, prepareLooks } from './look.ts';
import type { Options } from './listed.ts';
import { isStill } from './still.ts';
import type { Screen, Thing } from './thing.ts';

/** Finds something in what a screen shows; the first of several counts. */
export type Find = (screen: Screen) => Thing | readonly Thing[] | undefined;

/** Real screens have been seen to need 60 s and more (PRODUCT.md A8). */
const SLOW = 90_000;

/** Milliseconds within which a page begins to react to a press or a key, and within which it has drawn what follows. */
const REACTS = 400;
const SETTLES = 15_000;

/** What a problem says in place of what the screen shows. */
export interface Instead {
  actual?: string;
  hint?: string;
  /** `false` where the portal clearly said no: it would say the same again. */
  retry?: boolean;
}

/**
 * The longest that this page was seen to take to bring something, in milliseconds: some delays can be told from nothing
 * else.
 */
const paces = new WeakMap<Page, number>();

/**
 * One screen as a person sees it: things are found by what they say and where they stand, in whichever frame they are,
 * and whatever gets in the way meanwhile is dealt with.
 */
export abstract class View {
  readonly ctx: Context;
  /** For messages: 'ConnectWise, Security Roles'. */
  readonly name: string;

  constructor(ctx: Context, name: string) {
    this.ctx = ctx;
    this.name = name;
  }

  /**
   * Deals with whatever may have come up, after each look that found nothing.
   * @param what was waited for, in words
   * @param at what the mouse could not reach: something may lie over it
   */
  protected abstract clearTheWay(what: string, at?: Locator): Promise<void>;

  /** What is on the screen now, in words. */
  protected abstract describe(): Promise<string>;

  /** What a person can do about a screen that is not as expected, when nothing better is known. */
  protected abstract readonly usualHint: string;

  /** What is wrong, in words: what was expected, and what is on the screen instead. */
  async problem(expected: string, { actual, hint = this.usualHint, retry }: Instead = {}): Promise<ScreenProblem> {
    return new ScreenProblem({ screen: this.name, expected, actual: actual ?? (await this.describe()), hint, retry });
  }

  /** The profile's known facts of this portal: CSS by name. */
  protected readonly hooks: Options['hooks'] = {};

  /** A pattern of texts that must not leave the page while this screen is looked at. */
  hides: string | undefined;

  /** Looks once at all that is shown. */
  async see(): Promise<Screen> {
    await prepareLooks();
    return await look(this.ctx.page, { hooks: this.hooks, ...(this.hides !== undefined && { hides: this.hides }) });
  }

  /** How each place was found: what is drawn anew elsewhere is found again by it. */
  readonly #finds = new WeakMap<Locator, Find>();

  private locateAll(screen: Screen, find: Find): Locator[] {
    const found = find(screen) ?? [];
    return (Array.isArray(found) ? (found as readonly Thing[]) : [found as Thing]).map((thing) => {
      const at = locate(thing);
      this.#finds.set(at, find);
      return at;
    });
  }

  /** What stands at a place now; looks once. */
  async thing(at: Locator): Promise<Thing | undefined> {
    const screen = await this.see();
    const known = await thingAt(screen, at);
    if (known !== undefined) return known;
    const find = this.#finds.get(at);
    const again = find?.(screen);
    return Array.isArray(again) ? (again as readonly Thing[])[0] : (again as Thing | undefined);
  }

  /** The same place, or where the same thing is found by now, if it has been drawn anew. */
  async fresh(at: Locator): Promise<Locator> {
    const find = this.#finds.get(at);
    if (find === undefined || (await at.count().catch(() => 0)) > 0) return at;
    return (await this.look(find)) ?? at;
  }

  /** All places where this is shown now. */
  async all(find: Find): Promise<Locator[]> {
    return this.locateAll(await this.see(), find);
  }

  /** Where this is shown now, if it is. */
  async look(find: Find): Promise<Locator | undefined> {
    return (await this.all(find))[0];
  }

  /**
   * Waits until this is shown.
   * @param what in words, for the message
   * @param timeout milliseconds
   */
  async find(what: string, find: Find, timeout = SLOW): Promise<Locator> {
    const started = performance.now();
    // What it took by itself: it was there when the look began that found it, however long that look took.
    let there = started;
    const found = await this.wait(
      what,
      async () => {
        there = performance.now();
        return await this.look(find);
      },
      timeout,
    );
    paces.set(this.ctx.page, Math.max(this.pace, Math.min(4_000, there - started)));
    return found;
  }

  /**
   * Waits for anything, clearing the way meanwhile.
   * @param saw what there is instead, in words, where that is known better than by the screen's title
   */
  async wait<T>(
    what: string,
    check: () => Promise<T | undefined | null | false>,
    timeout = SLOW,
    actual: () => string | undefined = () => undefined,
  ): Promise<T> {
    return await until(
      async () => {
        // Looking at a closed page finds nothing, for as long as one likes.
        if (this.ctx.page.isClosed()) throw new Error('The browser has been closed.');
        const value = await check();
        if (value === undefined || value === null || value === false) await this.clearTheWay(what);
        return value;
      },
      async () => {
        const instead = actual();
        return await this.problem(what, instead === undefined ? {} : { actual: instead });
      },
      timeout,
    );
  }

  /** Milliseconds in which this portal does most things on its own: the longest wait for something so far. */
  get pace(): number {
    return paces.get(this.ctx.page) ?? 100;
  }

  /** Whether something becomes true within some milliseconds; `rest` of them between two looks, at least. */
  async within(ms: number, check: () => Promise<boolean>, rest?: number): Promise<boolean> {
    const end = performance.now() + ms;
    return (
      (await until(
        async () => ((await check()) ? 'yes' : performance.now() > end ? 'no' : undefined),
        () => new Error('unreachable'),
        ms + 60_000,
        rest,
      )) === 'yes'
    );
  }

  /**
   * Whether a condition holds, and goes on holding while the portal could still change it on its own (PRODUCT.md
   * A4: values cleared late).
   */
  async holds(check: () => Promise<boolean>): Promise<boolean> {
    const ms = this.pace * 2;
    return !(await this.within(ms, async () => !(await check()), ms / 4));
  }

  /**
   * Waits until something has come, or until nothing comes any more: then it is not there.
   * @returns whether it has come
   */
  async settles(came: () => Promise<boolean>): Promise<boolean> {
    let there = false;
    const began = performance.now();
    await this.within(SETTLES, async () => {
      there = await came();
      return there || (performance.now() - began > REACTS && (await this.isStill()));
    });
    return there;
  }

  /** Whether nothing changes by itself any more: no answer is under way, nothing moves, nothing was just drawn. */
  async isStill(): Promise<boolean> {
    return isStill(this.ctx.page, await this.see());
  }

  /** What lies over a place, if anything does. */
  async over(at: Locator): Promise<Thing | undefined> {
    const screen = await this.see();
    const thing = await thingAt(screen, at);
    return thing && coverOf(screen, thing);
  }

  /** Does something with the mouse, if it can reach a thing now: there, still, not covered. */
  private async tryTo(act: (at: Locator) => Promise<void>, what: string, place: Locator): Promise<boolean> {
    const at = await this.fresh(place);
    await this.ctx.touches(at);
    try {
      await act(at);
      return true;
    } catch {
      await this.clearTheWay(what, at);
      return false;
    }
  }

  /** Does something with the mouse as soon as it can reach a thing. */
  private async reach(what: string, act: (at: Locator) => Promise<void>, at: Locator): Promise<void> {
    let over = '';
    await this.wait(
      `to be able to reach ${what}`,
      async () => {
        if (await this.tryTo(act, what, at)) return true;
        over = excerpt((await this.over(at))?.said() ?? '', 200);
        return false;
      },
      undefined,
      () => (over === '' ? undefined : `something over it that says "${over}"`),
    );
  }

  /** Presses something that may be elsewhere by now. @returns whether the mouse reached it */
  async tryToPress(at: Locator, what: string): Promise<boolean> {
    return await this.tryTo(async (place) => await place.click({ timeout: 1_500 }), what, at);
  }

  /**
   * Presses something that changes nothing on the server: it may be pressed again when the first press did not come
   * through.
   * @param clickCount 2 for a double click
   */
  async press(at: Locator, what: string, clickCount = 1): Promise<void> {
    await this.reach(what, async (place) => await place.click({ clickCount, timeout: 1_500 }), at);
  }

  /**
   * Presses something that may change something on the server: once, because a press that seems to fail may have come
   * through.
   */
  async pressOnce(at: Locator, what: string): Promise<void> {
    // Not a click on trial: that one is really made, and only kept from the page's own handlers.
    await this.reach(
      what,
      async (place) => {
        if (!(await place.isEnabled({ timeout: 1_500 }))) throw new Error('not yet');
        await place.hover({ timeout: 1_500 });
      },
      at,
    );
    const place = await this.fresh(at);
    await this.ctx.touches(place);
    await place.click({ timeout: 30_000 });
  }

  async hover(at: Locator, what: string): Promise<void> {
    await this.reach(what, async (place) => await place.hover({ timeout: 1_500 }), at);
  }
}
