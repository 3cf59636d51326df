import { html } from 'hono/html';
import { formatOffset } from '../../../evidence/format-duration.ts';
import { count } from '../../../evidence/picture-count.ts';
import type { Gesture, Step } from '../../../evidence/read-run.ts';
import { isGesture } from '../../../evidence/read-run.ts';
import { lookedWords } from '../../../evidence/runs/reviews.ts';
import type { Html } from '../../../web/html.ts';
import { icon } from '../../../web/icons.ts';
import { minuteOf } from '../../format.ts';
import { proofsOf, reviewOrder } from '../../proofs.ts';
import { allMoments } from '../../templates/all-moments.ts';
import type { Check } from '../../templates/checks.ts';
import type { Witness } from '../../templates/first-page/genuine.ts';
import { proofFigures } from '../../templates/first-page/proof-figures.ts';
import { instruction, KIND_WORD } from '../../templates/gesture.ts';
import type { Album } from '../../templates/picture.ts';
import { stepCard } from '../../templates/step.ts';
import { background, summary } from '../../templates/summary.ts';
import type { Look } from '../address.ts';
import { runAddress, shotAddress } from '../address.ts';
import { objectionsTo } from '../filter.ts';
import { RUN_KEYS } from '../keys.ts';
import { nextUnsigned, type Progress } from '../looked.ts';
import type { OpenRun } from '../open-run.ts';
import type { ReviewLog, RunReviews } from '../review-log.ts';
import { keyOf, toldOf } from '../review-log.ts';
import type { IndexedRun } from '../run-index.ts';
import { frames } from './filmstrip.ts';
import { frame } from './frame.ts';
import { journalLines } from './journal-lines.ts';
import { planTable } from './plan-table.ts';
import { outcomeBadge } from './runs.ts';
import { signOff } from './sign-off.ts';
import { stepList } from './step-list.ts';
import { warnings } from './warnings.ts';

interface RunPageOptions {
  entry: IndexedRun;
  open: OpenRun;
  album: Album;
  checks: Check[];
  witness: Witness;
  reviews: RunReviews;
  log: ReviewLog;
  /** Whether what is said now will be signed. */
  signs: boolean;
  reviewer: string;
  /** Why the reviewer may not approve it. */
  cannot: string | undefined;
  /** How much of it the reviewer has looked at. */
  looked: Progress;
  /** Runs that this one can be compared with, the likeliest first. */
  others: IndexedRun[];
}

const LOOK: Look = { view: 'picture', changes: false };

function gestureCell(
  gesture: Gesture,
  { entry, reviews, album: { pictures } }: Pick<RunPageOptions, 'entry' | 'reviews' | 'album'>,
): Html {
  const { start } = gesture;
  return html`<li class="cell ${start.kind}" id="gesture-${start.gesture}">
    <ol class="cell-frames">
      ${frames(gesture, entry, LOOK, reviews, pictures)}
    </ol>
    <h4 dir="auto">${instruction(gesture)}</h4>
    <p class="meta">
      <span class="kind ${start.kind}">${icon(start.kind)}${KIND_WORD[start.kind]}</span> ${formatOffset(start.mono_ms)}
    </p>
    ${gesture.withheld.map((line) => html`<p class="small">Withheld, because <bdi>${line.reason}</bdi>.</p>`)}
  </li>`;
}

/** Below a step's story: wanted and actual, the pictures, the journal. */
function inside(step: Step, options: RunPageOptions): Html {
  const { entry, open } = options;
  const lines = open.run.lines.filter((line) => 'step' in line && line.step === step.id);
  return html`${planTable(step)}${
    step.gestures.length > 0 &&
    html`<ol class="cells">
      ${step.timeline.filter(isGesture).map((gesture) => gestureCell(gesture, options))}
    </ol>`
  }
  ${
    lines.length > 0 &&
    html`<details class="folded">
      <summary>Journal of this step: ${count(lines.length, 'line')}</summary>
      ${journalLines(lines, open, entry, LOOK)}
    </details>`
  }`;
}

