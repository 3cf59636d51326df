import type { Place } from '../../../src/portal-sdk/index.ts';

/** What is asked for: an element by its number, or what takes the keys in it. */
export interface Asked {
  id: number;
  inner?: string;
}

/** Where the mouse reaches an element, in the window; the part of it that is in sight. */
export interface Reached {
  x: number;
  y: number;
  place: Place;
}

export interface Aim {
  /** undefined where the mouse does not reach it now, or nobody can tell. */
  aim(asked: Asked): Reached | undefined;
  /** Where the press landed that came since: `false` on something else, from which it was kept. */
  landed(): boolean | undefined;
}

/**
 * Lets a press through to what it is meant for and to nothing else. Self-contained, because its source text is sent to
 * the browser, where it runs in a world of its own.
 * @param placeOf tells which part of an element is in sight, and whether only its own frame's pixels are known
 */
export function makeAim(
  elementOf: (asked: Asked) => Element | undefined,
  placeOf: (element: Element, asked: 'now') => { at: Place; outside?: true } | 'hidden' | undefined,
): Aim {
  const PRESSES = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'];
  /** A press comes within this time, in milliseconds. */
  const SOON = 5_000;
  let aimed: { element: Element; until: number } | undefined;
  let landed: boolean | undefined;

  /** What is drawn within an element belongs to it, as an icon on a button does. */
  function isOn(element: Element, { target }: Event, path: EventTarget[]): boolean {
    if (path.includes(element) || [...((element as HTMLInputElement).labels ?? [])].some((one) => path.includes(one)))
      return true;
    const [outer, inner] = [element, (path[0] ?? target) as Element].map((one) => one.getBoundingClientRect());
    return (
      inner!.left >= outer!.left - 1 &&
      inner!.right <= outer!.right + 1 &&
      inner!.top >= outer!.top - 1 &&
      inner!.bottom <= outer!.bottom + 1
    );
  }
  const judge = (event: Event) => {
    if (aimed === undefined || !event.isTrusted || performance.now() > aimed.until) return;
    landed ??= isOn(aimed.element, event, event.composedPath());
    if (landed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of PRESSES) addEventListener(type, judge, { capture: true });

  const isOff = (element: Element): boolean =>
    element.matches(':disabled, [aria-disabled=true], [aria-disabled=true] *, [inert], [inert] *');
  const moves = (element: Element): boolean =>
    document.getAnimations().some(({ playState, effect }) => {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      return playState === 'running' && target?.contains(element) === true;
    });

  return {
    aim(asked) {
      [aimed, landed] = [undefined, undefined];
      const element = elementOf(asked);
      if (element === undefined || isOff(element) || moves(element)) return undefined;
      const seen = placeOf(element, 'now');
      if (seen === undefined || seen === 'hidden' || seen.outside) return undefined;
      aimed = { element, until: performance.now() + SOON };
      const { x, y, width, height } = seen.at;
      return { x: x + width / 2, y: y + height / 2, place: seen.at };
    },
    landed() {
      const was = landed;
      [aimed, landed] = [undefined, undefined];
      return was;
    },
  };
}
