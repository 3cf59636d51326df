import type { SnapshotOfFrame } from '../listed.ts';

/** What a world keeps between two looks: the number of each element, and when something changed last. */
export interface Registry {
  /** The number of an element. @param at where it stands now, if that is known */
  idOf(element: Element, at?: DOMRect): number;
  /** The element of a number; if the page has drawn it anew, what stands in its place and says the same. */
  elementOf(id: number): Element | undefined;
  /** What an element's nodes say, from a letter of one to the end of another. */
  textIn(element: Element | undefined, nodes: readonly [number, number, number]): string;
  focused(): Element | null;
  /** A number that is another one as soon as something may look otherwise. */
  version(): number;
  /** Milliseconds since the document changed last, by its own clock. */
  quiet(): number;
  /** Where this document's view begins in the page's: as in what a look answers. */
  origin(): SnapshotOfFrame['origin'];
  /** Takes an open shadow root into account. */
  watch(root: Document | ShadowRoot): void;
  /** Takes into account that what is shown may get a shadow root. */
  hasNoRoot(element: Element): void;
  /** What the page has announced for those who hear it, and has taken away since. */
  passed(): SnapshotOfFrame['passed'];
  /** Another one in each document. */
  readonly world: string;
  /** Waits until something may look otherwise than at a version and has been drawn. @param atMost milliseconds */
  change(version: number, atMost: number): Promise<void>;
}

/**
 * Self-contained, because its source text is sent to the browser, where it runs in a world of its own.
 */
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
  let isFresh = true;
  let wake = () => {};
  const change = () => {
    changed = performance.now();
    isFresh = true;
    wake();
  };

  const LIVE = '[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]';
  /** Longer texts are no messages, in letters, and nobody waits for more messages, or for older ones, in milliseconds. */
  const [LONGEST, MOST, OLDEST] = [400, 20, 60_000];
  /** A message with something in it that may be a key or a password is not kept. */
  const mayBeSecret = (text: string) => text.split(' ').some((word) => word.length >= 12 && /\d|.[A-Z]/.test(word));
  const now = () => performance.timeOrigin + performance.now();
  const announced = new Map<Element, { at: number; text: string }>();
  let passed: SnapshotOfFrame['passed'] = [];
  const take = (element: Element) => {
    passed = [...passed, announced.get(element)!].slice(-MOST);
    announced.delete(element);
  };
  const textIn = (element: Element): string =>
    element.isConnected && element.checkVisibility() ? (element.textContent ?? '').replace(/\s+/g, ' ').trim() : '';
  function hear(parts: Set<Node>): void {
    const elements = [...parts].flatMap((part) => (part instanceof Element ? part : (part.parentElement ?? [])));
    const live = elements.flatMap((part) => [part.closest(LIVE) ?? [], ...part.querySelectorAll(LIVE)].flat());
    for (const element of new Set(live)) {
      const text = textIn(element);
      if (text === announced.get(element)?.text) continue;
      if (announced.has(element)) take(element);
      if (text !== '' && text.length < LONGEST && !mayBeSecret(text)) announced.set(element, { at: now(), text });
    }
  }
  let roots: (Document | ShadowRoot)[] = [];
  const observer = new MutationObserver((changes) => {
    change();
    hear(new Set(changes.flatMap(({ type, target, addedNodes }) => (type === 'childList' ? [...addedNodes] : target))));
  });
  function watch(root: Document | ShadowRoot): void {
    if (roots.includes(root)) return;
    roots.push(root);
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  }
  watch(document);
  let moved = false;
  // What changes without a change of the document: places, states, what the mouse is over.
  const touch = () => {
    isFresh = true;
    wake();
  };
  for (const event of ['scroll', 'input', 'change', 'toggle', 'load', 'transitionend', 'animationend'])
    addEventListener(event, change, { capture: true, passive: true });
  for (const event of ['mouseover', 'mouseout', 'mousedown', 'mouseup', 'focusin', 'focusout', 'resize'])
    addEventListener(event, touch, { capture: true, passive: true });

  /** What was shown without a shadow root at the last full look. */
  let rootless: Element[] = [];

  function origin(): SnapshotOfFrame['origin'] {
    let [x, y] = [0, 0];
    try {
      for (let at: Window = window; at !== at.parent; at = at.parent) {
        const frame = at.frameElement;
        if (frame === null) return undefined;
        const { left, top, width, height } = frame.getBoundingClientRect();
        const shown = frame.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        if (!shown || width < 1 || height < 1) return null;
        x += left + frame.clientLeft;
        y += top + frame.clientTop;
      }
    } catch {
      return undefined;
    }
    return [x, y];
  }

  /** Scripts set values and states, move frames, and make shadow roots, without a trace in the document. */
  const states = (): string =>
    (roots = roots.filter(({ isConnected }) => isConnected))
      .flatMap((root) => [...root.querySelectorAll<HTMLInputElement>('input, textarea, select')])
      .map(({ value, checked, disabled }) => `${value}${checked}${disabled}`)
      .join('|') + `${scrollX} ${scrollY} ${innerWidth} ${innerHeight} ${origin()}`;
  let lastStates = '';
  let number = next;

  /** Milliseconds after which what changes without telling is looked for. */
  const UNTOLD = 20;
  /** What a page draws in one go comes in pieces, with no longer than this between two, in milliseconds. */
  const PIECES = 8;
  /** It is looked at after this many milliseconds, drawn or not. */
  const DRAWING = 48;
  const pass = (ms: number, early: boolean) =>
    new Promise<void>((go) => {
      if (early) wake = go;
      AbortSignal.timeout(Math.max(1, ms)).addEventListener('abort', () => go());
    });

  function version(): number {
    const newest = states();
    if (newest !== lastStates || rootless.some(({ shadowRoot }) => shadowRoot !== null)) change();
    lastStates = newest;
    // The look after an animation is another one, too: not all tell of their end.
    const moves = roots.some((root) => root.getAnimations().some(({ playState }) => playState === 'running'));
    if (isFresh || moves || moved) {
      number += 1;
      rootless = [];
    }
    isFresh = false;
    moved = moves;
    return number;
  }

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
    idOf(element, at) {
      let id = ids.get(element);
      if (id === undefined) {
        ids.set(element, (id = next += 1));
        known.set(id, { element: new WeakRef(element), tag: element.tagName, says: '', left: 0, top: 0 });
      }
      if (at !== undefined) {
        const one = known.get(id)!;
        [one.left, one.top] = [at.left, at.top];
      }
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
    textIn: (element, [first, last, from]) =>
      [...(element?.childNodes ?? [])]
        .slice(first, last + 1)
        .map((node) => (node.nodeType === Node.TEXT_NODE ? node.nodeValue : ''))
        .join('')
        .slice(from)
        .replace(/\s+/g, ' ')
        .trim(),
    focused() {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at;
    },
    version,
    quiet: () => performance.now() - changed,
    origin,
    watch,
    hasNoRoot: (element) => void rootless.push(element),
    passed() {
      for (const [element, { text }] of announced) if (textIn(element) !== text) take(element);
      return (passed = passed.filter(({ at }) => now() - at < OLDEST));
    },
    world: `${performance.timeOrigin} ${Math.random()}`,
    async change(known, atMost) {
      const ends = performance.now() + atMost;
      while (version() === known) {
        if (performance.now() > ends) return;
        await pass(Math.min(UNTOLD, ends - performance.now()), true);
      }
      const drawn = performance.now() + DRAWING;
      while (performance.now() - changed < PIECES && performance.now() < drawn) await pass(PIECES, false);
    },
  };
}
