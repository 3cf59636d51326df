import { html } from 'hono/html';
import { count } from '../../../evidence/picture-count.ts';
import type { NumberedShot, Step } from '../../../evidence/read-run.ts';
import { stepsOf } from '../../../evidence/read-run.ts';
import type { Html } from '../../../web/html.ts';
import { icon } from '../../../web/icons.ts';
import { minuteOf, WHEN_WORD } from '../../format.ts';
import type { Picture } from '../../pictures.ts';
import { proofsOf, reviewOrder } from '../../proofs.ts';
import type { Check } from '../../templates/checks.ts';
import { checkLines } from '../../templates/checks.ts';
import { KIND_WORD } from '../../templates/gesture.ts';
import { caption, withheldCard } from '../../templates/picture.ts';
import { problemBox } from '../../templates/problem.ts';
import { story } from '../../templates/step.ts';
import type { Look } from '../address.ts';
import { pictureAddress, runAddress, shotAddress } from '../address.ts';
import { SHOT_KEYS } from '../keys.ts';
import { nextUnsigned } from '../looked.ts';
import type { OpenRun } from '../open-run.ts';
import { otherHalf } from '../open-run.ts';
import type { ReviewLog, RunReviews } from '../review-log.ts';
import type { IndexedRun } from '../run-index.ts';
import { filmstrip, reviewMark } from './filmstrip.ts';
import { frame } from './frame.ts';
import { journalLines } from './journal-lines.ts';
import { planTable } from './plan-table.ts';
import { outcomeBadge } from './runs.ts';
import { signOff } from './sign-off.ts';
import type { Pane } from './stage.ts';
import { findings, looks, stage } from './stage.ts';
import { stepList } from './step-list.ts';
import { warnings } from './warnings.ts';

interface ShotPageOptions {
  entry: IndexedRun;
  open: OpenRun;
  shot: NumberedShot;
  /** Of all shots. */
  pictures: Map<number, Picture>;
  reviews: RunReviews;
  log: ReviewLog;
  /** Whether what is said now will be signed. */
  signs: boolean;
  reviewer: string;
  /** Why the reviewer may not approve it. */
  cannot: string | undefined;
  look: Look;
}

/** The address of a picture's page. */
type AddressOf = (shot: NumberedShot | undefined) => string | undefined;

/** One half of the stage. */
function paneOf(shot: NumberedShot, pictures: Map<number, Picture>): Pane {
  const picture = pictures.get(shot.number);
  const words = `${WHEN_WORD[shot.when]}, picture ${shot.number}`;
  return picture !== undefined && 'src' in picture
    ? { words, shot, src: picture.src }
    : { words, shot, ...(picture && { notShown: picture }) };
}

const TURNS = {
  previous: { words: 'Previous picture', keys: 'ArrowLeft k' },
  next: { words: 'Next picture', keys: 'ArrowRight j' },
} as const;

/** The link to the picture before or after. @param address undefined where there is none */
function turn(to: 'previous' | 'next', address: string | undefined): Html {
  const { words, keys } = TURNS[to];
  return address === undefined
    ? html`<span class="turn off" aria-hidden="true">${icon(to)}</span>`
    : html`<a class="turn" href="${address}" data-keys="${keys}" title="${words}"
        >${to === 'previous' && icon(to)}<span class="unseen">${words}</span>${to === 'next' && icon(to)}</a
      >`;
}

/** A link for its keys. @param address undefined where there is none */
const hidden = (address: string | undefined, keys: string, words: string) =>
  address !== undefined && html`<a class="unseen-until-focus" href="${address}" data-keys="${keys}">${words}</a>`;

/** Above the picture: its place in the run, and what it shows. */
function shotHead({ open: { run, gestures, steps }, shot, reviews }: ShotPageOptions, addressOf: AddressOf): Html {
  const gesture = gestures.get(shot.gesture)?.start;
  const step = steps.get(shot.step)!;
  const proof = proofsOf(run).find((one) => one.shot?.sha256 === shot.sha256);
  const kind = gesture?.kind;
  return html`<div class="shot-head">
    <div class="turns">
      ${turn('previous', addressOf(run.shots[shot.number - 2]))}<span class="place"
        >${shot.number} <span class="quiet">of ${run.shots.length}</span></span
      >${turn('next', addressOf(run.shots[shot.number]))}
    </div>
    <div class="shot-title">
      ${proof && html`<p class="proves">${icon('good')}<span>Proves: <bdi>${proof.heading}</bdi></span></p>`}
      <p class="meta"><bdi>Step ${step.n}: ${step.title}</bdi></p>
      <h1 dir="auto">${gesture?.title ?? step.title}</h1>
    </div>
    <p class="shot-kind">
      <strong>${WHEN_WORD[shot.when]}</strong
      >${kind && html`<span class="kind ${kind}">${icon(kind)}${KIND_WORD[kind]}</span>`}${reviewMark(reviews, shot)}
    </p>
  </div>`;
}

