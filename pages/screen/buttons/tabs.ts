import { chosen, marked, stripOf } from '../chosen.ts';
import { linesOf, SMALL } from '../layout.ts';
import { listsOver } from '../lists/list.ts';
import { locate } from '../look.ts';
import { isInList } from '../tables/in-list.ts';
import { wheel } from '../tables/scroll.ts';
import { outermost, type Screen, type Thing, uppermost } from '../thing.ts';
import type { View } from '../view.ts';
import { coverOf } from '../windows/cover.ts';
import { words } from '../words/words.ts';
import { isOff } from './toolbar.ts';
import { isInTrail } from './trail.ts';

/** A tab that stays grey for this long, in milliseconds, does not open. */
const GREY = 3_000;
/** No strip has to be moved on more often than this to see all its tabs. */
const MOST_MOVES = 12;

/** What cannot be a tab, whatever it says: titles, breadcrumbs, lists and menus repeat the same words. */
const isNoTab = (thing: Thing): boolean =>
  isInList(thing) || isInTrail(thing) || thing.isIn((at) => at.is('heading', 'menu', 'label'));

/** Menus of the application; a strip of tabs may call itself one, too. */
const isInMenu = (thing: Thing): boolean => thing.isIn((at) => at.is('navigation'));

/** Whether a thing belongs to others that can be pressed and stand side by side, one of which is chosen. */
function isInStrip(thing: Thing): boolean {
  const all = stripOf(thing);
  return linesOf(all).some((line) => line.length > 2) && marked(all) !== undefined;
}

/**
 * The tab with one of these words in the strip that is shown; what says that it is a tab counts first. A record may lie
 * over the list that it was opened from, whose tabs have the same words.
 * @param never what cannot be a tab on this portal
 */
export function tabOf(screen: Screen, names: readonly string[], never: (thing: Thing) => boolean): Thing | undefined {
  const found = words(screen, names).filter((thing) => coverOf(screen, thing) === undefined);
  const own = found.filter((thing) => !isNoTab(thing) && !thing.isIn(never));
  return (
    uppermost(found.flatMap((thing) => thing.closest(({ role }) => role === 'tab') ?? []))[0] ??
    own.find((thing) => !isInMenu(thing)) ??
    own.find(isInStrip)
  );
}

/** The strips of tabs that are shown. */
function stripsOf(screen: Screen): Thing[][] {
  const isTab = (thing: Thing) => thing.is('tab') || (thing.kind === 'button' && thing.role === undefined);
  const tabs = screen.things.filter((thing) => isTab(thing) && /\p{L}{2,}/u.test(thing.said()) && !isNoTab(thing));
  return linesOf(tabs).filter((line) => line.length > 2);
}

/** What a strip of tabs is scrolled in, if its tabs have no room. */
const scrolledIn = (strip: readonly Thing[]): Thing | undefined =>
  strip[0]?.closest(({ listed }) => listed.sideways !== undefined && listed.tag !== 'body');

/** What has no words and stands at the end of a strip of tabs: it moves the strip, or lists those that have no room. */
export function moversOf(screen: Screen): Thing[] {
  const isMover = (thing: Thing) =>
    (thing.kind === 'button' || thing.kind === 'icon') &&
    thing.box.width <= SMALL &&
    !isOff(thing) &&
    !/\p{L}{2,}/u.test(thing.said(({ kind }) => kind === 'icon'));
  return stripsOf(screen).flatMap((all) => {
    // Tabs that were scrolled away have places beyond those of what moves them.
    const reach = scrolledIn(all)?.box;
    const shown = all.filter(({ box }) => reach === undefined || (box.left < reach.right && box.right > reach.left));
    const strip = shown.length > 0 ? shown : all;
    const [first, last] = [strip[0]!, strip.at(-1)!];
    const beside = screen.things.filter(
      (thing) =>
        isMover(thing) &&
        thing.box.middle > first.box.top &&
        thing.box.middle < first.box.bottom &&
        !strip.some((tab) => tab.holds(thing) || thing.holds(tab)),
    );
    const outer = outermost(beside);
    const behind = outer.filter(({ box }) => box.center > last.box.left).sort((a, b) => b.box.left - a.box.left);
    const before = outer.filter(({ box }) => box.center < first.box.right).sort((a, b) => a.box.left - b.box.left);
    return [...behind, ...before];
  });
}

