import { html } from 'hono/html';
import type { Problem } from '../../evidence/events.ts';
import { stepsOf } from '../../evidence/read-run.ts';
import type { Run } from '../../evidence/read-run.ts';
import { formatDuration } from '../../evidence/format-duration.ts';
import { count } from '../../evidence/picture-count.ts';
import {
  endingWords,
  leftOf,
  localTime,
  outcomeSentence,
  RUN_TONE,
  stoppedAt,
  summaryLine,
  utcTime,
} from '../format.ts';
import { accountWords } from './account.ts';
import { checkLines } from './checks.ts';
import type { Check } from './checks.ts';
import { driftList } from './drift.ts';
import { foldedFacts } from './facts.ts';
import { icon } from '../../web/icons.ts';
import type { Html } from '../../web/html.ts';
import { leftList } from './left.ts';
import { hash } from './picture.ts';
import { isProblem, problemBox } from './problem.ts';
import { timelineEvent } from './timeline-event.ts';

const withNote = (value: Html | string, note: Html | string) => html`${value}<br /><span class="quiet">${note}</span>`;

/** How the browser ran: `headless, watched on a live page`. */
function modeWords({ headed, pace, watched }: Run['start']['mode']): string {
  return [
    headed ? 'in a window that a person could see' : 'headless',
    pace !== undefined && pace > 0 && `each instruction shown for ${pace} ms before it was carried out`,
    watched && 'watched on a live page',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Who, when, where and with what. */
function particulars(run: Run): Html {
  const { start } = run;
  const { runbook, customer, machine, versions, mode, portals } = start;
  const row = (name: string, value: unknown) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<dl class="particulars">
    ${row('Customer', html`<bdi>${customer.title}</bdi> (<bdi>${customer.name}</bdi>)`)}
    ${row('Operator', html`<bdi>${start.operator}</bdi>`)}
    ${
      run.accounts.length > 0 &&
      row(
        'Signed in as',
        html`<ul>
          ${run.accounts.map(({ portal, account }) => html`<li><bdi>${portal}</bdi>: ${accountWords(account)}</li>`)}
        </ul>`,
      )
    }
    ${row('Machine', html`<bdi>${machine.host}</bdi>, <bdi>${machine.os}</bdi>`)}
    ${row(
      'Start',
      withNote(html`<time datetime="${start.utc}">${utcTime(start.utc)}</time>`, `local: ${localTime(start.utc)}`),
    )}
    ${row('Duration', `${formatDuration(run.ms)}${run.end ? '' : ' up to the last line of the journal'}`)}
    ${row(
      'Run',
      withNote(html`<code>${start.run}</code>`, html`what it made carries the mark <code>${start.tag}</code>`),
    )}
    ${
      start.continues !== undefined &&
      row('Continues', withNote(html`run <code>${start.continues}</code>`, 'which did not come to its end'))
    }
    ${row(
      'Runbook',
      withNote(html`<bdi>${runbook.file}</bdi> (<bdi>${runbook.name}</bdi>)`, html`SHA-256 ${hash(runbook.sha256)}`),
    )}
    ${row(
      'Portals',
      html`<ul>
        ${Object.entries(portals).map(
          ([name, address]) =>
            html`<li>
              <bdi>${address}</bdi> <span class="quiet"><bdi>${name}</bdi></span>
            </li>`,
        )}
      </ul>`,
    )}
    ${row('Browser', withNote(html`<bdi>${versions.browser}</bdi>`, modeWords(mode)))}
    ${row('Versions', html`Keywright ${versions.keywright}, Node ${versions.node}, Playwright ${versions.playwright}`)}
    ${row('Journal', withNote(count(run.journal.lines, 'line'), html`SHA-256 ${hash(run.journal.sha256)}`))}
  </dl>`;
}

/** The last error that the run noted outside a step's result. */
function lastProblemOf(run: Run): Problem | undefined {
  return [...run.remarks, ...stepsOf(run).flatMap((step) => step.notes)]
    .map((line): unknown => (line.type === 'note' ? line.details : undefined))
    .findLast(isProblem);
}

/**
 * The head: what ran for whom, how it ended, who, when, where and with what.
 * @param folded whether the particulars wait until they are asked for
 */
export function summary(run: Run, checks: Check[], folded = false): Html {
  const { start, outcome } = run;
  const { runbook, customer } = start;
  const stopped = stoppedAt(run);
  const problem = stopped?.result?.problem;
  const crash = problem ? undefined : lastProblemOf(run);
  return html`<header class="summary" id="summary">
    <p class="kicker">Keywright · evidence of a run</p>
    <h1 dir="auto">${runbook.title}</h1>
    <p class="customer">
      for <strong><bdi>${customer.title}</bdi></strong>
    </p>
    <div class="outcome ${RUN_TONE[outcome]}">
      ${icon(RUN_TONE[outcome])}
      <div>
        <p class="outcome-word">${endingWords(outcome, leftOf(run).length)}</p>
        <p>
          ${outcomeSentence(run)}
          ${stopped && outcome !== 'done' && html`<a href="#step-${stopped.n}">Go to this step</a>`}
        </p>
        ${
          problem &&
          html`<p class="advice"><span>Saw:</span> <bdi>${problem.actual}</bdi></p>
            <p class="advice"><span>What to do:</span> <bdi>${problem.hint}</bdi></p>`
        }${driftList(run)}${leftList(run)}
      </div>
    </div>
    ${outcome === 'failed' && crash && problemBox('What went wrong', crash)}
    <p class="counts">${summaryLine(run)}</p>
    ${checkLines([...checks, ...run.warnings.map((says) => ({ good: false, says }))])}
    ${
      folded
        ? html`<details class="folded">
            <summary>Who, when, where and with what</summary>
            ${particulars(run)}
          </details>`
        : particulars(run)
    }
    ${foldedFacts('What the runbook was given', start.inputs)}
    ${
      run.remarks.length > 0 &&
      html`<details class="folded">
        <summary>${count(run.remarks.length, 'note')} of the run as a whole</summary>
        <ol class="timeline">
          ${run.remarks.map(timelineEvent)}
        </ol>
      </details>`
    }
  </header>`;
}
