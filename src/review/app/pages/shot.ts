import { html } from 'hono/html';
import { count } from '../../../evidence/picture-count.ts';
import type { NumberedShot } from '../../../evidence/read-run.ts';
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

/** A picture large, with who, when and where under it, and all that the run says of it beside it. */
export function shotPage({
  entry,
  open,
  shot,
  pictures,
  reviews,
  log,
  signs,
  reviewer,
  cannot,
  look,
}: ShotPageOptions): Html {
  const { run } = open;
  const all = run.shots;
  const gesture = open.gestures.get(shot.gesture);
  const kind = gesture?.start.kind;
  const step = open.steps.get(shot.step)!;
  const pane = (of: NumberedShot): Pane => {
    const picture = pictures.get(of.number);
    const words = `${WHEN_WORD[of.when]}, picture ${of.number}`;
    return picture !== undefined && 'src' in picture
      ? { words, shot: of, src: picture.src }
      : { words, shot: of, ...(picture && { notShown: picture }) };
  };
  const other = otherHalf(open, shot);
  const pair = other && { left: pane(other.left), right: pane(other.right) };
  const shown = pane(shot);
  const turn = (number: number | undefined, words: string, keys: string, name: 'previous' | 'next' | undefined) =>
    number === undefined
      ? html`<span class="turn off" aria-hidden="true">${name && icon(name)}</span>`
      : html`<a class="turn" href="${shotAddress(entry, number, look)}" data-keys="${keys}" title="${words}"
          >${name === 'previous' && icon('previous')}<span class="unseen">${words}</span
          >${name === 'next' && icon('next')}</a
        >`;
  const at = (index: number) => all[index]?.number;
  const first = (id: string | undefined) => all.find((candidate) => candidate.step === id)?.number;
  const withPictures = stepsOf(run).filter(({ id }) => first(id) !== undefined);
  const place = withPictures.indexOf(step);
  const unsigned = nextUnsigned(run, reviews, shot);
  const proof = proofsOf(run).find((one) => one.shot?.sha256 === shot.sha256);
  const hidden = (number: number | undefined, keys: string, words: string) =>
    number !== undefined &&
    html`<a class="unseen-until-focus" href="${shotAddress(entry, number, look)}" data-keys="${keys}">${words}</a>`;
  const lines = run.lines.filter((line) => 'step' in line && line.step === step.id);
  const order = reviewOrder(run);
  const signed = order.filter(({ sha256 }) => reviews.pictures.has(sha256)).length;
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
    ${stepList(
      run,
      reviews,
      (to) => {
        const number = first(to.id);
        return number === undefined ? `${runAddress(entry)}#step-${to.n}` : shotAddress(entry, number, look);
      },
      step,
    )}
    <main id="main">
      ${warnings([log.warning])}
      <div class="shot-head">
        <div class="turns">
          ${turn(at(shot.number - 2), 'Previous picture', 'ArrowLeft k', 'previous')}<span class="place"
            >${shot.number} <span class="quiet">of ${all.length}</span></span
          >${turn(at(shot.number), 'Next picture', 'ArrowRight j', 'next')}
        </div>
        <div class="shot-title">
          ${proof && html`<p class="proves">${icon('good')}<span>Proves: <bdi>${proof.heading}</bdi></span></p>`}
          <p class="meta"><bdi>Step ${step.n}: ${step.title}</bdi></p>
          <h1 dir="auto">${gesture?.start.title ?? step.title}</h1>
        </div>
        <p class="shot-kind">
          <strong>${WHEN_WORD[shot.when]}</strong
          >${kind && html`<span class="kind ${kind}">${icon(kind)}${KIND_WORD[kind]}</span>`}${reviewMark(
            reviews,
            shot,
          )}
        </p>
      </div>
      <div class="tools">
        ${looksBar}${pair && findings(pair, 'changed', other!.since, look)}
      </div>
      ${stage(shown, pair, look)} ${gesture?.withheld.map(withheldCard)}
      <div class="under">
        ${caption(shot, file, { run, numbers: new Map([[step.id, step.n]]) })}
        ${checkLines([check])}
      </div>
      ${hidden(first(withPictures[place + 1]?.id), ']', 'Next step')}${hidden(
        first(withPictures[place - 1]?.id),
        '[',
        'Previous step',
      )}${hidden(unsigned?.number, 'u', 'Next unreviewed picture')}
    </main>
    <aside class="panel" aria-label="Review and journal">
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
        cannot: shown.src !== undefined ? cannot : 'A picture that is not shown cannot be approved.',
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
    </aside>
    ${filmstrip(stepsOf(run), entry, look, reviews, pictures, shot.number)}
  </div>`;
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
