import { expect, test } from '@playwright/test';
import { closeUp } from '../../src/review/export/close-up.ts';
import { decode, encode } from '../../src/review/png.ts';

const [WIDTH, HEIGHT] = [1440, 900];

/** Each pixel tells its own place. */
const screen = encode({
  width: WIDTH,
  height: HEIGHT,
  step: 3,
  data: Buffer.from(
    Array.from({ length: WIDTH * HEIGHT }, (_, at) => [at % 251, Math.floor(at / WIDTH) % 251, at % 7]).flat(),
  ),
});

for (const [where, place] of [
  ['the middle', { x: 700, y: 440, width: 60, height: 20 }],
  ['the first corner', { x: 0, y: 0, width: 30, height: 30 }],
  ['the last corner', { x: 1400, y: 880, width: 40, height: 20 }],
  ['all of the width', { x: 0, y: 100, width: WIDTH, height: 40 }],
] as const)
  test(`what a guide shows of a place in ${where} is cut out of the picture around it`, () => {
    const part = closeUp(screen, place)!;
    const [whole, cut] = [decode(screen), decode(part.png)];
    expect([cut.width, cut.height]).toEqual([part.width, part.height]);
    expect(part.width * part.height).toBeLessThan(WIDTH * HEIGHT);
    const { x, y } = part.place;
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + place.width).toBeLessThanOrEqual(part.width);
    expect(y + place.height).toBeLessThanOrEqual(part.height);
    const pixel = ({ data, width }: typeof whole, left: number, top: number) =>
      data.subarray((top * width + left) * 3, (top * width + left) * 3 + 3).toString('hex');
    expect(pixel(cut, x, y)).toBe(pixel(whole, place.x, place.y));
    expect(pixel(cut, x + place.width - 1, y + place.height - 1)).toBe(
      pixel(whole, place.x + place.width - 1, place.y + place.height - 1),
    );
  });

test('a picture that is not as browsers write it is shown as a whole', () => {
  expect(closeUp(screen.subarray(0, -1), { x: 0, y: 0, width: 1, height: 1 })).toBeUndefined();
});
