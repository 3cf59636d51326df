import type { Box } from '../../evidence/events.ts';
import { decode, encode } from '../png.ts';

/** How much of a screen is shown around a place, in its pixels: enough to find it on the whole. */
const ROOM = { width: 720, height: 380 };

/** A picture, or the part of one. */
export interface CloseUp {
  png: Buffer;
  width: number;
  height: number;
  /** The place, in the part's pixels. */
  place: Box;
}

/** Where a part of this length begins, so that the place is in its middle, as far as the picture goes. */
const from = (at: number, size: number, part: number, whole: number): number =>
  Math.round(Math.min(Math.max(0, at + size / 2 - part / 2), whole - part));

/** The part of a picture around a place, cut out. @returns undefined where the file is not as browsers write it */
export function closeUp(png: Buffer, place: Box): CloseUp | undefined {
  try {
    const { width: whole, height: tall, step, data } = decode(png);
    const width = Math.min(whole, Math.max(ROOM.width, Math.ceil(place.width * 1.4)));
    const height = Math.min(tall, Math.max(ROOM.height, Math.ceil(place.height * 1.4)));
    const [x, y] = [from(place.x, place.width, width, whole), from(place.y, place.height, height, tall)];
    const rows = Array.from({ length: height }, (_, n) => {
      const at = ((y + n) * whole + x) * step;
      return data.subarray(at, at + width * step);
    });
    return {
      png: encode({ width, height, step, data: Buffer.concat(rows) }),
      width,
      height,
      place: { ...place, x: place.x - x, y: place.y - y },
    };
  } catch {
    return undefined;
  }
}