/** Beside the picture: the sign-off, the step, and its journal. @param isShown whether the picture is as it was taken */
function sidePanel(options: ShotPageOptions, isShown: boolean): Html {
  const { entry, open, shot, reviews, signs, reviewer, cannot, look } = options;
  const { run } = open;
  const step = open.steps.get(shot.step)!;
  const lines = run.lines.filter((line) => 'step' in line && line.step === step.id);
  return html`<aside class="panel" aria-label="Review and journal">
    ${signOff({
      to: `${runAddress(entry)}/shot/${shot.number}/review`,
      what: 'picture',
      reviewer,
      signs,
      operator: run.start.operator,
      holds: reviews.pictures.get(shot.sha256),
      journal: run.journal.sha256,
      sha256: shot.sha256,
      history: reviews.lines.filter((line) => line.shot?.number === shot.number || line.shot?.sha256 === shot.sha256),
      approveKeys: 'a',
      approveWords: 'Approve',
      cannot: isShown ? cannot : 'A picture that is not shown cannot be approved.',
      hidden: { view: look.view, changes: look.changes ? '1' : '' },
    })}
    <section aria-labelledby="story-title">
      <h2 id="story-title">The step</h2>
      ${step.result?.problem ? problemBox('What went wrong', step.result.problem) : story(step)}${planTable(step)}
    </section>
    <section aria-labelledby="journal-title">
      <h2 id="journal-title">Journal of the step</h2>
      <div class="step-journal" tabindex="0" role="group" aria-labelledby="journal-title">
        ${journalLines(lines, open, entry, look, shot.gesture)}
      </div>
      <p class="small"><a href="${runAddress(entry)}/journal" data-keys="v">The whole journal</a></p>
    </section>
  </aside>`;
}

/** A picture large, with who, when and where under it, and all that the run says of it beside it. */
export function shotPage(options: ShotPageOptions): Html {
  const { entry, open, shot, pictures, reviews, log, look } = options;
  const { run } = open;
  const step = open.steps.get(shot.step)!;
  const addressOf: AddressOf = (to) => to && shotAddress(entry, to.number, look);
  const first = (of: Step | undefined) => addressOf(run.shots.find((candidate) => candidate.step === of?.id));
  const withPictures = stepsOf(run).filter((one) => first(one) !== undefined);
  const place = withPictures.indexOf(step);
  const other = otherHalf(open, shot);
  const pair = other && { left: paneOf(other.left, pictures), right: paneOf(other.right, pictures) };
  const shown = paneOf(shot, pictures);
  const file =
    shown.src === undefined
      ? html`${shot.file}`
      : html`<a href="${pictureAddress(entry, shot.number)}">${shot.file}</a>`;
  const check: Check =
    shown.notShown === undefined
      ? { good: true, says: 'The picture matches its SHA-256 in the journal.' }
      : { good: false, says: shown.notShown.wrong };
  const looksBar = looks(look, pair !== undefined, (to) => shotAddress(entry, shot.number, to), 'Mark changes');
  const body = html`<div class="bench">
    ${stepList(run, reviews, (to) => first(to) ?? `${runAddress(entry)}#step-${to.n}`, step)}
    <main id="main">
      ${warnings([log.warning])} ${shotHead(options, addressOf)}
      <div class="tools">
        ${looksBar}${pair && findings(pair, 'changed', other!.since, look)}
      </div>
      ${stage(shown, pair, look)} ${open.gestures.get(shot.gesture)?.withheld.map(withheldCard)}
      <div class="under">
        ${caption(shot, file, { run, numbers: new Map([[step.id, step.n]]) })}
        ${checkLines([check])}
      </div>
      ${hidden(first(withPictures[place + 1]), ']', 'Next step')}${hidden(
        first(withPictures[place - 1]),
        '[',
        'Previous step',
      )}${hidden(addressOf(nextUnsigned(run, reviews, shot)), 'u', 'Next unreviewed picture')}
    </main>
    ${sidePanel(options, shown.src !== undefined)}
    ${filmstrip(stepsOf(run), entry, look, reviews, pictures, shot.number)}
  </div>`;
  const order = reviewOrder(run);
  const signed = order.filter(({ sha256 }) => reviews.pictures.has(sha256)).length;
  return frame({
    title: `Picture ${shot.number}, ${entry.customerTitle}`,
    kind: 'shot',
    keys: SHOT_KEYS,
    body,
    path: [
      { words: 'Runs', address: '/', keys: 'l' },
      {
        words: `${entry.customerTitle} · ${run.start.runbook.name} · ${minuteOf(entry.begun)}`,
        address: runAddress(entry),
        keys: 'g',
      },
      { words: `Picture ${shot.number}` },
    ],
    beside: html`<span class="signed-count">${signed} of ${count(order.length, 'picture')} signed off</span>${outcomeBadge(entry)}`,
  });
}
