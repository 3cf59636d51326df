/**
 * How a page object sees: what is shown, what it says, what stands beside what. Runs inside the page and only reads it.
 * Self-contained, because its source text is sent to the browser.
 */
export function eyes() {
  /** Signs that show how a list is sorted, or that a section opens: ^ ˄ ← ⌃ ▲ ⬅ and their like. */
  const SIGNS = '\\^\\u02c2-\\u02c5\\u2190-\\u21ff\\u2303\\u2304\\u25b2-\\u25c5\\u2b05-\\u2b07';
  const around = new RegExp(`^[\\s*${SIGNS}]+|[\\s*:${SIGNS}]+$`, 'g');

  /** Text as it is compared: no case, no double spaces, no asterisk, colon or sign around it. */
  const plain = (text: string | null | undefined): string => {
    if (!text) return '';
    let known = plained.get(text);
    if (known === undefined)
      plained.set(
        text,
        (known = text
          .replace(/[\s\u00a0\u200b]+/g, ' ')
          .replace(around, '')
          .toLowerCase()),
      );
    return known;
  };
  /** Most texts are looked at again and again. */
  const plained = new Map<string, string>();

  /** A screen that is kept for later may be parked far outside instead of being hidden. */
  const PARKED = -5000;
  /** Within one look nothing moves; before the next one this must be forgotten. */
  const opened = new Map<Element, boolean>();
  const seen = new Map<Element, boolean>();
  const parted = new Map<ParentNode, ParentNode[]>();
  const places = new Map<Element, DOMRect>();
  const texted = new Map<Element, string>();
  const forget = () => {
    for (const memory of [opened, seen, parted, places, texted]) memory.clear();
    if (plained.size > 10_000) plained.clear();
  };

  /** Where an element stands. */
  function place(element: Element): DOMRect {
    let at = places.get(element);
    if (at === undefined) places.set(element, (at = element.getBoundingClientRect()));
    return at;
  }

  /** Whether an ancestor of no height or width clips everything inside it. */
  function open(element: Element | null): boolean {
    if (element === null || element === element.ownerDocument.body || element === element.ownerDocument.documentElement)
      return true;
    const known = opened.get(element);
    if (known !== undefined) return known;
    const { width, height } = place(element);
    // Styles are asked for where they matter: of every element they would cost more than all the rest.
    const clips =
      (width < 1 && getComputedStyle(element).overflowX !== 'visible') ||
      (height < 1 && getComputedStyle(element).overflowY !== 'visible');
    const result = !clips && open(element.parentElement);
    opened.set(element, result);
    return result;
  }

  function shown(element: Element): boolean {
    const known = seen.get(element);
    if (known !== undefined) return known;
    const { width, height, right, bottom } = place(element);
    const result =
      width >= 1 &&
      height >= 1 &&
      right >= PARKED &&
      bottom >= PARKED * 4 &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      open(element.parentElement);
    seen.set(element, result);
    return result;
  }

  /**
   * Whether anything of this frame can be seen: it has a size, and no frame around it is hidden (those of other hosts
   * can't be asked).
   */
  function here(): boolean {
    if (innerWidth < 1 || innerHeight < 1) return false;
    for (let at: Window = window; at.frameElement !== null; at = at.parent) if (!shown(at.frameElement)) return false;
    return true;
  }

  /**
   * The text of an element without the parts that are hidden, or left out; of a longer one than is asked for, its
   * beginning.
   */
  function said(element: Element, longest = Infinity, without: Element[] = []): string {
    if (element.firstElementChild === null) return element.textContent!;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = '';
    for (let node = walker.nextNode(); node !== null && text.length <= longest; node = walker.nextNode())
      if (
        (node.parentElement === element || shown(node.parentElement!)) &&
        !without.some((part) => part.contains(node))
      )
        text += node.nodeValue;
    return text;
  }

  const isButton = (element: Element): element is HTMLInputElement =>
    element instanceof HTMLInputElement && ['button', 'submit', 'reset'].includes(element.type);
  const NO_BOXES = ['hidden', 'button', 'submit', 'reset', 'checkbox', 'radio', 'image', 'file'];
  const BOXES =
    `input${NO_BOXES.map((type) => `:not([type=${type}])`).join('')}, ` +
    'textarea, select, [contenteditable=""], [contenteditable=true], [role=combobox]';
  /** What is drawn like a box, takes keys and says nothing of itself: some combos are no more than that. */
  const MUTE = '[tabindex="0"]:not(a, button, label, form, body, [role])';
  const DRAWN = `[role=combobox], ${MUTE}`;

  /**
   * How many elements the document had when it was looked through last and had no shadow root, and when that was: a new
   * root mostly comes with new elements.
   */
  let lookedThrough = { elements: -1, at: -Infinity };
  const LASTS = 1_000;

  /** A part of the page and the open shadow roots in it, its own too. */
  function parts(root: ParentNode): ParentNode[] {
    const known = parted.get(root);
    if (known !== undefined) return known;
    const elements = root === document ? document.getElementsByTagName('*').length : -1;
    if (elements === lookedThrough.elements && performance.now() - lookedThrough.at < LASTS) return [root];
    // Most documents have none.
    if (root !== document && document.contains(root) && parts(document).length === 1) return [root];
    const hosts = root instanceof Element ? [root, ...root.querySelectorAll('*')] : [...root.querySelectorAll('*')];
    const inside = hosts.flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : parts(shadowRoot)));
    parted.set(root, [root, ...inside]);
    if (root === document && inside.length === 0) lookedThrough = { elements, at: performance.now() };
    return [root, ...inside];
  }

  /** As querySelectorAll, through open shadow roots too. */
  const every = (root: ParentNode, css: string): Element[] =>
    parts(root).flatMap((part) => [...part.querySelectorAll(css)]);

  /** The text nodes that say something, through open shadow roots too. */
  function* textNodes(root: ParentNode): Generator<Node> {
    for (const part of parts(root)) {
      const walker = document.createTreeWalker(part as Node, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
        if (/\S/.test(node.nodeValue!) && node.parentElement !== null) yield node;
    }
  }

  /**
   * The smallest shown elements whose whole text passes. A text that is cut with an ellipsis counts by its title.
   * @param part whether a piece of text can be part of one that passes: asking the page what is shown costs more
   */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk, because asking what is shown is slow
  function saying(
    root: ParentNode,
    passes: (text: string) => boolean,
    longest: number,
    part?: (text: string) => boolean,
  ): Element[] {
    const found = new Set<Element>();
    const cuts =
      part === undefined
        ? []
        : [...(root instanceof Element ? [root] : []), ...every(root, '[title]')].filter(
            (element) => element.hasAttribute('title') && passes(plain(element.getAttribute('title'))),
          );
    for (const node of textNodes(root)) {
      if (part !== undefined && !part(plain(node.nodeValue)) && !cuts.some((element) => element.contains(node)))
        continue;
      if (!shown(node.parentElement!)) continue;
      for (
        let element = node.parentElement, up = 0;
        element !== null && up < 5;
        element = element.parentElement, up += 1
      ) {
        if (element.tagName === 'SCRIPT' || element.tagName === 'STYLE') break;
        if (up > 0 && element.getRootNode() === (root as Node).getRootNode() && !(root as Node).contains(element))
          break;
        const most = longest * 2 + 40;
        const text = said(element, most);
        if (text.length > most) break;
        const cut = element.getAttribute('title');
        if (passes(plain(text)) || (cut !== null && text.trim().length > 0 && passes(plain(cut)))) {
          found.add(element);
          break;
        }
      }
    }
    for (const button of every(root, 'input'))
      if (isButton(button) && passes(plain(button.value)) && shown(button)) found.add(button);
    return [...found];
  }

  function words(root: ParentNode, wanted: string[]): Element[] {
    const set = new Set(wanted.map(plain));
    const all = [...set].join('\n');
    return saying(
      root,
      (text) => set.has(text),
      Math.max(...wanted.map((word) => word.length)),
      (text) => all.includes(text),
    );
  }

  function matching(root: ParentNode, pattern: string): Element[] {
    const regex = new RegExp(pattern, 'i');
    return saying(root, (text) => regex.test(text), 200);
  }

  const middle = ({ top, bottom }: DOMRect) => (top + bottom) / 2;
  const across = (a: DOMRect, b: DOMRect) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const along = (a: DOMRect, b: DOMRect) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);

  /**
   * How far a thing stands from its label, in pixels: beside it on the same line, or right below it. Infinity where it
   * belongs to something else.
   */
  function distance(label: DOMRect, thing: DOMRect): number {
    if (
      along(label, thing) > Math.min(label.height, thing.height) / 2 &&
      thing.left >= label.left + 1 &&
      thing.left >= label.right - 8
    )
      return Math.max(0, thing.left - label.right);
    const gap = thing.top - label.bottom;
    // Below counts for more than beside: the next column's box may stand on the same line as this label.
    if (gap >= -6 && gap < 60 && across(label, thing) > 0 && Math.abs(thing.left - label.left) < 60) return 20 + gap;
    return Infinity;
  }

  /** How far below a box its label stands, in pixels; Infinity where the box is not right above it. */
  function above(label: DOMRect, box: DOMRect): number {
    const gap = label.top - box.bottom;
    return gap >= -6 && gap < 30 && across(label, box) > 0 && Math.abs(box.left - label.left) < 60
      ? Math.max(0, gap)
      : Infinity;
  }

  function nearest<T extends Element>(label: Element, things: T[]): T[] {
    const from = place(label);
    const near = things
      .map((thing) => ({ thing, far: distance(from, place(thing)) }))
      .filter(({ far }) => far < 900)
      .sort((a, b) => a.far - b.far)
      .map(({ thing }) => thing);
    const [first] = near;
    if (first === undefined || !first.matches(BOXES) || along(from, place(first)) > 0) return near;
    // Some forms have each label right under its box: far nearer to that one than to the next one below.
    const over = things.filter(
      (thing) => thing.matches(BOXES) && above(from, place(thing)) * 2 + 2 < place(first).top - from.bottom,
    );
    return [...over.sort((a, b) => above(from, place(a)) - above(from, place(b))), ...near];
  }

  const boxes = (root: ParentNode): Element[] => every(root, BOXES).filter(shown);

  /** Whether a label stands inside a box, where some forms have it until the box holds something. */
  const insideBox = (label: DOMRect, box: DOMRect) =>
    box.height < 90 &&
    box.left <= label.left + 2 &&
    box.right >= label.right - 2 &&
    middle(label) >= box.top - 4 &&
    middle(label) <= box.bottom + 4;

  /**
   * What a label belongs to: by the page's own link, else the only thing in the nearest container, else by where it
   * stands.
   */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one rule for each way in which a label can stand
  function belonging(label: Element, things: (root: ParentNode) => Element[]): Element[] {
    const around = boxes(document).filter((box) => !box.contains(label) && insideBox(place(label), place(box)));
    if (around.length === 1) return things(document).includes(around[0]!) ? around : [];
    for (
      let container = label.parentElement, up = 0;
      container !== null && up < 6;
      container = container.parentElement, up += 1
    ) {
      const inside = things(container).filter(
        (thing) => thing !== label && !thing.contains(label) && !label.contains(thing),
      );
      if (inside.length === 1 && distance(place(label), place(inside[0]!)) < Infinity) return inside;
      // A box with nothing but its label, under it.
      if (
        inside.length === 1 &&
        inside[0]!.matches(BOXES) &&
        above(place(label), place(inside[0]!)) < Infinity &&
        plain(said(container)) === plain(said(label))
      )
        return inside;
      if (inside.length > 0) {
        const near = nearest(label, inside);
        if (near.length > 0) return near.slice(0, 1);
        // The label's row holds only others' boxes: its own is further up the tree.
      }
    }
    return nearest(label, things(document)).slice(0, 1);
  }

  /** Where lists and windows lie: most often right under the body (PRODUCT.md A4). */
  const LAYERS = 'body > *, body > * > *, [role=listbox], [role=menu], [popover]';

  function floats(layer: Element): boolean {
    const { position, zIndex } = getComputedStyle(layer);
    return (
      (['absolute', 'fixed'].includes(position) && (Number(zIndex) > 0 || layer.parentElement === document.body)) ||
      layer.matches('[role=listbox], [role=menu], [popover]')
    );
  }

  /** A window or a screen may lie there too; a list holds no box, but one above all entries that filters them. */
  function isList(layer: Element): boolean {
    const [filter, another] = boxes(layer);
    return (
      filter === undefined ||
      (another === undefined &&
        texts(layer).every((text) => (filter.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0))
    );
  }

  /** Whether a box filters a list that lies over the page: it belongs to none of the labels that the list lies over. */
  function filters(box: Element, label: Element): boolean {
    for (let layer = box.parentElement; layer !== null && !layer.contains(label); layer = layer.parentElement)
      if (layer.matches(LAYERS) && floats(layer) && texts(layer).length > 0 && isList(layer)) return true;
    return false;
  }

  /** The boxes that belong to a label. */
  function field(root: ParentNode, labels: string[]): Element[] {
    const wanted = new Set(labels.map(plain));
    const linked = boxes(root).filter((box) => {
      const names = [box.getAttribute('aria-label'), box.getAttribute('placeholder')];
      const by = box
        .getAttribute('aria-labelledby')
        ?.split(/\s+/)
        .map((id) => document.getElementById(id)?.textContent);
      const own =
        box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement || box instanceof HTMLSelectElement
          ? [...(box.labels ?? [])].filter(shown).map((label) => label.textContent)
          : [];
      return [...names, ...(by ?? []), ...own].some((name) => wanted.has(plain(name)));
    });
    if (linked.length > 0) return linked;
    const inBox = (label: Element) => label.matches(BOXES) || label.closest('select, option') !== null;
    const named = words(root, labels).filter((label) => !inBox(label) && !isButton(label));
    const found = [
      ...new Set(
        named.flatMap((label) => belonging(label, (part) => boxes(part).filter((box) => !filters(box, label)))),
      ),
    ];
    return found.length > 0 ? found : [...new Set(named.flatMap((label) => belonging(label, drawnBoxes)))];
  }

  /** Small signs at the right side of something: what opens a list, most often. */
  const signsIn = (whole: Element, from: number): boolean =>
    every(whole, 'svg, img, i, [class*=arrow i], [class*=indicator i], [class*=caret i], [class*=chevron i]').some(
      (part) => place(part).width <= 48 && place(part).left >= from && shown(part),
    );

  /**
   * Of the size of a box, with no other in it; buttons with an arrow at their right are such, but for those of menus.
   */
  function drawnBoxes(root: ParentNode): Element[] {
    return every(root, `${MUTE}, button:not([aria-haspopup=menu])`).filter((element) => {
      const { left, width, height } = place(element);
      return (
        width >= 60 &&
        height >= 14 &&
        height <= 48 &&
        shown(element) &&
        every(element, `${BOXES}, a, button`).length === 0 &&
        (element.tagName !== 'BUTTON' || signsIn(element, left + width / 2))
      );
    });
  }

  /** Shown elements with text of their own, the smallest ones: no asterisk, colon or other punctuation alone. */
  function texts(root: ParentNode): Element[] {
    const found = new Set<Element>();
    for (const node of textNodes(root)) {
      const element = node.parentElement!;
      if (
        /[\p{L}\p{N}]/u.test(node.nodeValue!) &&
        !found.has(element) &&
        !['SCRIPT', 'STYLE', 'OPTION', 'NOSCRIPT'].includes(element.tagName) &&
        shown(element)
      )
        found.add(element);
    }
    return [...found];
  }

  /** One word may be drawn in several pieces: the element that holds all of them. */
  function whole(piece: Element, label: Element): Element {
    const { height } = place(piece);
    let element = piece;
    for (
      let parent = element.parentElement;
      parent !== null && !parent.contains(label);
      parent = parent.parentElement
    ) {
      if (place(parent).height > height * 2.5 || /\s/.test(said(parent).trim()) || boxes(parent).length > 0) break;
      if (said(parent).trim() !== said(element).trim()) element = parent;
    }
    return element;
  }

  /**
   * What stands as text, or as the content of a box, beside a label. Where that is below, what stands on the label's
   * own line may be meant too.
   */
  function value(root: ParentNode, labels: string[]): Element[] {
    const things = (container: ParentNode) => [...texts(container), ...boxes(container)];
    const onLine = (label: Element, thing: Element) => along(place(label), place(thing)) > 0;
    const meant = (label: Element) => {
      const [found] = belonging(label, things);
      if (found === undefined || onLine(label, found)) return found === undefined ? [] : [found];
      const [beside] = nearest(
        label,
        things(document).filter((thing) => thing !== label && onLine(label, thing)),
      );
      // The next line's label may stand nearer than a value at the far end of this one.
      return beside === undefined ? [found] : /:\s*$/.test(said(found)) ? [beside, found] : [found, beside];
    };
    return [
      ...new Set(
        words(root, labels)
          .filter((label) => !label.matches(BOXES))
          .flatMap((label) => meant(label).map((thing) => (thing.matches(BOXES) ? thing : whole(thing, label)))),
      ),
    ];
  }

  /** The text of an element as a person reads it: a box's content, a title where the text is cut. */
  function read(element: Element): string {
    let text = texted.get(element);
    if (text === undefined) texted.set(element, (text = readNow(element)));
    return text;
  }

  function readNow(element: Element): string {
    if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.textContent?.trim() ?? '';
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
      return element.value.trim() || drawnIn(element);
    const cut =
      element instanceof HTMLElement && element.scrollWidth > element.clientWidth
        ? element.getAttribute('title')
        : null;
    return (cut || (element.matches(DRAWN) ? withoutSigns(element) : said(element)))
      .replace(/[\s\u00a0\u200b]+/g, ' ')
      .trim();
  }

  /**
   * What stands in a combo whose own input is empty, because that only filters its list: the chosen entry is drawn over
   * it.
   */
  function drawnIn(input: Element): string {
    const own = place(input);
    for (
      let box = input.parentElement, up = 0;
      box !== null && up < 4 && place(box).height <= 60 && boxes(box).length === 1;
      box = box.parentElement, up += 1
    ) {
      const over = ({ left, top, bottom }: DOMRect) =>
        left >= own.left - 16 && left <= own.right + 8 && top < middle(own) && bottom > middle(own);
      const chosen = signsIn(box, own.left + 40)
        ? texts(box).find(
            (part) =>
              over(place(part)) &&
              part.closest('label, [class*=label i], [class*=placeholder i]') === null &&
              !/[*:]\s*$/.test(part.textContent!),
          )
        : undefined;
      if (chosen !== undefined) return read(chosen);
    }
    return '';
  }

  /** What a drawn box says: its arrow may be a sign, or the name of one, in a part of its own. */
  function withoutSigns(box: Element): string {
    const named = (part: Element) =>
      part.matches('i, [class*=icon i], [class*=arrow i], [class*=caret i], [class*=chevron i]') &&
      /^[a-z_]*$/.test(part.textContent!.trim());
    const isSign = (part: Element) => named(part) || !/[\p{L}\p{N}]/u.test(part.textContent!);
    return said(
      box,
      Infinity,
      [...box.querySelectorAll('*')].filter((part) => part.firstElementChild === null && isSign(part)),
    );
  }

  return {
    forget,
    here,
    place,
    plain,
    shown,
    every,
    textNodes,
    words,
    matching,
    field,
    value,
    texts,
    boxes,
    read,
    middle,
    across,
    along,
    nearest,
    LAYERS,
    floats,
    isList,
    BOXES,
    DRAWN,
  };
}

export type Eyes = ReturnType<typeof eyes>;
