import type { Term } from '../../../src/portal-sdk/index.ts';
import { across, along, type Box, CAPTION, covers, inCorner, MOST_OF_WIDTH, TWO_LINES } from '../layout.ts';
import { floats } from '../lists/list.ts';
import { innermost, isPlaced, isPressable, outermost, type Screen, saysSomething, type Thing } from '../thing.ts';
import { matching, namesOn, plain, saidAs, tipped, words } from '../words/words.ts';

/** A window, or another part of the screen that says something by itself. */
export interface Dialog {
  at: Thing;
  /** Empty where it has none. */
  title: string;
  /** Its text, line by line as it is laid out, without title and buttons. */
  lines: string[];
  /** All that stands in it. */
  text: string;
  buttons: Thing[];
  /** A form to fill or a list to choose from: somebody's business, never closed on the way. */
  form: boolean;
  /** Whether the lines are one message; a form or a table says many things. */
  message: boolean;
}

interface Line {
  text: string;
  leaf: Thing;
  block: Thing;
  button: Thing | undefined;
}

/** A button says no more than this; so does a title. In letters. */
const [LONGEST_BUTTON, LONGEST_TITLE] = [40, 80];
/** More than this is read line by line. */
const [MOST_LINES, MOST_LETTERS] = [10, 400];
/** A window of no known make says no more than this, in letters; what lies outside it says so many things. */
const [LONGEST_WINDOW, OTHERS] = [600, 5];

const wordsIn = (text: string): number => text.split(' ').length;
const CELLS = ['cell', 'gridcell', 'columnheader', 'rowheader'];
/** A window says something in a sentence; a menu only names things. */
const isSentence = (text: string): boolean => /[.!?…]$/.test(text) || wordsIn(text) > 3;

/** What is pressed when a text is: a button, or words that a button is known to say. */
function buttonOf(window: Thing, leaf: Thing, answers: ReadonlySet<string>): Thing | undefined {
  for (let at: Thing | undefined = leaf; at !== undefined && at !== window; at = at.up) {
    const said = at.said();
    if (said.length > LONGEST_BUTTON) return undefined;
    if (at.kind === 'button' || answers.has(plain(said))) return at;
  }
  return undefined;
}

