import { Screen, type Thing } from './thing.ts';

/** Signs that show how a list is sorted, or that a section opens: ^ ˄ ← ⌃ ▲ ⬅ and their like. */
const SIGNS = '\\^\\u02c2-\\u02c5\\u2190-\\u21ff\\u2303\\u2304\\u25b2-\\u25c5\\u2b05-\\u2b07';
const AROUND = new RegExp(`^[\\s*${SIGNS}]+|[\\s*:${SIGNS}]+$`, 'g');

/** Text as it is compared: no case, no double spaces, no asterisk, colon or sign around it. */
export const plain = (text: string | undefined): string =>
  (text ?? '')
    .replace(/[\s\u00a0\u200b]+/g, ' ')
    .replace(AROUND, '')
    .toLowerCase();

/** How many parts a phrase may be drawn in, one around the other. */
const NESTED = 5;

/**
 * The smallest things in a part of the screen whose whole text passes. A text that is cut with an ellipsis counts by its
 * title.
 * @param longest a whole text that passes has about so many letters at most
 * @param part whether a piece of text can be part of one that passes
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk through the texts
export function saying(
  root: Screen | Thing,
  passes: (text: string) => boolean,
  longest: number,
  part: (text: string) => boolean = () => true,
): Thing[] {
  const found = new Set<Thing>();
  const things = root instanceof Screen ? root.things : [root, ...root.all()];
  for (const leaf of things) {
    if (leaf.listed.text === undefined || leaf.listed.text.trim() === '') continue;
    if (!part(plain(leaf.listed.text)) && leaf.closest(({ listed }) => listed.cut === true) === undefined) continue;
    if (leaf.kind === 'button' && passes(plain(leaf.listed.text))) found.add(leaf);
    if (leaf.kind !== 'text') continue;
    let up = 0;
    for (let at = leaf.up; at !== undefined && up < NESTED; at = at.up, up += 1) {
      if (up > 0 && root !== at.screen && !(root as Thing).holds(at)) break;
      const text = at.said();
      if (text.length > longest * 2 + 40) break;
      if (passes(plain(text)) || (at.listed.title !== undefined && at.listed.cut && passes(plain(at.listed.title)))) {
        found.add(at);
        break;
      }
    }
  }
  return [...found];
}

/** The smallest things that say just one of these. */
export function words(root: Screen | Thing, wanted: readonly string[]): Thing[] {
  const set = new Set(wanted.map(plain));
  const all = [...set].join('\n');
  const longest = Math.max(...wanted.map((word) => word.length));
  const found = saying(
    root,
    (text) => set.has(text),
    longest,
    (text) => all.includes(text),
  );
  // An asterisk beside the words is a text of its own, and leads to what holds both.
  return found.filter((thing) => !found.some((other) => other !== thing && thing.holds(other)));
}

/** The smallest things whose text matches (no case). */
export function matching(root: Screen | Thing, pattern: string): Thing[] {
  const regex = new RegExp(pattern, 'i');
  return saying(root, (text) => regex.test(text), 200);
}

/** Whether a thing is named so without words: `title`, `aria-label`, a tooltip. */
export const tipped = (thing: Thing, wanted: readonly string[]): boolean => {
  const set = new Set(wanted.map(plain));
  return [thing.listed.title, thing.listed.label].some((name) => name !== undefined && set.has(plain(name)));
};

/** The same by a pattern (no case). */
export const tippedAs = ({ listed }: Thing, pattern: string): boolean =>
  [listed.title, listed.label].some((name) => name !== undefined && new RegExp(pattern, 'i').test(name));

/** The number that a look gives in place of a text which must not leave the page (injected/snapshot.ts). */
export const imprintOf = (text: string): number =>
  [...text.trim()].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) | 0, text.trim().length);
