import { type ConfirmedWord, excerpt, type Spot, type Term } from '../../../src/portal-sdk/index.ts';
import { belonging, boxesIn, fieldOf, labelOf } from '../boxes/field.ts';
import type { Screen, Thing } from '../thing.ts';
import { meant, ownPart, plain, tipped, words } from '../words/words.ts';
import { namesOf } from './expect.ts';

/** What nobody would call a thing by, in letters. */
const LONGEST = 60;

/** All that a term may be but a box. */
const saying = (screen: Screen, term: Term): Thing[] => {
  const named = screen.things.filter((thing) => thing.kind !== 'box' && tipped(thing, term));
  return [...new Set([...words(screen, term), ...meant(screen, term, named)])];
};

/** The first of these terms that a screen shows nowhere and that words can be confirmed for, by its name. */
export function firstUnfound(screen: Screen, terms: readonly Term[]): string | undefined {
  const unfound = terms.find(
    (term) =>
      screen.lexicon.nameOf(term) !== undefined && fieldOf(screen, term).length + saying(screen, term).length === 0,
  );
  return unfound && screen.lexicon.nameOf(unfound);
}

/** The smallest thing at a spot. */
function thingAtSpot(screen: Screen, { x, y }: Spot): Thing | undefined {
  const holds = ({ box }: Thing) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  const area = ({ box }: Thing) => box.width * box.height;
  return screen.things
    .filter((thing) => thing.listed.through !== true && holds(thing))
    .sort((a, b) => area(a) - area(b) || b.order - a.order)[0];
}

/** The box that a label stands beside, where it is nothing that can be pressed itself. */
function boxOfLabel(text: Thing): Thing | undefined {
  if (text.isIn((part) => part.kind === 'button' || part.is('tab', 'columnheader', 'heading'))) return undefined;
  const [box] = belonging(text.closest((part) => part.is('label')) ?? text, boxesIn);
  return box !== undefined && plain(labelOf(box)) === plain(text.said()) ? box : undefined;
}

/** What somebody means who points at a thing, and what kind of thing that is. */
function meantBy(at: Thing): { kind: string; thing: Thing; says: string | undefined } {
  const box = at.closest(({ kind }) => kind === 'box') ?? boxOfLabel(at);
  if (box !== undefined) return { kind: 'box', thing: box, says: labelOf(box) };
  const tab = at.closest((part) => part.is('tab'));
  const head = at.closest((part) => part.is('columnheader'));
  const button = at.closest(({ kind }) => kind === 'button');
  const thing = tab ?? head ?? button ?? at.up ?? at;
  const kind = tab ? 'tab' : head ? 'column' : button ? 'button' : 'text';
  return { kind, thing, says: namesOf('button', thing)[0] };
}

/** Words in the part around a thing that none of the parts around the others holds. */
function besideIt(thing: Thing, all: readonly Thing[], says: string): string | undefined {
  const others = new Set(
    all
      .filter((one) => one !== thing)
      .flatMap((one) => ownPart(one, all).find(({ kind }) => kind === 'text'))
      .map((text) => plain(text.said())),
  );
  return ownPart(thing, all)
    .find(({ kind }) => kind === 'text')
    .map((text) => text.said())
    .find(
      (text) =>
        /\p{L}{2,}/u.test(text) && plain(text) !== plain(says) && text.length <= LONGEST && !others.has(plain(text)),
    );
}

/**
 * What stands where somebody has pointed, as words for a term. They are tried out: the term must be found there by them.
 * @returns why not, in a sentence, where they would not do
 */
export function pointedAt(
  screen: Screen,
  spot: Spot,
  term: Term,
  name: string,
): { word: ConfirmedWord; thing: Thing } | { refused: string } {
  const at = thingAtSpot(screen, spot);
  if (at === undefined) return { refused: 'Nothing is shown there.' };
  const { kind, thing, says: said } = meantBy(at);
  const says = said === undefined ? '' : excerpt(said, LONGEST + 1);
  if (plain(says) === '')
    return { refused: 'It has no words to know it by: no label, no text, no tooltip. Point at something that has.' };
  if (says.length > LONGEST)
    return { refused: `It says too much to be a name: "${excerpt(says, 30)}". Point at its label.` };
  const word = { term: name, kind, says };
  const isIt = (other: Thing) =>
    other.frame === thing.frame &&
    (other.listed.id === thing.listed.id || holdsId(other, thing) || holdsId(thing, other));
  const tried = screen.in(screen.lexicon.with(term, word));
  const all = kind === 'box' ? fieldOf(tried, term) : saying(tried, term);
  const own = all.filter(isIt);
  if (own.length === 0) return { refused: `By the words "${says}", it is not found again.` };
  if (all.every(isIt)) return { word, thing };
  const beside = besideIt(own[0]!, all, says);
  if (beside === undefined && kind === 'box')
    return { refused: `There are ${all.length} of "${says}", and no words beside them tell them apart.` };
  return { word: { ...word, in: beside }, thing };
}

/** Whether a thing holds another, which may be of the same screen seen again. */
const holdsId = (thing: Thing, inner: Thing): boolean => {
  for (const part of thing.all()) if (part.listed.id === inner.listed.id) return true;
  return false;
};
