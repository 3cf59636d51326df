import type { Term } from '../../../src/portal-sdk/index.ts';
import { innermost, Screen, type Thing } from '../thing.ts';
import { plain } from './plain.ts';

export { plain } from './plain.ts';

const screenOf = (root: Screen | Thing): Screen => (root instanceof Screen ? root : root.screen);

/** How a term is said on a screen. */
export const saidAs = (root: Screen | Thing, term: Term): Term => screenOf(root).said(term);

/** The same as it is compared. */
export const namesOn = (root: Screen | Thing, term: Term): ReadonlySet<string> => screenOf(root).names(term);

/** How many parts a phrase may be drawn in, one around the other. */
const NESTED = 5;

/**
 * Whether a text has no element of its own, and controls, blocks, or what must not leave the page before and behind it:
 * `‹ Page 1 of 3 ›`, `Private Key: ••••`.
 */
function standsAlone(leaf: Thing): boolean {
  const beside = leaf.up?.inside ?? [];
  const at = beside.indexOf(leaf);
  const ends = [beside[at - 1], beside[at + 1]].map(
    (part) =>
      part === undefined ||
      part.kind === 'button' ||
      part.kind === 'box' ||
      part.listed.block === true ||
      part.listed.imprint !== undefined,
  );
  return beside.length > 1 && ends.every(Boolean);
}

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
    if (!part(plain(leaf.listed.text)) && !leaf.isIn(({ listed }) => listed.cut === true)) continue;
    if (leaf.kind === 'button' && passes(plain(leaf.listed.text))) found.add(leaf);
    if (leaf.kind !== 'text') continue;
    if (standsAlone(leaf) && passes(plain(leaf.listed.text))) {
      found.add(leaf);
      continue;
    }
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
  const set = namesOn(root, wanted);
  const all = [...set].join('\n');
  const longest = Math.max(...saidAs(root, wanted).map((word) => word.length));
  const found = saying(
    root,
    (text) => set.has(text),
    longest,
    (text) => all.includes(text),
  );
  // An asterisk beside the words is a text of its own, and leads to what holds both.
  return meant(root, wanted, innermost(found));
}

/** The largest part of the screen around a thing that holds none of the others. */
export function ownPart(thing: Thing, others: readonly Thing[]): Thing {
  let part = thing;
  for (const around of thing.outward()) {
    if (others.some((other) => other !== thing && around.holds(other))) break;
    part = around;
  }
  return part;
}

/** Of several that a term may be, the one in the part of the screen that a person has confirmed. */
export function meant(root: Screen | Thing, term: Term, things: Thing[]): Thing[] {
  const beside = screenOf(root).lexicon.confirmed(term)?.in;
  if (beside === undefined || things.length < 2) return things;
  const own = things.filter((thing) => words(ownPart(thing, things), [beside]).length > 0);
  return own.length > 0 ? own : things;
}

/** Patterns as a screen's language has them (no case). */
const patternsOn = (root: Screen | Thing, patterns: string | Term): RegExp[] =>
  (typeof patterns === 'string' ? [patterns] : saidAs(root, patterns)).map((pattern) => new RegExp(pattern, 'i'));

/** The smallest things whose text matches. */
export function matching(root: Screen | Thing, patterns: string | Term): Thing[] {
  const all = patternsOn(root, patterns);
  return saying(root, (text) => all.some((pattern) => pattern.test(text)), 200);
}

/** What the first group of a pattern that matches holds. */
export const captured = (thing: Thing, patterns: Term): string | undefined =>
  patternsOn(thing, patterns)
    .map((pattern) => pattern.exec(thing.said())?.[1])
    .find((group) => group !== undefined);

/** Whether a thing is named so without words: `title`, `aria-label`, a tooltip. */
export const tipped = (thing: Thing, wanted: readonly string[]): boolean => {
  const set = namesOn(thing, wanted);
  return [thing.listed.title, thing.listed.label].some((name) => name !== undefined && set.has(plain(name)));
};

/** The same by a pattern (no case). */
export const tippedAs = (thing: Thing, patterns: Term): boolean =>
  [thing.listed.title, thing.listed.label].some(
    (name) => name !== undefined && patternsOn(thing, patterns).some((pattern) => pattern.test(name)),
  );

/** The number that stands in place of what a thing, or a piece of it, says. */
export const imprintIn = (thing: Thing): number | undefined =>
  [thing, ...thing.all()].find(({ listed }) => listed.imprint !== undefined)?.listed.imprint;

/** The number that a look gives in place of a text which must not leave the page (injected/snapshot.ts). */
export const imprintOf = (text: string): number =>
  [...text.trim()].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)!) | 0, text.trim().length);
