import { html } from 'hono/html';
import type { NumberedShot } from '../../../evidence/read-run.ts';
import type { Html } from '../../../web/html.ts';
import type { Picture } from '../../pictures.ts';
import type { Proof } from '../../proofs.ts';
import { details } from '../facts.ts';
import { type Album, caption, outline, thumbnail, withheldCard } from '../picture.ts';

/** What of a picture is shown large: a band as wide as the picture, so that a cell has the name of its row. */
const ABOVE = 120;
const BELOW = 80;
/** A band that leaves out less of the picture than this is no closer look. */
const WORTH_IT = 0.75;

/** Where the band lies, in the picture's pixels; undefined where the whole is as good. */
function bandOf({ box, height }: Pick<NumberedShot, 'box' | 'height'>): { y: number; height: number } | undefined {
  if (box === undefined) return undefined;
  const y = Math.max(0, Math.floor(box.y - ABOVE));
  const bottom = Math.min(height, Math.ceil(box.y + box.height + BELOW));
  return bottom <= y || bottom - y > height * WORTH_IT ? undefined : { y, height: bottom - y };
}

function band(
  shot: NumberedShot,
  { src, href }: Exclude<Picture, { wrong: string }>,
  heading: string,
): Html | undefined {
  const part = bandOf(shot);
  if (part === undefined) return undefined;
  const { width, height } = shot;
  return html`<a class="band" href="${href}" data-enlarges>
    <svg class="pixels" role="img" aria-label="Enlarge: ${heading}" viewBox="0 ${part.y} ${width} ${part.height}">
      ${
        src.startsWith('#')
          ? html`<use href="${src}"></use>`
          : html`<image href="${src}" width="${width}" height="${height}"></image>`
      }${outline(shot)}
    </svg>
  </a>`;
}

/** What no picture can show, because it happened outside the page: the answers, as the journal has them. */
function answers({ heading, number, step: { result } }: Proof): Html {
  return html`<div class="proof" id="proof-${number}">
    <h3><span class="quiet">${number}</span> <bdi>${heading}</bdi></h3>
    <p class="quiet">Asked outside the browser, so there is no picture. The journal holds the answers.</p>
    ${details(result?.details ?? {})}
  </div>`;
}

function figure(proof: Proof, album: Album): Html {
  const { heading, number, shot, gesture } = proof;
  if (gesture.start.outsidePage) return answers(proof);
  const picture = shot && album.pictures.get(shot.number);
  const shown = picture !== undefined && 'src' in picture ? picture : undefined;
  return html`<figure class="proof" id="proof-${number}">
    <h3><span class="quiet">${number}</span> <bdi>${heading}</bdi></h3>
    ${shot && shown && band(shot, shown, heading)}
    <div class="whole">
      ${shot ? thumbnail(shot, picture, gesture.start.title) : gesture.withheld.slice(-1).map(withheldCard)}
      ${shot && caption(shot, html`${shot.file}`, album)}
    </div>
  </figure>`;
}

/** The pictures that carry the run: the spot that proves, and the whole beside it. */
export function proofFigures(proofs: Proof[], album: Album): Html | undefined {
  if (proofs.length === 0) return undefined;
  return html`<section class="proofs" id="proofs" aria-labelledby="proofs-title">
    <h2 id="proofs-title">What proves it</h2>
    ${proofs.map((proof) => figure(proof, album))}
  </section>`;
}