function progress({ open: { run }, reviews, entry, looked }: RunPageOptions): Html {
  const order = reviewOrder(run);
  const signed = order.filter(({ sha256 }) => reviews.pictures.has(sha256));
  const objected = objectionsTo(reviews);
  const next = nextUnsigned(run, reviews);
  if (run.shots.length === 0) return html`<p>There is no picture to look at.</p>`;
  const begin = signed.length === 0 ? 'Review the pictures' : 'Continue review';
  const words = next === undefined ? 'Look at the pictures' : begin;
  return html`<p class="progress">
      <strong>${signed.length} of ${count(order.length, 'picture')}</strong> signed
      off${objected > 0 && html`, <strong class="bad-text">${count(objected, 'objection')}</strong>`}
    </p>
    <p class="quiet small">Looked at: ${lookedWords(looked)}.</p>
    <p class="go">
      <a class="button primary" href="${shotAddress(entry, (next ?? order[0]!).number)}" data-keys="Enter u"
        >${words}</a
      >
    </p>`;
}

const compareWith = (entry: IndexedRun, others: RunPageOptions['others']): Html | false =>
  others.length > 0 &&
  html`<form method="get" action="/compare" class="compare-with">
    <h2><label for="compare-with">Compare with</label></h2>
    <input type="hidden" name="run" value="${keyOf(entry)}" />
    <div class="row">
      <select id="compare-with" name="run" data-keys="c">
        ${others.map(
          (other) =>
            html`<option value="${keyOf(other)}">
              ${other.customerTitle}, ${minuteOf(other.begun)}, ${other.outcome}
            </option>`,
        )}</select
      ><button>Compare</button>
    </div>
  </form>`;

/** A run at a glance: how it ended, what its evidence is worth, its steps, and each picture small. */
export function runPage(options: RunPageOptions): Html {
  const { entry, open, album, checks, witness, reviews, log, signs, reviewer, others } = options;
  const { run } = open;
  const wrong = checks.some(({ good }) => !good) || objectionsTo(reviews) > 0;
  const proofs = proofsOf(run);
  const phases = html`${run.phases.map(
    (phase, index) =>
      html`<section class="phase" aria-labelledby="phase-${index + 1}">
        <h2 id="phase-${index + 1}"><span class="quiet">Phase ${index + 1}</span> <bdi>${phase.title}</bdi></h2>
        ${phase.steps.map((step) => stepCard(step, album, () => inside(step, options)))}
      </section>`,
  )}`;
  const body = html`<div class="frame">
    ${stepList(run, reviews, (step) => `#step-${step.n}`)}
    <main id="main">
      ${warnings([log.warning])}
      <div class="head">
        ${summary({ album, checks, witness, reviews: toldOf(reviews) })}
        <aside class="panel" aria-label="Review">
          ${progress(options)}
          ${signOff({
            to: `${runAddress(entry)}/review`,
            what: 'run',
            reviewer,
            signs,
            operator: run.start.operator,
            holds: reviews.verdict,
            journal: run.journal.sha256,
            history: reviews.lines,
            approveKeys: 'A',
            approveWords: wrong ? 'Approve anyway' : 'Approve the run',
            cannot: options.cannot,
            hidden: {},
          })}
          ${compareWith(entry, others)}
          <p class="small">
            <a href="${runAddress(entry)}/journal" data-keys="v"
              >The whole journal, ${count(run.journal.lines, 'line')}</a
            >
          </p>
        </aside>
      </div>
      ${proofFigures(proofs, album)} ${background(run)} ${allMoments(run, proofs.length === 0, phases)}
    </main>
  </div>`;
  return frame({
    title: `${entry.customerTitle}, ${run.start.runbook.name}`,
    kind: 'run',
    path: [
      { words: 'Runs', address: '/', keys: 'l' },
      { words: `${entry.customerTitle} · ${run.start.runbook.name} · ${minuteOf(entry.begun)}` },
    ],
    beside: outcomeBadge(entry),
    keys: RUN_KEYS,
    body,
  });
}

/** The whole journal in words. */
export function journalPage(entry: IndexedRun, open: OpenRun): Html {
  const body = html`<main id="main" class="journal-page">
    <h1>Journal</h1>
    <p class="quiet">
      ${count(open.run.journal.lines, 'line')}. The time is since the run began. SHA-256 of the file:
      <code>${open.run.journal.sha256}</code>
    </p>
    ${journalLines(open.run.lines, open, entry, LOOK)}
  </main>`;
  const place = `${entry.customerTitle} · ${open.run.start.runbook.name} · ${minuteOf(entry.begun)}`;
  return frame({
    title: `Journal, ${entry.customerTitle}`,
    kind: 'journal',
    path: [
      { words: 'Runs', address: '/', keys: 'l' },
      { words: place, address: runAddress(entry), keys: 'g' },
      { words: 'Journal' },
    ],
    keys: [
      { keys: ['G'], does: 'Overview of the run' },
      { keys: ['L'], does: 'List of runs' },
    ],
    body,
  });
}
