import type { Locator } from 'playwright';
import { type Context, excerpt, ScreenProblem, type Term, until } from '../../src/portal-sdk/index.ts';
import type { Reached } from './injected/aim.ts';
import type { Options } from './listed.ts';
import { aim, changes, idOf, locate, look, prepareLooks } from './look.ts';
import { Missed, useMouse } from './mouse.ts';
import { REACTED, type Rest, restOf } from './still.ts';
import { firstUnfound } from './survey/pointed.ts';
import type { Screen, Thing } from './thing.ts';
import { coverOf, thingAt } from './windows/cover.ts';
import { lexiconOf } from './words/lexicon.ts';

/** Finds something in what a screen shows; the first of several counts. */
export type Find = (screen: Screen) => Thing | readonly Thing[] | undefined;

/** Real screens have been seen to need 60 s and more (PRODUCT.md A8). */
const SLOW = 90_000;

/** Milliseconds within which a page begins to react to a press or a key, and within which it has drawn what follows. */
const REACTS = 400;
/** Milliseconds between two looks for what is waited for. */
const OFTEN = 10;
const SETTLES = 15_000;

/** Whether a press that ran out of time was made all the same: the last that its log tells is that it was done. */
function cameThrough(error: unknown): boolean {
  const parts = error instanceof Error ? error.message.split(' action done') : [];
  return parts.length > 1 && !/intercepts pointer events|retrying/.test(parts.at(-1)!);
}

/** How long Playwright may wait to reach what somebody has just seen, in milliseconds. */
const REACHED = 1_500;
/** So often in a row nothing slides between the mouse and what it presses. */
const MOST_MISSED = 3;

