import { html, raw } from 'hono/html';
import type { ShotWithheld } from '../../evidence/events.ts';
import { count } from '../../evidence/picture-count.ts';
import type { Line, NumberedShot, Run } from '../../evidence/read-run.ts';
import { shortSha } from '../../evidence/short-sha.ts';
import type { Html } from '../../web/html.ts';
import { icon } from '../../web/icons.ts';
import { utcTime, WHEN_WORD } from '../format.ts';
import type { NotShown, Picture } from '../pictures.ts';
import { accountWords } from './account.ts';

/** Room between the marked place and its outline, in the picture's pixels. */
const MARGIN = 5;
/** So much of an outline's own thickness would fall outside the picture otherwise. */
const INSET = 3;

/** What the pictures of a run need beside their own facts. */
export interface Album {
  run: Run;
  pictures: Map<number, Picture>;
  /** The step's number by its id. */
  numbers: Map<string, number>;
}

/** A SHA-256 that is short on the screen and whole on paper, to the mouse and to the clipboard's owner. */
export function hash(sha256: string): Html {
  return html`<code class="hash" title="${sha256}"
    ><span class="short">${shortSha(sha256)}…</span><span class="whole">${sha256}</span></code
  >`;
}

/** The outline lies over the picture, inside its edges; the picture itself is never touched. */
export function outline({ box, width, height }: Pick<NumberedShot, 'box' | 'width' | 'height'>): Html | undefined {
  if (box === undefined) return undefined;
  const [left, top] = [Math.max(box.x - MARGIN, INSET), Math.max(box.y - MARGIN, INSET)];
  const [right, bottom] = [
    Math.min(box.x + box.width + MARGIN, width - INSET),
    Math.min(box.y + box.height + MARGIN, height - INSET),
  ];
  if (!(right > left && bottom > top)) return undefined;
  const around = (name: string) =>
    html`<rect
      class="${name}"
      x="${left}"
      y="${top}"
      width="${right - left}"
      height="${bottom - top}"
      rx="4"
    ></rect>`;
  return html`${around('halo')}${around('line')}`;
}

/** The outline as a layer of its own, for a whole picture. */
export function mark(shot: Pick<NumberedShot, 'box' | 'width' | 'height'>): Html | undefined {
  const lines = outline(shot);
  return lines && html`<svg class="mark" viewBox="0 0 ${shot.width} ${shot.height}" aria-hidden="true">${lines}</svg>`;
}

/** In the place of a picture: why it is not shown. What was removed on purpose is no alarm. */
export function notShownCard(found: NotShown | undefined): Html {
  const removed = found?.word === 'removed';
  return html`<div class="no-picture${removed ? '' : ' bad'}">
    <p class="with-icon">
      ${icon(removed ? 'hidden' : 'warn')}<strong>Picture ${found?.word ?? 'not shown'}</strong>
    </p>
    <p>${found?.wrong ?? 'The picture was not read.'}</p>
  </div>`;
}

/**
 * Once per page that holds its pictures itself: each of them once, however often it is shown, and `src` says where it
 * is shown.
 */
export class Sheet {
  readonly #pictures = new Map<string, string>();

  /** @returns the `src` of a picture of this sheet */
  add({ sha256, width, height }: Pick<NumberedShot, 'sha256' | 'width' | 'height'>, png: Buffer): string {
    const id = `pixels-${sha256}`;
    if (!this.#pictures.has(id))
      this.#pictures.set(
        id,
        String(
          html`<image
            id="${id}"
            width="${width}"
            height="${height}"
            href="${raw(`data:image/png;base64,${png.toString('base64')}`)}"
          ></image>`,
        ),
      );
    return `#${id}`;
  }

  toString(): string {
    return `<svg class="sheet" aria-hidden="true"><defs>${[...this.#pictures.values()].join('\n')}</defs></svg>\n`;
  }
}

