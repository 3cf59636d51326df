import { html } from 'hono/html';
import { count, countPictures, picturesInWords } from '../../evidence/picture-count.ts';
import type { Run } from '../../evidence/read-run.ts';
import { stepsOf } from '../../evidence/read-run.ts';
import type { Html } from '../../web/html.ts';

/** Everything else, behind a line that says how much it is. @param open where nothing stands before it */
export function allMoments(run: Run, open: boolean, moments: Html): Html {
  const gestures = stepsOf(run).reduce((sum, step) => sum + step.gestures.length, 0);
  return html`<details class="all-moments" id="all-moments" ${open && html` open`}>
    <summary>
      <h2>All moments</h2>
      <span class="quiet">${count(gestures, 'gesture')}, ${picturesInWords(countPictures(run.lines))}</span>
    </summary>
    ${moments}
  </details>`;
}
