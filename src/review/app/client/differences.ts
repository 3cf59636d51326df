/** Pixels of a picture, four bytes each. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Differences {
  /** Where the pictures differ: whole blocks, neighbours merged. */
  places: Rectangle[];
  /** How much of the picture differs, from 0 to 1. */
  share: number;
}

/** Pictures are compared in squares of so many pixels. */
const BLOCK = 16;
/** A colour may be off by so much (of 255) before it counts: the same text can be drawn a shade otherwise. */
const TOLERANCE = 24;
/** Changed blocks with so many unchanged ones between them are one place. */
const GAP = 2;

/** Compares two pictures pixel by pixel. Where only one has pixels, it differs. */
export function differencesOf(one: Pixels, other: Pixels): Differences {
  const [width, height] = [Math.max(one.width, other.width), Math.max(one.height, other.height)];
  const [columns, rows] = [Math.ceil(width / BLOCK), Math.ceil(height / BLOCK)];
  const changed = new Uint8Array(columns * rows);
  let pixels = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (same(one, other, x, y)) continue;
      pixels += 1;
      changed[Math.floor(y / BLOCK) * columns + Math.floor(x / BLOCK)] = 1;
    }
  }
  const places = together(changed, columns, rows).map((place) => ({
    x: place.x * BLOCK,
    y: place.y * BLOCK,
    width: Math.min(place.width * BLOCK, width - place.x * BLOCK),
    height: Math.min(place.height * BLOCK, height - place.y * BLOCK),
  }));
  return { places, share: pixels / (width * height) };
}

function same(one: Pixels, other: Pixels, x: number, y: number): boolean {
  if (x >= one.width || x >= other.width || y >= one.height || y >= other.height) return false;
  const [a, b] = [(y * one.width + x) * 4, (y * other.width + x) * 4];
  for (let part = 0; part < 3; part += 1)
    if (Math.abs(one.data[a + part]! - other.data[b + part]!) > TOLERANCE) return false;
  return true;
}

/** The rectangles around blocks that touch or nearly do. */
function together(changed: Uint8Array, columns: number, rows: number): Rectangle[] {
  const found: Rectangle[] = [];
  for (let start = 0; start < changed.length; start += 1) {
    if (changed[start] !== 1) continue;
    let [left, right, top, bottom] = [columns, 0, rows, 0];
    const waiting = [start];
    changed[start] = 2;
    while (waiting.length > 0) {
      const at = waiting.pop()!;
      const [x, y] = [at % columns, Math.floor(at / columns)];
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      for (let ny = Math.max(0, y - GAP); ny <= Math.min(rows - 1, y + GAP); ny += 1) {
        for (let nx = Math.max(0, x - GAP); nx <= Math.min(columns - 1, x + GAP); nx += 1) {
          const next = ny * columns + nx;
          if (changed[next] !== 1) continue;
          changed[next] = 2;
          waiting.push(next);
        }
      }
    }
    found.push({ x: left, y: top, width: right - left + 1, height: bottom - top + 1 });
  }
  return merged(found);
}

const overlap = (one: Rectangle, other: Rectangle) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** Overlapping rectangles become one, until none overlap. */
function merged(rectangles: Rectangle[]): Rectangle[] {
  const result: Rectangle[] = [];
  for (let next of rectangles) {
    for (
      let index = result.findIndex((known) => overlap(known, next));
      index >= 0;
      index = result.findIndex((known) => overlap(known, next))
    ) {
      const [known] = result.splice(index, 1) as [Rectangle];
      const [x, y] = [Math.min(known.x, next.x), Math.min(known.y, next.y)];
      next = {
        x,
        y,
        width: Math.max(known.x + known.width, next.x + next.width) - x,
        height: Math.max(known.y + known.height, next.y + next.height) - y,
      };
    }
    result.push(next);
  }
  return result;
}
