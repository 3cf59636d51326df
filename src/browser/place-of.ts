import type { Locator } from 'playwright';
import { selectorEngine } from './selector-engine.ts';

/** Of the window, in CSS pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A selector engine, because those answer in one call. It can give elements only, so the answer comes as the text of one that belongs to no document. */
function ofPlace() {
  /** Where the element stands in the window: `'hidden'`, or nothing where a frame around it cannot be asked, or is scaled. */
  function place(element: Element): Rectangle | 'hidden' | null {
    const { x, y, width, height } = element.getBoundingClientRect();
    if (element.getClientRects().length === 0) return 'hidden';
    const at = { x, y, width, height };
    for (let window = element.ownerDocument.defaultView; window !== null && window !== window.top; window = window.parent as typeof window) {
      const frame = window.frameElement as HTMLElement | null;
      if (frame === null) return null;
      const rect = frame.getBoundingClientRect();
      if (Math.abs(rect.width - frame.offsetWidth) > 1) return null;
      const { borderLeftWidth, borderTopWidth, paddingLeft, paddingTop } = getComputedStyle(frame);
      at.x += rect.x + parseFloat(borderLeftWidth) + parseFloat(paddingLeft);
      at.y += rect.y + parseFloat(borderTopWidth) + parseFloat(paddingTop);
    }
    return at;
  }
  const queryAll = (root: Element) => {
    const carrier = document.createElement('data');
    carrier.textContent = JSON.stringify(place(root));
    return [carrier];
  };
  return { queryAll, query: (root: Element) => queryAll(root)[0] };
}

export const preparePlaces = selectorEngine('keywright-place', ofPlace);

/** How long a thing may take to be there. Milliseconds. */
const LIMIT = 500;

/** Where a thing stands in the window now, if it does: as `boundingBox`, which takes six calls for it. */
export async function placeOf(at: Locator): Promise<Rectangle | undefined> {
  try {
    const place = JSON.parse((await at.locator('keywright-place=now').textContent({ timeout: LIMIT }))!) as Rectangle | 'hidden' | null;
    if (place === 'hidden') return undefined;
    return place ?? (await at.boundingBox({ timeout: LIMIT })) ?? undefined;
  } catch {
    return undefined;
  }
}
