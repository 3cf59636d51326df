import type { CDPSession } from 'playwright';

const GROUP = 'keywright covers';

/** What puts an element's style back. It stays in the page, because a style may hold anything. */
interface Kept {
  text: string | null;
  before: string;
  redacted: string;
  properties: [name: string, value: string, priority: string][];
  scrolled: [left: number, top: number];
}

/**
 * Runs in the page. Bullets take the place of the glyphs, and eight of them are drawn, whatever the length. A field
 * keeps its box, and its own bullets are transparent. Any other text takes no room, and gets a box for eight. Of
 * elements that hold a letter each and follow one another, the first shows the bullets.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: it goes to the page as one text, and cannot be split
function cover(this: HTMLElement): Kept {
  const { style } = this;
  const kept: Kept = {
    text: this.getAttribute('style'),
    before: style.cssText,
    redacted: '',
    properties: [],
    scrolled: [this.scrollLeft, this.scrollTop],
  };
  const now = getComputedStyle(this);
  const length = (name: string) => Number.parseFloat(now.getPropertyValue(name)) || 0;
  const set = (properties: Record<string, string>) => {
    for (const [name, value] of Object.entries(properties)) {
      kept.properties.push([name, style.getPropertyValue(name), style.getPropertyPriority(name)]);
      style.setProperty(name, value, 'important');
    }
  };
  const type = this.tagName === 'INPUT' ? (this as HTMLInputElement).type : '';
  const isField = this.tagName === 'TEXTAREA' || (type !== '' && !/^(button|submit|reset|image|file)$/.test(type));
  const isCovered = (node: Node | null): boolean =>
    node !== null &&
    (node.nodeType === 1
      ? (node as HTMLElement).style?.getPropertyValue('-webkit-text-security') === 'disc'
      : (node.textContent ?? '').trim() === '' && isCovered(node.previousSibling));
  const follows = !isField && (this.textContent ?? '').trim().length <= 3 && isCovered(this.previousSibling);
  // The text's look is read before any of it is changed.
  const size = length('font-size') || 16;
  const line = length('line-height') || size * 1.2;
  const shines = now.backgroundClip.includes('text');
  const ink = shines ? now.backgroundColor : now.webkitTextFillColor;
  const { display } = now;
  // Room for the sign of a missing picture.
  const indent = this.tagName === 'IMG' || type === 'image' ? 20 : 0;
  const [wide, high] = [
    ['inline', size * 4.8 + indent],
    ['block', line],
  ].map(([side, room]) => {
    const edges = [
      `padding-${side}-start`,
      `padding-${side}-end`,
      `border-${side}-start-width`,
      `border-${side}-end-width`,
    ];
    const edge = now.boxSizing === 'border-box' ? edges.reduce((sum, one) => sum + length(one), 0) : 0;
    return `${Number(room) + edge}px`;
  }) as [string, string];
  set({
    '-webkit-text-security': 'disc',
    'transition-property': 'none',
    '-webkit-text-fill-color': 'transparent',
    '-webkit-text-stroke-width': '0',
    'text-shadow': 'none',
    'text-decoration-line': 'none',
    'text-overflow': 'clip',
    'caret-color': 'transparent',
    ...(shines && { 'background-color': 'transparent' }),
  });
  if (isField) set({ 'field-sizing': 'fixed', ...(type === '' && { overflow: 'hidden' }) });
  else
    set({ 'font-size': '0', 'line-height': '0', 'letter-spacing': '0', 'word-spacing': '0', 'break-inside': 'avoid' });
  if (!isField && !follows) {
    if (display === 'inline')
      set({ display: 'inline-block', 'inline-size': wide, 'block-size': high, 'vertical-align': 'bottom' });
    else if (display === 'table-cell') set({ 'inline-size': wide, 'block-size': high });
    else set({ 'min-inline-size': wide, 'min-block-size': high });
  }
  if (!follows) {
    // As large as the letters were, or as there is room for; one below the other in vertical writing.
    const upright = now.writingMode !== 'horizontal-tb';
    const room = upright
      ? this.clientHeight - length('padding-top') - length('padding-bottom')
      : this.clientWidth - length('padding-left') - length('padding-right');
    // A box for one letter has room for one.
    const count = (room - indent) / 8 < 4 ? 1 : 8;
    const step = Math.min(size * 0.6, (room - indent) / count);
    const dot = `radial-gradient(circle, ${ink} ${step / 3}px, transparent ${step / 3 + Math.min(1, step / 8)}px)`;
    const turned = (along: string, across: string) => (upright ? `${across} ${along}` : `${along} ${across}`);
    set({
      'background-image': Array.from({ length: count }, () => dot).join(),
      'background-position': Array.from({ length: count }, (_, at) => turned(`${indent + at * step}px`, '50%')).join(),
      'background-size': turned(`${step}px`, `${Math.min(size, line)}px`),
      'background-repeat': 'no-repeat',
      'background-origin': 'content-box',
      'background-clip': 'border-box',
      'background-attachment': 'scroll',
    });
  }
  kept.redacted = style.cssText;
  return kept;
}

/**
 * Runs in the page. Puts the style back, but for what the page has changed meanwhile, and without the movement that
 * `transition` would make of it.
 */
function uncover(this: HTMLElement, { text, before, redacted, properties, scrolled }: Kept): void {
  const { style } = this;
  const untouched = style.cssText === redacted;
  const back = () => {
    if (untouched) style.cssText = before;
    else
      for (const [name, value, priority] of properties)
        if (value === '') style.removeProperty(name);
        else style.setProperty(name, value, priority);
  };
  back();
  style.setProperty('transition-property', 'none', 'important');
  void getComputedStyle(this).fontSize;
  back();
  // Written as it was, too, if that says the same.
  if (style.cssText === before && this.getAttribute('style') !== text) {
    if (text === null) this.removeAttribute('style');
    else this.setAttribute('style', text);
  }
  if (this.scrollLeft !== scrolled[0] || this.scrollTop !== scrolled[1])
    this.scrollTo({ left: scrolled[0], top: scrolled[1], behavior: 'instant' });
}

/** Covers an element's text. @returns what takes the cover away again */
export async function coverElement(session: CDPSession, backendNodeId: number): Promise<() => Promise<void>> {
  const { object } = await session.send('DOM.resolveNode', { backendNodeId, objectGroup: GROUP });
  const objectId = object.objectId!;
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration: String(cover),
    objectGroup: GROUP,
  });
  return async () => {
    if (result.objectId === undefined) return;
    await session.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: String(uncover),
      arguments: [{ objectId: result.objectId }],
    });
  };
}

/** Frees what was kept of covered elements. */
export async function forgetCovers(session: CDPSession): Promise<void> {
  await session.send('Runtime.releaseObjectGroup', { objectGroup: GROUP });
}
