import { drawnLabelOf } from '../boxes/field.ts';
import { insideBox, isAtSide, sameLine } from '../layout.ts';
import type { Listed } from '../listed.ts';
import type { Frames, Screen, Thing } from '../thing.ts';
import { plain } from '../words/plain.ts';

/** What tells words of the application from what a customer has put into it. */
export interface Chrome {
  /** All words that are known to be the application's, as they are compared. */
  known: ReadonlySet<string>;
  /** The profile's hooks of what belongs to the application: titles, menus, toolbars. */
  hooks: readonly string[];
  /** The heads of the lists on a screen: what stands below them is the customer's. */
  heads(screen: Screen): readonly Thing[];
  /** Rows of its lists are the application's, too: modules, levels. */
  rows: boolean;
}

/** What rows of lists, and lists that open, consist of. */
const ROWS = ['row', 'cell', 'gridcell', 'rowheader', 'option', 'listitem', 'treeitem', 'listbox'];
const OWN = ['tab', 'heading', 'columnheader', 'menuitem', 'navigation', 'menu', 'menubar', 'dialog'];
/** What is no sentence, in letters. */
const LONGEST = 60;

const isInSideMenu = (text: Thing): boolean => {
  const menu = text.closest(({ box, screen }) => isAtSide(box, screen.view));
  return menu !== undefined && menu.find(({ kind }) => kind === 'box').length === 0;
};

/** Whether a text stands below the heads of a list. */
const isBelow = (text: Thing, heads: readonly Thing[]): boolean => {
  const own = heads.filter(({ frame }) => frame === text.frame);
  const left = Math.min(...own.map(({ box }) => box.left));
  return own.some(({ box }) => text.box.middle > box.bottom) && text.box.right > left;
};

/** Texts that are the labels of boxes. */
const labelsOf = (screen: Screen): ReadonlySet<Thing> =>
  new Set(
    screen.things
      .filter(({ kind }) => kind === 'box' || kind === 'check')
      .map((box) => drawnLabelOf(box))
      .filter((label) => label !== undefined)
      .flatMap((label) => [label, ...label.all()]),
  );

/** Whose words a thing says: of what is unclear, only known words are the application's. */
type Whose = 'own' | 'theirs' | 'unclear';

/** Tells of each thing of a screen whose words it says. */
function whoseIn(screen: Screen, { known, hooks, rows, heads: headsOf }: Chrome): (thing: Thing) => Whose {
  const labels = labelsOf(screen);
  const heads = headsOf(screen);
  const isInTable = (thing: Thing) => thing.isIn((part) => part.is(...ROWS));
  // A table above the heads only lays out.
  const isInRow = (thing: Thing) =>
    thing.isIn((part) => part.hooked('listRow')) || (isInTable(thing) && isBelow(thing, heads));
  const isHead = (thing: Thing) =>
    heads.some((head) => head.frame === thing.frame && sameLine(head.box, thing.box)) && !isInRow(thing);
  const isInBox = (thing: Thing) =>
    thing.up?.isIn(({ kind }) => kind === 'box') ||
    (!labels.has(thing) && screen.boxes.some((box) => box.frame === thing.frame && insideBox(thing.box, box.box)));
  const isPart = (thing: Thing) =>
    thing.isIn((part) => part.kind === 'button' || part.is(...OWN) || part.hooked(...hooks));
  const isTheirs = (thing: Thing) =>
    thing.isIn((part) => part.hooked('account')) ||
    (thing.kind === 'text' && isInBox(thing)) ||
    (!rows && isInRow(thing));
  const isKnown = ({ listed: { text = '' }, up }: Thing) =>
    known.has(plain(text)) || known.has(plain(up?.said() ?? ''));
  const isUnclear = (thing: Thing) =>
    (thing.listed.text ?? '').length > LONGEST ||
    (heads.length === 0 ? isInTable(thing) : !rows && isBelow(thing, heads));
  const isOwn = (thing: Thing) =>
    (rows && isBelow(thing, heads)) || labels.has(thing) || isHead(thing) || isInSideMenu(thing) || isPart(thing);
  return (thing) => {
    if (thing.kind === 'box') return 'own';
    if (isTheirs(thing)) return 'theirs';
    return isKnown(thing) || (!isUnclear(thing) && isOwn(thing)) ? 'own' : 'unclear';
  };
}

/** The same shape without the words. */
const masked = (text: string): string =>
  text
    .replaceAll(/\p{Lu}/gu, 'X')
    .replaceAll(/[\p{Ll}\p{Lo}\p{Lm}\p{Lt}]/gu, 'x')
    .replaceAll(/\p{N}/gu, '0');

