import { SAME_COLUMN } from '../layout.ts';
import { scrollerOf } from '../lists/list.ts';
import { outermost, type Screen, saysSomething, type Thing, uppermost } from '../thing.ts';
import { plain, words } from '../words/words.ts';
import { textOf } from './cell.ts';
import { type Columns, isElsewhere } from './heads.ts';
import { isHeaded } from './in-list.ts';
import type { Table, TableRow } from './table.ts';

/** What calls itself an entry of a list. */
const ENTRIES = ['listitem', 'option', 'row', 'article'];
/** What holds things alike that are no list of records. */
const NO_LISTS = ['tablist', 'radiogroup', 'toolbar', 'banner', 'columnheader'];
/** Letters in place of a picture. */
const INITIALS = /^\p{Lu}{1,2}$/u;
/** The list of a screen has at least so many times as many entries as anything else that looks like one. */
const CLEARLY = 2;

/** What an entry begins with, but for initials. */
function leadOf(entry: Thing): Thing | undefined {
  const texts = entry.find(saysSomething);
  return texts.find((text) => !INITIALS.test(text.said())) ?? texts[0];
}

interface Entry {
  entry: Thing;
  cells: Record<string, Thing | undefined>;
  opener?: Thing;
}

function tableWith(rows: readonly Entry[]): Table | undefined {
  const [first] = rows.map(({ entry }) => entry);
  if (first === undefined) return undefined;
  return {
    heads: {},
    rows: rows.map(({ entry, cells, opener }): TableRow => {
      const parts = Object.entries(cells).map(([key, part]) => [key, part === undefined ? [] : [part]] as const);
      return {
        cells: Object.fromEntries(parts.map(([key, own]) => [key, { parts: own, text: textOf(own) }])),
        lead: [],
        box: entry.box,
        ...(opener && { opener }),
      };
    }),
    sections: [],
    whole: first.closest((part) => rows.every(({ entry }) => part.holds(entry))) ?? first,
    scroller: scrollerOf(first),
  };
}

/** Entries that are drawn alike, one below the other: of one make, as wide as one another. */
function stacksIn(screen: Screen): Thing[][] {
  const isEntry = (thing: Thing) =>
    (thing.is(...ENTRIES) || (thing.kind === 'button' && !thing.is('tab', 'radio', 'menuitem'))) &&
    !isElsewhere(thing) &&
    !thing.isIn((part) => part.is(...NO_LISTS) || (part.is('table', 'grid', 'treegrid') && isHeaded(part))) &&
    thing.find(({ kind }) => kind === 'box').length === 0 &&
    leadOf(thing) !== undefined;
  const stacks: Thing[][] = [];
  for (const entry of outermost(uppermost(screen.things.filter(isEntry)))) {
    const isAlike = ([other]: Thing[]) =>
      other!.frame === entry.frame &&
      other!.role === entry.role &&
      Math.abs(other!.box.left - entry.box.left) < SAME_COLUMN &&
      Math.abs(other!.box.right - entry.box.right) < SAME_COLUMN;
    const stack = stacks.find(isAlike);
    if (stack === undefined) stacks.push([entry]);
    else stack.push(entry);
  }
  return stacks.filter((stack) => stack.length > 1).sort((a, b) => b.length - a.length);
}

/** The list of names that a screen shows without a heading: undefined where two lists may be meant. */
export function namesIn(screen: Screen, columns: Columns): Table | undefined {
  const [stack, another] = stacksIn(screen);
  const [key] = Object.keys(columns);
  if (stack === undefined || stack.length < CLEARLY * (another?.length ?? 0)) return undefined;
  return tableWith(stack.map((entry) => ({ entry, cells: { [key!]: leadOf(entry) } })));
}

/**
 * Entries that say two things without labels: what one begins with, and a value that is known by how it looks; a value
 * behind a label is a record's. Undefined where one holds another's value.
 */
export function entriesSaying(screen: Screen, columns: Columns, isValue: RegExp): Table | undefined {
  const [lead, key] = Object.keys(columns);
  const labels = screen.names(columns[key!]!);
  const isOther = (part: Thing) => part.is('alert', 'status', 'columnheader') || part.kind === 'box';
  // A view may hide such values.
  const isOne = (text: Thing) => isValue.test(text.said()) || text.listed.imprint !== undefined;
  const values = uppermost(screen.texts.filter((text) => isOne(text) && !isElsewhere(text) && !text.isIn(isOther)));
  const before = (value: Thing) => (part: Thing) =>
    part.find((text) => saysSomething(text) && text.order < value.order);
  const rows = values.flatMap((value) => {
    const entry = value.closest((part) => before(value)(part).length > 0);
    const [first] = entry === undefined ? [] : before(value)(entry);
    const isLabelled = first === undefined || labels.has(plain(first.said())) || first.said().endsWith(':');
    return isLabelled ? [] : [{ entry: entry!, cells: { [lead!]: first, [key!]: value } }];
  });
  const isOwn = ({ entry }: (typeof rows)[number]) =>
    values.filter((value) => entry.holds(value)).length === 1 && entry.find(({ kind }) => kind === 'box').length === 0;
  return rows.every(isOwn) ? tableWith(rows) : undefined;
}

