import { html } from 'hono/html';
import type { Box } from '../../../evidence/events.ts';
import type { NumberedShot } from '../../../evidence/read-run.ts';
import type { Html } from '../../../web/html.ts';
import { type CloseUp, closeUp } from '../close-up.ts';

const isInside = ({ x, y }: Box, { width, height }: NumberedShot) => x >= 0 && y >= 0 && x < width && y < height;

/** What is shown of a moment: the part around its place, cut out, or the whole where there is none. */
function shownOf(shot: NumberedShot, png: Buffer, at: Box | undefined): Omit<CloseUp, 'place'> & { place?: Box } {
  const place = at !== undefined && isInside(at, shot) ? at : undefined;
  const { width, height } = shot;
  return (place && closeUp(png, place)) ?? { png, width, height, ...(place && { place }) };
}

/** A picture with a ring around the place. The pixels themselves stay as they were taken. */
export function markedPicture(shot: NumberedShot, whole: Buffer, at: Box | undefined, alt: string): Html {
  const { png, width, height, place } = shownOf(shot, whole, at);
  const around =
    place && html`x="${place.x - 3}" y="${place.y - 3}" width="${place.width + 6}" height="${place.height + 6}"`;
  const ring =
    place &&
    html`<rect ${around} rx="5" fill="none" stroke="#fff" stroke-width="5"></rect
      ><rect ${around} rx="5" fill="none" stroke="#d6006c" stroke-width="3"></rect>`;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    class="shot"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${alt}"
  >
    <image href="data:image/png;base64,${png.toString('base64')}" width="${width}" height="${height}"></image>
    ${ring}
  </svg>`;
}
