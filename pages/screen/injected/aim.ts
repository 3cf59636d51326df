import type { Place } from '../../../src/portal-sdk/index.ts';

/** What is asked for: an element by its number, what takes the keys in it, or one text in it. */
export interface Asked {
  id: number;
  inner?: string;
  nodes?: [first: number, last: number, from: number];
}

/** Where the mouse reaches an element, in the window; the part of it that is in sight. */
export interface Reached {
  x: number;
  y: number;
  place: Place;
}

interface Aim {
  /**
   * @param presses whether a press follows, which must land nowhere else
   * @returns undefined where the mouse does not reach it now, or nobody can tell
   */
  aim(asked: Asked, presses: boolean): Reached | undefined;
  /** Whether the press that came since landed there; `false`: on something else, from which it was kept. */
  landed(): boolean | undefined;
}

/**
 * Lets a press through to what it is meant for and to nothing else. Self-contained, because its source text is sent to
 * the browser, where it runs in a world of its own.
 * @param originOf tells where this document's view begins in the window
 * @param placeOf tells which part of an element is in sight, and whether only its own frame's pixels are known
 */
export function makeAim(
  elementOf: (asked: Asked) => Element | undefined,
  originOf: () => [number, number] | null | undefined,
  placeOf: (element: Element, asked: 'now') => { at: Place; outside?: true } | 'hidden' | undefined,
): Aim {
  const PRESSES = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'];
  /** A press comes within this time, in milliseconds. */
  const SOON = 5_000;
  let aimed: { element: Element; until: number } | undefined;
  let landed: boolean | undefined;

  /** What a point of this document shows, in whichever shadow tree. */
  function drawnAt(x: number, y: number): Element | null {
    let top = document.elementFromPoint(x, y);
    let deeper = top?.shadowRoot?.elementFromPoint(x, y);
    while (deeper && deeper !== top) {
      top = deeper;
      deeper = top.shadowRoot?.elementFromPoint(x, y);
    }
    return top;
  }
  const outer = (part: Element): Element | null =>
    part.assignedSlot ?? part.parentElement ?? (part.getRootNode() as Partial<ShadowRoot>).host ?? null;
  const pathOf = (part: Element | null): Element[] => (part === null ? [] : [part, ...pathOf(outer(part))]);
  /** What has been pressed by a path: the element, or its label. */
  const isOn = (element: Element, path: readonly EventTarget[]): boolean =>
    [element, ...((element as HTMLInputElement).labels ?? [])].some((one) => path.includes(one));
  const judge = (event: Event) => {
    if (aimed === undefined || !event.isTrusted || performance.now() > aimed.until) return;
    landed ??= isOn(aimed.element, event.composedPath());
    if (landed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  /** The windows of a page that can be reached from here, the outermost first. */
  const windowsFrom = (at: Window): Window[] => {
    try {
      // Of another site, which nobody may look into.
      if (at.document === null) return [];
    } catch {
      return [];
    }
    return [at, ...Array.from({ length: at.length }, (_, n) => windowsFrom(at[n]!)).flat()];
  };
  const outermost = (at: Window): Window => (at.frameElement === null ? at : outermost(at.parent));
  /** A document that is written anew has lost all who listened. What slides under the mouse may be in any of them. */
  const listen = () => {
    for (const at of windowsFrom(outermost(window)))
      for (const type of PRESSES) at.addEventListener(type, judge, { capture: true });
  };

  const isOff = (element: Element): boolean =>
    element.matches(':disabled, [aria-disabled=true], [aria-disabled=true] *, [inert], [inert] *');
  const moves = (element: Element): boolean =>
    document.getAnimations().some(({ playState, effect }) => {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      return playState === 'running' && target?.contains(element) === true;
    });

  return {
    aim(asked, presses) {
      [aimed, landed] = [undefined, undefined];
      const element = elementOf(asked);
      if (element === undefined || isOff(element) || moves(element)) return undefined;
      const seen = placeOf(element, 'now');
      if (seen === undefined || seen === 'hidden' || seen.outside) return undefined;
      const { x, y, width, height } = seen.at;
      const at = { x: x + width / 2, y: y + height / 2 };
      const [left, above] = originOf() ?? [0, 0];
      // What lies wholly within its edges may be another thing.
      if (!isOn(element, pathOf(drawnAt(at.x - left, at.y - above)))) return undefined;
      if (presses) {
        aimed = { element, until: performance.now() + SOON };
        listen();
      }
      return { ...at, place: seen.at };
    },
    landed() {
      const was = landed;
      [aimed, landed] = [undefined, undefined];
      return was;
    },
  };
}
