import { html } from 'hono/html';
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
    ${row('Start', html`<time datetime="${start.utc}">${utcTime(start.utc)}</time><br /><span class="quiet">local: ${localTime(start.utc)}</span>`)}
    ${row('Duration', `${formatDuration(run.ms)}${run.end ? '' : ' up to the last line of the journal'}`)}
    ${row('Run', html`<code>${start.run}</code><br /><span class="quiet">what it made carries the mark <code>${start.tag}</code></span>`)}
    ${start.continues !== undefined && row('Continues', html`run <code>${start.continues}</code><br /><span class="quiet">which did not come to its end</span>`)}
    ${row('Runbook', html`<bdi>${runbook.file}</bdi> (<bdi>${runbook.name}</bdi>)<br /><span class="quiet">SHA-256 ${hash(runbook.sha256)}</span>`)}
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
    ${row('Browser', html`<bdi>${versions.browser}</bdi><br /><span class="quiet">${mode.headed ? 'in a window that a person could see' : 'headless'}${mode.pace !== undefined && mode.pace > 0 && `, each instruction shown for ${mode.pace} ms before it was carried out`}${mode.watched && ', watched on a live page'}</span>`)}
    ${row('Versions', html`Keywright ${versions.keywright}, Node ${versions.node}, Playwright ${versions.playwright}`)}
    ${row('Journal', html`${count(run.journal.lines, 'line')}<br /><span class="quiet">SHA-256 ${hash(run.journal.sha256)}</span>`)}
  </dl>`;
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
  const crash = problem
    ? undefined
    : [...run.remarks, ...stepsOf(run).flatMap((step) => step.notes)].findLast(
        (line) => line.type === 'note' && isProblem(line.details),
      );
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
          ${outcomeSentence(run)}${stopped && outcome !== 'done' && html` <a href="#step-${stopped.n}">Go to this step</a>`}
        </p>
        ${
          problem &&
          html`<p class="advice"><span>Saw:</span> <bdi>${problem.actual}</bdi></p>
            <p class="advice"><span>What to do:</span> <bdi>${problem.hint}</bdi></p>`
        }${driftList(run)}${leftList(run)}
      </div>
    </div>
    ${outcome === 'failed' && crash?.type === 'note' && isProblem(crash.details) && problemBox('What went wrong', crash.details)}
    <p class="counts">${summaryLine(run)}</p>
    ${checkLines([...checks, ...run.doubts.map((says) => ({ good: false, says }))])}
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
