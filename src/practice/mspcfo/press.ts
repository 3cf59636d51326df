import { html } from 'hono/html';
import type { MspcfoVariants } from './variants.ts';

/**
 * Something to press: a button, or a div that looks like one, by variant.
 * @param name what the browser's side knows it by
 */
export function press(
  name: string,
  text: string,
  { buttons }: MspcfoVariants,
  { main = false, disabled = false } = {},
) {
  const look = `press ${main ? 'main' : ''}`;
  if (buttons === 'button')
    return html`<button type="button" class="${look}" data-press="${name}" ${disabled ? 'disabled' : ''}>
      ${text}
    </button>`;
  return html`<div
    class="${look}"
    data-press="${name}"
    tabindex="${disabled ? '-1' : '0'}"
    ${disabled ? html`aria-disabled="true"` : ''}
  >
    ${text}
  </div>`;
}
