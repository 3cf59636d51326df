import { html } from 'hono/html';
import type { Run, Step } from '../../evidence/read-run.ts';
import { stepsOf } from '../../evidence/read-run.ts';
import { type Compared, differenceInWords, surveyIn } from '../../portal-sdk/index.ts';
import type { Html } from '../../web/html.ts';

const COLUMNS = ['Thing', 'State', 'Expected', 'Found', 'Found by', 'How many', 'Nearest'];

function rowOf({ thing, state, expected, found, by, candidates, nearest, usable }: Compared): Html {
  const cells = [expected, found, by, candidates, nearest];
  const told = usable ? state : `${state}, not usable`;
  return html`<tr>
    <th scope="row"><bdi>${thing}</bdi></th>
    <td${state === 'same' ? html` class="nothing"` : ''}>${state === 'same' ? told : html`<strong>${told}</strong>`}</td>
    ${cells.map((cell) => html`<td class="${state === 'same' ? 'nothing' : ''}"><bdi>${cell === '' ? '–' : cell}</bdi></td>`)}
  </tr>`;
}

/** What a survey found of each screen, thing by thing. Nothing for other steps. */
export function surveyTables({ result }: Step): Html | undefined {
  const survey = surveyIn(result?.details);
  if (survey === undefined) return undefined;
  return html`${Object.entries(survey.screens).map(
    ([screen, things]) =>
      html`<h4 dir="auto">${screen}</h4>
        <div class="grid" tabindex="0" role="group" aria-label="${screen}">
          <table>
            <thead>
              <tr>
                ${COLUMNS.map((column) => html`<th scope="col">${column}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${things.map(rowOf)}
            </tbody>
          </table>
        </div>`,
  )}`;
}

/** The differences that a survey found, without what is as expected. Nothing for other steps. */
export function differencesOf({ result }: Step): Compared[] | undefined {
  const survey = surveyIn(result?.details);
  return survey && Object.values(survey.screens).flatMap((all) => all.filter(({ state }) => state !== 'same'));
}

export const differenceItem = (one: Compared): Html =>
  html`<li dir="auto">${differenceInWords(one)}${one.usable ? '' : html` <strong>(not usable)</strong>`}</li>`;

/** What a survey means for each job, and what came up on the way. Nothing for other runs. */
export function verdictList(run: Run): Html | undefined {
  const verdicts = run.end?.verdicts;
  if (verdicts === undefined) return undefined;
  const met = stepsOf(run).flatMap(({ result }) => surveyIn(result?.details)?.['met on the way'] ?? []);
  return html`<ul class="drift">
    ${verdicts.map(
      ({ job, can, because, unseen }) =>
        html`<li>
          <strong><bdi>${job}</bdi></strong> ${can ? 'can run' : 'cannot run, because'}${
            can ? (unseen === undefined ? '.' : `, as far as was seen. Not seen: ${unseen.join('; ')}.`) : ''
          }
          ${
            !can &&
            html`<ul class="changes">
              ${because.map((reason) => html`<li dir="auto">${reason}</li>`)}
            </ul>`
          }
        </li>`,
    )}
    ${[...new Set(met)].map((text) => html`<li>Met on the way: <bdi>${text}</bdi></li>`)}
  </ul>`;
}
