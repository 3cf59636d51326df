import { html } from 'hono/html';
import { icon } from '../../../web/icons.ts';
import type { Html } from '../../../web/html.ts';
import type { Step } from '../../../evidence/read-run.ts';
import { planDiff } from '../plan-diff.ts';

const cell = (text: string | undefined) =>
  html`<td${text === undefined || text === 'None' || text === 'none' ? html` class="nothing"` : ''}><bdi>${text === undefined || text === '' ? '–' : text}</bdi></td>`;

/** What was wanted, found and read back, side by side; nothing for steps that ask for no values. */
export function planTable(step: Step): Html | undefined {
  const { rows, rest } = planDiff(step);
  if (rows.length === 0) return undefined;
  const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();
  return html`<div class="grid plan" tabindex="0" role="group" aria-label="Wanted and actual, step ${step.n}">
    <table>
      <thead>
        <tr>
          <th scope="col">Asked for</th>
          <th scope="col">Wanted</th>
          <th scope="col">Found</th>
          <th scope="col">Read back</th>
          <th scope="col"><span class="unseen">Verdict</span></th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ what, wanted, first, last }) =>
            html`<tr>
              <th scope="row"><bdi>${what}</bdi></th>
              ${cell(wanted)}${cell(first)}${cell(last)}
              <td class="verdict">
                ${last === undefined ? '' : same(last, wanted) ? html`<span class="good-text">${icon('good')}as wanted</span>` : html`<span class="bad-text">${icon('warn')}differs</span>`}
              </td>
            </tr>`,
        )}
      </tbody>
      ${
        rest !== undefined &&
        html`<tfoot>
          <tr>
            <td colspan="5" class="nothing">${rest}</td>
          </tr>
        </tfoot>`
      }
    </table>
  </div>`;
}
