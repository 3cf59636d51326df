import { html } from 'hono/html';
import type { Gesture, NumberedShot, Step } from '../../../evidence/read-run.ts';
import type { Html } from '../../../web/html.ts';
import { icon } from '../../../web/icons.ts';
import { WHEN_WORD } from '../../format.ts';
import type { NotShown, Picture } from '../../pictures.ts';
import type { Address, Look } from '../address.ts';
import { pictureAddress, shotAddress } from '../address.ts';
import type { RunReviews } from '../review-log.ts';

const SAID = { approved: 'approved', objected: 'objected to' } as const;

/** Whether a picture was signed off: a mark and words. */
export function reviewMark(reviews: RunReviews, { sha256 }: Pick<NumberedShot, 'sha256'>): Html | undefined {
  const verdict = reviews.pictures.get(sha256)?.verdict;
  return verdict === 'approved' || verdict === 'objected'
    ? html`<span class="review-mark ${verdict === 'approved' ? 'good' : 'bad'}"
        >${icon(verdict === 'approved' ? 'good' : 'bad')}<span class="unseen">${SAID[verdict]}</span></span
      >`
    : undefined;
}

function notShown({ wrong, word }: NotShown): Html {
  const [tone, drawing] = word === 'removed' ? (['mute', 'hidden'] as const) : (['bad', 'warn'] as const);
  return html`<span class="not-shown ${tone}" title="${wrong}">${icon(drawing)}${word}</span>`;
}

function frameOf(
  shot: NumberedShot,
  of: Address,
  look: Look,
  reviews: RunReviews,
  here: boolean,
  picture: Picture | undefined,
): Html {
  const thumbnail =
    picture !== undefined && 'wrong' in picture
      ? notShown(picture)
      : html`<img
          src="${pictureAddress(of, shot.number)}"
          alt=""
          width="${shot.width}"
          height="${shot.height}"
          loading="lazy"
          decoding="async"
        />`;
  return html`<li>
    <a href="${shotAddress(of, shot.number, look)}" ${here ? html` aria-current="true" id="here"` : ''}
      >${thumbnail}<span
        class="strip-words"
        ><span class="unseen">Picture </span>${shot.number}
        ${WHEN_WORD[shot.when].replace('At the failure', 'Failure')}</span
      >${reviewMark(reviews, shot)}</a
    >
  </li>`;
}

/** A gesture's pictures small, and cards for those that were withheld. @param pictures what was found of them */
export function frames(
  gesture: Gesture,
  of: Address,
  look: Look,
  reviews: RunReviews,
  pictures: Map<number, Picture>,
  here?: number,
): Html[] {
  const { before, after, failure, withheld } = gesture;
  return [
    ...[before, after, failure]
      .filter((shot) => shot !== undefined)
      .map((shot) => frameOf(shot, of, look, reviews, shot.number === here, pictures.get(shot.number))),
    ...withheld.map(
      ({ when }) =>
        html`<li class="withheld-frame">
          <span>${icon('hidden')}</span><span class="strip-words">withheld (${when})</span>
        </li>`,
    ),
  ];
}

/** All pictures of the run in a row, by step. */
export function filmstrip(
  steps: Step[],
  of: Address,
  look: Look,
  reviews: RunReviews,
  pictures: Map<number, Picture>,
  here: number,
): Html {
  return html`<nav class="filmstrip" aria-label="All pictures" id="filmstrip">
    ${steps
      .filter(({ gestures }) => gestures.length > 0)
      .map(
        (step) =>
          html`<section aria-label="Step ${step.n}">
            <p class="strip-step">Step ${step.n}</p>
            <ol>
              ${step.gestures.map((gesture) => frames(gesture, of, look, reviews, pictures, here))}
            </ol>
          </section>`,
      )}
  </nav>`;
}
