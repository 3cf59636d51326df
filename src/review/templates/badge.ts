import { html } from 'hono/html';
import type { Html } from '../../web/html.ts';
import { icon } from '../../web/icons.ts';
import type { Tone } from '../format.ts';

/** An outcome: colour, drawing and words. */
export function badge(tone: Tone, words: string): Html {
  return html`<span class="chip ${tone}">${icon(tone)}${words}</span>`;
}
