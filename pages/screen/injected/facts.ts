import type { Listed, Options } from '../listed.ts';
import type { Registry } from './registry.ts';

/** What is known of the parts around an element. */
export interface Around {
  /** The place of the part around it in the list; -1 for none. */
  up: number;
  /** Whether the mouse is shown as a hand already. */
  pointer: boolean;
  disabled: boolean;
  /** How high it lies over the page. */
  layer: number;
  /** Whether a box around it takes what it says. */
  control: boolean;
}

/** How an element is drawn: what was asked of its style already, and the style for the rest. */
export interface Drawn {
  style: CSSStyleDeclaration;
  display: string;
  opacity: string;
  position: string;
  overflow: string;
  cursor: string;
}

export interface Facts {
  factsOf(element: Element, drawn: Drawn, at: DOMRect, around: Around): Omit<Listed, 'up' | 'box'>;
  /** @param piece from which letter to which */
  textOf(node: Text, piece: [number, number], style: CSSStyleDeclaration, around: Around): Omit<Listed, 'up' | 'box'>;
  /** The letter at which what must not leave the page begins, where its label stands before it; else 0. */
  hiddenFrom(text: string): number;
  /** Whether a text must not leave the page. */
  isHidden(text: string): boolean;
  /** What stands for such a text: equal for equal texts. */
  imprintOf(text: string): number;
}

/**
 * What can be told of one element by itself. Self-contained, because its source text is sent to the browser, where it
 * runs in a world of its own.
 */
