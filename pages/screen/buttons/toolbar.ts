import type { Locator } from 'playwright';
import { SMALL, sameLine } from '../layout.ts';
import { locate } from '../look.ts';
import { isInList } from '../tables/in-list.ts';
import { outermost, type Screen, type Thing } from '../thing.ts';
import type { View } from '../view.ts';
import { coverOf } from '../windows/cover.ts';
import { plain, words } from '../words/words.ts';

/** How far from the middle of its button a tooltip may stand, in pixels. */
const TOOLTIP = 120;
/** A button with a picture alone is hardly wider than high, but for its padding: in pixels. */
const WIDEST = 64;
/** A tooltip comes within this time, in milliseconds, if it comes. */
const COMES = 1_500;
/** A button that stays grey for this long, in milliseconds, on a page where nothing goes on, is not to be pressed. */
const GREY = 6_000;

/** What is never part of a toolbar: bars and menus of the application, and the rows and heads of lists. */
export const isNoTool = (thing: Thing): boolean =>
  isInList(thing) || thing.isIn((at) => at.is('banner', 'navigation', 'menu') || at.hooked('banner'));

/** Whether a button is grey; the mark may be on it, in it or on what it alone fills. */
export function isOff(button: Thing): boolean {
  const own = [...button.outward()].filter(({ box }) => box.height <= SMALL && box.width <= 2 * SMALL);
  return [button, ...button.all(), ...own].some(({ listed }) => listed.disabled === true);
}

const isNear = (at: Thing, { box }: Thing): boolean =>
  Math.hypot(at.box.center - box.center, at.box.middle - box.middle) < TOOLTIP;

/** How often a button's name is said near a thing. */
const saidNear = (screen: Screen, names: readonly string[], button: Thing): number =>
  words(screen, names).filter((at) => isNear(at, button)).length;

/** All that is said near a thing, to see that something has come up. */
const textsNear = (screen: Screen, button: Thing): Set<number> =>
  new Set(screen.texts.filter((text) => isNear(text, button)).map(({ listed }) => listed.id));

/** Whether a thing is a button with a picture alone, which nothing names. */
export const isMute = (thing: Thing): boolean =>
  thing.kind === 'button' &&
  plain(thing.said()) === '' &&
  thing.listed.title === undefined &&
  thing.listed.label === undefined &&
  thing.box.width <= WIDEST &&
  thing.box.height <= SMALL;

/** Finds the buttons of a screen that may be meant, the likeliest first. */
export type Among = (screen: Screen) => Thing[];

/** The buttons that nothing names: those first that stand side by side, as in a toolbar, and not in columns. */
export const muteTools: Among = (screen) => {
  const all = screen.things.filter((thing) => isMute(thing) && !isNoTool(thing));
  const isBeside =
    ({ box }: Thing) =>
    (other: Thing) =>
      Math.abs(other.box.center - box.center) < WIDEST && other.box !== box && sameLine(other.box, box);
  const beside = new Set(all.filter((one) => all.some(isBeside(one))));
  return [...beside, ...all.filter((one) => !beside.has(one))];
};

/** The button whose tooltip is drawn under the mouse only, and nothing else names it. */
export async function byTooltip(
  view: View,
  names: readonly string[],
  among: Among = muteTools,
): Promise<Thing | undefined> {
  let screen = await view.see();
  if (among(screen).length === 0) return undefined;
  const { width, height } = screen.view;
  // As a person comes: tooltips that the mouse may move into stay until it has gone elsewhere.
  const leave = async () => await view.ctx.page.mouse.move(width / 2, height / 2, { steps: 4 });
  const isFree = (thing: Thing) => coverOf(screen, thing) === undefined;
  await leave();
  await view.becomesTrue(async () => among((screen = await view.see())).every(isFree));
  const mute = among(screen).filter(isFree);
  for (const button of outermost(mute)) {
    await leave();
    const before = saidNear(screen, names, button);
    const texts = textsNear(await view.see(), button);
    let isOwn = false;
    // The tooltip of another name ends the waiting, too.
    const came = async () => {
      const now = await view.see();
      isOwn = saidNear(now, names, button) > before;
      return isOwn || ([...textsNear(now, button)].some((id) => !texts.has(id)) && (await view.isStill()));
    };
    const isOver = await locate(button)
      .hover({ timeout: 1_500 })
      .then(
        () => true,
        () => false,
      );
    // A window has come up meanwhile: it would lie over the others, too.
    if (!isOver && (await view.over(locate(button))) !== undefined) return undefined;
    await view.becomesTrue(came, { reacts: COMES });
    // A menu of pictures that widens under the mouse says all its names at once.
    const named = new Set((await view.see()).things.filter((thing) => !isMute(thing)).map(({ listed }) => listed.id));
    if (mute.filter(({ listed }) => named.has(listed.id)).length > 1) return undefined;
    if (isOwn) return button;
  }
  return undefined;
}

/**
 * Waits for a button that can be pressed.
 * @param names what it says, or its name, or its tooltip; the first is for messages
 * @param find where it is by its words or its name
 * @param among which it may be by its tooltip
 */
export async function readyButton(
  view: View,
  names: readonly string[],
  find: (screen: Screen) => Thing | undefined,
  among: Among = muteTools,
): Promise<Locator> {
  let greySince: number | undefined;
  const grey = async () =>
    await view.problem(`a button "${names[0]}" that can be pressed`, { actual: 'that it is grey' });
  return await view.wait(`the button "${names[0]}"`, async () => {
    const found = find(await view.see());
    if (found !== undefined && !isOff(found)) return await view.look((now) => usable(find(now)));
    if (found !== undefined) {
      greySince ??= performance.now();
      if (performance.now() - greySince > GREY && (await view.isStill())) throw await grey();
      return undefined;
    }
    const tipped = (await view.isStill()) ? await byTooltip(view, names, among) : undefined;
    if (tipped !== undefined && isOff(tipped)) throw await grey();
    return tipped && locate(tipped);
  });
}

/** The button, if it can be pressed. */
export const usable = (button: Thing | undefined): Thing | undefined =>
  button === undefined || isOff(button) ? undefined : button;
