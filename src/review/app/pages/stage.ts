import { html } from 'hono/html';
import type { NumberedShot } from '../../../evidence/read-run.ts';
import type { Html } from '../../../web/html.ts';
import type { NotShown } from '../../pictures.ts';
import { mark, notShownCard } from '../../templates/picture.ts';
import type { Look } from '../address.ts';

/** A picture on the stage; without a place to load it from, what is wrong with it. */
export interface Pane {
  words: string;
  shot: Pick<NumberedShot, 'box' | 'width' | 'height'>;
  src?: string;
  notShown?: NotShown;
}

function image({ words, shot, src, notShown }: Pane, more: string): Html {
  if (src === undefined) return notShownCard(notShown);
  return html`<img class="${more}" src="${src}" alt="${words}" width="${shot.width}" height="${shot.height}" />`;
}

/** Where a script draws what changed. */
const changes = ({ shot }: Pane) =>
  html`<svg class="changes" viewBox="0 0 ${shot.width} ${shot.height}" aria-hidden="true"></svg>`;

const whole = (pane: Pane) =>
  html`<div class="pane">
    ${image(pane, '')}${pane.src !== undefined && html`${mark(pane.shot)}${changes(pane)}`}
  </div>`;

/** One picture large, or two: side by side, or one over the other with a slider. */
export function stage(shown: Pane, pair: { left: Pane; right: Pane } | undefined, { view }: Look): Html {
  if (pair === undefined || view === 'picture')
    return html`<div class="stage" id="stage" tabindex="0" role="group" aria-label="Picture">${whole(shown)}</div>`;
  const { left, right } = pair;
  if (view === 'slider' && left.src !== undefined && right.src !== undefined) {
    return html`<div
        class="stage"
        id="stage"
        tabindex="0"
        role="group"
        aria-label="Two pictures, one over the other"
      >
        <div class="pane slider" id="slider">${image(left, 'under')}${image(right, 'over')}${changes(right)}</div>
      </div>
      <label class="slide scripted"
        ><span>${left.words}</span
        ><input
          type="range"
          id="slide"
          min="0"
          max="100"
          value="50"
          aria-label="How much of the left picture shows, in percent"
        /><span>${right.words}</span></label
      >`;
  }
  return html`<div class="stage side" id="stage" role="group" aria-label="Two pictures side by side">
    ${[left, right].map(
      (pane) =>
        html`<figure>
          <div class="view" tabindex="0" role="group" aria-label="${pane.words}">${whole(pane)}</div>
          <figcaption>${pane.words}</figcaption>
        </figure>`,
    )}
  </div>`;
}

const VIEWS = [
  ['picture', 'Picture', '1'],
  ['slider', 'Slider', '2'],
  ['side', 'Side by side', '3'],
] as const;

/** How to look at it. Every choice is a link, so it works without a script and stays in the address. */
export function looks(look: Look, paired: boolean, address: (look: Look) => string, words: string): Html {
  const link = (to: Look, shown: string, key: string, on: boolean) =>
    html`<a class="way" href="${address(to)}" data-keys="${key}" ${on ? html` aria-current="true"` : ''}
      >${shown}</a
    >`;
  return html`<div class="looks" role="group" aria-label="How to look at it">
    ${
      paired &&
      html`<span class="segments"
          >${VIEWS.map(([view, shown, key]) => link({ ...look, view }, shown, key, look.view === view))}</span
        >
        ${link({ ...look, changes: !look.changes }, words, 'd', look.changes)}`
    } <button type="button" class="way scripted" id="zoom" data-keys="z" aria-pressed="false">Zoom: whole</button>
  </div>`;
}

/** What a script finds by comparing the two pixel by pixel. */
export function findings(
  pair: { left: Pane; right: Pane },
  verb: 'changed' | 'differ',
  since: string,
  { changes: shown }: Look,
): Html {
  if (pair.left.src === undefined || pair.right.src === undefined) return html``;
  return html`<p
    class="findings scripted"
    role="status"
    id="findings"
    data-left="${pair.left.src}"
    data-right="${pair.right.src}"
    data-verb="${verb}"
    data-since="${since}"
    ${shown ? html` data-shown` : ''}
  >
    Comparing …
  </p>`;
}
