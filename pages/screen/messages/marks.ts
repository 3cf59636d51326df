import { labelOf } from '../boxes/field.ts';
import { above, besideWords } from '../layout.ts';
import type { Screen, Thing } from '../thing.ts';
import type { Said } from './said.ts';

/** A complaint stands right beside its field, or right below it, in pixels. */
const BESIDE = 48;

const numbers = (pattern: RegExp, text: string): number[] => (pattern.exec(text) ?? []).map(Number);

/** Complaints are red: the colour has far more of red than of anything else. */
function isRed(ink: string): boolean {
  const [, red, green, blue] = numbers(/^rgba?\((\d+), (\d+), (\d+)/, ink);
  if (red !== undefined) return red > 120 && red > Math.max(green!, blue!) * 1.5;
  const [, chroma, hue] = numbers(/^oklch\(\S+ ([\d.]+) ([\d.]+)/, ink);
  return chroma !== undefined && chroma > 0.1 && hue! < 45;
}

const saysInRed = (thing: Thing): boolean =>
  [thing, ...thing.all()].some(({ listed }) => listed.ink !== undefined && isRed(listed.ink));

/** The box that a text stands right below or beside. */
function boxAt({ box: text }: Thing, boxes: readonly Thing[]): Thing | undefined {
  const far = ({ box }: Thing) => {
    const under = above(text, box);
    const beside = text.left >= box.right - BESIDE ? besideWords(text, box) : Infinity;
    return Math.min(under, beside < BESIDE ? beside : Infinity);
  };
  return boxes
    .map((box) => ({ box, far: far(box) }))
    .filter((one) => one.far < Infinity)
    .sort((a, b) => a.far - b.far)[0]?.box;
}

function says(box: Thing, text: string | undefined): string {
  const label = labelOf(box) ?? 'a field without a label';
  if (text === undefined) return box.text === '' ? `${label} is required.` : `${label} is marked as not valid.`;
  return text.toLowerCase().includes(label.toLowerCase()) ? text : `${label}: ${text}`;
}

const isMarked = ({ kind, listed }: Thing): boolean => (kind === 'box' || kind === 'check') && listed.invalid === true;

/**
 * What a screen says of the fields that it marks as wrong and did not before, by their state or by a new text beside
 * them: 'Location is required.'
 * @param plain whether a text counts that is neither red nor an alert, beside a field that was there before
 */
export function marksOn(screen: Screen, before: Screen, news: readonly Said[], plain = false): string[] {
  const old = new Set(before.things.filter(isMarked).map(({ listed }) => listed.id));
  const marked = new Map<Thing, string | undefined>(
    screen.things.filter((thing) => isMarked(thing) && !old.has(thing.listed.id)).map((box) => [box, undefined]),
  );
  const known = new Set(before.boxes.map(({ listed }) => listed.id));
  for (const { text, at } of news) {
    const box = boxAt(at, screen.boxes);
    const isAlert = at.isIn((thing) => thing.is('alert'));
    if (box === undefined) continue;
    const isWrong = isAlert || saysInRed(at) || isMarked(box);
    if (isWrong || (plain && known.has(box.listed.id) && !/(\.\.\.|…)$/.test(text)))
      marked.set(box, marked.get(box) ?? text);
  }
  return [...marked].map(([box, text]) => says(box, text));
}
