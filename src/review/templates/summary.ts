import { html } from 'hono/html';
import type { Problem } from '../../evidence/events.ts';
import { count } from '../../evidence/picture-count.ts';
import type { Run } from '../../evidence/read-run.ts';
import { stepsOf } from '../../evidence/read-run.ts';
import type { Html } from '../../web/html.ts';
import { icon } from '../../web/icons.ts';
import { endingWords, leftOf, minuteOf, outcomeSentence, RUN_TONE, stoppedAt, summaryLine } from '../format.ts';
import { proofsOf } from '../proofs.ts';
import { type Check, checkLines } from './checks.ts';
import { driftList, heldBackList } from './drift.ts';
import { entry, foldedFacts } from './facts.ts';
import { whatExists } from './first-page/existing.ts';
import { genuine, hasWitness, type Witness } from './first-page/genuine.ts';
import { people, type ReviewTold, signatories } from './first-page/people.ts';
import { leftList } from './left-for-people.ts';
import { type Album, hash } from './picture.ts';
import { isProblem, problemBox } from './problem.ts';
import { verdictList } from './survey.ts';
import { timelineEvent } from './timeline-event.ts';

const withNote = (value: Html | string, note: Html | string) => html`${value}<br /><span class="quiet">${note}</span>`;

/** How the browser ran: `headless, watched on a live page`. */
function modeWords({ headed, pace, watched }: Run['start']['mode']): string {
  return [
    headed ? 'headed' : 'headless',
    pace !== undefined && pace > 0 && `${pace / 1000} s per instruction`,
    watched && 'with live page',
  ]
    .filter(Boolean)
    .join(', ');
}

/** A path without its folders: where a runbook lay on the operator's machine is nobody's business. */
const fileName = (path: string) => path.split(/[\\/]/).at(-1)!;

function particulars(run: Run): Html {
  const { start } = run;
  const { runbook, machine, versions, mode, portals } = start;
  return html`<dl class="particulars">
    ${entry('Run', withNote(html`<code>${start.run}</code>`, html`what it makes is tagged <code>kw-${start.tag}</code>`))}
    ${
      start.continues !== undefined &&
      entry('Continues', withNote(html`run <code>${start.continues}</code>`, 'which was not finished'))
    }
    ${entry(
      'Runbook',
      withNote(
        html`<bdi>${runbook.title}</bdi> (<bdi>${runbook.name}</bdi>)`,
        html`<bdi>${fileName(runbook.file)}</bdi>, SHA-256 ${hash(runbook.sha256)}`,
      ),
    )}
    ${entry(
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
    ${entry('Machine', html`<bdi>${machine.host}</bdi>, <bdi>${machine.os}</bdi>`)}
    ${entry('Browser', withNote(html`<bdi>${versions.browser}</bdi>`, modeWords(mode)))}
    ${entry('Versions', html`Keywright ${versions.keywright}, Node ${versions.node}, Playwright ${versions.playwright}`)}
    ${entry('Journal', withNote(count(run.journal.lines, 'line'), html`SHA-256 ${hash(run.journal.sha256)}`))}
  </dl>`;
}

/** The last error that the run noted outside a step's result. */
function lastProblemOf(run: Run): Problem | undefined {
  return [...run.remarks, ...stepsOf(run).flatMap((step) => step.notes)]
    .map((line): unknown => (line.type === 'note' ? line.details : undefined))
    .findLast(isProblem);
}

/** The checks, the first of which says whether anybody outside was told. */
function withWitness(checks: Check[], witness: Witness): Check[] {
  const [first, ...others] = checks;
  const told = hasWitness(witness);
  return first === undefined || told === undefined ? checks : [{ ...first, says: `${first.says} ${told}` }, ...others];
}

/** Whether each portal has an address of the machine that ran it: a rehearsal, or a way that leads on from there. */
function isOnOwnMachine({ start }: Run): boolean {
  const hosts = Object.values(start.portals).map((url) => URL.parse(url)?.hostname ?? '');
  return hosts.length > 0 && hosts.every((host) => /^(localhost|.+\.localhost|127\.[\d.]+|\[::1\])$/.test(host));
}

/** What the first page needs beside the run. */
export interface FirstPage {
  album: Album;
  checks: Check[];
  witness: Witness;
  /** What the review log says of the run as a whole; missing where this page cannot know it. */
  reviews?: ReviewTold[] | undefined;
}

/**
 * The first page: what ran for whom and how it ended, what exists now, who asked, approved, ran and reviewed, and
 * whether it is genuine. Everything else of a run stands behind it.
 */
export function summary({ album, checks, witness, reviews }: FirstPage): Html {
  const { run } = album;
  const { start, outcome } = run;
  const { runbook, customer } = start;
  const stopped = stoppedAt(run);
  const problem = stopped?.result?.problem;
  const crash = problem ? undefined : lastProblemOf(run);
  return html`<header class="summary" id="summary">
    <p class="kicker">Keywright · evidence of a run</p>
    <h1 dir="auto">${runbook.title}</h1>
    <p class="customer">
      for <strong><bdi>${customer.title}</bdi></strong> (<bdi>${customer.name}</bdi>), run by <strong><bdi>${start.operator}</bdi></strong> on
      <time datetime="${start.utc}">${minuteOf(start.utc)} UTC</time>
    </p>
    ${isOnOwnMachine(run) && html`<p class="customer">at addresses of the machine itself, as practice portals have</p>`}
    ${signatories(run, reviews)}
    <div class="outcome ${RUN_TONE[outcome]}">
      ${icon(RUN_TONE[outcome])}
      <div>
        <p class="outcome-word">${endingWords(outcome, leftOf(run).length, start.check)}</p>
        <p>
          ${outcomeSentence(run)}
          ${stopped && outcome !== 'done' && html`<a href="#step-${stopped.n}">Go to this step</a>`}
        </p>
        ${
          problem &&
          html`<p class="advice"><span>Saw:</span> <bdi>${problem.actual}</bdi></p>
            <p class="advice"><span>What to do:</span> <bdi>${problem.hint}</bdi></p>`
        }${driftList(run)}${heldBackList(run)}${verdictList(run)}${leftList(run)}
      </div>
    </div>
    ${checkLines([...withWitness(checks, witness), ...run.warnings.map((says) => ({ good: false, says }))])}
    ${outcome === 'failed' && crash && problemBox('What went wrong', crash)}
    ${whatExists(run, proofsOf(run))}
    <div class="sheet-parts">
      ${people(run, reviews)}
      ${genuine(run, witness, checks.find(({ key }) => key !== undefined)?.key)}
    </div>
  </header>`;
}

/** With what it ran, for whoever has to trace it: folded, behind what proves it. */
export function background(run: Run): Html {
  const { start } = run;
  return html`<section class="background" aria-label="Background">
    <p class="counts">${summaryLine(run)}</p>
    <details class="folded">
      <summary>Run, runbook, machine and versions</summary>
      ${particulars(run)}
    </details>
    ${foldedFacts('Inputs', start.inputs)}
    ${run.environment?.requests && foldedFacts('What the browser asked of the portals', { requests: run.environment.requests })}
    ${
      run.remarks.length > 0 &&
      html`<details class="folded">
        <summary>${count(run.remarks.length, 'general note')}</summary>
        <ol class="timeline">
          ${run.remarks.map(timelineEvent)}
        </ol>
      </details>`
    }
  </section>`;
}
