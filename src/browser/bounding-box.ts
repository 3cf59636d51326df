import type { ElementHandle, Locator } from 'playwright';
import { selectorEngine } from './selector-engine.ts';

/** Of the window, in CSS pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * What of an element is to be seen; `outside`: in a frame whose surroundings it cannot know, so these are that frame's
 * pixels.
 */
type Seen = { at: Rectangle; outside?: true } | 'hidden';

/**
 * A selector engine, because those answer in one call. It can give elements only, so the answer comes as the text of
 * one that belongs to no document.
 */
function ofPlace() {
  /** Through the edges of shadow trees. */
  const outer = (part: Element): Element | null =>
    part.assignedSlot ?? part.parentElement ?? (part.getRootNode() as Partial<ShadowRoot>).host ?? null;
  const holds = (whole: Element, part: Element | null): boolean =>
    part !== null && (part === whole || holds(whole, outer(part)));

  function common(a: Rectangle, b: Rectangle): Rectangle | undefined {
    const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
    const [width, height] = [Math.min(a.x + a.width, b.x + b.width) - x, Math.min(a.y + a.height, b.y + b.height) - y];
    return width >= 1 && height >= 1 ? { x, y, width, height } : undefined;
  }

  /** What lies inside an element's borders and beside its scroll bars. */
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

  /**
   * What is left of a part of an element where all that scrolls or clips around it, and its window, have cut away
   * theirs.
   */
  function clipped(element: Element, part: Rectangle): Rectangle | undefined {
    const { documentElement: root, body, scrollingElement: whole, defaultView: view } = element.ownerDocument;
    const visible = ({ overflowX, overflowY }: CSSStyleDeclaration) =>
      overflowX === 'visible' && overflowY === 'visible';
    let left: Rectangle | undefined = part;
    let { position } = getComputedStyle(element);
    for (
      let around = outer(element);
      around !== null && around !== root && left !== undefined;
      around = outer(around)
    ) {
      const style = getComputedStyle(around);
      const anchors =
        style.transform !== 'none' ||
        style.filter !== 'none' ||
        style.perspective !== 'none' ||
        /paint|strict|content/.test(style.contain);
      // What is positioned does not care about what stands between it and its anchor.
      if (!anchors && (position === 'fixed' || (position === 'absolute' && style.position === 'static'))) continue;
      ({ position } = style);
      if (visible(style) || around.getClientRects().length === 0 || !('offsetWidth' in around)) continue;
      // The body's scrolling is the window's, where the root has none of its own.
      if (around === body && visible(getComputedStyle(root))) continue;
      const box = inside(around as HTMLElement);
      if (style.overflowX === 'visible') Object.assign(box, { x: left.x, width: left.width });
      if (style.overflowY === 'visible') Object.assign(box, { y: left.y, height: left.height });
      left = common(left, box);
    }
    return (
      left &&
      common(left, {
        x: 0,
        y: 0,
        width: whole?.clientWidth || view!.innerWidth,
        height: whole?.clientHeight || view!.innerHeight,
      })
    );
  }

  /**
   * Whether nothing else lies over a point of it. Its label does not, nor what stands wholly within it, as an icon in a
   * field does.
   */
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

  /** From the middle as far to each side as nothing lies over it; nothing where something lies over the middle. */
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

  /** Where a part of what a frame shows stands in the window that the frame is in. */
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

  /** @param covers whether what lies over its sides counts, and not only what lies over its middle */
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

  function answer(element: Element, asked: 'now' | 'in view' | Rectangle): Seen {
    const whole = shown(element);
    if (whole === undefined) return 'hidden';
    if (typeof asked === 'object') return seen(element, ofFrame(element as HTMLElement, asked), true);
    if (asked === 'in view') {
      const left = seen(element, whole, false);
      if (left === 'hidden' || left.at.width < whole.width - 1 || left.at.height < whole.height - 1)
        element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    }
    return seen(element, shown(element)!, true);
  }

  const queryAll = (root: Element, asked: string) => {
    const carrier = document.createElement('data');
    carrier.textContent = JSON.stringify(answer(root, JSON.parse(asked) as Rectangle));
    return [carrier];
  };
  return { queryAll, query: (root: Element, asked: string) => queryAll(root, asked)[0] };
}

export const prepareBoundingBoxes = selectorEngine('keywright-place', ofPlace);

/** How long an answer may take. Milliseconds. */
const LIMIT = 500;

const question = (asked: 'now' | 'in view' | Rectangle) => `keywright-place=${JSON.stringify(asked)}`;

/** Goes on from a frame of another site to the frame's own surroundings, which only the browser knows. */
async function fromOutside(element: ElementHandle, seen: Seen): Promise<Rectangle | undefined> {
  if (seen === 'hidden') return undefined;
  if (!seen.outside) return seen.at;
  const frame = await (await element.ownerFrame())!.frameElement();
  const answer = await frame.$(question(seen.at));
  return await fromOutside(frame, JSON.parse((await answer!.textContent())!) as Seen);
}

/**
 * What of a thing is to be seen in the window now: without what is scrolled or clipped away and what something else
 * lies over.
 * @returns undefined where it is not there, where nothing of it is to be seen, or where its middle is covered
 */
export async function boundingBoxOf(at: Locator): Promise<Rectangle | undefined> {
  try {
    // What is not there is not waited for.
    if ((await at.count()) === 0) return undefined;
    const seen = JSON.parse((await at.locator(question('now')).textContent({ timeout: LIMIT }))!) as Seen;
    if (seen === 'hidden' || !seen.outside) return seen === 'hidden' ? undefined : seen.at;
    return await fromOutside((await at.elementHandle({ timeout: LIMIT }))!, seen);
  } catch {
    return undefined;
  }
}

/**
 * Scrolls to a thing, as a person does before pressing it, unless the whole of it is to be seen. Where it is not there,
 * nothing happens.
 */
export async function bringIntoView(at: Locator): Promise<void> {
  await at
    .locator(question('in view'))
    .textContent({ timeout: LIMIT })
    .catch(() => undefined);
}