/** The tab in the list of those that have no room in the strip. */
const listedTab = (screen: Screen, names: readonly string[]): Thing | undefined =>
  listsOver(screen).flatMap((list) => words(list, names))[0];

/** Moves the strip until a tab is shown that has no room in it. */
async function bringIn(view: View, find: (screen: Screen) => Thing | undefined): Promise<boolean> {
  for (let n = 0; n < moversOf(await view.see()).length; n += 1) {
    for (let moves = 0; moves < MOST_MOVES; moves += 1) {
      const before = await view.see();
      const mover = moversOf(before)[n];
      if (mover === undefined) break;
      await view.tryToPress(locate(mover), 'what moves the tabs');
      const places = (screen: Screen) => screen.texts.map(({ box, listed }) => `${listed.text}${box.left}`).join('|');
      if (await view.becomesTrue(async () => find(await view.see()) !== undefined)) return true;
      if (places(await view.see()) === places(before)) break;
    }
  }
  return await scrollTo(view, find);
}

/** Turns the wheel over the strips whose tabs have no room: from their beginnings on, as much as is shown at once. */
async function scrollTo(view: View, find: (screen: Screen) => Thing | undefined): Promise<boolean> {
  for (const strip of stripsOf(await view.see())) {
    const scroller = scrolledIn(strip);
    if (scroller === undefined) continue;
    const [, shown, all] = scroller.listed.sideways!;
    for (const by of [-all, ...Array<number>(Math.ceil(all / shown)).fill(shown)]) {
      await wheel(view.ctx.page, scroller, by, 0);
      if (await view.becomesTrue(async () => find(await view.see()) !== undefined)) return true;
    }
  }
  return false;
}

/** Whether a tab is the one of its strip that is open. */
const isChosen = (tab: Thing): boolean => chosen(stripOf(tab))?.holds(tab) ?? false;

/** All that a tab's being chosen could show in. */
const looksOf = (screen: Screen): string =>
  screen.things
    .map(({ box, listed: { text, ink, ground, line, selected } }) =>
      [text, ink, ground, line, selected, box.left].join(),
    )
    .join('\n');

/**
 * Presses a tab and waits for what it brings.
 * @param arrived waits for that; without it, anything has to change
 */
export async function openTab(
  view: View,
  names: readonly string[],
  arrived?: () => Promise<unknown>,
  never: (thing: Thing) => boolean = () => false,
): Promise<void> {
  const find = (screen: Screen) => tabOf(screen, names, never) ?? listedTab(screen, names);
  const found = await view.wait(`the tab "${names[0]}"`, async () => {
    const at = await view.look(find);
    if (at !== undefined || !(await view.isStill())) return at;
    return (await bringIn(view, find)) ? await view.look(find) : undefined;
  });
  const isGrey = async () => {
    const tab = find(await view.see());
    return tab !== undefined && isOff(tab);
  };
  if ((await isGrey()) && !(await view.becomesTrue(async () => !(await isGrey()), { reacts: GREY })))
    throw await view.problem(`a tab "${names[0]}" that can be opened`, { actual: 'that it is grey' });
  const press = async () => await view.press(found, `the tab ${names[0]}`);
  if (arrived !== undefined) {
    await press();
    return void (await arrived());
  }
  // The mouse over it changes how a tab looks, too.
  await view.hover(found, `the tab ${names[0]}`);
  const before = await view.see();
  await press();
  const there = find(before);
  if (
    (there !== undefined && isChosen(there)) ||
    (await view.becomesTrue(async () => looksOf(await view.see()) !== looksOf(before)))
  )
    return;
  throw await view.problem(`a tab "${names[0]}" that can be opened`, {
    actual: 'that nothing changes when it is pressed',
  });
}
