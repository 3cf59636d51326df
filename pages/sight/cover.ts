import type { ElementHandle, Locator } from 'playwright';

type Point = [x: number, y: number];

/**
 * What takes the mouse at a point of an element's document, if that is not the element itself; by itself at its middle.
 * Runs in the page.
 */
function over(element: Element, point: Point | undefined): Element | null {
  // Either may be in a shadow root.
  const outer = (part: Element): Element | null =>
    part.parentElement ?? (part.getRootNode() as Partial<ShadowRoot>).host ?? null;
  const holds = (whole: Element, part: Element | null): boolean =>
    part !== null && (part === whole || holds(whole, outer(part)));
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const [x, y] = point ?? [(left + right) / 2, (top + bottom) / 2];
  let layer = document.elementFromPoint(x, y);
  for (
    let inner = layer?.shadowRoot?.elementFromPoint(x, y);
    inner && inner !== layer;
    inner = layer?.shadowRoot?.elementFromPoint(x, y)
  )
    layer = inner;
  if (layer === null || holds(element, layer) || holds(layer, element)) return null;
  for (let next = outer(layer); next !== null && !holds(next, element); next = outer(next)) layer = next;
  if (/\S/.test(layer.textContent!)) return layer;
  // A mask is empty (PRODUCT.md A5); what it belongs to lies beside it.
  const beside = [...(layer.parentElement?.children ?? [])].filter(
    (other) =>
      ['fixed', 'absolute'].includes(getComputedStyle(other).position) &&
      /\S/.test((other as HTMLElement).innerText ?? '') &&
      !holds(other, element),
  );
  return beside.at(-1) ?? layer;
}

/**
 * What takes the mouse where `at` stands, with all that belongs to it and not to what it lies over; undefined where
 * nothing does.
 */
export async function coverOf(at: Locator): Promise<ElementHandle<HTMLElement> | undefined> {
  const handle = await at.elementHandle({ timeout: 500 }).catch(() => null);
  const found = async (element: ElementHandle, point?: Point) =>
    (await element.evaluateHandle(over, point)).asElement() as ElementHandle<HTMLElement> | null;
  try {
    const own = handle && (await found(handle));
    if (!handle || own) return own ?? undefined;
    // Something may lie over the frame that it is in.
    const frame = await handle.ownerFrame();
    const box = frame?.parentFrame() ? await handle.boundingBox() : null;
    return box === null
      ? undefined
      : ((await found(await frame!.frameElement(), [box.x + box.width / 2, box.y + box.height / 2])) ?? undefined);
  } catch {
    // It has gone meanwhile.
    return undefined;
  }
}
