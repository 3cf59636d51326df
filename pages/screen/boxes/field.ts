import { above, BORDER, distance, FORM_LINE, FURTHEST, insideBox, LEAST_BOX, SMALL, sameLine } from '../layout.ts';
import { listsOver } from '../lists/list.ts';
import { type Screen, saysSomething, type Thing, thingsIn, uppermost } from '../thing.ts';
import { meant, plain, words } from '../words/words.ts';

/** How many things around a label may be looked through for what belongs to it. */
const AROUND = 6;

export const boxesIn = (root: Screen | Thing): Thing[] => thingsIn(root).filter(({ kind }) => kind === 'box');

function nearest(label: Thing, things: Thing[]): Thing[] {
  const near = things
    .map((thing) => ({ thing, far: distance(label.box, thing.box) }))
    .filter(({ far }) => far < FURTHEST)
    .sort((a, b) => a.far - b.far)
    .map(({ thing }) => thing);
  const [first] = near;
  if (first === undefined || first.kind !== 'box' || sameLine(label.box, first.box)) return near;
  // Some forms have each label right under its box: far nearer to that one than to the next one below.
  const gap = first.box.top - label.box.bottom;
  const over = things.filter((thing) => thing.kind === 'box' && above(label.box, thing.box) * 2 + 2 < gap);
  return [...over.sort((a, b) => above(label.box, a.box) - above(label.box, b.box)), ...near];
}

/** Whether another thing stands between a label and this one: then the label is that one's, wherever the page has it. */
function isBeyond(label: Thing, thing: Thing, others: readonly Thing[]): boolean {
  const inLine = sameLine(label.box, thing.box);
  return others.some(
    ({ box }) =>
      distance(label.box, box) < Infinity &&
      sameLine(label.box, box) === inLine &&
      (inLine ? box.right <= thing.box.left : box.bottom <= thing.box.top),
  );
}

/** Whether a label stands under this box, and not nearer over another. */
const isUnder = (label: Thing, thing: Thing, others: readonly Thing[]): boolean =>
  above(label.box, thing.box) < Infinity &&
  !others.some(
    ({ box }) =>
      !sameLine(label.box, box) &&
      box.top - label.box.bottom < above(label.box, thing.box) &&
      distance(label.box, box) < Infinity,
  );

/**
 * What a label belongs to: what it stands in, else the only thing in the nearest part around it, else by where it
 * stands.
 */
export function belonging(label: Thing, things: (root: Screen | Thing) => Thing[]): Thing[] {
  const { screen } = label;
  // What a window lies over belongs to nothing in it.
  const window = label.window;
  const boxes = screen.boxes.filter((box) => !box.holds(label) && box.window === window);
  const around = boxes.filter((box) => insideBox(label.box, box.box));
  if (around.length === 1) return things(screen).includes(around[0]!) ? around : [];
  let up = 0;
  for (const part of label.outward()) {
    if ((up += 1) > AROUND) break;
    const inside = things(part).filter((thing) => thing !== label && !thing.holds(label) && !label.holds(thing));
    const [only] = inside;
    if (only === undefined) continue;
    const isAlone = inside.length === 1;
    if (isAlone && only.kind === 'box' && isBeyond(label, only, boxes)) continue;
    if (isAlone && distance(label.box, only.box) < Infinity) return inside;
    // A box with nothing but its label, under it.
    const under = only.kind === 'box' && isUnder(label, only, boxes);
    if (isAlone && under && plain(part.said(({ kind }) => kind === 'box')) === plain(label.said())) return inside;
    const near = nearest(label, inside);
    if (near.length > 0) return near.slice(0, 1);
    // The label's row holds only others' boxes: its own is further up.
  }
  const beside = things(screen).filter((thing) => thing.window === window);
  return nearest(label, beside).slice(0, 1);
}

/** Small signs at the right side of something: what opens a list, most often. */
function hasSign(whole: Thing, from: number): boolean {
  return (
    whole.find(
      ({ kind, box, listed }) => box.width <= SMALL && box.left >= from && (kind === 'icon' || isSign(listed.text)),
    ).length > 0
  );
}

const isSign = (text: string | undefined): boolean =>
  text !== undefined && /^[\s▾▼▿⌄˅∨v]*$/.test(text) && text.trim() !== '';

/** A small button without words in a box opens its list. */
const opens = ({ box, listed, text }: Thing): boolean =>
  box.width <= SMALL && text === '' && (listed.popup === true || listed.expanded !== undefined);

