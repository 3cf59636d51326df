import type { Listed, Options, SnapshotOfFrame } from '../listed.ts';

/**
 * Lists what one document shows, as the eye sees it: one walk through the drawn tree (open shadow roots and slots
 * included), one consistent moment. Only reads. Self-contained, because its source text is sent to the browser, where
 * it runs in a world of its own.
 */
export function listShown(registry: Registry, options: Options): SnapshotOfFrame {
  type Rect = [left: number, top: number, right: number, bottom: number];
  interface Around {
    /** What clips children in the flow, and what clips those with a place of their own. */
    clip: Rect;
    placedClip: Rect;
    up: number;
    pointer: boolean;
    disabled: boolean;
    layer: number;
    /** Whether a box or a check box around it takes what it says. */
    control: boolean;
  }

  const EVERYWHERE: Rect = [-1e7, -1e7, 1e7, 1e7];
  /** Pictures, icons and drawn check boxes are not larger, in pixels. */
  const ICON = 48;
  const CHECKS = 'input[type=checkbox], input[type=radio], [role=checkbox], [role=switch], [role=radio]';
  const NO_BOXES = ['hidden', 'button', 'submit', 'reset', 'checkbox', 'radio', 'image', 'file', 'range', 'color'];
  const BOXES =
    `input${NO_BOXES.map((type) => `:not([type=${type}])`).join('')}, textarea, select, ` +
    '[contenteditable=""], [contenteditable=true], [role=combobox], [role=textbox], [role=searchbox], [role=spinbutton]';
  const PRESSED =
    'button, a[href], summary, input[type=button], input[type=submit], input[type=reset], input[type=image], ' +
    '[role=button], [role=link], [role=tab], [role=menuitem], [role=option], [role=treeitem], [onclick], ' +
    '[tabindex]:not([tabindex^="-"])';
  const ROLES: Record<string, string> = {
    table: 'table',
    tr: 'row',
    td: 'cell',
    th: 'columnheader',
    thead: 'rowgroup',
    tbody: 'rowgroup',
    nav: 'navigation',
    header: 'banner',
    footer: 'contentinfo',
    aside: 'complementary',
    main: 'main',
    form: 'form',
    dialog: 'dialog',
    ul: 'list',
    ol: 'list',
    li: 'listitem',
    button: 'button',
    h1: 'heading',
    h2: 'heading',
    h3: 'heading',
    h4: 'heading',
    h5: 'heading',
    h6: 'heading',
    legend: 'heading',
    label: 'label',
    article: 'article',
    fieldset: 'group',
    summary: 'button',
    menu: 'list',
    option: 'option',
    img: 'img',
    svg: 'img',
  };
  const SILENT = ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD', 'TITLE', 'META', 'LINK', 'OPTION', 'OPTGROUP'];

  const BULLETS = '\u2022'.repeat(8);
  const hides = options.hides === undefined ? undefined : new RegExp(options.hides);
  const spaced = (text: string) => text.replace(/[\s\u00a0\u200b]+/g, ' ');
  const round = (pixels: number) => Math.round(pixels * 10) / 10;
  const cut = ([l, t, r, b]: Rect, [cl, ct, cr, cb]: Rect): Rect => [
    Math.max(l, cl),
    Math.max(t, ct),
    Math.min(r, cr),
    Math.min(b, cb),
  ];

  /** In place of what may be a secret: a number that only tells whether it is the same as another. */
  const imprintOf = (text: string): number =>
    [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) | 0, text.length);
  const isHidden = (text: string): boolean => hides?.test(text) ?? false;

  /** What stands apart from its neighbours, however near they are drawn. */
  const APART = 'td, th, li, button, a, [role=cell], [role=gridcell], [role=row], [role=listitem], [role=button]';

  /** Whether the pieces of a part follow one another without a gap, as those of one word do. */
  function isOneWord(part: Node): boolean {
    if (!(part instanceof Element) || part.querySelector(APART) !== null) return !(part instanceof Element);
    const range = document.createRange();
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    let last: DOMRect | undefined;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      range.selectNodeContents(node);
      const at = range.getBoundingClientRect();
      if (at.width < 1 || !/\S/.test(node.nodeValue!)) continue;
      if (last !== undefined && at.top < last.bottom && at.left - last.right > at.height / 2) return false;
      last = at;
    }
    return true;
  }

  /** The whole text that a piece belongs to, if that must not leave the page: it may be drawn in several pieces. */
  function hiddenWhole(node: Text): string | undefined {
    if (hides === undefined) return undefined;
    let up = 0;
    for (let at: Node | null = node; at !== null && up < 4; at = at.parentNode, up += 1) {
      const text = (at.textContent ?? '').trim();
      if (text.length > 200) return undefined;
      if (isHidden(text) && (text === node.data.trim() || isOneWord(at))) return text;
      if (at instanceof Element && at.matches(APART)) return undefined;
    }
    return undefined;
  }

  const hooked = new Map<Element, string[]>();
  function findHooks(root: Document | ShadowRoot): void {
    for (const [name, css] of Object.entries(options.hooks))
      for (const element of root.querySelectorAll(css)) hooked.set(element, [...(hooked.get(element) ?? []), name]);
  }

  const listed: Listed[] = [];
  let frames = false;

  const idsIn = (element: Element, attribute: string): string[] =>
    (element.getAttribute(attribute) ?? '')
      .split(/\s+/)
      .filter((id) => id !== '')
      .flatMap((id) => {
        const named = (element.getRootNode() as Document | ShadowRoot).getElementById(id);
        return named === null ? [] : [spaced(named.textContent ?? '').trim()];
      });

  /** Texts that the page itself links to a control, drawn or not. */
  function linkedTo(element: Element): string[] {
    const own = (element as Partial<HTMLInputElement>).labels;
    return [
      ...(own ? [...own].map((label) => spaced(label.textContent ?? '').trim()) : []),
      ...idsIn(element, 'aria-labelledby'),
    ].filter((text) => text !== '');
  }

  /** A state is often told by a class name only. */
  const classed = (element: Element, words: RegExp) => words.test(element.getAttribute('class') ?? '');
  const flag = (element: Element, name: string): boolean | undefined => {
    const value = element.getAttribute(name);
    return value === null ? undefined : value !== 'false';
  };

  const drawingOf = (picture: Element): string =>
    [...picture.querySelectorAll('*')].map((part) => `${part.getAttribute('d')}${part.getAttribute('fill')}`).join();

  /** All that a drawn state could show in: what a sprite, a font icon or a small picture looks like. */
  function lookOf(element: Element, style: CSSStyleDeclaration): string {
    const pseudo = (which: string) => getComputedStyle(element, which);
    const [before, after] = [pseudo('::before'), pseudo('::after')];
    return [
      element.getAttribute('class'),
      element.getAttribute('src'),
      element.getAttribute('href'),
      element.getAttribute('title'),
      element.tagName === 'svg' ? drawingOf(element) : element.childElementCount,
      style.backgroundPosition,
      style.backgroundImage,
      style.backgroundColor,
      style.borderColor,
      style.color,
      before.content,
      before.transform,
      before.opacity,
      after.content,
      after.transform,
      after.opacity,
    ].join('|');
  }

  function heldBy(element: Element): { value: string; imprint?: number } {
    const plain =
      element instanceof HTMLSelectElement
        ? (element.selectedOptions[0]?.text ?? '')
        : element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
          ? element.value
          : '';
    const imprint = isHidden(plain.trim()) ? { imprint: imprintOf(plain.trim()) } : {};
    if (element instanceof HTMLInputElement && element.type === 'password')
      return { value: plain === '' ? '' : BULLETS, ...imprint };
    return { value: 'imprint' in imprint ? BULLETS : plain, ...imprint };
  }

  /** The check box of a label that only the label shows. */
  function hiddenTick({ control }: HTMLLabelElement): HTMLInputElement | undefined {
    const isTick = control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type);
    return isTick && (!control.checkVisibility() || control.offsetWidth < 2) ? control : undefined;
  }

  /** Marks of what can't be used; nobody knows which applies where. */
  const isOff = (element: Element, around: Around): boolean =>
    around.disabled ||
    (element as HTMLInputElement).disabled === true ||
    flag(element, 'aria-disabled') === true ||
    classed(element, /(^|[-_\s])disabled\b/i) ||
    (element.getAttribute('tabindex') === '-1' && element.tagName === 'DIV' && !element.hasAttribute('role'));

  function statesOf(element: Element, around: Around, kind: Listed['kind']): Partial<Listed> {
    const states: Record<string, boolean | undefined> = { disabled: isOff(element, around) };
    const linked = kind === undefined && !/dialog$/.test(element.getAttribute('role') ?? '') ? [] : linkedTo(element);
    if (kind === undefined || kind === 'icon')
      return { ...(states.disabled && { disabled: true }), ...(linked.length > 0 && { linked }) };
    const expanded = flag(element, 'aria-expanded');
    Object.assign(states, {
      readonly: (element as HTMLInputElement).readOnly === true || flag(element, 'aria-readonly'),
      required: (element as HTMLInputElement).required === true || flag(element, 'aria-required'),
      invalid: flag(element, 'aria-invalid'),
      selected:
        flag(element, 'aria-selected') ??
        flag(element, 'aria-pressed') ??
        (flag(element, 'aria-current') || classed(element, /(^|[-_\s])(active|selected|current)\b/i)),
      popup: flag(element, 'aria-haspopup'),
    });
    return {
      ...Object.fromEntries(Object.entries(states).filter(([, value]) => value)),
      ...(expanded !== undefined && { expanded }),
      ...(linked.length > 0 && { linked }),
    };
  }

  /** What a box holds, and what it takes. */
  function contentOf(element: Element): Partial<Listed> {
    const placeholder = element.getAttribute('placeholder');
    const most = (element as HTMLInputElement).maxLength;
    const isList = element instanceof HTMLSelectElement;
    return {
      ...heldBy(element),
      type: element instanceof HTMLInputElement ? element.type : isList ? 'select' : element.tagName.toLowerCase(),
      ...(placeholder && { placeholder: spaced(placeholder).trim() }),
      ...(isList && { entries: [...element.options].map(({ text }) => text) }),
      ...(most > 0 && { longest: most }),
    };
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one list of what can be told of one element
  function factsOf(
    element: Element,
    style: CSSStyleDeclaration,
    rect: Rect,
    around: Around,
  ): Omit<Listed, 'up' | 'box'> {
    const tag = element.tagName.toLowerCase();
    const role = element.getAttribute('role') ?? (tag === 'a' && element.hasAttribute('href') ? 'link' : ROLES[tag]);
    const [width, height] = [rect[2] - rect[0], rect[3] - rect[1]];
    const ticks = element instanceof HTMLLabelElement ? hiddenTick(element) : undefined;
    const isCheck = element.matches(CHECKS) || ticks !== undefined;
    const isBox = !isCheck && element.matches(BOXES) && !around.control;
    const isFrame = /^(iframe|frame|object|embed)$/.test(tag);
    const hand = style.cursor === 'pointer' && !around.pointer;
    const isPressed = !isCheck && !isBox && (element.matches(PRESSED) || hand);
    const drawnImage = style.backgroundImage !== 'none';
    const isSmall = width <= ICON && height <= ICON && width >= 4 && height >= 4;
    const isIcon =
      !isCheck &&
      !isBox &&
      (/^(img|svg|i|canvas)$/.test(tag) ||
        (element.childElementCount === 0 && classed(element, /icon|arrow|caret|chevron|indicator/i)) ||
        (isSmall &&
          element.childElementCount === 0 &&
          !/\S/.test(element.textContent ?? '') &&
          (drawnImage || style.borderTopWidth !== '0px' || width === height)));
    const known: Omit<Listed, 'up' | 'box'> = { id: registry.idOf(element), tag };
    if (role !== undefined && role !== '') known.role = role;
    if (isCheck) known.kind = 'check';
    else if (isBox) known.kind = 'box';
    else if (isPressed) known.kind = 'button';
    else if (isIcon) known.kind = 'icon';
    if (isFrame) frames = true;
    const label = element.getAttribute('aria-label');
    if (label) known.label = spaced(label).trim();
    const title = element.getAttribute('title') ?? element.getAttribute('alt') ?? element.getAttribute('data-tooltip');
    if (title) known.title = spaced(title).trim();
    if (!/^inline|contents/.test(style.display)) known.block = true;
    if (role === 'heading') known.level = Number(element.getAttribute('aria-level') ?? (/^h(\d)$/.exec(tag)?.[1] || 6));
    const hooks = hooked.get(element);
    if (hooks !== undefined) known.hooks = hooks;
    if (style.position === 'fixed' || style.position === 'absolute') known.placed = true;
    if (style.pointerEvents === 'none') known.through = true;
    if (around.layer > 0) known.layer = around.layer;
    if (drawnImage || !/^rgba\(\d+, \d+, \d+, 0\)$|^transparent$/.test(style.backgroundColor))
      known.ground = style.backgroundColor;
    if (style.borderBottomWidth !== '0px' && style.borderBottomStyle !== 'none') known.line = true;
    // What scrolls the whole page is told of its body.
    const root = document.scrollingElement;
    const isRoot = element === document.body && root !== null && root.scrollHeight > root.clientHeight + 1;
    const moved = isRoot ? root : element;
    if (isRoot) known.page = true;
    const scrolls = (overflow: string) => (isRoot ? overflow !== 'hidden' : /auto|scroll/.test(overflow));
    if (moved.scrollHeight > moved.clientHeight + 1 && scrolls(style.overflowY) && moved.clientHeight > 20)
      known.scroll = [moved.scrollTop, moved.clientHeight, moved.scrollHeight];
    if (moved.scrollWidth > moved.clientWidth + 1 && scrolls(style.overflowX) && moved.clientWidth > 60)
      known.sideways = [moved.scrollLeft, moved.clientWidth, moved.scrollWidth];
    if (element.scrollWidth > element.clientWidth && style.textOverflow === 'ellipsis') known.cut = true;
    if (element === registry.focused()) known.focused = true;
    if (tag === 'label' || classed(element, /placeholder|label|required/i)) {
      if (classed(element, /placeholder|label/i)) known.hint = true;
      const drawn = ['::before', '::after'].map((which) => getComputedStyle(element, which).content);
      if (drawn.some((content) => content.includes('*'))) known.star = true;
    }
    Object.assign(known, statesOf(element, around, known.kind));
    if (isBox) Object.assign(known, contentOf(element));
    if (isCheck || (isIcon && isSmall) || (isPressed && isSmall)) {
      const state = (ticks ?? (element as HTMLInputElement)).checked ?? flag(element, 'aria-checked');
      if (state !== undefined) known.checked = state;
      known.look = lookOf(element, style);
    }
    if (tag === 'input' && isPressed) known.text = spaced((element as HTMLInputElement).value);
    return known;
  }

  /** Most texts are grey, or nearly. */
  function isColoured(color: string): boolean {
    const [, ...parts] = /^rgba?\((\d+), (\d+), (\d+)/.exec(color) ?? [];
    return parts.length === 0 || Math.max(...parts.map(Number)) - Math.min(...parts.map(Number)) > 64;
  }

  function addText(node: Text, style: CSSStyleDeclaration, clip: Rect, around: Around): void {
    const raw = node.data;
    if (!/\S/.test(raw)) {
      // A gap between two inline parts is a space between their words.
      const last = listed.at(-1);
      if (last?.kind === 'text' && raw !== '') last.gap = true;
      return;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    if (right - left < 1 || bottom - top < 1) return;
    const [cl, ct, cr, cb] = clip;
    if (left >= cr || right <= cl || top >= cb || bottom <= ct) return;
    const seen = cut([left, top, right, bottom], clip);
    const hidden = hiddenWhole(node);
    listed.push({
      id: registry.idOf(node.parentElement ?? (node.getRootNode() as ShadowRoot).host),
      up: around.up,
      tag: '',
      kind: 'text',
      text: hidden === undefined ? spaced(raw) : BULLETS,
      box: [round(seen[0]), round(seen[1]), round(seen[2] - seen[0]), round(seen[3] - seen[1])],
      font: [Number.parseFloat(style.fontSize), Number(style.fontWeight)],
      ...(hidden !== undefined && { imprint: imprintOf(hidden) }),
      ...(isColoured(style.color) && { ink: style.color }),
      ...(around.layer > 0 && { layer: around.layer }),
    });
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk, because each style costs a question
  function walk(element: Element, around: Around): void {
    if (SILENT.includes(element.tagName)) return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.contentVisibility === 'hidden') return;
    const isState = element.matches('input[type=checkbox], input[type=radio], input[role=combobox]');
    if (style.opacity === '0' && !isState) return;
    const at = element.getBoundingClientRect();
    const rect: Rect = [at.left, at.top, at.right, at.bottom];
    const isPage = element === document.body || element === document.documentElement;
    const base =
      style.position === 'fixed' ? EVERYWHERE : style.position === 'absolute' ? around.placedClip : around.clip;
    const clips =
      !isPage && (style.overflowX !== 'visible' || style.overflowY !== 'visible') && style.display !== 'contents';
    const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
    // What a person can scroll to is there; what is clipped for good is not.
    const hard = clips && (!scrolls || at.width < 1 || at.height < 1);
    const inner = hard
      ? cut(base, [
          style.overflowX === 'visible' ? -1e7 : rect[0],
          style.overflowY === 'visible' ? -1e7 : rect[1],
          style.overflowX === 'visible' ? 1e7 : rect[2],
          style.overflowY === 'visible' ? 1e7 : rect[3],
        ])
      : base;
    const owns = style.position !== 'static' || style.transform !== 'none';
    const z = Number(style.zIndex);
    const isTop = element.matches(':modal, :popover-open');
    const layer =
      isTop ||
      ((style.position === 'fixed' || style.position === 'absolute') &&
        (z > 0 || element.parentElement === document.body))
        ? Math.max(around.layer, 1) + (z > 0 ? z : 1) + (isTop ? 1e6 : 0)
        : around.layer;
    const visible = cut(rect, base);
    const hasSize = at.width >= 1 && at.height >= 1;
    const isOut = visible[2] - visible[0] < 1 || visible[3] - visible[1] < 1;
    const parked =
      style.position === 'fixed'
        ? at.right <= 0 || at.bottom <= 0
        : at.right + scrollX <= 0 || at.bottom + scrollY <= 0;
    const isShown = style.visibility === 'visible' && hasSize && !isOut && !parked;
    let up = around.up;
    let control = around.control;
    if ((isShown || (isState && style.visibility === 'visible' && !parked)) && element !== document.documentElement) {
      const known = factsOf(element, style, rect, { ...around, layer });
      const seen = isShown ? visible : rect;
      up = listed.length;
      listed.push({
        ...known,
        up: around.up,
        box: [round(seen[0]), round(seen[1]), round(seen[2] - seen[0]), round(seen[3] - seen[1])],
        ...(isState && style.opacity === '0' && { ghost: true }),
      });
      control ||= known.kind === 'box';
    }
    const inside: Around = {
      clip: inner,
      placedClip: owns ? inner : around.placedClip,
      up,
      pointer: style.cursor === 'pointer',
      disabled:
        around.disabled ||
        (element as HTMLFieldSetElement).disabled === true ||
        element.getAttribute('aria-disabled') === 'true' ||
        (element as HTMLElement).inert === true,
      layer,
      control,
    };
    if (element.matches('textarea, select, iframe, frame, object, embed, svg')) return;
    if (element.shadowRoot) findHooks(element.shadowRoot);
    const children =
      element instanceof HTMLSlotElement && element.assignedNodes().length > 0
        ? element.assignedNodes()
        : (element.shadowRoot ?? element).childNodes;
    for (const child of children) {
      if (child.nodeType === Node.ELEMENT_NODE) walk(child as Element, inside);
      else if (child.nodeType === Node.TEXT_NODE && style.visibility === 'visible' && !parked)
        addText(child as Text, style, inner, inside);
    }
  }

  /** Where this document's view begins in the page's; undefined where a frame of another host lies between. */
  function origin(): [number, number] | undefined {
    let [x, y] = [0, 0];
    try {
      for (let at: Window = window; at !== at.parent; at = at.parent) {
        const frame = at.frameElement;
        if (frame === null) return undefined;
        const { left, top, width, height } = frame.getBoundingClientRect();
        const shown = frame.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        if (!shown || width < 1 || height < 1) return [Number.NaN, Number.NaN];
        x += left + frame.clientLeft;
        y += top + frame.clientTop;
      }
    } catch {
      return undefined;
    }
    return [x, y];
  }

  const at = origin();
  const empty = innerWidth < 1 || innerHeight < 1 || (at !== undefined && Number.isNaN(at[0]));
  if (!empty && document.documentElement !== null) {
    findHooks(document);
    walk(document.documentElement, {
      clip: EVERYWHERE,
      placedClip: EVERYWHERE,
      up: -1,
      pointer: false,
      disabled: false,
      layer: 0,
      control: false,
    });
  }
  return {
    items: listed,
    frames,
    origin: at,
    view: [innerWidth, innerHeight],
    title: document.title,
    began: performance.timeOrigin,
    moves: document
      .getAnimations()
      .some((one) => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity),
    changes: registry.changes(),
  };
}

/** What a world keeps between two looks: the number of each element, and when something changed last. */
export interface Registry {
  idOf(element: Element): number;
  /** The element of a number; if the page has drawn it anew, what stands in its place and says the same. */
  elementOf(id: number): Element | undefined;
  focused(): Element | null;
  /** Milliseconds since the document changed last, by its own clock. */
  changes(): number;
}

/** Self-contained, as above. */
export function makeRegistry(): Registry {
  interface Known {
    element: WeakRef<Element>;
    tag: string;
    says: string;
    left: number;
    top: number;
  }
  const ids = new WeakMap<Element, number>();
  const known = new Map<number, Known>();
  // Numbers of an earlier document must not mean anything here.
  let next = (Math.floor(performance.timeOrigin) % 1e8) * 1e5;
  /** How far a thing that is drawn anew may stand from its old place, in pixels. */
  const SAME_PLACE = 4;
  const says = (element: Element) =>
    ['type', 'name', 'role', 'aria-label', 'placeholder', 'title'].map((name) => element.getAttribute(name)).join('|') +
    (element.textContent ?? '').replace(/\s+/g, ' ').trim();

  let changed = performance.now();
  new MutationObserver(() => (changed = performance.now())).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });

  function everyOf(tag: string): Element[] {
    const roots: (Document | ShadowRoot)[] = [document];
    const found: Element[] = [];
    for (const root of roots) {
      found.push(...root.querySelectorAll(tag));
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    }
    return found;
  }

  return {
    idOf(element) {
      let id = ids.get(element);
      if (id === undefined) ids.set(element, (id = next += 1));
      if (!known.has(id) || known.get(id)!.element.deref() !== element)
        known.set(id, { element: new WeakRef(element), tag: '', says: '', left: 0, top: 0 });
      const { left, top } = element.getBoundingClientRect();
      Object.assign(known.get(id)!, { tag: element.tagName, left, top });
      return id;
    },
    elementOf(id) {
      const one = known.get(id);
      if (one === undefined) return undefined;
      const element = one.element.deref();
      if (element?.isConnected) {
        one.says = says(element);
        return element;
      }
      if (one.says === '') return undefined;
      const again = everyOf(one.tag).filter((other) => {
        const { left, top, width, height } = other.getBoundingClientRect();
        return (
          Math.abs(left - one.left) <= SAME_PLACE &&
          Math.abs(top - one.top) <= SAME_PLACE &&
          width > 0 &&
          height > 0 &&
          says(other) === one.says
        );
      });
      if (again.length !== 1) return undefined;
      one.element = new WeakRef(again[0]!);
      ids.set(again[0]!, id);
      return again[0];
    },
    focused() {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at;
    },
    changes: () => performance.now() - changed,
  };
}
