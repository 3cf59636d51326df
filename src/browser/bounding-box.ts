import type { ElementHandle, Locator } from 'playwright';
import { isolatedFunction } from './isolated-world.ts';

/** In CSS pixels of the window. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * The part of an element that is in sight. `outside`: it is in a frame of another site, which cannot know its
 * surroundings, so these are the frame's pixels.
 */
type Seen = { at: Rectangle; outside?: true } | 'hidden';

type Question = 'now' | 'in view' | Rectangle;

/** Runs in the page. */
function visiblePart() {
  /** The element around another, through the edges of shadow trees. */
  const outer = (part: Element): Element | null =>
    part.assignedSlot ?? part.parentElement ?? (part.getRootNode() as Partial<ShadowRoot>).host ?? null;
  const holds = (whole: Element, part: Element | null): boolean =>
    part !== null && (part === whole || holds(whole, outer(part)));

  function common(a: Rectangle, b: Rectangle): Rectangle | undefined {
    const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
    const [width, height] = [Math.min(a.x + a.width, b.x + b.width) - x, Math.min(a.y + a.height, b.y + b.height) - y];
    return width >= 1 && height >= 1 ? { x, y, width, height } : undefined;
  }

  /** The area within an element's borders and scroll bars. */
  function inside(element: HTMLElement): Rectangle {
    const { x, y, width, height } = element.getBoundingClientRect();
    const [wide, high] = [width / element.offsetWidth || 1, height / element.offsetHeight || 1];
    return {
      x: x + element.clientLeft * wide,
      y: y + element.clientTop * high,
      width: element.clientWidth * wide,
      height: element.clientHeight * high,
    };
  }

  const isVisible = ({ overflowX, overflowY }: CSSStyleDeclaration) =>
    overflowX === 'visible' && overflowY === 'visible';

  /** Whether positioned elements inside are placed by this element. */
  const isAnchor = ({ transform, filter, perspective, contain }: CSSStyleDeclaration) =>
    transform !== 'none' || filter !== 'none' || perspective !== 'none' || /paint|strict|content/.test(contain);

  /** The box that an element clips its content to, if it clips it. */
  function clipOf(around: Element, style: CSSStyleDeclaration): Rectangle | undefined {
    const { documentElement: root, body } = around.ownerDocument;
    if (isVisible(style) || around.getClientRects().length === 0 || !('offsetWidth' in around)) return undefined;
    // If the root does not scroll, the body's scrolling is the window's.
    if (around === body && isVisible(getComputedStyle(root))) return undefined;
    const box = inside(around as HTMLElement);
    const far = { from: -1e6, length: 2e6 };
    if (style.overflowX === 'visible') Object.assign(box, { x: far.from, width: far.length });
    if (style.overflowY === 'visible') Object.assign(box, { y: far.from, height: far.length });
    return box;
  }

  /** What is left of a part of an element after everything around it, and its window, have clipped it. */
  function clipped(element: Element, part: Rectangle): Rectangle | undefined {
    const { documentElement: root, scrollingElement: whole, defaultView: view } = element.ownerDocument;
    let left: Rectangle | undefined = part;
    let { position } = getComputedStyle(element);
    for (let around = outer(element); around !== null && around !== root && left; around = outer(around)) {
      const style = getComputedStyle(around);
      // A positioned element does not care about what is between it and its anchor.
      const skips = position === 'fixed' || (position === 'absolute' && style.position === 'static');
      if (skips && !isAnchor(style)) continue;
      ({ position } = style);
      const box = clipOf(around, style);
      if (box !== undefined) left = common(left, box);
    }
    const width = whole?.clientWidth || view!.innerWidth;
    const height = whole?.clientHeight || view!.innerHeight;
    return left && common(left, { x: 0, y: 0, width, height });
  }

  /** Whether nothing covers a point of an element. Its label does not, nor what is wholly within it: an icon. */
  function bare(element: Element, part: Rectangle, x: number, y: number): boolean {
    let layer = element.ownerDocument.elementFromPoint(x, y);
    for (
      let deeper = layer?.shadowRoot?.elementFromPoint(x, y);
      deeper && deeper !== layer;
      deeper = layer?.shadowRoot?.elementFromPoint(x, y)
    )
      layer = deeper;
    if (layer === null) return false;
    if (holds(element, layer) || [...((element as HTMLInputElement).labels ?? [])].some((label) => holds(label, layer)))
      return true;
    for (; layer !== null && !holds(layer, element); layer = outer(layer)) {
      const { left, top, right, bottom } = layer.getBoundingClientRect();
      const within =
        left >= part.x - 1 &&
        top >= part.y - 1 &&
        right <= part.x + part.width + 1 &&
        bottom <= part.y + part.height + 1;
      if (!within && layer.getClientRects().length > 0) return false;
    }
    return true;
  }

  /** From the middle as far to each side as nothing covers it; undefined if something covers the middle. */
  function uncovered(element: Element, part: Rectangle, left: Rectangle): Rectangle | undefined {
    const [x, y] = [left.x + left.width / 2, left.y + left.height / 2];
    if (!bare(element, part, x, y)) return undefined;
    const reach = (wide: number, high: number) => {
      const is = (share: number) =>
        bare(
          element,
          part,
          x + wide * share * Math.max(0, left.width / 2 - 1),
          y + high * share * Math.max(0, left.height / 2 - 1),
        );
      let [near, far] = [0, 1];
      if (is(far)) return far;
      while ((far - near) * Math.max(left.width, left.height) > 0.5)
        is((near + far) / 2) ? (near = (near + far) / 2) : (far = (near + far) / 2);
      return near;
    };
    const [west, east, north, south] = [reach(-1, 0), reach(1, 0), reach(0, -1), reach(0, 1)];
    return {
      x: x - (west * left.width) / 2,
      y: y - (north * left.height) / 2,
      width: ((west + east) * left.width) / 2,
      height: ((north + south) * left.height) / 2,
    };
  }

  /** Where a part of a frame's content is in the window around the frame. */
  function ofFrame(frame: HTMLElement, part: Rectangle): Rectangle {
    const { x, y, width, height } = frame.getBoundingClientRect();
    const [wide, high] = [width / frame.offsetWidth || 1, height / frame.offsetHeight || 1];
    const { paddingLeft, paddingTop } = getComputedStyle(frame);
    return {
      x: x + (frame.clientLeft + parseFloat(paddingLeft) + part.x) * wide,
      y: y + (frame.clientTop + parseFloat(paddingTop) + part.y) * high,
      width: part.width * wide,
      height: part.height * high,
    };
  }

  /** @param covers whether what covers its sides counts, and not only what covers its middle */
  function seen(element: Element, whole: Rectangle, covers: boolean): Seen {
    const left = clipped(element, whole);
    const free = left && uncovered(element, whole, left);
    const at = covers ? free : free && left;
    if (at === undefined) return 'hidden';
    const view = element.ownerDocument.defaultView!;
    if (view === view.top) return { at };
    const frame = view.frameElement as HTMLElement | null;
    return frame === null ? { at, outside: true } : seen(frame, ofFrame(frame, at), covers);
  }

  function shown(element: Element): Rectangle | undefined {
    if (element.getClientRects().length === 0 || !element.checkVisibility({ visibilityProperty: true }))
      return undefined;
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  }

  return (element: Element, asked: Question): Seen => {
    const whole = shown(element);
    if (whole === undefined) return 'hidden';
    if (typeof asked === 'object') return seen(element, ofFrame(element as HTMLElement, asked), true);
    if (asked === 'in view') {
      const left = seen(element, whole, false);
      if (left === 'hidden' || left.at.width < whole.width - 1 || left.at.height < whole.height - 1)
        element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    }
    return seen(element, shown(element)!, true);
  };
}