/** Of the size of a box, with no other in it: some lists are no more than that until they are pressed. */
function drawnBoxes(root: Screen | Thing): Thing[] {
  return thingsIn(root).filter((thing) => {
    const { box, listed } = thing;
    const isMute = thing.kind === 'button' && listed.tag !== 'a' && listed.tag !== 'button' && thing.role === undefined;
    const isButton =
      listed.tag === 'button' && listed.popup !== undefined ? true : thing.is('button') && hasSign(thing, box.center);
    return (
      (isMute || isButton) &&
      box.width >= LEAST_BOX.width &&
      box.height >= LEAST_BOX.height &&
      box.height < FORM_LINE &&
      thing.find((part) => part.kind === 'box' || (part.kind === 'button' && part.role !== undefined && !opens(part)))
        .length === 0
    );
  });
}

/** What stands for a list in a part of the screen, where no box does: it says by itself that it opens one. */
export const listButtonIn = (root: Thing): Thing | undefined =>
  drawnBoxes(root).find((thing) => opens(thing) || thing.find(opens).length > 0);

/** The boxes that belong to a label: by the page's own link, else by where it stands. */
export function fieldOf(screen: Screen, labels: readonly string[]): Thing[] {
  const wanted = screen.names(labels);
  const isNamed = ({ listed }: Thing) =>
    [listed.label, listed.placeholder, ...(listed.linked ?? [])].some(
      (name) => name !== undefined && wanted.has(plain(name)),
    );
  const linked = uppermost(screen.boxes.filter(isNamed));
  if (linked.length > 0) return meant(screen, labels, linked);
  // A button that opens a list may be all that there is of a box.
  const opening = screen.things.filter((thing) => thing.kind === 'button' && thing.listed.popup && isNamed(thing));
  if (opening.length > 0) return opening;
  const isLabel = (thing: Thing) =>
    !thing.isIn((part) => part.kind === 'box' || part.is('button', 'menuitem')) && thing.listed.tag !== 'input';
  const named = uppermost(words(screen, labels).filter(isLabel));
  const lists = listsOver(screen);
  /** A box that filters a list which lies over the page belongs to none of the labels that the list lies over. */
  const filters = (box: Thing, label: Thing) => lists.some((list) => list.holds(box) && !list.holds(label));
  const own = (find: (root: Screen | Thing) => Thing[]) => [
    ...new Set(named.flatMap((label) => belonging(label, (part) => find(part).filter((box) => !filters(box, label))))),
  ];
  const found = own(boxesIn);
  return found.length > 0 ? found : own(drawnBoxes);
}

/** One word may be drawn in several pieces: what holds all of them. */
function whole(piece: Thing, label: Thing): Thing {
  let found = piece;
  for (const around of piece.outward()) {
    if (around.holds(label) || around.box.height > piece.box.height * 2.5 || /\s/.test(around.said())) break;
    if (boxesIn(around).length > 0) break;
    if (around.said() !== found.said()) found = around;
  }
  return found;
}

/**
 * What stands as text, or as the content of a box, beside a label. Where that is below, what stands on the label's own
 * line may be meant too.
 */
export function besideLabel(screen: Screen, labels: readonly string[]): Thing[] {
  const things = (root: Screen | Thing) =>
    thingsIn(root).filter((thing) => thing.kind === 'box' || saysSomething(thing));
  const meant = (label: Thing): Thing[] => {
    const [found] = belonging(label, (root) => things(root).filter((thing) => !label.holds(thing)));
    if (found === undefined || sameLine(label.box, found.box)) return found === undefined ? [] : [found];
    const [beside] = nearest(
      label,
      things(screen).filter(
        (thing) => !label.holds(thing) && sameLine(label.box, thing.box) && thing.window === label.window,
      ),
    );
    // The next line's label may stand nearer than a value at the far end of this one.
    return beside === undefined ? [found] : /:\s*$/.test(found.said()) ? [beside, found] : [found, beside];
  };
  return [
    ...new Set(
      uppermost(words(screen, labels).filter(({ kind }) => kind !== 'box')).flatMap((label) =>
        meant(label).map((thing) => (thing.kind === 'box' ? thing : whole(thing, label))),
      ),
    ),
  ];
}

/** What opens the list of a box: a small thing in its right half or right behind it. */
export function arrowOf(box: Thing): Thing | undefined {
  let up = 0;
  for (const part of box.outward()) {
    if ((up += 1) > 2) return undefined;
    const found = part.find(
      (thing) =>
        !thing.holds(box) &&
        !box.holds(thing) &&
        thing.kind !== 'text' &&
        thing.kind !== 'box' &&
        thing.box.width <= SMALL &&
        // What is empty only keeps columns apart.
        (thing.kind !== undefined || thing.find(({ kind }) => kind === 'icon' || kind === 'button').length > 0) &&
        sameLine(box.box, thing.box) &&
        thing.box.left > box.box.center &&
        thing.box.left < box.box.right + SMALL,
    );
    if (found.length > 0) return found[0];
  }
  return undefined;
}

