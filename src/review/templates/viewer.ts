import { html } from 'hono/html';
import { browserScript, ENDING } from '../../web/client-files.ts';
import type { Html } from '../../web/html.ts';
import { icon } from '../../web/icons.ts';

/** The window in which pictures are enlarged; empty until the script fills it. */
export function viewer(): Html {
  return html`<dialog class="viewer" id="viewer" aria-labelledby="viewer-title">
    <div class="viewer-bar">
      <p id="viewer-title" aria-live="polite" dir="auto"></p>
      <span id="viewer-place"></span>
      <button
        type="button"
        id="viewer-previous"
        aria-keyshortcuts="ArrowLeft"
        title="Previous picture (left arrow)"
      >
        ${icon('previous')}<span>Previous</span>
      </button>
      <button type="button" id="viewer-next" aria-keyshortcuts="ArrowRight" title="Next picture (right arrow)">
        <span>Next</span>${icon('next')}
      </button>
      <button
        type="button"
        id="viewer-size"
        aria-pressed="false"
        title="Each pixel of the picture as one of the screen"
      >
        ${icon('enlarge')}<span>Actual size</span>
      </button>
      <button type="button" id="viewer-close" title="Close (Escape)">${icon('close')}<span>Close</span></button>
    </div>
    <div class="stage" id="viewer-stage" tabindex="0" role="group" aria-labelledby="viewer-title"></div>
    <div class="viewer-caption" id="viewer-caption"></div>
  </dialog>`;
}

/** Fills the window. A module: it runs when the whole page is there. */
export const VIEWER_SCRIPT = browserScript(new URL(`client/viewer${ENDING}`, import.meta.url));
