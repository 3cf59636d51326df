import { html } from 'hono/html';
import type { Step } from '../../../evidence/read-run.ts';
import type { Html } from '../../../web/html.ts';
import { icon } from '../../../web/icons.ts';
import { planDiff } from '../plan-diff.ts';

function cell(text: string | undefined): Html {
  const isNothing = text === undefined || text === 'None' || text === 'none';
  return html`<td ${isNothing && html`class="nothing"`}><bdi>${text || '–'}</bdi></td>`;
}

const isSame = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

function verdict(wanted: string, last: string | undefined): Html | undefined {
  if (last === undefined) return undefined;
  return isSame(last, wanted)
    ? html`<span class="good-text">${icon('good')}as wanted</span>`
    : html`<span class="bad-text">${icon('warn')}differs</span>`;
}

/** What was wanted, found and read back, side by side; nothing for steps that ask for no values. */
export function planTable(step: Step): Html | undefined {
  const { rows, rest } = planDiff(step);
  if (rows.length === 0) return undefined;
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
              <td class="verdict">${verdict(wanted, last)}</td>
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
