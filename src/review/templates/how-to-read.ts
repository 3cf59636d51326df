import { html } from 'hono/html';
import type { Html } from '../../web/html.ts';
import { icon } from '../../web/icons.ts';
import { KIND_WORD } from './gesture.ts';

/** For somebody who sees such a report for the first time, and for somebody who wants to check it. */
export function reading(): Html {
  return html`<section class="reading" id="reading" aria-labelledby="reading-title">
    <h2 id="reading-title">How to read this</h2>
    <dl>
      <div>
        <dt><span class="kind look">${icon('look')}${KIND_WORD.look}</span></dt>
        <dd>The gesture changes nothing. One picture, after it.</dd>
      </div>
      <div>
        <dt><span class="kind edit">${icon('edit')}${KIND_WORD.edit}</span></dt>
        <dd>The gesture changes the form on the screen; nothing is saved. A picture after it, and one before it unless the last picture shows the same.</dd>
      </div>
      <div>
        <dt><span class="kind commit">${icon('commit')}${KIND_WORD.commit}</span></dt>
        <dd>
          The gesture may change what the portal stores. Pictures before and after. It is never repeated blindly.
        </dd>
      </div>
      <div>
        <dt>
          <svg class="swatch" viewBox="0 0 40 22" aria-hidden="true">
            <rect class="halo" x="4" y="4" width="32" height="14" rx="4"></rect>
            <rect class="line" x="4" y="4" width="32" height="14" rx="4"></rect>
          </svg>
          Outline
        </dt>
        <dd>Where the gesture landed, or the spot that proves. This page draws it; the picture file has none.</dd>
      </div>
      <div>
        <dt><span class="with-icon">${icon('cover')}Covered</span></dt>
        <dd>
          A secret was on the page and was covered before the picture was taken. Equal fingerprints mean the same
          secret; nobody can get from a fingerprint to the secret.
        </dd>
      </div>
      <div>
        <dt><span class="with-icon">${icon('hidden')}Withheld</span></dt>
        <dd>No picture was kept, because it could have shown a secret or could not be taken.</dd>
      </div>
    </dl>
    <h3>How to check it</h3>
    <p>
      This page was made from <code>journal.jsonl</code> and <code>shots/</code> in the run’s folder. Each line of
      the journal holds the SHA-256 of the line before, so a changed or missing line shows. The journal also holds
      each picture’s SHA-256. <code>sha256sum shots/*</code> (PowerShell: <code>Get-FileHash shots\\*</code>) gives
      the numbers to compare.
    </p>
    <h3>What it cannot show</h3>
    <p>
      The pictures show what the browser showed, not what the server stored. Times are of the machine that ran it.
      The hash chain cannot reveal a journal that was rewritten completely.
    </p>
  </section>`;
}
