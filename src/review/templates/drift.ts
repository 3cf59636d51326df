import { html } from 'hono/html';
import type { Run } from '../../evidence/read-run.ts';
import { stepsOf } from '../../evidence/read-run.ts';
import type { Html } from '../../web/html.ts';
import { differenceItem, differencesOf } from './survey.ts';

/**
 * What a check found: each step that is not as it should be, with what would set it right, and sealed keys that were
 * left behind. Nothing for other runs.
 */
export function driftList(run: Run): Html | undefined {
  if (run.outcome !== 'drift') return undefined;
  const steps = stepsOf(run).filter(({ outcome }) => outcome === 'drift');
  const left = run.remarks.filter((remark) => remark.type === 'note' && remark.details?.['sealed copy'] !== undefined);
  return html`<ul class="drift">
    ${steps.map((step) => {
      const { n, result, title } = step;
      const differences = differencesOf(step);
      if (differences !== undefined)
        return html`<li>
          <a href="#step-${n}">Step ${n}</a>: <bdi>${title}</bdi>
          <ul class="changes">
            ${differences.map(differenceItem)}
          </ul>
        </li>`;
      return html`<li>
          <a href="#step-${n}">Step ${n}</a>: <bdi>${result?.actual}</bdi> ${
            result?.changes &&
            html`<ul class="changes">
              ${result.changes.map((change) => html`<li dir="auto">${change}</li>`)}
            </ul>`
          }
          ${result?.problem && html`<p class="advice"><span>What to do:</span> <bdi>${result.problem.hint}</bdi></p>`}
        </li>`;
    })}
    ${left.map((remark) => html`<li>${remark.type === 'note' && html`<bdi>${remark.text}</bdi>`}</li>`)}
  </ul>`;
}

/** What a check did not let through though it may only read: no step needed it, but nobody has seen what it brings. */
export function heldBackList(run: Run): Html[] {
  return run.remarks.flatMap((remark) =>
    remark.type === 'note' && remark.details?.['not let through'] !== undefined
      ? [html`<p class="advice"><span>Not let through:</span> <bdi>${remark.text}</bdi></p>`]
      : [],
  );
}
