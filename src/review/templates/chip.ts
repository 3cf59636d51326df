import { html } from 'hono/html';
import type { Tone } from '../words.ts';
import { icon } from './icons.ts';
import type { Html } from './html.ts';

/** An outcome: colour, drawing and words. */
export function chip(tone: Tone, words: string): Html {
  return html`<span class="chip ${tone}">${icon(tone)}${words}</span>`;
}
