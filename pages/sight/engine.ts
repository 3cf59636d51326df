import { inPage, selectorOf } from './engines.ts';
import type { Eyes } from './eyes.ts';
import { reading } from './read.ts';

/** What to look for. Words are compared without case, double spaces, and asterisks or colons around them. */
export type Sight =
  /** What the first of these that finds anything finds. */
  | { first: Sight[] }
  /**
   * Of that, the one that stands lowest, below the lowest shown element that `under` (CSS) selects; any, where nothing
   * stands there.
   */
  | { lowest: Sight[]; under: string }
  /** Shown elements by CSS; with `words`, those whose whole text is one of them. */
  | { css: string; words?: string[] }
  /**
   * The smallest shown elements that say just this; inside what `inside` (CSS) selects, and not inside what `not`
   * selects.
   */
  | { words: string[]; inside?: string; not?: string }
  /** The smallest shown elements whose text matches (no case). */
  | { pattern: string; not?: string }
  /** Shown elements whose title or accessible name is one of these. */
  | { tip: string[] }
  /** The box that belongs to a label. */
  | { field: string[] }
  /** What ticks the check box of a label, whatever that is made of; not for labels inside what `not` (CSS) selects. */
  | { check: string[]; not?: string }
  /** The text, or box, that stands beside a label. */
  | { value: string[] }
  /** From a box: the entries of the list that is open for it. */
  | { entries: true }
  /** From a box: what opens its list. */
  | { arrow: true }
  /** From an element: the nearest shown thing to the right of it on its line. */
  | { right: true }
  /** Shown entries of menus that lie over the page, and of those that stand beside `beside` (CSS). */
  | { menu: string[]; beside: string };