export function makeFacts(registry: Registry, options: Options): Facts {
  /** Pictures, icons and drawn check boxes are not larger, in pixels. */
  const ICON = 48;
  /** A list that has more than it shows is at least so high, in pixels. */
  const LIST = 80;
  /** What scrolls is wider, or higher, in pixels. */
  const [WIDE, TALL] = [60, 20];
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
  const BULLETS = '\u2022'.repeat(8);
  const focused = registry.focused();
  const { body, scrollingElement: root } = document;
  const hides = options.hides === undefined ? undefined : new RegExp(options.hides);
  const spaced = (text: string) => text.replace(/[\s\u00a0\u200b]+/g, ' ');
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

  /** One piece may be a long token; longer parts around it are no words. In letters, from the inside out. */
  const LONGEST = [2_000, 200, 200, 200];

  /** The whole text that a piece belongs to, if that must not leave the page: it may be drawn in several pieces. */
  function hiddenWhole(node: Text): string | undefined {
    if (hides === undefined) return undefined;
    let up = 0;
    for (let at: Node | null = node; at !== null && up < LONGEST.length; at = at.parentNode, up += 1) {
      const text = (at.textContent ?? '').trim();
      if (text.length > LONGEST[up]!) return undefined;
      if (isHidden(text) && (text === node.data.trim() || isOneWord(at))) return text;
      if (at instanceof Element && at.matches(APART)) return undefined;
    }
    return undefined;
  }

  const hooks = Object.entries(options.hooks);
  const anyHook = hooks.map(([, css]) => css).join(', ');
  /** What the profile knows an element as. */
  const hooksOf = (element: Element): string[] =>
    anyHook === '' || !element.matches(anyHook)
      ? []
      : hooks.filter(([, css]) => element.matches(css)).map(([name]) => name);

  const idsIn = (element: Element, attribute: string): string[] =>
    (element.getAttribute(attribute) ?? '')
      .split(/\s+/)
      .filter((id) => id !== '')
      .flatMap((id) => {
        const named = (element.getRootNode() as Document | ShadowRoot).getElementById(id);
        // What is in a list is what it holds.
        const isHeld = element.matches('[role=combobox]') && element.contains(named);
        return named === null || isHeld ? [] : [spaced(named.textContent ?? '').trim()];
      });

  const labels = new Map<Node, Map<Element, HTMLLabelElement[]>>();
  /** A control that is asked for its labels looks through the whole page for them, after each change of the page. */
  function labelsIn(root: Document | ShadowRoot): Map<Element, HTMLLabelElement[]> {
    const known = labels.get(root) ?? new Map<Element, HTMLLabelElement[]>();
    if (labels.has(root)) return known;
    labels.set(root, known);
    for (const label of root.querySelectorAll('label'))
      if (label.control !== null) known.set(label.control, [...(known.get(label.control) ?? []), label]);
    return known;
  }

  /** What takes the keys in a drawn list box. */
  const inputsIn = (element: Element): HTMLInputElement[] =>
    element.matches('[role=combobox]') ? [...element.querySelectorAll('input')] : [];

  /** The labels of a control; those of a drawn box may be linked to the input in it, and stand in it too. */
  function labelsOf(element: Element): HTMLLabelElement[] {
    const known = labelsIn(element.getRootNode() as Document | ShadowRoot);
    return [element, ...inputsIn(element)].flatMap((one) => known.get(one) ?? []);
  }

  /** Texts that the page itself links to a control, drawn or not. */
  const linkedTo = (element: Element): string[] =>
    [
      ...labelsOf(element).map((label) =>
        // The entries of a list within its label are no part of its name.
        spaced((label.textContent ?? '').replace(label.contains(element) ? element.textContent! : '', '')).trim(),
      ),
      ...idsIn(element, 'aria-labelledby'),
    ].filter((text) => text !== '');

  const SELECTED = /(^|[-_\s])(active|selected|current|highlight)\b/i;
  /** A state is often told by a class name only; `disabled:opacity-50` tells how it would look, not that it is so. */
  const classed = (element: Element, words: RegExp) =>
    words.test((element.getAttribute('class') ?? '').replaceAll(/\S*:\S*/g, ''));
  const flag = (element: Element, name: string): boolean | undefined => {
    const value = element.getAttribute(name);
    return value === null ? undefined : value !== 'false';
  };

  const drawingOf = (picture: Element): string =>
    [...picture.querySelectorAll('*')].map((part) => `${part.getAttribute('d')}${part.getAttribute('fill')}`).join();

  /** All that a drawn state could show in: what a sprite, a font icon or a small picture looks like. */
  function lookOf(element: Element, style: CSSStyleDeclaration): string {
    const own = [
      ...['class', 'src', 'href', 'title'].map((name) => element.getAttribute(name)),
      style.backgroundPosition,
      style.backgroundImage,
      style.backgroundColor,
      style.borderColor,
      style.color,
    ];
    if (element.tagName === 'svg') return [...own, drawingOf(element)].join('|');
    if (element.tagName === 'IMG' || element.tagName === 'INPUT') return own.join('|');
    const drawn = ['::before', '::after'].flatMap((which) => {
      const { content, transform, opacity } = getComputedStyle(element, which);
      return content === 'none' || content === 'normal' ? [] : [content, transform, opacity];
    });
    return [...own, element.childElementCount, ...drawn].join('|');
  }

  /** What says what a box holds: while a drawn one has the focus, it may be the input in it. */
  function holderOf(element: Element): Element {
    const isSeen = (input: HTMLInputElement) =>
      /^(text|search)$/.test(input.type) && input.offsetWidth > 2 && input.checkVisibility({ opacityProperty: true });
    return inputsIn(element).find(isSeen) ?? element;
  }

  function heldBy(element: Element): { value: string; imprint?: number } {
    const holder = holderOf(element);
    const plain =
      holder instanceof HTMLSelectElement
        ? (holder.selectedOptions[0]?.text ?? '')
        : holder instanceof HTMLInputElement || holder instanceof HTMLTextAreaElement
          ? holder.value
          : '';
    const imprint = isHidden(plain.trim()) ? { imprint: imprintOf(plain.trim()) } : {};
    if (element instanceof HTMLInputElement && element.type === 'password')
      return { value: plain === '' ? '' : BULLETS, ...imprint };
    return { value: 'imprint' in imprint ? BULLETS : plain, ...imprint };
  }

  /** The check box of a label that only the label shows. */
  function hiddenTick({ control }: HTMLLabelElement): HTMLElement | undefined {
    const isTick = control?.matches(CHECKS) === true;
    return isTick && (!control!.checkVisibility() || control!.offsetWidth < 2) ? control! : undefined;
  }

  /** What the keys do not come to, nor to anything in it. */
  const isLeftOut = (element: Element): boolean =>
    element.getAttribute('tabindex') === '-1' &&
    element.tagName === 'DIV' &&
    !element.hasAttribute('role') &&
    element.querySelector('input, [tabindex="0"]') === null;

  /** Marks of what can't be used; nobody knows which applies where. */
  const isOff = (element: Element, around: Around): boolean =>
    around.disabled ||
    (element as HTMLInputElement).disabled === true ||
    flag(element, 'aria-disabled') === true ||
    classed(element, /(^|[-_\s])disabled\b/i) ||
    isLeftOut(element);

  const onlyTrue = (states: Record<string, boolean | undefined>): Partial<Listed> =>
    Object.fromEntries(Object.entries(states).filter(([, value]) => value));

  function statesOf(element: Element, around: Around, kind: Listed['kind']): Partial<Listed> {
    const states: Record<string, boolean | undefined> = { disabled: isOff(element, around) };
    const linked = kind === undefined && !/dialog$/.test(element.getAttribute('role') ?? '') ? [] : linkedTo(element);
    if (kind === undefined || kind === 'icon') {
      // Of some strips of tabs only what each stands in tells which is chosen.
      states['selected'] = element.tagName === 'LI' && classed(element, SELECTED);
      return { ...onlyTrue(states), ...(linked.length > 0 && { linked }) };
    }
    const details = element.tagName === 'SUMMARY' ? element.parentElement : null;
    const expanded = details instanceof HTMLDetailsElement ? details.open : flag(element, 'aria-expanded');
    Object.assign(states, {
      readonly: (element as HTMLInputElement).readOnly === true || flag(element, 'aria-readonly'),
      required: (element as HTMLInputElement).required === true || flag(element, 'aria-required'),
      invalid: flag(element, 'aria-invalid'),
      selected:
        flag(element, 'aria-selected') ??
        flag(element, 'aria-pressed') ??
        (flag(element, 'aria-current') || classed(element, SELECTED)),
      popup: flag(element, 'aria-haspopup'),
    });
    return {
      ...onlyTrue(states),
      ...(expanded !== undefined && { expanded }),
      ...(linked.length > 0 && { linked }),
    };
  }

  /** What a box holds, and what it takes. */
  function contentOf(element: Element): Partial<Listed> {
    const placeholder = element.getAttribute('placeholder');
    const most = (element as HTMLInputElement).maxLength;
    const isList = element instanceof HTMLSelectElement;
    const drawn = element instanceof HTMLInputElement ? element.list : null;
    return {
      ...heldBy(element),
      type: element instanceof HTMLInputElement ? element.type : isList ? 'select' : element.tagName.toLowerCase(),
      ...(placeholder && { placeholder: spaced(placeholder).trim() }),
      ...(isList && { entries: [...element.options].map(({ text }) => text) }),
      ...(drawn && { entries: [...drawn.options].map(({ value }) => value) }),
      ...(most > 0 && { longest: most }),
    };
  }

  /** Whether an element could take keys or a press by what it is: most are plain parts, and asking each costs. */
  const mayAct = (element: Element): boolean =>
    /^(input|textarea|select|button|a|summary|label)$/i.test(element.tagName) ||
    ['role', 'tabindex', 'onclick', 'contenteditable'].some((name) => element.hasAttribute(name));

  /** Of the size of an icon, a tick or an arrow. */
  const isSmall = ({ width, height }: DOMRect): boolean => width <= ICON && height <= ICON && width >= 4 && height >= 4;

  function isPicture(element: Element, style: CSSStyleDeclaration, at: DOMRect): boolean {
    if (/^(img|svg|i|canvas)$/i.test(element.tagName)) return true;
    if (element.childElementCount > 0) return false;
    if (classed(element, /icon|arrow|caret|chevron|indicator/i)) return true;
    if (!isSmall(at) || /\S/.test(element.textContent ?? '')) return false;
    const isDrawn = style.backgroundImage !== 'none' || style.borderTopWidth !== '0px';
    return isDrawn || (at.width === at.height && element.tagName !== 'TD');
  }

  /** The name of a button with a picture alone, where it stands in it as a text that is moved or cut away. */
  function unseenName(button: Element, at: DOMRect): string | undefined {
    const name = spaced(button.textContent ?? '').trim();
    if (name === '' || !isSmall(at) || isHidden(name)) return undefined;
    const range = document.createRange();
    const walker = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      range.selectNodeContents(node);
      const [text, around] = [range.getBoundingClientRect(), node.parentElement!.getBoundingClientRect()];
      const isCut = Math.min(text.width, text.height, around.width, around.height) < 2;
      const isAway = text.right <= at.left || text.left >= at.right || text.bottom <= at.top || text.top >= at.bottom;
      if (/\S/.test(node.nodeValue!) && !isCut && !isAway) return undefined;
    }
    return name;
  }

  function kindOf(element: Element, { style, cursor }: Drawn, at: DOMRect, around: Around): Listed['kind'] {
    const acts = mayAct(element);
    if (acts && (element.matches(CHECKS) || tickOf(element) !== undefined)) return 'check';
    // A list that only keeps what is chosen in another, which is drawn in its place, is a dot.
    const isKept = at.width <= 2 && element instanceof HTMLSelectElement;
    if (acts && !isKept && !around.control && element.matches(BOXES)) return 'box';
    if ((acts && element.matches(PRESSED)) || (!around.pointer && cursor === 'pointer')) return 'button';
    return isPicture(element, style, at) ? 'icon' : undefined;
  }

  /** The check box that a label stands for. */
  const tickOf = (element: Element): HTMLElement | undefined =>
    element instanceof HTMLLabelElement ? hiddenTick(element) : undefined;

  /** Most parts that clip are too small to scroll, and asking each how much it holds costs. */
  const hasRoom = (overflowX: string, overflowY: string, at: DOMRect): boolean =>
    (/auto|scroll/.test(overflowX) && at.width > WIDE) || at.height > (overflowY === 'hidden' ? LIST : TALL);

  /** How a part clips its content, across and down; a list that lies over a page may keep it where it was scrolled to. */
  function clipping(overflow: string, isRoot: boolean): [string, string] {
    const [across = '', down = across] = (isRoot && root!.scrollTop > 0 ? 'visible' : overflow).split(' ');
    return [across, down];
  }

  /** What scrolls; what scrolls the whole page is told of its body. */
  function scrollOf(element: Element, { style, overflow }: Drawn, at: DOMRect): Partial<Listed> {
    const isRoot = element === body && root !== null && root.scrollHeight > root.clientHeight + 1;
    if (!isRoot && overflow === 'visible') return {};
    const [overflowX, overflowY] = clipping(overflow, isRoot);
    const moves = isRoot ? overflowX !== 'hidden' : hasRoom(overflowX, overflowY, at);
    const cuts = style.textOverflow === 'ellipsis';
    if (!moves && !cuts) return {};
    const moved = isRoot ? root : element;
    const { clientHeight, clientWidth, scrollHeight, scrollWidth } = moved;
    const scrolls = (one: string | undefined) => (isRoot ? one !== 'hidden' : one === 'auto' || one === 'scroll');
    // Some lists are moved by the page's own script when the wheel turns over them: rows of theirs are hidden.
    const isMoved = !isRoot && overflowY === 'hidden' && clientHeight > LIST && scrollHeight > clientHeight + ICON;
    const isTall = isMoved || (scrollHeight > clientHeight + 1 && scrolls(overflowY) && clientHeight > TALL);
    const isWide = scrollWidth > clientWidth + 1 && scrolls(overflowX) && clientWidth > WIDE;
    return {
      ...(isRoot && { page: true as const }),
      ...(isTall && { scroll: [moved.scrollTop, clientHeight, scrollHeight] as [number, number, number] }),
      ...(isWide && { sideways: [moved.scrollLeft, clientWidth, scrollWidth] as [number, number, number] }),
      ...(scrollWidth > clientWidth && cuts && { cut: true as const }),
    };
  }

  /** How a part is drawn: a caption has another colour than the window, or a line under it. */
  function groundOf(style: CSSStyleDeclaration): Partial<Listed> {
    const { backgroundColor, backgroundImage, borderBottomWidth, borderBottomStyle } = style;
    const isClear = backgroundImage === 'none' && /^rgba\(\d+, \d+, \d+, 0\)$|^transparent$/.test(backgroundColor);
    return {
      ...(!isClear && { ground: backgroundColor }),
      ...(borderBottomWidth !== '0px' && borderBottomStyle !== 'none' && { line: true as const }),
    };
  }

  /** What the page itself calls an element. */
  function namesOf(element: Element, role: string | undefined): Partial<Listed> {
    const label = element.getAttribute('aria-label');
    const own = element.tagName === 'svg' ? element.querySelector(':scope > title')?.textContent : undefined;
    const title = ['title', 'alt', 'data-tooltip'].map((name) => element.getAttribute(name)).find(Boolean) ?? own;
    const level = element.getAttribute('aria-level') ?? (/^H(\d)$/.exec(element.tagName)?.[1] || 6);
    const hooks = hooksOf(element);
    return {
      ...(role && { role }),
      ...(label && { label: spaced(label).trim() }),
      ...(title && { title: spaced(title).trim() }),
      ...(role === 'heading' && { level: Number(level) }),
      ...(hooks.length > 0 && { hooks }),
    };
  }

  /** Red, green, blue and opacity; none of a colour that is written otherwise. */
  const rgb = (color: string): number[] => /^rgba?\(([^)]*)\)$/.exec(color)?.[1]?.split(',').map(Number) ?? [];

  /** How light a colour is (WCAG's relative luminance), from 0 to 1. */
  const lightness = (color: string): number =>
    [0.2126, 0.7152, 0.0722]
      .map((share, n) => {
        const part = rgb(color)[n]! / 255;
        return share * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      })
      .reduce((sum, part) => sum + part, 0);

  /** What a part is drawn on. */
  function groundUnder(element: Element): string {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if ((rgb(backgroundColor)[3] ?? 1) > 0.5) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  }

  /** Whether a text is as dark on its ground as text that is to be read has to be (WCAG 1.4.3: 4.5 by 1). */
  function isPlainToRead(element: Element): boolean {
    const [text, ground] = [getComputedStyle(element).color, groundUnder(element)].map(lightness) as [number, number];
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05) >= 4.5;
  }

  /** A part that is named for the hint and for what is chosen is the hint as long as it is faint. */
  const isHint = (element: Element): boolean =>
    classed(element, /placeholder|label/i) &&
    !(classed(element, /placeholder/i) && classed(element, /selected/i) && isPlainToRead(element));

  /** Marks of labels and placeholders; an asterisk may be drawn without standing in the text. */
  function marksOf(element: Element): Partial<Listed> {
    if (element.tagName !== 'LABEL' && !classed(element, /placeholder|label|required/i)) return {};
    const drawn = ['::before', '::after'].map((which) => getComputedStyle(element, which).content);
    return {
      ...(isHint(element) && { hint: true as const }),
      ...(drawn.some((content) => /[*\u2022]/.test(content)) && { star: true as const }),
    };
  }

  /** How a part is laid out. */
  const layoutOf = ({ style, display, position }: Drawn, layer: number): Partial<Listed> => ({
    ...(!/^inline|contents/.test(display) && { block: true as const }),
    ...((position === 'fixed' || position === 'absolute') && { placed: true as const }),
    ...(position === 'sticky' && { sticks: true as const }),
    ...(style.pointerEvents === 'none' && { through: true as const }),
    ...(layer > 0 && { ...groundOf(style), layer }),
  });

  /** Whether something is ticked, by what it says and by how it is drawn. */
  function drawnStateOf(element: Element, style: CSSStyleDeclaration): Partial<Listed> {
    const ticks = tickOf(element) ?? element;
    const checked = (ticks as HTMLInputElement).checked ?? flag(ticks, 'aria-checked');
    return { ...(checked !== undefined && { checked }), look: lookOf(element, style) };
  }

  /** Where a header or footer is that part's own, not the page's (HTML-AAM). */
  const SECTIONS = 'main, [role=main], article, section, aside, nav';

  function roleByTag(element: Element, tag: string): string | undefined {
    if (['header', 'footer'].includes(tag) && element.closest(SECTIONS) !== null) return undefined;
    if (tag === 'a' && element.hasAttribute('href')) return 'link';
    return tag === 'input' && (element as HTMLInputElement).type === 'radio' ? 'radio' : ROLES[tag];
  }

  /** All that can be told of one element. */
  function factsOf(element: Element, drawn: Drawn, at: DOMRect, around: Around): Omit<Listed, 'up' | 'box'> {
    const tag = element.tagName.toLowerCase();
    const role = element.getAttribute('role') ?? roleByTag(element, tag);
    const kind = kindOf(element, drawn, at, around);
    const known: Omit<Listed, 'up' | 'box'> = { id: registry.idOf(element, at), tag };
    Object.assign(known, namesOf(element, role), marksOf(element), scrollOf(element, drawn, at));
    if (kind !== undefined) known.kind = kind;
    const name = kind === 'button' && !known.label && !known.title ? unseenName(element, at) : undefined;
    if (name !== undefined) known.label = name;
    Object.assign(known, layoutOf(drawn, around.layer));
    if (element === focused) known.focused = true;
    Object.assign(known, statesOf(element, around, kind));
    if (kind === 'box') Object.assign(known, contentOf(element));
    if (kind === 'check' || (isSmall(at) && kind !== undefined))
      Object.assign(known, drawnStateOf(element, drawn.style));
    if (kind === 'button' && tag === 'input') known.text = spaced((element as HTMLInputElement).value);
    return known;
  }

  /** Most texts are grey, or nearly. */
  function isColoured(color: string): boolean {
    const parts = rgb(color).slice(0, 3);
    return parts.length === 0 || Math.max(...parts) - Math.min(...parts) > 64;
  }

  function hiddenFrom(text: string): number {
    const [, label = '', value = ''] = /^(.*:\s+)(\S+)\s*$/s.exec(hides === undefined ? '' : text) ?? [];
    return isHidden(value) ? label.length : 0;
  }

  /** All that can be told of a piece of text, but for its place. */
  function textOf(
    node: Text,
    [from, to]: [number, number],
    style: CSSStyleDeclaration,
    around: Around,
  ): Omit<Listed, 'up' | 'box'> {
    const own = node.data.slice(from, to);
    const isLabel = to < node.data.length;
    const hidden = isLabel ? undefined : from > 0 ? own.trim() : hiddenWhole(node);
    return {
      id: registry.idOf(node.parentElement ?? (node.getRootNode() as ShadowRoot).host),
      tag: '',
      kind: 'text',
      text: hidden === undefined ? spaced(own) : BULLETS,
      ...(hidden !== undefined && { imprint: imprintOf(hidden) }),
      ...(isColoured(style.color) && { ink: style.color }),
      ...(around.layer > 0 && {
        layer: around.layer,
        font: [Number.parseFloat(style.fontSize), Number(style.fontWeight)] as [number, number],
      }),
    };
  }

  return { factsOf, textOf, hiddenFrom, isHidden, imprintOf };
}