/** A picture by itself, from a file or from the page's own sheet. */
function pixels(src: string, alt: string, { width, height }: Pick<NumberedShot, 'width' | 'height'>): Html {
  return src.startsWith('#')
    ? html`<svg
        class="pixels"
        role="img"
        aria-label="${alt}"
        viewBox="0 0 ${width} ${height}"
        width="${width}"
        height="${height}"
      >
        <use href="${src}"></use>
      </svg>`
    : html`<img
        class="pixels"
        src="${src}"
        alt="${alt}"
        width="${width}"
        height="${height}"
        loading="lazy"
        decoding="async"
      />`;
}

/** A picture that enlarges. `title`: the gesture, for those who can't see it. */
export function thumbnail(shot: NumberedShot, picture: Picture | undefined, title: string): Html {
  if (picture === undefined || 'wrong' in picture) {
    return notShownCard(picture);
  }
  const words = `${WHEN_WORD[shot.when]}: ${title}`;
  return html`<a class="picture" href="${picture.href}" data-picture="${shot.number}" data-title="${words}" aria-haspopup="dialog">
    ${pixels(picture.src, `Enlarge picture ${shot.number}. ${words}`, shot)}${mark(shot)}
    <span class="enlarge">${icon('enlarge')}</span></a
  >`;
}

/** A picture with who, when and where. */
export function figure(shot: NumberedShot, title: string, album: Album): Html {
  const picture = album.pictures.get(shot.number);
  const file =
    picture !== undefined && 'href' in picture && !picture.href.startsWith('#')
      ? html`<a href="${picture.href}">${shot.file}</a>`
      : html`${shot.file}`;
  return html`<figure class="shot" id="picture-${shot.number}">
    ${thumbnail(shot, picture, title)} ${caption(shot, file, album)}
  </figure>`;
}

/** Who, when and where. @param file the picture's file, for those who want it itself */
export function caption(shot: NumberedShot, file: Html, { run, numbers }: Pick<Album, 'run' | 'numbers'>): Html {
  const { operator, machine } = run.start;
  const where = [
    `moment ${shot.number} of ${run.shots.length}`,
    ...(shot.sameAs === undefined ? [] : [`same as picture ${shot.sameAs}`]),
    `step ${numbers.get(shot.step)}`,
    `gesture ${shot.gesture}`,
  ].join(', ');
  return html`<figcaption>
    <p class="when">
      <strong>${WHEN_WORD[shot.when]}</strong> <time datetime="${shot.utc}">${utcTime(shot.utc)}</time>
    </p>
    <dl>
      <div>
        <dt>Where</dt>
        <dd class="url"><bdi>${shot.url}</bdi></dd>
      </div>
      <div>
        <dt>Page</dt>
        <dd><bdi>${shot.title || '(no title)'}</bdi></dd>
      </div>
      ${
        shot.account !== undefined &&
        html`<div>
          <dt>Signed in as</dt>
          <dd>${accountWords(shot.account)}</dd>
        </div>`
      }
      <div>
        <dt>Who</dt>
        <dd><bdi>${operator}</bdi> on <bdi>${machine.host}</bdi></dd>
      </div>
      <div>
        <dt>What</dt>
        <dd>${where}</dd>
      </div>
      <div>
        <dt>File</dt>
        <dd><span class="file">${file}</span> ${hash(shot.sha256)}</dd>
      </div>
    </dl>
    ${shot.redacted.map(
      ({ secret, fp, places }) =>
        html`<p class="with-icon covered">
          ${icon('cover')}<span
            >Covered: the <bdi>${secret}</bdi>, fingerprint <code>${fp}</code>, ${count(places, 'place')}</span
          >
        </p>`,
    )}
  </figcaption>`;
}

/** In a picture's stead: why there is none. */
export function withheldCard({ when, reason, utc }: Line<ShotWithheld>): Html {
  return html`<div class="shot withheld">
    <div class="no-picture">
      <p class="with-icon">${icon('hidden')}<strong>Picture withheld</strong></p>
      <p>No picture was kept, because <bdi>${reason}</bdi>.</p>
    </div>
    <p class="when"><strong>${WHEN_WORD[when]}</strong> <time datetime="${utc}">${utcTime(utc)}</time></p>
  </div>`;
}
