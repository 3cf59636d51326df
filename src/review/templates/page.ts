import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Picture } from '../pictures.ts';
import { stepsOf } from '../../evidence/read-run.ts';
import type { Run } from '../../evidence/read-run.ts';
import { endingWords, leftOf } from '../format.ts';
import { pictureCheck, type Check } from './checks.ts';
import { contents } from './contents.ts';
import { iconSheet } from '../../web/icons.ts';
import type { Html } from '../../web/html.ts';
import { reading } from './how-to-read.ts';
import { stepCard } from './step.ts';
import { REPORT_STYLES } from '../../web/styles.ts';
import { summary } from './summary.ts';
import { viewer, VIEWER_SCRIPT } from './viewer.ts';

const allow = (inline: string) => `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;

/** Nothing may be loaded or run but pictures within the page, this style sheet and this script. */
const POLICY =
  `default-src 'none'; img-src data:; style-src ${allow(REPORT_STYLES)}; script-src ${allow(VIEWER_SCRIPT)}; ` +
  `base-uri 'none'; form-action 'none'`;

/** The whole page for one run. @param checks what else was checked than its pictures */
export function page(run: Run, pictures: Map<number, Picture>, checks: Check[] = []): Html {
  const album = { run, pictures, numbers: new Map(stepsOf(run).map((step) => [step.id, step.n])) };
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>
          ${endingWords(run.outcome, leftOf(run).length)}: ${run.start.runbook.title} – ${run.start.customer.title}
          – ${run.start.run}
        </title>
        <style>${raw(REPORT_STYLES)}</style>
      </head>
      <body>
        ${iconSheet()}
        <a class="skip" href="#phase-1">Skip to the steps</a>
        <div class="frame">
          ${summary(run, [...checks, pictureCheck(run, pictures)])} ${contents(run)}
          <main>
            ${run.phases.map(
              (phase, index) =>
                html`<section class="phase" aria-labelledby="phase-${index + 1}">
                  <h2 id="phase-${index + 1}">
                    <span class="quiet">Phase ${index + 1}</span> <bdi>${phase.title}</bdi>
                  </h2>
                  ${phase.steps.map((step) => stepCard(step, album))}
                </section>`,
            )}
            ${reading()}
          </main>
        </div>
        ${viewer()}
        <script type="module">${raw(VIEWER_SCRIPT)}</script>
      </body>
    </html> `;
}