/** Makes what looks for a sight. Self-contained, because its source text is sent to the browser. */
function search(see: Eyes) {
  const say = (element: Element) => see.plain(see.read(element));

  /** Lists lie over the page, near the box that they belong to: most often right under the body (PRODUCT.md A4). */
  function entries(box: Element): Element[] {
    const own = see.place(box);
    const near = (layer: Element) => {
      const { left, right, top, bottom, width, height } = see.place(layer);
      return (
        width < 700 &&
        height < innerHeight * 0.95 &&
        Math.min(right, own.right + 40) > Math.max(left, own.left - 40) &&
        top < own.bottom + 40 &&
        bottom > own.top - 40
      );
    };
    const layers = see
      .every(document, see.LAYERS)
      .filter(
        (layer) =>
          !layer.contains(box) &&
          !box.contains(layer) &&
          see.floats(layer) &&
          see.shown(layer) &&
          near(layer) &&
          see.isList(layer),
      );
    const outermost = layers.filter((layer) => !layers.some((other) => other !== layer && other.contains(layer)));
    const found = outermost.flatMap((layer) => {
      const options = see.every(layer, '[role=option]').filter(see.shown);
      return options.length > 0 ? options : see.texts(layer);
    });
    return [...new Set(found)];
  }

  function arrow(box: Element): Element[] {
    const own = box.closest('.mm_comboBox') ?? box.parentElement;
    for (
      let container: Element | null = own, up = 0;
      container !== null && up < 2;
      container = container.parentElement, up += 1
    ) {
      const from = see.place(box);
      const found = [...container.querySelectorAll('.cwsvg, svg, img, button, [role=button], div, span, a')].filter(
        (part) => {
          const rect = see.place(part);
          return (
            !part.contains(box) &&
            see.shown(part) &&
            rect.width <= 48 &&
            see.along(from, rect) > 4 &&
            rect.left > from.left + from.width / 2 &&
            rect.left < from.right + 48
          );
        },
      );
      if (found.length > 0) return found.slice(0, 1);
    }
    return [];
  }

  function toTheRight(element: Element): Element[] {
    const from = see.place(element);
    return [...document.querySelectorAll('*')]
      .filter((other) => {
        const rect = see.place(other);
        return (
          rect.left >= from.right - 2 &&
          rect.left < from.right + 120 &&
          rect.width <= 60 &&
          Math.abs(see.middle(rect) - see.middle(from)) < 14 &&
          see.shown(other)
        );
      })
      .sort((a, b) => see.place(a).left - see.place(b).left || see.place(b).width - see.place(a).width)
      .slice(0, 1);
  }

  /** Of the label's line, or right below it, and small: a check box is no bigger than its words. */
  function beside(label: Element, things: Element[], furthest = 300): Element[] {
    const from = see.place(label);
    const far = (thing: Element) => {
      const at = see.place(thing);
      if (Math.abs(see.middle(at) - see.middle(from)) < 14)
        return at.right <= from.left + 4
          ? from.left - at.right
          : at.left >= from.left + 4
            ? Math.max(0, at.left - from.right)
            : 0;
      return at.top >= from.bottom - 4 && at.top < from.bottom + 30 && see.across(at, from) > 0
        ? 20 + at.top - from.bottom
        : Infinity;
    };
    return things
      .filter(
        (thing) =>
          see.shown(thing) && see.place(thing).width <= 48 && see.place(thing).height <= 48 && far(thing) < furthest,
      )
      .sort((a, b) => far(a) - far(b));
  }

  /** What is drawn as an empty or filled box of a tick, and says nothing. */
  function square(part: Element): boolean {
    const { width, height } = see.place(part);
    const { borderTopWidth, backgroundImage } = getComputedStyle(part);
    const isDrawn = () =>
      Number.parseFloat(borderTopWidth) > 0 ||
      backgroundImage !== 'none' ||
      part instanceof HTMLImageElement ||
      part.querySelector(':scope > svg > rect:first-child') !== null;
    return width >= 9 && width <= 28 && Math.abs(width - height) <= 6 && !/\S/.test(part.textContent!) && isDrawn();
  }

  /**
   * A real check box, one by its role, or a drawn one (PRODUCT.md A6: sprites); of a hidden one, the words beside
   * it take the press.
   */
  function check(label: Element): Element[] {
    const real = 'input[type=checkbox], [role=checkbox], [role=switch], [aria-checked]';
    const within = label.closest(real);
    if (within !== null) return [within];
    for (
      let container: Element | null = label, up = 0;
      container !== null && up < 5;
      container = container.parentElement, up += 1
    ) {
      const boxes = see.every(container, real);
      const drawn = see
        .every(container, '[class*=check i], [class*=tick i], img[src*=check i], img[src*=tick i]')
        .filter((part) => !part.contains(label));
      const found =
        beside(label, boxes)[0] ??
        beside(label, drawn)[0] ??
        beside(label, see.every(container, ':not(:has(*)), :has(> svg)').filter(square), 40)[0];
      if (found !== undefined) return [found];
      if (boxes.length === 1) return [label];
      // Too much around it: the box would be somebody else's.
      if (see.boxes(container).length > 1) break;
    }
    return [];
  }

  function menu(wanted: string[], beside: string): Element[] {
    const anchors = [...document.querySelectorAll(beside)].filter(see.shown);
    const floating = [...document.querySelectorAll('body > *, body > * > *, [role=menu]')].filter(
      (layer) =>
        (layer.matches('[role=menu]') || ['absolute', 'fixed'].includes(getComputedStyle(layer).position)) &&
        see.shown(layer),
    );
    const found = see.words(document, wanted);
    const over = (entry: Element) => {
      const rect = see.place(entry);
      const top = document.elementFromPoint((rect.left + rect.right) / 2, see.middle(rect));
      return top !== null && (entry.contains(top) || top.contains(entry));
    };
    // In a menu: a layer that is small (not the whole page), or the tree that the anchors are part of.
    const inLayer = found.filter((entry) =>
      floating.some(
        (layer) =>
          layer.contains(entry) &&
          see.place(layer).width < 480 &&
          !layer.querySelector('.cw-main-banner, .cw_BannerView, .detailLabel'),
      ),
    );
    const inTree = found.filter((entry) =>
      anchors.some(
        (anchor) =>
          anchor !== entry &&
          !entry.contains(anchor) &&
          (anchor.contains(entry) || anchor.parentElement!.contains(entry)),
      ),
    );
    return [...new Set([...inLayer, ...inTree])].filter(over);
  }

  function first(root: Element | Document, sights: Sight[]): Element[] {
    for (const sight of sights) {
      const found = all(root, sight);
      if (found.length > 0) return found;
    }
    return [];
  }

  function lowest(root: Element | Document, sights: Sight[], under: string): Element[] {
    const found = first(root, sights);
    const top = (element: Element) => see.place(element).top;
    const edge = Math.max(...see.every(root, under).filter(see.shown).map(top), -Infinity);
    return [...found.filter((element) => top(element) > edge).sort((a, b) => top(b) - top(a)), ...found].slice(0, 1);
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one branch for each kind of thing to look for
  function all(root: Element | Document, sight: Sight): Element[] {
    if ('first' in sight) return first(root, sight.first);
    if ('lowest' in sight) return lowest(root, sight.lowest, sight.under);
    if ('css' in sight)
      return see
        .every(root, sight.css)
        .filter(
          (element) =>
            see.shown(element) &&
            (sight.words === undefined || sight.words.some((word) => see.plain(word) === say(element))),
        );
    if ('words' in sight)
      return see
        .words(root, sight.words)
        .filter(
          (element) =>
            (sight.inside === undefined || element.closest(sight.inside) !== null) &&
            (sight.not === undefined || element.closest(sight.not) === null),
        );
    if ('pattern' in sight)
      return see
        .matching(root, sight.pattern)
        .filter((element) => sight.not === undefined || element.closest(sight.not) === null);
    if ('tip' in sight) {
      const wanted = new Set(sight.tip.map(see.plain));
      return see
        .every(root, '[title], [aria-label], [data-tooltip]')
        .filter(
          (element) =>
            ['title', 'aria-label', 'data-tooltip'].some((name) => wanted.has(see.plain(element.getAttribute(name)))) &&
            see.shown(element),
        );
    }
    if ('check' in sight)
      return [
        ...new Set(
          see
            .words(root, sight.check)
            .filter((label) => sight.not === undefined || label.closest(sight.not) === null)
            .flatMap(check),
        ),
      ];
    if ('field' in sight) return see.field(root, sight.field);
    if ('value' in sight) return see.value(root, sight.value);
    if ('entries' in sight) return entries(root as Element);
    if ('arrow' in sight) return arrow(root as Element);
    if ('right' in sight) return toTheRight(root as Element);
    return menu(sight.menu, sight.beside);
  }

  return all;
}

inPage('finder', 'sight', `(see, what, root) => (${String(search)})(see)(root, what)`);

/** In each frame, the first of these ways that finds anything, and how many things it finds. */
export const firstWay = reading<Sight[], { way: number; count: number }>(
  'first-way',
  `(see, ways, root) => {
  const all = (${String(search)})(see);
  for (const [way, what] of ways.entries()) {
    const count = all(root, what).length;
    if (count > 0) return { way, count };
  }
}`,
);

/** The texts of what is seen from a place, as they are drawn. */
export const textsSeen = reading<Sight, string[]>(
  'texts-seen',
  `(see, what, root) => (${String(search)})(see)(root, what).map((element) => (element.innerText ?? ` +
    'element.textContent).trim())',
);

/** A selector for `locator()`: looked up anew at every use, so it outlives redrawing. */
export function sight(what: Sight): string {
  return selectorOf('sight', what);
}
