import type { Listed, SnapshotOfFrame } from '../listed.ts';
import type { Around, Drawn, Facts } from './facts.ts';
import type { Registry } from './registry.ts';

/**
 * Lists what one document shows, as the eye sees it: one walk through the drawn tree (open shadow roots and slots
 * included), one consistent moment. Only reads. Self-contained, because its source text is sent to the browser, where
 * it runs in a world of its own.
 */
export function listShown(registry: Registry, facts: Facts): Omit<SnapshotOfFrame, 'version'> {
  type Rect = [left: number, top: number, right: number, bottom: number];
  /** What clips children in the flow, and what clips those with a place of their own. */
  interface Clips {
    flow: Rect;
    placed: Rect;
    /** How far all of it was scrolled away, but for the page itself: to the left and up. */
    away: [number, number];
  }

  const EVERYWHERE: Rect = [-1e7, -1e7, 1e7, 1e7];
  const SILENT = ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD', 'TITLE', 'META', 'LINK', 'OPTION', 'OPTGROUP'];
  /** What has no parts of its own to look at. */
  const WHOLE = ['TEXTAREA', 'SELECT', 'IFRAME', 'FRAME', 'OBJECT', 'EMBED', 'svg'];
  const listed: Listed[] = [];
  let frames = false;
  // What is the same for all elements is asked for once.
  const { body, documentElement: whole } = document;
  const page = [scrollX, scrollY] as const;

  const round = (pixels: number) => Math.round(pixels * 10) / 10;
  const cut = ([l, t, r, b]: Rect, [cl, ct, cr, cb]: Rect): Rect => [
    Math.max(l, cl),
    Math.max(t, ct),
    Math.min(r, cr),
    Math.min(b, cb),
  ];
  const boxOf = ([left, top, right, bottom]: Rect): Listed['box'] => [
    round(left),
    round(top),
    round(right - left),
    round(bottom - top),
  ];

  /** A font that draws pictures by their names: the name is no word that anybody sees. */
  const ICON_FONT = /icon|symbols|glyph|awesome/i;

  const hull = ([x, y, width, height]: Listed['box'], [left, top, w, h]: Listed['box']): Listed['box'] =>
    boxOf([Math.min(x, left), Math.min(y, top), Math.max(x + width, left + w), Math.max(y + height, top + h)]);

  /** Whether nothing but comments stands between a text and the one before it. */
  function followsText(node: Node): boolean {
    let before = node.previousSibling;
    while (before?.nodeType === Node.COMMENT_NODE) before = before.previousSibling;
    return before?.nodeType === Node.TEXT_NODE;
  }

  /** The places of nodes in their elements, as far as they were asked for. */
  const nth = new Map<Node, number>();

  /** Which of its element's nodes a text is, where it is not all that the element says. */
  function placeOf(node: Text, [from, to]: [number, number]): Pick<Listed, 'nodes'> {
    const nodes = node.parentElement?.childNodes ?? [];
    const isPart = nodes.length > 1 || from > 0 || to < node.data.length;
    if (isPart && !nth.has(node)) for (const [n, one] of [...nodes].entries()) nth.set(one, n);
    const at = isPart ? nth.get(node) : undefined;
    return at === undefined ? {} : { nodes: [at, at, from] };
  }

  /** Adds a text to the one right before it: `Page {n} of {m}` is four for the page, and one for who reads it. */
  function joins(
    node: Text,
    { text, imprint, nodes }: Omit<Listed, 'up' | 'box'>,
    box: Listed['box'],
    up: number,
  ): boolean {
    const last = listed.at(-1);
    if (!followsText(node) || last?.kind !== 'text' || last.up !== up) return false;
    // A word that is hidden is hidden whole; what stands before it may be its label.
    if ((imprint === undefined) !== (last.imprint === undefined)) return false;
    if (nodes !== undefined && last.nodes !== undefined) last.nodes = [last.nodes[0], nodes[1], last.nodes[2]];
    if (imprint === undefined) last.text += `${last.gap ? ' ' : ''}${text}`;
    else if (imprint !== last.imprint)
      last.imprint = facts.imprintOf(registry.textIn(node.parentElement!, last.nodes!));
    delete last.gap;
    last.box = hull(last.box, box);
    return true;
  }

  function rectOf(node: Text, [from, to]: [number, number]): Rect {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    return [left, top, right, bottom];
  }

  function isSeen([left, top, right, bottom]: Rect, [cl, ct, cr, cb]: Rect): boolean {
    return right - left >= 1 && bottom - top >= 1 && left < cr && right > cl && top < cb && bottom > ct;
  }

  function addPiece(node: Text, piece: [number, number], style: CSSStyleDeclaration, clip: Rect, around: Around): void {
    const rect = rectOf(node, piece);
    if (!isSeen(rect, clip)) return;
    const text = { ...facts.textOf(node, piece, style, around), ...placeOf(node, piece) };
    const box = boxOf(cut(rect, clip));
    if (!joins(node, text, box, around.up)) listed.push({ ...text, up: around.up, box });
  }

  function addText(node: Text, style: CSSStyleDeclaration, clip: Rect, around: Around): void {
    if (!/\S/.test(node.data)) {
      // A gap between two inline parts is a space between their words.
      const last = listed.at(-1);
      if (last?.kind === 'text' && node.data !== '') last.gap = true;
      return;
    }
    const drawing = /[a-z]{2}/i.test(node.data) && ICON_FONT.test(style.fontFamily) ? listed[around.up] : undefined;
    if (drawing !== undefined && isSeen(rectOf(node, [0, node.data.length]), clip)) {
      drawing.kind ??= 'icon';
      drawing.label ??= node.data.trim();
      return;
    }
    // What must not leave the page may stand behind its label, in one text.
    const from = facts.hiddenFrom(node.data);
    if (from > 0) addPiece(node, [0, from], style, clip, around);
    addPiece(node, [from, node.data.length], style, clip, around);
  }

  /** Real check boxes, and boxes of lists, may be there without being drawn: something else shows their state. */
  const isGhost = (element: Element): boolean =>
    element instanceof HTMLInputElement &&
    (element.type === 'checkbox' || element.type === 'radio' || element.getAttribute('role') === 'combobox');

  /** What clips the part that scrolls does not clip what a person can scroll into it, if any of it is shown. */
  function reachOf(overflows: [string, string], rect: Rect, base: Rect): Rect {
    const [l, t, r, b] = cut(rect, base);
    if (r - l < 1 || b - t < 1) return base;
    const [left, top, right, bottom] = base;
    const [isWide, isTall] = overflows.map((one) => one === 'auto' || one === 'scroll');
    return [isWide ? -1e7 : left, isTall ? -1e7 : top, isWide ? 1e7 : right, isTall ? 1e7 : bottom];
  }

  /** What clips the parts of an element: what a person can scroll to is there, what is clipped for good is not. */
  function clipOf(element: Element, { display, overflow }: Drawn, at: DOMRect, base: Rect): Rect {
    if (overflow === 'visible' || element === body || element === whole || display === 'contents') return base;
    const [overflowX, overflowY = overflowX] = overflow.split(' ');
    if (/auto|scroll/.test(overflow) && at.width >= 1 && at.height >= 1)
      return reachOf([overflowX!, overflowY!], [at.left, at.top, at.right, at.bottom], base);
    const [isWide, isTall] = [overflowX === 'visible', overflowY === 'visible'];
    return cut(base, [
      isWide ? -1e7 : at.left,
      isTall ? -1e7 : at.top,
      isWide ? 1e7 : at.right,
      isTall ? 1e7 : at.bottom,
    ]);
  }

  /** A list that was scrolled has its first entries above the page; what is parked there for good has not. */
  function awayIn(element: Element, { overflow }: Drawn, { away: [x, y] }: Clips): [number, number] {
    const scrolls = overflow !== 'visible' && element !== body && element !== whole && /auto|scroll/.test(overflow);
    return scrolls ? [x + element.scrollLeft, y + element.scrollTop] : [x, y];
  }

  /** Nothing of it is drawn, wherever it stands: how style sheets hide what only readers of screens are to find. */
  const isClippedAway = ({ clip, clipPath }: CSSStyleDeclaration): boolean =>
    /^rect\(0px,? 0px,? 0px,? 0px\)$/.test(clip) || /^inset\((50|100)%\)$/.test(clipPath);

  const FAINT = 0.6;
  /** What is drawn this faint, with all that is in it, can't be used. */
  const isFaint = (element: Element, { opacity }: Drawn): boolean =>
    Number(opacity) < FAINT && element.childElementCount > 0 && !/^(svg|img|i|canvas)$/i.test(element.tagName);

  /** How high an element lies over the page. */
  function layerOf(element: Element, { position, style }: Drawn, around: number): number {
    const isTop =
      (element.tagName === 'DIALOG' || element.hasAttribute('popover')) && element.matches(':modal, :popover-open');
    const isPlaced = position === 'fixed' || position === 'absolute';
    const z = isPlaced ? Number(style.zIndex) : 0;
    if (!isTop && !(isPlaced && (z > 0 || element.parentElement === body))) return around;
    return Math.max(around, 1) + (z > 0 ? z : 1) + (isTop ? 1e6 : 0);
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk, because each style costs a question
  function walk(element: Element, around: Around, clips: Clips): void {
    if (SILENT.includes(element.tagName)) return;
    const style = getComputedStyle(element);
    const { display } = style;
    if (display === 'none') return;
    const ghost = isGhost(element);
    const { opacity } = style;
    const isClear = opacity === '0';
    if (isClear && !ghost) return;
    const at = element.getBoundingClientRect();
    const rect: Rect = [at.left, at.top, at.right, at.bottom];
    // Each property of a style costs a question to the browser, so those that all ask for are asked for once.
    const { position, overflow, visibility, cursor } = style;
    const drawn: Drawn = { style, display, opacity, position, overflow, cursor };
    const faint = isFaint(element, drawn);
    const base = position === 'fixed' ? EVERYWHERE : position === 'absolute' ? clips.placed : clips.flow;
    const inner = clipOf(element, drawn, at, base);
    const layer = layerOf(element, drawn, around.layer);
    const seen = cut(rect, base);
    const isOut = seen[2] - seen[0] < 1 || seen[3] - seen[1] < 1;
    const [x, y] = position === 'fixed' ? [0, 0] : [page[0] + clips.away[0], page[1] + clips.away[1]];
    // What has no box of its own is where its content is.
    const parked = display !== 'contents' && (at.right + x <= 0 || at.bottom + y <= 0);
    const isVisible = visibility === 'visible' && !parked;
    let { up, control } = around;
    if (isVisible && (!isOut || ghost) && element !== whole) {
      const disabled = around.disabled || faint;
      const known = facts.factsOf(element, drawn, at, { ...around, layer, disabled });
      up = listed.length;
      listed.push({
        ...known,
        up: around.up,
        box: boxOf(isOut ? rect : seen),
        ...((isClear || (ghost && isClippedAway(style))) && { ghost: true as const }),
      });
      control ||= known.kind === 'box';
      frames ||= /^(IFRAME|FRAME|OBJECT|EMBED)$/.test(element.tagName);
    }
    if (WHOLE.includes(element.tagName)) return;
    const disabled =
      around.disabled ||
      faint ||
      (element as HTMLFieldSetElement).disabled === true ||
      element.getAttribute('aria-disabled') === 'true' ||
      (element as HTMLElement).inert === true;
    const inside: Around = { up, control, layer, disabled, pointer: cursor === 'pointer' };
    const owns = position !== 'static' || (inner !== base && style.transform !== 'none');
    const insideClips: Clips = {
      flow: inner,
      placed: owns ? inner : clips.placed,
      away: awayIn(element, drawn, clips),
    };
    if (element.shadowRoot) registry.watch(element.shadowRoot);
    else registry.hasNoRoot(element);
    const children =
      element instanceof HTMLSlotElement && element.assignedNodes().length > 0
        ? element.assignedNodes()
        : (element.shadowRoot ?? element).childNodes;
    const isClosed = element instanceof HTMLDetailsElement && !element.open;
    for (const child of children) {
      if (isClosed && child.nodeName !== 'SUMMARY') continue;
      if (child.nodeType === Node.ELEMENT_NODE) walk(child as Element, inside, insideClips);
      else if (child.nodeType === Node.TEXT_NODE && isVisible) addText(child as Text, style, inner, inside);
    }
  }

  const at = registry.origin();
  const empty = innerWidth < 1 || innerHeight < 1 || at === null;
  if (!empty && whole !== null) {
    walk(
      whole,
      { up: -1, pointer: false, disabled: false, layer: 0, control: false },
      { flow: EVERYWHERE, placed: EVERYWHERE, away: [0, 0] },
    );
  }
  return {
    items: listed,
    frames,
    origin: at,
    view: [innerWidth, innerHeight],
    title: document.title,
    began: performance.timeOrigin,
    at: performance.timeOrigin + performance.now(),
    passed: registry.passed().filter(({ text }) => !text.split(' ').some(facts.isHidden)),
    moves: document
      .getAnimations()
      .some((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity),
    quiet: registry.quiet(),
  };
}
