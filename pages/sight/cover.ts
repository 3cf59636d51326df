import type { ElementHandle, Locator } from 'playwright';

/** What takes the mouse where `at` stands, with all that belongs to it and not to what it lies over; undefined where nothing does. */
export async function coverOf(at: Locator): Promise<ElementHandle<HTMLElement> | undefined> {
  const handle = await at.elementHandle({ timeout: 500 }).catch(() => null);
  const over = await handle?.evaluateHandle((element) => {
    // Either may be in a shadow root.
    const outer = (part: Element): Element | null => part.parentElement ?? (part.getRootNode() as Partial<ShadowRoot>).host ?? null;
    const holds = (whole: Element, part: Element | null): boolean => part !== null && (part === whole || holds(whole, outer(part)));
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    let layer = document.elementFromPoint(x, y);
    for (let inner = layer?.shadowRoot?.elementFromPoint(x, y); inner && inner !== layer; inner = layer?.shadowRoot?.elementFromPoint(x, y)) layer = inner;
    if (layer === null || holds(element, layer) || holds(layer, element)) return null;
    for (let next = outer(layer); next !== null && !holds(next, element); next = outer(next)) layer = next;
    return layer;
  }).then((found) => found.asElement(), () => null);
  return (over as ElementHandle<HTMLElement> | null) ?? undefined;
}