const seenOf = isolatedFunction<Question, Seen>('keywright-place', visiblePart);
export const prepareBoundingBoxes = seenOf.prepare;

/** How long an answer may take. Milliseconds. */
const LIMIT = 500;

/** Goes on from a frame of another site to the frame's surroundings, which only the browser knows. */
async function fromOutside(element: ElementHandle, seen: Seen): Promise<Rectangle | undefined> {
  if (seen === 'hidden') return undefined;
  if (!seen.outside) return seen.at;
  const frame = await (await element.ownerFrame())!.frameElement();
  return await fromOutside(frame, await seenOf.callOnHandle(frame, seen.at));
}

/**
 * The part of a thing that is in sight in the window now: without what is scrolled or clipped away or covered.
 * @returns undefined if it is not there, not in sight, or covered in its middle
 */
export async function boundingBoxOf(at: Locator): Promise<Rectangle | undefined> {
  try {
    const seen = await seenOf.callOn(at, 'now', LIMIT);
    if (seen === undefined || seen === 'hidden') return undefined;
    if (!seen.outside) return seen.at;
    return await fromOutside((await at.elementHandle({ timeout: LIMIT }))!, seen);
  } catch {
    return undefined;
  }
}

/**
 * Scrolls to a thing, as a person does before pressing it, unless all of it is in sight. If it is not there, nothing
 * happens.
 */
export async function bringIntoView(at: Locator): Promise<void> {
  await seenOf.callOn(at, 'in view', LIMIT).catch(() => undefined);
}
