import type { Pixels } from '../png.ts';
import { GLYPH, hasDot, inAscii } from './font.ts';

/** How large a dot of a letter is, and the room around letters and text. Pixels. */
const DOT = 2;
const CELL = { width: (GLYPH.width + 1) * DOT, height: (GLYPH.height + 2) * DOT };
const EDGE = 10;
const PAPER = 0xff;
const INK = 0x10;
/** What parts the strip from the picture. Pixels. */
const RULE = 3;

/** Lines broken where there is no more room: further parts are set in. */
function wrapped(lines: readonly string[], room: number): string[] {
  return lines.flatMap((line) => {
    const letters = inAscii(line);
    const parts = [letters.slice(0, room)];
    for (let at = room; at < letters.length; at += room - 2) parts.push(`  ${letters.slice(at, at + room - 2)}`);
    return parts;
  });
}

/**
 * A picture with lines of text under its pixels, which stay as they are. Made by arithmetic alone: the same on every
 * machine.
 */
export function withStrip({ width, height, step, data }: Pixels, lines: readonly string[]): Pixels {
  const text = wrapped(lines, Math.max(3, Math.floor((width - 2 * EDGE) / CELL.width)));
  const added = RULE + 2 * EDGE + text.length * CELL.height;
  const strip = Buffer.alloc(width * added * step, PAPER);
  const paint = (x: number, y: number) => {
    if (x < width) strip.fill(INK, (y * width + x) * step, (y * width + x) * step + 3);
  };
  for (let y = 0; y < RULE; y += 1) for (let x = 0; x < width; x += 1) paint(x, y);
  const dot = (x: number, y: number) => {
    for (let n = 0; n < DOT * DOT; n += 1) paint(x + (n % DOT), y + Math.floor(n / DOT));
  };
  for (const [row, line] of text.entries())
    for (const [column, letter] of [...line].entries())
      for (let at = 0; at < GLYPH.width * GLYPH.height; at += 1) {
        const [x, y] = [at % GLYPH.width, Math.floor(at / GLYPH.width)];
        if (hasDot(letter, x, y)) dot(EDGE + column * CELL.width + x * DOT, RULE + EDGE + row * CELL.height + y * DOT);
      }
  return { width, height: height + added, step, data: Buffer.concat([data, strip]) };
}
