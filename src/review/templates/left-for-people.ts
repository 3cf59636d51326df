import { html } from 'hono/html';
import type { Run } from '../../evidence/read-run.ts';
import { stepsOf } from '../../evidence/read-run.ts';
import type { Html } from '../../web/html.ts';
import { leftOf } from '../format.ts';

/** What the run left for people: what to do, why, and the step that left it. Nothing where all is done. */
export function leftList(run: Run): Html | undefined {
  if (leftOf(run).length === 0) return undefined;
  return html`<ul class="left-for-you">
    ${stepsOf(run).flatMap(({ n, result }) =>
      (result?.left ?? []).map(
        ({ what, why }) =>
          html`<li>
            <a href="#step-${n}">Step ${n}</a> left for you: <strong><bdi>${what}</bdi></strong> (<bdi>${why}</bdi>)
          </li>`,
      ),
    )}
  </ul>`;
}
