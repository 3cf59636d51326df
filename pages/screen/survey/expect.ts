import type { Compared } from '../../../src/portal-sdk/index.ts';
import { labelOf } from '../boxes/field.ts';
import { requiredFields } from '../boxes/required.ts';
import { sameLine } from '../layout.ts';
import { isElsewhere } from '../tables/heads.ts';
import type { Screen, Thing } from '../thing.ts';
import { type Near, nearest } from '../words/likeness.ts';
import { plain } from '../words/words.ts';

export type Kind = 'box' | 'column' | 'tab' | 'button';

/** Something that a job needs on a screen. */
export interface Expected {
  kind: Kind;
  /** What it is called; the first is what the reference shows. */
  words: readonly string[];
  /** Other words of the reference: sources may differ. */
  also?: readonly string[];
  /** All that it may be, what a job would take first. */
  find(screen: Screen): readonly Thing[];
  /** The profile's hooks that may tell it. */
  hooks?: readonly string[];
  /** A job goes on without it. */
  optional?: true;
  /** A job tells several of them apart by where they stand. */
  toldApart?: true;
}

/** Kinds whose order means something to a person. */
const IN_ORDER: readonly Kind[] = ['box', 'column', 'tab'];

export const nameOf = ({ kind, words }: Pick<Expected, 'kind' | 'words'>): string => `${kind} ${words[0] ?? ''}`;

/** All names that a thing has, in words. */
export function namesOf(kind: Kind, thing: Thing): string[] {
  const own = kind === 'box' ? [labelOf(thing)] : [thing.said(), thing.listed.title, thing.listed.label];
  const inside = kind === 'box' ? [] : [...thing.all(), thing.up].map((part) => part?.listed.title);
  return [...new Set([...own, ...inside].filter((name) => name !== undefined && plain(name) !== ''))] as string[];
}

/** The word that a thing is known by: the reference's, else another of ours, else whatever it is called. */
function wordOf({ kind, words }: Expected, thing: Thing): string {
  const names = namesOf(kind, thing);
  const known = thing.screen.said(words).find((word) => names.some((name) => plain(name) === plain(word)));
  return known ?? names[0] ?? '';
}

const text = ({ text: said, likeness }: Near): string => `"${said}", ${likeness.toFixed(2)}`;

/** Numbers of the longest part of a list that is in order: the rest has moved. */
function inOrder(places: readonly number[]): Set<number> {
  const best: number[][] = [];
  for (const [n, place] of places.entries()) {
    const before = best.filter((run) => places[run.at(-1)!]! < place).sort((a, b) => b.length - a.length)[0] ?? [];
    best.push([...before, n]);
  }
  return new Set(best.sort((a, b) => b.length - a.length)[0]);
}

/** Whether one thing stands before another, as a person reads a form or the heads of a list. */
const place = (kind: Kind, { order, box }: Thing): number => (kind === 'box' ? order : box.left);

/** What is drawn where things of a kind stand, by its words. */
function othersOf(kind: Kind, screen: Screen, found: readonly Thing[]): readonly Thing[] {
  if (kind === 'box') return screen.boxes;
  if (kind === 'button') return screen.things.filter((thing) => thing.kind === 'button');
  const [first] = found;
  if (first === undefined) return screen.texts;
  return screen.texts.filter(
    (thing) => thing.frame === first.frame && sameLine(thing.box, first.box) && !isElsewhere(thing),
  );
}

