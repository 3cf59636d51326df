import { html } from 'hono/html';
import type { Html } from './html.ts';

/** Keys as the help shows them. What they do is said by `data-keys` on the link, button or field that they press. */
export interface KeyRow {
  keys: string[];
  does: string;
}

/** Opens the help. */
export const keysButton = (): Html =>
  html`<button type="button" class="quiet-button scripted" id="keys-open" data-keys="?" aria-haspopup="dialog">
    Keys <kbd>?</kbd>
  </button>`;

export function keyHelp(rows: KeyRow[]): Html {
  return html`<dialog class="keys" id="keys" aria-labelledby="keys-title">
    <h2 id="keys-title">Keys</h2>
    <dl>
      ${rows.map(
        ({ keys, does }) =>
          html`<div>
            <dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
            <dd>${does}</dd>
          </div>`,
      )}
    </dl>
    <label class="switch"
      ><input type="checkbox" id="keys-on" checked /> Use single-key shortcuts. (Tab, Enter and arrow keys always
      work.)</label
    >
    <p><button type="button" id="keys-close">Close</button></p>
  </dialog>`;
}
