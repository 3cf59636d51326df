import { html } from 'hono/html';
import { formatDuration, formatOffset } from '../../evidence/format-duration.ts';
import { count } from '../../evidence/picture-count.ts';
import type { Step, StepOutcome, TimelineEvent } from '../../evidence/read-run.ts';
import { isGesture } from '../../evidence/read-run.ts';
import { surveyIn } from '../../portal-sdk/index.ts';
import type { Html } from '../../web/html.ts';
import { STEP_TONE, timeOfDay } from '../format.ts';
import { badge } from './badge.ts';
import { entry, foldedFacts } from './facts.ts';
import { gestureItem } from './gesture.ts';
import type { Album } from './picture.ts';
import { thumbnail, withheldCard } from './picture.ts';
import { problemBox } from './problem.ts';
import { surveyTables } from './survey.ts';
import { timelineEvent } from './timeline-event.ts';

/** The picture that shows what went wrong: the one of the failure, or the last one of the step. */
function failurePicture(step: Step, { pictures }: Album): Html | undefined {
  const gesture =
    step.gestures.findLast((candidate) => candidate.failure) ??
    step.gestures.findLast(({ before, after, withheld }) => before ?? after ?? withheld[0]);
  const shot = gesture?.failure ?? gesture?.after ?? gesture?.before;
  if (gesture === undefined) return undefined;
  return shot
    ? thumbnail(shot, pictures.get(shot.number), gesture.start.title)
    : gesture.withheld.slice(-1).map(withheldCard)[0];
}

const PROBLEM: Partial<Record<StepOutcome, string>> = { drift: 'What is not as it should be' };
const CHANGES: Partial<Record<StepOutcome, string>> = { done: 'Changes', drift: 'To fix it' };

function seenLabel({ found, result }: Step): string {
  if (result?.outcome === 'skipped') return 'Why';
  return found[0] && found[0].actual !== result?.actual ? 'After' : 'Seen';
}

/** What was seen and done, in sentences. */
export function story(step: Step): Html {
  const { found, result } = step;
  const first = found[0];
  const changes = result?.changes ?? found.findLast(({ state }) => state === 'needed')?.changes ?? [];
  return html`<dl class="story">
    ${first && first.actual !== result?.actual && entry('Before', html`<bdi>${first.actual}</bdi>`)}
    ${
      changes.length > 0 &&
      entry(
        CHANGES[step.outcome] ?? 'Wanted changes',
        html`<ul class="changes">
          ${changes.map((change) => html`<li dir="auto">${change}</li>`)}
        </ul>`,
      )
    }
    ${
      result?.left &&
      entry(
        'Left for you',
        html`<ul>
          ${result.left.map(
            ({ what, why }) =>
              html`<li>
                <strong><bdi>${what}</bdi></strong> (<bdi>${why}</bdi>)
              </li>`,
          )}
        </ul>`,
      )
    }
    ${result && result.problem === undefined && entry(seenLabel(step), html`<bdi>${result.actual}</bdi>`)}
  </dl>`;
}

/**
 * The timeline needs no line for the first try, none for the only look-up, which the story tells, and none for the only
 * failure, which stands above.
 */
function worthALine(item: TimelineEvent, { found, attempts, result }: Step): boolean {
  if (item.type === 'step.failed') return attempts.length > 1 || result?.problem === undefined;
  return item.type === 'step.intent' ? item.attempt > 1 : item.type !== 'step.found' || found.length > 1;
}

/** Facts that the result tells again are told there only. */
function untold(item: TimelineEvent, { result }: Step): TimelineEvent {
  if (
    item.type !== 'step.found' ||
    item.details === undefined ||
    JSON.stringify(item.details) !== JSON.stringify(result?.details)
  )
    return item;
  const { details: _, ...rest } = item;
  return rest;
}

/** The step's gestures and remarks as they happened, each gesture with its pictures. */
function timeline(step: Step, album: Album): Html | undefined {
  const items = step.timeline.filter((item) => isGesture(item) || worthALine(item, step));
  return items.length === 0
    ? undefined
    : html`<ol class="timeline">
        ${items.map((item) => (isGesture(item) ? gestureItem(item, album) : timelineEvent(untold(item, step))))}
      </ol>`;
}

/** One step. @param inside what stands below its story */
export function stepCard(
  step: Step,
  album: Album,
  inside: (step: Step, album: Album) => Html | undefined = timeline,
): Html {
  const { outcome, result, attempts } = step;
  const begun = attempts[0];
  const meta =
    begun &&
    [
      `${timeOfDay(begun.utc)} · ${formatOffset(begun.mono_ms)}`,
      result && `took ${formatDuration(result.ms)}`,
      attempts.length > 1 && count(attempts.length, 'try', 'tries'),
      count(step.gestures.length, 'gesture'),
    ]
      .filter(Boolean)
      .join(' · ');
  return html`<section
    class="step ${STEP_TONE[outcome]}"
    id="step-${step.n}"
    aria-labelledby="step-${step.n}-title"
  >
    <header>
      <span class="number">${step.n}</span>
      <div>
        <h3 id="step-${step.n}-title" dir="auto">${step.title}</h3>
        <p class="meta"><code>${step.use}</code>${meta && ` · ${meta}`}</p>
      </div>
      ${badge(STEP_TONE[outcome], outcome)}
    </header>
    ${result?.problem && problemBox(PROBLEM[outcome] ?? 'What went wrong', result.problem, failurePicture(step, album))}
    ${
      (begun !== undefined || result !== undefined || step.timeline.length > 0) &&
      html`<div class="body">
        ${story(step)}${surveyTables(step)}
        ${foldedFacts('Read back', surveyIn(result?.details) ? undefined : result?.details)}${foldedFacts('Inputs', begun?.input)}
        ${inside(step, album)}
      </div>`
    }
  </section>`;
}