/** An address, a number, a key. */
const TELLING = /\S*(@|:\/\/|\p{L}\.\p{L}{2,}|\p{N}{3,}|\p{L}\p{N}|\p{N}\p{L})\S*/gu;

/** Takes what customers call things out of a text. */
function without(values: readonly string[]): (text: string) => string {
  const all = [...new Set(values)].sort((a, b) => b.length - a.length).map((value) => RegExp.escape(value));
  const found =
    all.length === 0 ? /(?!)/gu : new RegExp(`(?<![\\p{L}\\p{N}])(${all.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return (text) => text.replaceAll(found, masked).replaceAll(TELLING, masked);
}

/** All texts that a thing has, drawn or not. */
const textsOf = ({ text, title, label, placeholder, linked = [], entries = [], value }: Listed): string[] =>
  [text, title, label, placeholder, value, ...linked, ...entries].filter((one) => one !== undefined);

/** What customers have put in, as it is compared: two letters and more, and nothing that is known as the application's. */
export function valuesIn(screen: Screen, chrome: Chrome): string[] {
  const whose = whoseIn(screen, chrome);
  return screen.things
    .flatMap((thing) => {
      const { kind, listed, up } = thing;
      if (kind === 'box') return [listed.value ?? '', ...(listed.entries ?? [])];
      return whose(thing) === 'own' ? [] : [...textsOf(listed), ...(kind === 'text' ? [up?.said() ?? ''] : [])];
    })
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter(
      (text) => text.length > 1 && text.length <= LONGEST * 2 && /\p{L}/u.test(text) && !chrome.known.has(plain(text)),
    );
}

/** What a thing looks like, where a drawing is known by its class. */
const drawingOf = ({ kind, look }: Listed): string | undefined =>
  look === undefined || (kind !== 'button' && kind !== 'icon') ? undefined : look.split('|')[0];

function redactedThing(
  thing: Thing,
  whose: Whose,
  known: ReadonlySet<string>,
  clean: (text: string) => string,
): Listed {
  const { imprint: _imprint, checked, look: _look, ...listed } = thing.listed;
  const isKnown = (text: string) => known.has(plain(text));
  const says = (text: string) => {
    if (whose !== 'theirs' && isKnown(text)) return text;
    return whose === 'own' ? clean(text) : masked(text);
  };
  const drawing = drawingOf(thing.listed);
  return {
    ...listed,
    ...(listed.text !== undefined && {
      // A known phrase may be drawn in pieces.
      text: whose === 'own' && isKnown(thing.up?.said() ?? '') ? listed.text : says(listed.text),
    }),
    ...(listed.title !== undefined && { title: says(listed.title) }),
    ...(listed.label !== undefined && { label: says(listed.label) }),
    ...(listed.placeholder !== undefined && { placeholder: says(listed.placeholder) }),
    ...(listed.linked !== undefined && { linked: listed.linked.map(says) }),
    ...(listed.entries !== undefined && { entries: listed.entries.map(() => 'x') }),
    ...(listed.value !== undefined && { value: listed.value === '' ? '' : 'x' }),
    ...(checked !== undefined && { checked: false }),
    ...(drawing !== undefined && { look: clean(drawing) }),
  };
}

/**
 * A screen as it may be shown to others: structure, sizes and the application's own words. What customers have put into it
 * keeps its shape alone.
 * @param values what customers call things, on whichever screen it was seen
 */
export function redacted(screen: Screen, chrome: Chrome, values: readonly string[]): Frames {
  const { frames } = screen;
  const whose = whoseIn(screen, chrome);
  const clean = without(values);
  const byFrame = frames.map((_, frame) => screen.things.filter((thing) => thing.frame === frame));
  return frames.map(({ at, snapshot }, frame) => {
    const numbers = new Map(byFrame[frame]!.map(({ listed }, n) => [listed.id, n]));
    const items = byFrame[frame]!.map((thing) => ({
      ...redactedThing(thing, whose(thing), chrome.known, clean),
      id: numbers.get(thing.listed.id)!,
    }));
    const title = chrome.known.has(plain(snapshot.title)) ? snapshot.title : masked(snapshot.title);
    const { frames: holds, view, moves } = snapshot;
    return {
      at,
      snapshot: { items, frames: holds, view, title, moves, version: 1, quiet: 1_000, began: 0, at: 0, passed: [] },
    };
  });
}
