import { html } from 'hono/html';
import type { Run, Step } from '../../../evidence/read-run.ts';
import type { Html } from '../../../web/html.ts';
import { icon } from '../../../web/icons.ts';
import { STEP_TONE } from '../../format.ts';
import type { RunReviews } from '../review-log.ts';

const picturesOf = (run: Run, step: Step) => run.shots.filter((shot) => shot.step === step.id);

/** Phases and steps as a timeline, with how far their review is. @param address where a step's link leads */
export function stepList(run: Run, reviews: RunReviews, address: (step: Step) => string, here?: Step): Html {
  return html`<nav class="contents" aria-label="Steps">
    <ol>
      ${run.phases.map(
        ({ title, steps }) =>
          html`<li>
            <p class="phase-link" dir="auto">${title}</p>
            <ol>
              ${steps.map((step) => {
                const pictures = picturesOf(run, step);
                const signed = pictures.filter(({ sha256 }) => reviews.pictures.has(sha256)).length;
                const all = signed === pictures.length ? ' all' : '';
                return html`<li>
                  <a
                    class="step-link ${STEP_TONE[step.outcome]}"
                    href="${address(step)}"
                    ${step === here ? html` aria-current="step"` : ''}
                    >${icon(STEP_TONE[step.outcome])}<span
                      ><bdi>${step.n}. ${step.title}</bdi>
                      <small>${step.outcome}</small
                      >${
                        pictures.length > 0 &&
                        html`<small class="signed${all}">${signed} of ${pictures.length} signed off</small>`
                      }</span
                    ></a
                  >
                </li>`;
              })}
            </ol>
          </li>`,
      )}
    </ol>
  </nav>`;
}
