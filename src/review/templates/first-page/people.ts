import { html } from 'hono/html';
import type { ByPerson } from '../../../evidence/events.ts';
import { formatDuration } from '../../../evidence/format-duration.ts';
import { doneAt } from '../../../evidence/people.ts';
import type { Line, Run } from '../../../evidence/read-run.ts';
import { shortSha } from '../../../evidence/short-sha.ts';
import type { Html } from '../../../web/html.ts';
import { localTime, personDid, timeOfDay, utcTime } from '../../format.ts';
import { accountWords } from '../account.ts';

/** What was said of a run after it: one line of the review log. */
export interface ReviewTold {
  verdict: string;
  reviewer: string;
  utc: string;
  /** `5 of 6 proving pictures and 12 of 64 in all were looked at`. */
  looked?: string | undefined;
  remark?: string | undefined;
}

const row = (name: string, value: unknown) =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const acts = (run: Run): Line<ByPerson>[] => run.lines.filter((line) => line.type === 'person');

/** What people did with the run or its browser, beside approving. */
const HANDS: readonly ByPerson['did'][] = [
  'took over',
  'used the browser',
  'says it is done by hand',
  'confirmed words',
  'refused',
  'stopped',
];

function approvals(run: Run): Html {
  const given = acts(run).filter(({ did }) => did === 'approved');
  const asking = run.start.plan.flatMap(({ steps }) => steps.filter(({ approve }) => approve));
  if (given.length === 0)
    return asking.length === 0
      ? html`Nobody. No step asked for an approval.`
      : html`Nobody, though ${asking.map(({ title }) => `“${title}”`).join(', ')} asked for it.`;
  return html`<ul>
    ${given.map(
      (act) =>
        html`<li>
          <bdi>${act.who}</bdi> ${personDid(act, undefined, act.statement && '')}${act.step !== undefined && html` <bdi>“${titleOf(run, act.step)}”</bdi>`},
          ${timeOfDay(doneAt(act))}${signature(act)}${act.who === run.start.operator && html` <span class="quiet">(who also ran it)</span>`}
        </li>`,
    )}
  </ul>`;
}

/** By which key it is signed, and the reason. */
const signature = ({ statement }: ByPerson): Html | false =>
  statement !== undefined &&
  html`<br /><span class="quiet">signed with the key <code>${shortSha(statement.key)}…</code></span>${
    statement.reason !== undefined && html`<br /><span class="said" dir="auto">${statement.reason}</span>`
  }`;

const titleOf = (run: Run, id: string) =>
  run.phases.flatMap(({ steps }) => steps).find((step) => step.id === id)?.title ?? id;

function reviews(told: ReviewTold[] | undefined, operator: string): Html {
  if (told === undefined) return html`Not part of this file: reviews come later, in <code>runs/reviews.jsonl</code>.`;
  if (told.length === 0) return html`Nobody yet.`;
  return html`<ul>
    ${told.map(
      ({ verdict, reviewer, utc, looked, remark }) =>
        html`<li>
          <bdi>${reviewer}</bdi>${reviewer === operator && html` <span class="quiet">(who also ran it)</span>`}: ${verdict},
          ${utcTime(utc).replace(/\.\d+/, '')}${looked !== undefined && html`; <span class="quiet">${looked}</span>`}${
            remark !== undefined && html`<br /><span class="said" dir="auto">${remark}</span>`
          }
        </li>`,
    )}
  </ul>`;
}

const names = (all: string[]) =>
  html`${[...new Set(all)].map((name, n) => html`${n > 0 && ', '}<strong><bdi>${name}</bdi></strong>`)}`;

/** Who approved and who reviewed, in a line for the head of the page. */
export function signatories(run: Run, told: ReviewTold[] | undefined): Html {
  const approved = acts(run).filter(({ did }) => did === 'approved');
  const asking = run.start.plan.some(({ steps }) => steps.some(({ approve }) => approve));
  const reviewed = told?.findLast(({ verdict }) => verdict !== 'remarked');
  return html`<p class="customer">
    approved by ${approved.length > 0 ? names(approved.map(({ who }) => who)) : `nobody${asking ? '' : ' (no step asks for it)'}`}${
      told !== undefined &&
      html`, reviewed by ${
        reviewed === undefined ? 'nobody yet' : html`${names([reviewed.reviewer])} (${reviewed.verdict})`
      }`
    }
  </p>`;
}

/** Who asked, approved, ran and reviewed, and as whom they were signed in. */
export function people(run: Run, told: ReviewTold[] | undefined): Html {
  const { start, environment } = run;
  const { operator, machine } = start;
  const said = (words: string, value: string | undefined) =>
    value !== undefined && html`, ${words} <bdi>${value}</bdi>`;
  const more = (portal: string) => [
    said('tenant', start.tenants?.[portal]),
    said('an address with', start.unusual?.[portal]),
    said('driven by', start.origins?.[portal]),
  ];
  const started = acts(run).find(({ did }) => did === 'started');
  const hands = acts(run).filter(({ did }) => HANDS.includes(did));
  const user = environment !== undefined && environment.osUser !== operator ? ` (user ${environment.osUser})` : '';
  return html`<section class="sheet-part" aria-labelledby="people-title">
    <h2 id="people-title">By whom</h2>
    <dl class="told">
      ${row(
        'Requested by',
        start.requestedBy === undefined
          ? html`<span class="quiet">Nobody was named.</span>`
          : html`<bdi>${start.requestedBy}</bdi> <span class="quiet">(as ${operator} said)</span>`,
      )}
      ${row('Ran', html`<bdi>${operator}</bdi>${user} on <bdi>${machine.host}</bdi>${started && signature(started)}`)}
      ${row(
        'When',
        html`<time datetime="${start.utc}">${utcTime(start.utc).replace(/\.\d+/, '')}</time>, for
          ${formatDuration(run.ms)}<br /><span class="quiet">local: ${localTime(start.utc)}</span>`,
      )}
      ${row(
        'Signed in as',
        run.accounts.length === 0
          ? html`<span class="quiet">Not recorded in this run.</span>`
          : html`<ul>
              ${run.accounts.map(
                ({ portal, account }) =>
                  html`<li>
                    ${accountWords(account)} <span class="quiet">at <bdi>${start.titles?.[portal] ?? portal}</bdi>, <bdi>${start.portals[portal]}</bdi>${more(portal)}</span>
                  </li>`,
              )}
            </ul>`,
      )}
      ${row('Approved by', approvals(run))}
      ${
        hands.length > 0 &&
        row(
          'By hand',
          html`<ul>
            ${hands.map(
              (act) =>
                html`<li><bdi>${act.who}</bdi> ${personDid(act)}, ${timeOfDay(doneAt(act))}${signature(act)}</li>`,
            )}
          </ul>`,
        )
      }
      ${row('Reviewed by', reviews(told, operator))}
    </dl>
  </section>`;
}
