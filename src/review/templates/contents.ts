import { html } from 'hono/html';
import type { Run } from '../../evidence/read-run.ts';
import type { Html } from '../../web/html.ts';
import { icon } from '../../web/icons.ts';
import { STEP_TONE } from '../format.ts';

/** Phases and steps with their outcomes, and a switch that hides what only reads. */
export function contents(run: Run): Html {
  return html`<nav class="contents" aria-label="Contents">
    <p class="contents-title"><a href="#summary">Summary</a></p>
    <ol>
      ${run.phases.map(
        ({ title, steps }, index) =>
          html`<li>
            <a class="phase-link" href="#phase-${index + 1}" dir="auto">${title}</a>
            <ol>
              ${steps.map(
                (step) =>
                  html`<li>
                    <a class="step-link ${STEP_TONE[step.outcome]}" href="#step-${step.n}"
                      >${icon(STEP_TONE[step.outcome])}<span
                        ><bdi>${step.n}. ${step.title}</bdi> <small>${step.outcome}</small></span
                      ></a
                    >
                  </li>`,
              )}
            </ol>
          </li>`,
      )}
    </ol>
    <p class="contents-title"><a href="#reading">How to read this</a></p>
    <label class="switch"><input type="checkbox" id="leave-out-looks" /> Hide read-only gestures</label>
  </nav>`;
}
