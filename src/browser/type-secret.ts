/**
 * Types a secret so that no character can arrive anywhere but in a document of the expected origin. Key presses go to
 * whatever frame has the focus at that
 * moment, and any frame can take the focus at any moment. So the character is put in by the document itself, at its own
 * caret, as an input method does it;
 * the key presses around it are real, so that the page notices, and say nothing.
 */
import type { ElementHandle, Frame, Locator } from 'playwright';
import { selectorEngine } from './selector-engine.ts';

/** A selector engine, because no script of the page can lie to one about an origin. */
function ofOrigin() {
  const at = (root: Element, origins: string) =>
    origins.split(' ').includes(root.ownerDocument.defaultView?.origin ?? '') ? [root] : [];
  return { queryAll: at, query: (root: Element, origins: string) => at(root, origins)[0] };
}

export const prepareTyping = selectorEngine('keywright-origin', ofOrigin);

/** What a person would call the place that a frame's content comes from. */
function placeOf(frame: Frame | null): string {
  const url = URL.parse(frame?.url() ?? '');
  if (url === null || url.origin === 'null')
    return `a frame without an address of its own (${url?.protocol ?? 'gone'})`;
  return url.origin;
}

/**
 * Where the element, or a frame around it, belongs if that is none of these origins. A sandboxed document belongs to
 * none, whatever its address says.
 */
async function foreignPlace(field: ElementHandle, origins: readonly string[]): Promise<string | undefined> {
  for (let element = field; ; ) {
    const frame = await element.ownerFrame();
    const trusted = (await element.$(`keywright-origin=${origins.join(' ')}`)) !== null;
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
    // What the key presses of an input method look like to a page.
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
