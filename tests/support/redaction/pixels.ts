/**
 * Judges a picture by its pixels alone: on the pages of the guard's tests everything that is red is the secret, and the
 * guard turns glyphs into bullets.
 * So what is red and no disc is a letter that anybody can read. It shares nothing with the guard.
 */
import { inflateSync } from 'node:zlib';

interface Pixels {
  width: number;
  height: number;
  /** Bytes per pixel. */
  step: number;
  data: Buffer;
}

/** PNG's predictor of this name: whichever neighbour is nearest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** What PNG's filters guess from the bytes to the left, above, and at the corner between. */
const PREDICTORS: ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];

/** Reads a PNG of 8 bits per colour, as browsers write them. */
export function decode(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const step = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const row = width * step;
  const data = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    const predict = PREDICTORS[raw[y * (row + 1)]!]!;
    for (let x = 0; x < row; x += 1) {
      const left = x >= step ? data[y * row + x - step]! : 0;
      const up = y > 0 ? data[(y - 1) * row + x]! : 0;
      const corner = x >= step && y > 0 ? data[(y - 1) * row + x - step]! : 0;
      data[y * row + x] = raw[y * (row + 1) + 1 + x]! + predict(left, up, corner);
    }
  }
  return { width, height, step, data };
}

/** Takes the patch of connected pixels at `start` away, and says how large it was. */
function takePatch(red: Uint8Array, width: number, start: number): { area: number; width: number; height: number } {
  let area = 0;
  let [minX, maxX, minY, maxY] = [width, 0, red.length / width, 0];
  const open = [start];
  red[start] = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    area += 1;
    [minX, maxX, minY, maxY] = [Math.min(minX, x), Math.max(maxX, x), Math.min(minY, y), Math.max(maxY, y)];
    const columns = [-1, 0, 1].filter((dx) => x + dx >= 0 && x + dx < width);
    for (const next of [-width, 0, width].flatMap((dy) => columns.map((dx) => at + dy + dx))) {
      if (next < 0 || next >= red.length || red[next] === 0) continue;
      red[next] = 0;
      open.push(next);
    }
  }
  return { area, width: maxX - minX + 1, height: maxY - minY + 1 };
}

/** How many readable red shapes there are: patches of red that are no discs. */
export function letters(png: Buffer): number {
  const { width, height, step, data } = decode(png);
  const red = new Uint8Array(width * height);
  for (let at = 0; at < red.length; at += 1)
    red[at] = Number(data[at * step]! > 150 && data[at * step + 1]! < 130 && data[at * step + 2]! < 130);
  let count = 0;
  for (let start = 0; start < red.length; start += 1) {
    if (red[start] === 0) continue;
    const { area, width: w, height: h } = takePatch(red, width, start);
    const disc = w / h > 0.7 && w / h < 1.4 && area / (w * h) > 0.66;
    if (area > 7 && !disc) count += 1;
  }
  return count;
}

/** The smallest rectangle that holds each pixel in which two pictures of one size differ. */
export function changed(
  one: Buffer,
  other: Buffer,
): { x: number; y: number; width: number; height: number } | undefined {
  const [a, b] = [decode(one), decode(other)];
  let [left, top, right, bottom] = [a.width, a.height, -1, -1];
  for (let y = 0; y < a.height; y += 1) {
    for (let x = 0; x < a.width; x += 1) {
      const at = y * a.width + x;
      if ([0, 1, 2].every((colour) => Math.abs(a.data[at * a.step + colour]! - b.data[at * b.step + colour]!) < 8))
        continue;
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    }
  }
  return right < 0 ? undefined : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