/**
 * What a box holds. In a list whose own input is empty, because that only filters it, the chosen entry is drawn over
 * it; the arrow of a drawn box is no part of what it says.
 */
export function held(box: Thing): string {
  const { listed } = box;
  if (listed.value !== undefined && listed.value.trim() !== '') return listed.value.trim();
  if (!['input', 'textarea', 'select'].includes(listed.tag))
    return box.said((part) => isArrow(part, box) || isOwnLabel(part, box));
  for (const around of box.outward()) {
    if (around.box.height > SMALL + BORDER * 3 || boxesIn(around).length > 1) return '';
    const chips = around.find((part) => isChip(part, box));
    if (chips.length > 0) return chips.map((part) => part.said()).join(' ');
    if (!hasSign(around, box.box.left + SMALL)) continue;
    const chosen = around.find(
      (part) =>
        saysSomething(part) && insideBox(part.box, box.box) && !isHintIn(around, part) && !/[*:]\s*$/.test(part.said()),
    );
    if (chosen.length > 0) return chosen.map((part) => part.said()).join(' ');
  }
  return '';
}

/** Whether a text in a part is of its label or placeholder: what is around the part may be named for labels, too. */
function isHintIn(around: Thing, text: Thing): boolean {
  const hint = text.closest(({ role, listed }) => role === 'label' || listed.hint === true);
  return hint !== undefined && around.holds(hint);
}

/** One of several chosen entries, each drawn as a button before the input that filters the rest. */
const isChip = (part: Thing, box: Thing): boolean =>
  box.is('combobox') &&
  part.is('button') &&
  part.listed.tag !== 'button' &&
  part.said() !== '' &&
  sameLine(part.box, box.box) &&
  part.box.right <= box.box.left + BORDER;

/** The label of a drawn box may stand in it; what is no label of the page's own may be its value. */
const isOwnLabel = (part: Thing, box: Thing): boolean =>
  part.is('label') && (box.listed.linked?.some((name) => plain(name) === plain(part.said())) ?? false);

/** The arrow of a drawn box may be a sign, or the name of one, in a part of its own. */
const isArrow = (part: Thing, box: Thing): boolean =>
  part !== box &&
  part.inside.every(({ kind }) => kind === 'text') &&
  (!/[\p{L}\p{N}]/u.test(part.said()) || (part.kind === 'icon' && /^[a-z_]*$/.test(part.said())));

/** The whole label that a text is a part of, its mark included. */
function wholeLabel(text: Thing): Thing {
  let label = text;
  for (const around of text.outward()) {
    if (boxesIn(around).length > 0 || plain(around.said()) !== plain(text.said())) break;
    label = around;
  }
  return label;
}

/** The label of a box, as it is drawn: the nearest text that this box and no other belongs to. */
export function drawnLabelOf(box: Thing): Thing | undefined {
  const near = box.screen.texts
    .map((text) => ({ text, far: distance(text.box, box.box) }))
    .filter(
      ({ text, far }) =>
        far < FURTHEST && !box.holds(text) && !text.isIn(({ kind }) => kind === 'box' || kind === 'button'),
    )
    .sort((a, b) => a.far - b.far)
    .map(({ text }) => wholeLabel(text));
  const inside = box.screen.texts.filter((text) => insideBox(text.box, box.box) && !box.holds(text)).map(wholeLabel);
  return [...inside, ...near].find((label) => belonging(label, boxesIn)[0] === box);
}

/** A label that the whole box stands in says its value and its signs, too: its own words are those of its first line. */
function ownWords(named: string | undefined, box: Thing): string | undefined {
  const label = box.closest(({ listed }) => listed.tag === 'label');
  const texts = label?.find((part) => saysSomething(part) && !box.holds(part)) ?? [];
  const [first] = texts;
  if (named === undefined || first === undefined) return named;
  const isSign = (text: Thing) => text.isIn(({ kind }) => kind === 'icon');
  const line = texts.filter((text) => sameLine(text.box, first.box) && !isSign(text)).map((text) => text.said());
  const own = line.join(' ').replaceAll(/\s+/g, ' ');
  return line.length < texts.length && plain(named).startsWith(plain(own)) ? own : named;
}

/** What a box is called: by the page's own link, else by what stands beside it. */
export function labelOf(box: Thing): string | undefined {
  const { listed } = box;
  const named = [...(listed.linked ?? []), listed.label].find((name) => name !== undefined && plain(name) !== '');
  const label = ownWords(named, box) ?? drawnLabelOf(box)?.said() ?? listed.placeholder ?? listed.title;
  return label?.replace(/[\s*:]+$|^[\s*]+/g, '');
}
