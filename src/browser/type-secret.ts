/**
 * Types a secret so that each character can arrive in a document of the expected origin only. Key presses go to the
 * frame that has the focus, and any frame can take the focus at any moment. So the document itself inserts each
 * character at its own caret, as an input method does. The key presses around it are real, so that the page notices,
 * and tell nothing.
 */
import type { ElementHandle, Frame, Locator } from 'playwright';
import { isolatedFunction } from './isolated-world.ts';

/** Whether an element's document is of one of these origins. */
const isOfOrigin = isolatedFunction<readonly string[], boolean>(
  'keywright-origin',
  () => (element, origins) => origins.includes(element.ownerDocument.defaultView?.origin ?? ''),
);
export const prepareTyping = isOfOrigin.prepare;

/** Where a frame's content comes from, in words. */
function placeOf(frame: Frame | null): string {
  const url = URL.parse(frame?.url() ?? '');
  if (url === null || url.origin === 'null')
    return `a frame without an address of its own (${url?.protocol ?? 'gone'})`;
  return url.origin;
}

/**
 * The place of the element, or of a frame around it, if it is none of these origins. A sandboxed document belongs to no
 * origin, whatever its address says.
 */
async function foreignPlace(field: ElementHandle, origins: readonly string[]): Promise<string | undefined> {
  for (let element = field; ; ) {
    const frame = await element.ownerFrame();
    const trusted = await isOfOrigin.callOnHandle(element, origins);
    const parent = frame?.parentFrame();
    if (!trusted) return origins.includes(placeOf(frame)) ? `a sandboxed frame of ${placeOf(frame)}` : placeOf(frame);
    if (!frame || !parent) return undefined;
    element = await frame.frameElement();
  }
}

/** Runs in the page. Empties the field, with the caret in it. */
function empty(field: Element): void {
  (field as HTMLElement).focus();
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
  else field.ownerDocument.getSelection()?.selectAllChildren(field);
  field.ownerDocument.execCommand('delete');
}

/**
 * Runs in the page. Puts a character at the caret of the field's own document.
 * @returns whether there was one, and whether it was still in the field
 */
function insert(field: Element, char: string): 'here' | 'elsewhere' | 'nowhere' {
  const document = field.ownerDocument;
  // A frame has taken the focus; the caret comes back.
  if (/^(IFRAME|FRAME|OBJECT|EMBED)$/.test(document.activeElement?.tagName ?? '')) (field as HTMLElement).focus();
  const active = document.activeElement;
  if (active === null || active === document.body || !document.execCommand('insertText', false, char)) return 'nowhere';
  return active === field ? 'here' : 'elsewhere';
}

/**
 * Replaces what a field holds.
 * @param origins where it may be typed, the frames around the field included
 * @returns the place where the field is, if that is none of them; nothing was typed then
 */
export async function typeSecretInto(
  at: Locator,
  text: string,
  origins: readonly string[],
): Promise<string | undefined> {
  // A handle belongs to one document for good, and dies with it.
  const look = async () => {
    const field = (await at.elementHandle())!;
    return { field, place: await foreignPlace(field, origins) };
  };
  const before = await look();
  if (before.place !== undefined) return before.place;
  await at.click();
  // The click may have drawn the field anew, or led elsewhere.
  const { field, place } = await look();
  if (place !== undefined) return place;
  const keys = await at.page().context().newCDPSession(at.page());
  try {
    // As a page sees the key presses of an input method.
    const key = { key: 'Process', windowsVirtualKeyCode: 229 };
    await field.evaluate(empty);
    let box: ElementHandle = field;
    for (const char of text) {
      await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
      const went = await box.evaluate(insert, char);
      if (went === 'nowhere') throw new Error('the page took the focus away from the field');
      // The page may have gone on to the next of several boxes by itself.
      if (went === 'elsewhere')
        box = (await box.evaluateHandle((last) => last.ownerDocument!.activeElement ?? last)).asElement()!;
      await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    }
  } finally {
    await keys.detach().catch(() => undefined);
  }
  return undefined;
}