/** What a problem says in place of what the screen shows. */
export interface Instead {
  actual?: string;
  hint?: string;
  /** Where it is of a kind of its own: `KW-…`. */
  code?: string;
  /** `false` where the portal clearly said no: it would say the same again. */
  retry?: boolean;
  /** The term that was looked for in vain. */
  term?: string | undefined;
}

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
  async problem(
    expected: string,
    { actual, hint = this.usualHint, retry, code, term }: Instead = {},
  ): Promise<ScreenProblem> {
    const saw = actual ?? (await this.describe());
    return new ScreenProblem({ code, screen: this.name, expected, actual: saw, hint, retry, term });
  }

  /** The profile's known facts of this portal: CSS by name. */
  protected readonly hooks: Options['hooks'] = {};

  /** How long anything may take, in milliseconds. */
  protected readonly patience: number = SLOW;

  /** A pattern of texts that must not leave the page while this screen is looked at. */
  hides: string | undefined;

  /** What was seen last. */
  #seen: Screen | undefined;

  /** Looks at all that is shown: once for all that is asked of one moment. */
  async see(): Promise<Screen> {
    await prepareLooks();
    const { hooks, hides } = this;
    return (this.#seen = await look(this.ctx.page, { hooks, ...(hides !== undefined && { hides }) }));
  }

  /** Waits until the screen shows something else than when it was seen last. @param atMost milliseconds */
  async #changes(atMost: number): Promise<void> {
    const ends = performance.now() + atMost;
    const before = this.#seen;
    if (before !== undefined && (await changes(this.ctx.page, before, atMost))) return;
    const isOver = async () => performance.now() > ends || (before !== undefined && (await this.see()) !== before);
    await until(isOver, () => new Error('unreachable'), atMost + SLOW);
  }

  /** How each place was found: what is drawn anew elsewhere is found again by it. */
  readonly #finds = new WeakMap<Locator, Find>();

  private locateAll(screen: Screen, find: Find): Locator[] {
    return [find(screen) ?? []].flat().map((thing) => this.foundBy(locate(thing), find));
  }

  /** The same place, which is found again like this. */
  foundBy(at: Locator, find: Find): Locator {
    this.#finds.set(at, find);
    return at;
  }

  /** What stands at a place now; looks once. */
  async thing(at: Locator): Promise<Thing | undefined> {
    const screen = await this.see();
    const found = () => [this.#finds.get(at)?.(screen) ?? []].flat()[0];
    // What takes the keys in a place may be drawn elsewhere by now: it is found before it is looked for there.
    return (idOf(at) === undefined ? found() : undefined) ?? (await thingAt(screen, at)) ?? found();
  }

  /**
   * The same place, or where the same thing is found by now, if it has been drawn anew: the old one may be gone, or be kept
   * hidden for later (PRODUCT.md A5).
   */
  async fresh(at: Locator): Promise<Locator> {
    const find = this.#finds.get(at);
    if (find === undefined || (idOf(at) !== undefined && (await at.isVisible().catch(() => false)))) return at;
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
  async find(what: string, find: Find, timeout = this.patience): Promise<Locator> {
    return await this.wait(what, async () => await this.look(find), timeout);
  }

  /**
   * Waits for anything, clearing the way meanwhile.
   * @param saw what there is instead, in words, where that is known better than by the screen's title
   */
  async wait<T>(
    what: string,
    check: () => Promise<T | undefined | null | false>,
    timeout = this.patience,
    actual: () => string | undefined = () => undefined,
  ): Promise<T> {
    let asked: readonly Term[] = [];
    return await until(
      async () => {
        // Looking at a closed page finds nothing, for as long as one likes.
        if (this.ctx.page.isClosed()) throw new Error('The browser has been closed.');
        const { result: value, heard } = await lexiconOf(this.ctx.page).hearing(check);
        asked = heard;
        if (value !== undefined && value !== null && value !== false) return value;
        await this.clearTheWay(what);
        await this.#noticeHeldBack(what);
        return value;
      },
      async () => {
        const instead = actual();
        const term = firstUnfound(await this.see(), asked);
        return await this.problem(what, { ...(instead !== undefined && { actual: instead }), term });
      },
      timeout,
      OFTEN,
      async (ms) => await this.#changes(ms),
    );
  }

  /** What a check did not let through brings nothing, for as long as one waits. @throws once the page has come to rest */
  async #noticeHeldBack(what: string): Promise<void> {
    const path = this.ctx.heldBack();
    if (path === undefined || (await this.rest()) !== 'rests') return;
    throw await this.problem(what, {
      code: 'KW-CHECK-UNTOLD',
      actual: `${await this.describe()}, and a request that the check did not let through: POST ${path}`,
      hint: `If it only brings what is shown there, write reads: ['${path}'] under the portal in the customers file, and check again.`,
      retry: false,
    });
  }

  /**
   * Whether something becomes true. Ends as soon as the page has come to rest without it: then nothing brings it any
   * more.
   * @param reacts milliseconds that the page may take to begin, where it does not tell
   * @param atMost milliseconds altogether
   */
  async becomesTrue(check: () => Promise<boolean>, { reacts = REACTS, atMost = SETTLES } = {}): Promise<boolean> {
    const began = performance.now();
    const state = await until(
      async () => {
        if (await check()) return 'true';
        const waited = performance.now() - began;
        if (waited > atMost) return 'false';
        const rest = waited > REACTED ? await this.rest() : 'moves';
        if (rest !== 'rests' && (rest !== 'still' || waited <= reacts)) return undefined;
        // What came between the look and the rest is there by now.
        return (await check()) ? 'true' : 'false';
      },
      () => new Error('unreachable'),
      atMost + SLOW,
      OFTEN,
      async (ms) => await this.#changes(ms),
    );
    return state === 'true';
  }

  /**
   * Whether something is true, and still is when the page has come to rest: until then it may change it by itself
   * (PRODUCT.md A4: values cleared late).
   * @param least milliseconds that it must stay so, where the page does not tell whether it still changes
   */
  async staysTrue(check: () => Promise<boolean>, least = 0): Promise<boolean> {
    const began = performance.now();
    const isOver = async () => {
      const stayed = performance.now() - began;
      const rest = await this.rest();
      return rest === 'rests' || (stayed >= least && (stayed > SETTLES || rest === 'still'));
    };
    while (await check()) {
      if (await isOver()) return true;
      await this.#changes(OFTEN);
    }
    return false;
  }

  /** How far the page has come to rest: no answer is under way, nothing moves, nothing was just drawn, nothing is due. */
  private async rest(): Promise<Rest> {
    return await restOf(this.ctx.page, await this.see());
  }

  /** Whether nothing changes by itself any more. */
  async isStill(): Promise<boolean> {
    return (await this.rest()) !== 'moves';
  }

  /**
   * Waits until nothing changes by itself any more: forms fill late.
   * @param least milliseconds that this takes where the page does not tell whether it still changes
   * @param atMost milliseconds
   */
  async comesToRest({ least = 0, atMost = SETTLES } = {}): Promise<void> {
    const began = performance.now();
    const isOver = async () => {
      const rest = await this.rest();
      return rest === 'rests' || (rest === 'still' && performance.now() - began >= least);
    };
    await this.becomesTrue(isOver, { reacts: Math.max(REACTS, least), atMost });
  }

  /** What lies over a place, if anything does. */
  async over(at: Locator): Promise<Thing | undefined> {
    const screen = await this.see();
    const thing = await thingAt(screen, at);
    return thing && coverOf(screen, thing);
  }

  /** The place itself, where the mouse reaches it now; else where it is found by now. */
  async #aimed(place: Locator, presses: number): Promise<{ at: Locator; reached: Reached | undefined }> {
    const reached = await aim(place, presses > 0);
    if (reached !== undefined) return { at: place, reached };
    const at = await this.fresh(place);
    return { at, reached: at === place ? undefined : await aim(at, presses > 0) };
  }

  /**
   * Uses the mouse, if it can reach a thing now: there, still, not covered.
   * @param presses 0 only comes over it
   * @param enabled whether it must not be greyed out
   */
  private async tryTo(presses: number, what: string, place: Locator, enabled = false): Promise<boolean> {
    const { at, reached } = await this.#aimed(place, presses);
    await this.ctx.touches(at, reached?.place);
    try {
      // What is greyed out is never aimed at.
      if (enabled && reached === undefined && !(await at.isEnabled({ timeout: REACHED }))) throw new Error('not yet');
      await useMouse(at, reached, { presses, timeout: REACHED });
      return true;
    } catch (error) {
      // A slow page may take longer to say so than the press takes to come through.
      if (cameThrough(error)) return true;
      await this.clearTheWay(what, at);
      return false;
    }
  }

  /** Does something with the mouse as soon as it can reach a thing. */
  private async reach(presses: number, what: string, at: Locator, enabled = false): Promise<void> {
    let over = '';
    await this.wait(
      `to be able to reach ${what}`,
      async () => {
        if (await this.tryTo(presses, what, at, enabled)) return true;
        over = excerpt((await this.over(at))?.said() ?? '', 200);
        return false;
      },
      undefined,
      () => (over === '' ? undefined : `something over it that says "${over}"`),
    );
  }

  /** Presses something that may be elsewhere by now. @returns whether the mouse reached it */
  async tryToPress(at: Locator, what: string): Promise<boolean> {
    return await this.tryTo(1, what, at);
  }

  /**
   * Presses something that changes nothing on the server: it may be pressed again when the first press did not come
   * through.
   * @param clickCount 2 for a double click
   */
  async press(at: Locator, what: string, clickCount = 1): Promise<void> {
    await this.reach(clickCount, what, at);
  }

  /**
   * Presses something that may change something on the server: once, because a press that seems to fail may have come
   * through.
   */
  async pressOnce(place: Locator, what: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      // Not a click on trial: that one is really made, and only kept from the page's own handlers.
      await this.reach(0, what, place, true);
      const { at, reached } = await this.#aimed(place, 1);
      await this.ctx.touches(at, reached?.place);
      try {
        return await useMouse(at, reached, { presses: 1, timeout: 30_000 });
      } catch (error) {
        if (!(error instanceof Missed) || tries === MOST_MISSED) throw error;
      }
    }
  }

  async hover(at: Locator, what: string): Promise<void> {
    await this.reach(0, what, at);
  }
}