/** One line for each block of text, and one for each button. */
function linesOf(window: Thing, answers: ReadonlySet<string>): Line[] {
  const lines: Line[] = [];
  let last: Thing | undefined;
  const leaves = window.find(
    (thing) =>
      thing.listed.text !== undefined && thing.inside.length === 0 && !thing.isIn(({ kind }) => kind === 'box'),
  );
  for (const leaf of leaves) {
    const button = buttonOf(window, leaf, answers);
    const block = leaf.closest((at) => at === window || at.listed.block === true) ?? window;
    const part = button ?? block;
    const before = lines.at(-1);
    const text = leaf.listed.text! + (leaf.listed.gap ? ' ' : '');
    if (before !== undefined && last === part) before.text += text;
    else lines.push({ text, leaf, block, button });
    last = part;
  }
  return lines
    .map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** Whether the first line stands apart from the text below it, as a caption does. */
function apart({ text, leaf, block }: Line, hint: Line): boolean {
  const [size, weight] = leaf.listed.font ?? [0, 0];
  const [hintSize, hintWeight] = hint.leaf.listed.font ?? [0, 0];
  if (text.length > LONGEST_TITLE || /[.…,;]$/.test(text)) return false;
  if (leaf.box.height > size * TWO_LINES || along(leaf.box, hint.leaf.box) > CAPTION) return false;
  if (wordsIn(text) <= 4 && wordsIn(hint.text) >= 4 && wordsIn(hint.text) > wordsIn(text)) return true;
  if (weight >= hintWeight + 200 || size >= hintSize * 1.15) return true;
  let bar = block;
  while (bar.up !== undefined && !bar.up.holds(hint.leaf)) bar = bar.up;
  // A bar of another colour, or one with a line under it.
  return (bar.listed.ground !== undefined && bar.listed.ground !== bar.up?.listed.ground) || bar.listed.line === true;
}

/** A list of values; a table of one line or one column only lays out a message. */
const holdsMany = (at: Thing): boolean =>
  at.find((thing) => thing.is('grid', 'treegrid', 'listbox') || thing.listed.tag === 'dl').length > 0 ||
  at.find((row) => row.is('row') && row.find((cell) => cell.is(...CELLS) && cell.said() !== '').length > 1).length > 1;

/** Tabs, or the heads of a list: a record may open in a window of its own. */
const isRecord = (at: Thing): boolean =>
  ['tab', 'columnheader'].some((role) => at.find((thing) => thing.is(role) && thing.said() !== '').length > 1);

/** Tells title, text and buttons of a part of the screen apart, by what they are and where they stand. */
export function dialogOf(at: Thing, answers: readonly string[]): Dialog {
  const all = linesOf(at, namesOn(at, answers));
  const said = all.filter(({ button }) => button === undefined);
  const texts = said.length > 0 ? said : all;
  const named = new Set(
    [at, ...at.find((thing) => thing.is('dialog', 'alertdialog'))]
      .flatMap(({ listed }) => [listed.label, ...(listed.linked ?? [])])
      .map(plain),
  );
  const isHeading = ({ leaf, text }: Line): boolean => {
    const heading = leaf.closest((part) => part.is('heading', 'banner') || part.listed.tag === 'header');
    return named.has(plain(text)) || (heading !== undefined && heading !== at && at.holds(heading));
  };
  const down = [...texts].sort((a, b) => a.leaf.box.top - b.leaf.box.top);
  const titles: Line[] = [];
  for (const [n, line] of down.entries()) {
    const hint = down[n + 1];
    if (!isHeading(line) && !(titles.length === 0 && hint !== undefined && apart(line, hint))) break;
    titles.push(line);
  }
  // Among headings alone, those below the first are what it says.
  const title = titles.length === texts.length ? titles.slice(0, 1) : titles;
  const lines = texts.filter((line) => !title.includes(line)).map(({ text }) => text);
  const boxes = at.find(({ kind }) => kind === 'box').length > 0;
  return {
    at,
    title: title.map(({ text }) => text).join(' '),
    lines,
    text: at.said(),
    buttons: [...new Set(all.flatMap(({ button }) => button ?? []))],
    form: boxes || isRecord(at) || at.find((thing) => thing.is('listbox', 'listitem')).length > 0,
    message: !boxes && !holdsMany(at) && lines.length <= MOST_LINES && lines.join(' ').length <= MOST_LETTERS,
  };
}

/** Whether something of the page is under a layer. */
const overOthers = (layer: Thing): boolean =>
  layer.screen.things.some(
    (other) =>
      other.layer <= layer.layer &&
      other.order < layer.order &&
      !other.holds(layer) &&
      across(other.box, layer.box) > 0 &&
      along(other.box, layer.box) > 0,
  );

function widthOf(things: Thing[]): number {
  const boxes: Box[] = things.map(({ box }) => box);
  return Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
}

/**
 * Layers of no known make that are windows: over the whole page with some words in its middle, or smaller with a
 * sentence and an answer to it. The page itself may be a layer: it goes from one side to the other.
 */
function layersOf(screen: Screen, answers: readonly string[]): Thing[] {
  const all = screen.things.filter((thing) => floats(thing) && !isList(thing));
  const whole = all.filter(({ box }) => covers(box, screen.view)).at(-1);
  return all.filter((layer) => {
    const texts = layer.find(saysSomething);
    if (texts.length === 0 || layer.said().length > LONGEST_WINDOW) return false;
    if (widthOf(texts) > screen.view.width * MOST_OF_WIDTH) return false;
    const asks = () =>
      overOthers(layer) && words(layer, answers).length > 0 && dialogOf(layer, answers).lines.some(isSentence);
    if (!covers(layer.box, screen.view)) return asks();
    return layer === whole && (screen.texts.length >= texts.length + OTHERS || asks());
  });
}

const LISTS = ['listbox', 'menu', 'tree', 'tooltip'];
/** A pull-down says nothing by itself. */
const isList = (layer: Thing): boolean =>
  layer.isIn((thing) => thing.is(...LISTS)) || layer.find((thing) => thing.is(...LISTS)).length > 0;

/**
 * The windows that are shown: what calls itself one, what the profile knows by `window` (or by `layer`, if it lies over
 * the page), and layers that look like one. What is inside one belongs to it.
 * @param answers words of buttons, which are no text of a window, whatever they are made of
 */
export function dialogsOn(screen: Screen, answers: readonly string[]): Dialog[] {
  const known = outermost(
    screen.things.filter(
      (thing) =>
        thing.listed.tag !== 'body' &&
        (thing.is('dialog', 'alertdialog') || thing.hooked('window') || (thing.hooked('layer') && isPlaced(thing))),
    ),
  );
  const layers = layersOf(screen, answers).filter(
    (layer) => !known.some((window) => window.holds(layer) || layer.holds(window)),
  );
  // A mask is empty.
  return [...known, ...outermost(layers)].map((at) => dialogOf(at, answers)).filter(({ text }) => text !== '');
}

/** Parts that say something for a moment: alerts, toasts and other layers without anything to fill. */
export function noticesOn(screen: Screen, windows: readonly Dialog[]): Dialog[] {
  const spoken = screen.things.filter((thing) => thing.is('alert', 'status'));
  const layers = screen.things.filter(
    (thing) => floats(thing) && !isList(thing) && !covers(thing.box, screen.view) && overOthers(thing),
  );
  const all = [...spoken, ...layers].filter(
    (thing) => !windows.some(({ at }) => at.holds(thing)) && thing.find(saysSomething).length > 0,
  );
  // Of several around one another, the innermost says it: others hold several.
  return innermost(all)
    .map((at) => dialogOf(at, []))
    .filter(({ message, form }) => message && !form);
}

/** Whose words are as few beside a window are its buttons. */
const BESIDE = 80;

/** Where a window's buttons may be: in it, or beside its content, inside the same frame of the dialog. */
function partsOf({ at }: Dialog): Thing[] {
  const { up } = at;
  return up !== undefined && up.listed.tag !== 'body' && up.said((part) => part === at).length <= BESIDE
    ? [at, up]
    : [at];
}

/** The button of a window that says one of these words, the first word first. The title may say the same, before it. */
export function answerOf(window: Dialog, wanted: readonly string[]): Thing | undefined {
  for (const part of partsOf(window))
    for (const word of saidAs(part, wanted)) {
      const found = words(part, [word]);
      const button = found.find(isPressable);
      if (found.length > 0) return button ?? found.at(-1);
    }
  return undefined;
}

/** The same by a pattern: titles may say the same, but stand before it. */
export const answerInWords = (window: Dialog, pattern: Term): Thing | undefined =>
  partsOf(window)
    .map((part) => matching(part, pattern).at(-1))
    .find((found) => found !== undefined);

/**
 * What closes a window without more: a button that says so, else its own control, which may be no more than a sign in
 * the upper right corner.
 */
export const closerOf = (window: Dialog, wanted: readonly string[]): Thing | undefined =>
  answerOf(window, wanted) ??
  window.at.find((thing) => thing.hooked('windowClose') || tipped(thing, wanted))[0] ??
  window.at.find(
    (thing) =>
      (thing.kind === 'button' || thing.kind === 'icon') &&
      thing.said() === '' &&
      thing.listed.title === undefined &&
      thing.listed.label === undefined &&
      inCorner(window.at.box, thing.box),
  )[0];

/**
 * What a window says: its text; its title only where it has nothing else, or where the text alone does not tell what
 * has happened.
 * @param tells whether a text tells that something was done, refused or went wrong
 */
export function spoken({ title, lines }: Dialog, tells: (text: string) => boolean): string {
  const text = lines.join(' ');
  if (text === '' || title === '') return text || title;
  return tells(text) || !tells(title) ? text : `${title}: ${text}`;
}