/** Fewer cards do not tell which of their lines is which. */
const ENOUGH = 3;

/** Cards that say nothing of what their lines are, each with a button that says the same. */
interface PlainCards {
  /** The lines of each that may be its key: of one kind, and different in all cards. */
  lines: readonly number[];
  /** Them as a list, of which this line is the first column; others are there where a card says their name. */
  by: (line: number) => Table | undefined;
}

/** @param isKey what a key is like */
export function plainCards(screen: Screen, columns: Columns, isKey: RegExp): PlainCards | undefined {
  const buttons = screen.things.filter((thing) => isButton(thing) && thing.said() !== '' && !isElsewhere(thing));
  const alike = (button: Thing) => buttons.filter((other) => other.said() === button.said());
  const openers = buttons.map(alike).sort((a, b) => b.length - a.length)[0] ?? [];
  if (openers.length < ENOUGH) return undefined;
  const cards = openers.map((opener) => {
    const others = openers.filter((other) => other !== opener);
    const around = [...opener.outward()].filter((part) => !others.some((other) => part.holds(other)));
    const texts = around.at(-1)?.find((text) => saysSomething(text) && !text.isIn(isButton)) ?? [];
    return { opener, entry: around.at(-1) ?? opener, texts: texts.filter((text) => !INITIALS.test(text.said())) };
  });
  const isOne = (line: number) => {
    const says = cards.map(({ texts }) => texts[line]?.said() ?? '');
    return says.every((text) => isKey.test(text)) && new Set(says).size === says.length;
  };
  const [lead, ...keys] = Object.keys(columns);
  return {
    lines: cards[0]!.texts.map((_, line) => line).filter(isOne),
    by: (line) =>
      tableWith(
        cards.map(({ entry, opener, texts }) => {
          const named = keys.map(
            (key) => [key, texts.find((text) => screen.names(columns[key]!).has(plain(text.said())))] as const,
          );
          return { entry, opener, cells: { [lead!]: texts[line], ...Object.fromEntries(named) } };
        }),
      ),
  };
}

const isButton = (thing: Thing): boolean => thing.is('button') || thing.listed.tag === 'button';

/**
 * Cards that say what their values are: the first column is what a card begins with, where no label says it. Undefined
 * where a label stands in no card of its own, or in a form.
 */
export function cardsIn(screen: Screen, columns: Columns): Table | undefined {
  const [lead, ...keys] = Object.keys(columns);
  const labelsOf = (key: string, part: Screen | Thing = screen) =>
    words(part, columns[key]!).filter((label) => label.kind !== 'box' && !isElsewhere(label));
  const named = keys.map((key) => labelsOf(key)).find((found) => found.length > 0) ?? [];
  const labels = uppermost(named);
  if (labels.length === 0 || labels.some((label) => label.isIn((part) => part.is('columnheader', 'tab')))) return;
  const leads = labelsOf(lead!);
  const before = (label: Thing) => (text: Thing) =>
    text.order < label.order && !label.holds(text) && saysSomething(text) && !text.isIn(isButton);
  const isCard = (label: Thing) => (part: Thing) =>
    leads.length > 0 ? leads.some((other) => part.holds(other)) : part.find(before(label)).length > 0;
  const cards = labels.map((label) => label.closest((part) => !label.holds(part) && isCard(label)(part)));
  const isOwn = (card: Thing | undefined, n: number) =>
    card !== undefined &&
    !labels.some((label, other) => other !== n && card.holds(label)) &&
    card.find(({ kind }) => kind === 'box').length === 0;
  if (!cards.every(isOwn)) return undefined;
  const behind = (card: Thing, label: Thing | undefined) =>
    label && card.find((part) => saysSomething(part) && part.order > label.order && !label.holds(part))[0];
  return tableWith(
    (cards as Thing[]).map((entry, n) => {
      const title = labelsOf(lead!, entry)[0];
      const first = entry.find(before(labels[n]!)).find((text) => !INITIALS.test(text.said()));
      const values = keys.map((key) => [key, behind(entry, labelsOf(key, entry)[0])] as const);
      return {
        entry,
        cells: { [lead!]: title === undefined ? first : behind(entry, title), ...Object.fromEntries(values) },
      };
    }),
  );
}