/** What a missing thing may be called now: by its words, and by standing between its neighbours. */
function nearestOf(at: number, expected: readonly Expected[], found: readonly (Thing | undefined)[]): string {
  const one = expected[at]!;
  const alike = expected.map(({ kind }, n) => (kind === one.kind ? found[n] : undefined));
  const known = alike.filter((thing) => thing !== undefined);
  const { screen } = known[0] ?? found.find((thing) => thing !== undefined) ?? {};
  if (screen === undefined) return '';
  const others = othersOf(one.kind, screen, known).filter(
    (thing) => !known.some((other) => other.holds(thing) || thing.holds(other)),
  );
  const [before] = alike
    .slice(0, at)
    .filter((thing) => thing !== undefined)
    .slice(-1);
  const after = alike.slice(at + 1).find((thing) => thing !== undefined);
  const isBetween = (thing: Thing) =>
    (before === undefined || place(one.kind, thing) > place(one.kind, before)) &&
    (after === undefined || place(one.kind, thing) < place(one.kind, after));
  const between = one.kind === 'button' ? [] : others.filter(isBetween);
  // Of several, the only one that the form wants filled.
  const wanted = new Set(requiredFields(screen).map(({ box }) => box));
  const inPlace = between.length > 1 ? between.filter((thing) => wanted.has(thing)) : between;
  const [name, ...more] = inPlace.flatMap((thing) => namesOf(one.kind, thing).slice(0, 1));
  const near = nearest(
    screen.said(one.words),
    others.flatMap((thing) => namesOf(one.kind, thing)),
  );
  if (name !== undefined && more.length === 0 && !near.some(({ text: said }) => said === name))
    return [`"${name}" stands in its place`, ...near.map(text)].join('; ');
  return near.map(text).join('; ');
}

function stateOf(one: Expected, things: readonly Thing[], word: string, isMoved: boolean): Compared['state'] {
  if (things.length === 0) return 'missing';
  if (things.length > 1) return 'ambiguous';
  // A picture without any words is what the profile says it is.
  const isKnown = [...(one.words.length === 0 ? [] : [things[0]!.screen.said(one.words)[0]]), ...(one.also ?? [])].some(
    (known) => plain(known) === plain(word),
  );
  if (word !== '' && !isKnown) return 'renamed';
  return isMoved ? 'moved' : 'same';
}

/** Holds what a screen shows against what a job needs there. */
export function compare(screen: Screen, expected: readonly Expected[]): Compared[] {
  const all = expected.map((one) => one.find(screen));
  const found = all.map(([first]) => first);
  const moved = new Set(
    IN_ORDER.flatMap((kind) => {
      const places = expected.flatMap((one, n) => (one.kind === kind && found[n] !== undefined ? [n] : []));
      const kept = inOrder(places.map((n) => place(kind, found[n]!)));
      return places.filter((_, n) => !kept.has(n));
    }),
  );
  return expected.map((one, n): Compared => {
    const things = all[n]!;
    const [first] = things;
    const word = first === undefined ? '' : wordOf(one, first);
    const state = stateOf(one, things, word, moved.has(n));
    const isHooked = first?.closest((part) => part.hooked(...(one.hooks ?? []))) !== undefined;
    return {
      thing: nameOf(one),
      state,
      expected: screen.said(one.words)[0] ?? '',
      found: word,
      by:
        first === undefined
          ? ''
          : screen.lexicon.confirmed(one.words)?.says === word
            ? 'confirmed'
            : isHooked
              ? 'profile'
              : 'model',
      candidates: things.length,
      nearest: state === 'missing' ? nearestOf(n, expected, found) : '',
      usable: state === 'missing' ? one.optional === true : state !== 'ambiguous' || one.toldApart === true,
      ...(screen.lexicon.nameOf(one.words) !== undefined && { term: screen.lexicon.nameOf(one.words)! }),
    };
  });
}

/** What is told of something that is there once, and that no words were looked for. */
export const told = (one: Pick<Compared, 'thing' | 'state' | 'expected' | 'found' | 'usable'>): Compared => ({
  ...one,
  by: 'model',
  candidates: 1,
  nearest: '',
});

/** Whether a screen has moved into a document of its own within the page, all that is needed of it. */
export function framed(screen: Screen, expected: readonly Expected[]): Compared[] {
  const found = expected.flatMap((one) => one.find(screen)[0] ?? []);
  if (found.length === 0 || found.some(({ frame }) => frame === 0)) return [];
  const places = { expected: 'in the page itself', found: 'in a frame of the page' };
  return [told({ thing: 'screen', state: 'moved', ...places, usable: true })];
}

/** The boxes that a form requires and that are none of those expected. A job fills them with something valid. */
export function newAndRequired(screen: Screen, expected: readonly Expected[]): Compared[] {
  const known = new Set(expected.flatMap(({ words }) => screen.said(words)).map(plain));
  return requiredFields(screen)
    .filter(({ label }) => !known.has(plain(label)))
    .map(({ label }) => {
      const thing = nameOf({ kind: 'box', words: [label] });
      return told({ thing, state: 'new and required', expected: '', found: label, usable: true });
    });
}
