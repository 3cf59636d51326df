import { html, raw } from 'hono/html';
import type { Html } from '../../web/html.ts';
import { iconSheet } from '../../web/icons.ts';
import { REPORT_STYLES } from '../../web/styles.ts';
import { endingWords, leftOf } from '../format.ts';
import { proofsOf } from '../proofs.ts';
import { allMoments } from './all-moments.ts';
import { pictureCheck } from './checks.ts';
import { contents } from './contents.ts';
import { proofFigures } from './first-page/proof-figures.ts';
import { gestureTable } from './gesture-table.ts';
import { allow, head } from './head.ts';
import { reading } from './how-to-read.ts';
import { stepCard } from './step.ts';
import { background, type FirstPage, summary } from './summary.ts';
import { VIEWER_SCRIPT, viewer } from './viewer.ts';

/** Pictures within the page and beside it, and its script. */
const POLICY = `img-src data: file: 'self'; script-src ${allow(VIEWER_SCRIPT)}; `;

/** How much of a run a page shows beyond its first page. */
export type Extent =
  /** Every moment with its pictures, folded where gestures say what they prove. */
  | 'all'
  /** For paper: the pictures that prove, and every step and gesture in words. */
  | 'proofs';

/** The whole page for one run. */
export function page(first: FirstPage, extent: Extent = 'all'): Html {
  const { album } = first;
  const { run } = album;
  const proofs = proofsOf(run);
  const isBrief = extent === 'proofs' && proofs.length > 0;
  const title = html`${endingWords(run.outcome, leftOf(run).length, run.start.check)}: ${run.start.runbook.title} – ${run.start.customer.title} – ${run.start.run}`;
  const moments = html`<div class="frame">${contents(run)}
    <div class="phases">
      ${run.phases.map(
        (phase, index) =>
          html`<section class="phase" aria-labelledby="phase-${index + 1}">
            <h2 id="phase-${index + 1}"><span class="quiet">Phase ${index + 1}</span> <bdi>${phase.title}</bdi></h2>
            ${phase.steps.map((step) => stepCard(step, album, isBrief ? gestureTable : undefined))}
          </section>`,
      )}
      ${reading()}
    </div></div>`;
  return html`<!doctype html>
    <html lang="en">
      ${head(title, REPORT_STYLES, POLICY)}
      <body class="report${isBrief ? ' brief' : ''}">
        ${iconSheet()}
        <a class="skip" href="#phase-1">Skip to the steps</a>
        <main>
          ${summary({ ...first, checks: [...first.checks, pictureCheck(run, album.pictures)] })}
          ${proofFigures(proofs, album)} ${background(run)}
          ${isBrief ? moments : allMoments(run, proofs.length === 0, moments)}
        </main>
        ${viewer()}
        <script type="module">${raw(VIEWER_SCRIPT)}</script>
      </body>
    </html> `;
}
