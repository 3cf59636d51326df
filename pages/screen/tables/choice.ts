import type { Term } from '../../../src/portal-sdk/index.ts';
import { chosen, marked } from '../chosen.ts';
import { besideWords, SMALL } from '../layout.ts';
import { type Screen, saysSomething, type Thing, uppermost } from '../thing.ts';
import { plain, words } from '../words/words.ts';

/** One of the things of which a cell has one chosen: a radio button, or a part of a bar of buttons. */
export interface Choice {
  name: string;
  /** What is pressed to choose it. */
  at: Thing;
  chosen: boolean;
}

/** The name of a radio button: linked to it, beside it, or in the head above it. */
function nameOf(check: Thing, texts: readonly Thing[], heads: () => readonly Thing[], names: ReadonlySet<string>) {
  const linked = [check.listed.label, check.listed.title, ...(check.listed.linked ?? [])];
  const byPage = linked.find((name) => name !== undefined && names.has(plain(name)));
  if (byPage !== undefined) return byPage;
  const far = (text: Thing) => besideWords(text.box, check.box);
  const beside = texts.filter((text) => far(text) < SMALL).sort((a, b) => far(a) - far(b))[0];
  const isOver = ({ box }: Thing) => Math.abs(box.center - check.box.center) < SMALL / 2 && box.middle < check.box.top;
  return (
    beside ??
    heads()
      .filter(isOver)
      .sort((a, b) => b.box.top - a.box.top)[0]
  )?.said();
}

/** Radio buttons that are drawn, one beside each name: the one that looks like none of the others is chosen. */
function drawnChoices(texts: readonly Thing[]): Choice[] {
  const whole = texts[0]?.closest((part) => texts.every((text) => part.holds(text)));
  const isMark = ({ kind, box, text }: Thing) =>
    (kind === 'button' || kind === 'icon') && box.width <= SMALL && text === '';
  const marks = texts.length < 3 ? [] : (whole?.find(isMark) ?? []);
  if (marks.length !== texts.length) return [];
  const one = chosen(marks);
  return texts.map((text) => {
    const far = (mark: Thing) => besideWords(text.box, mark.box);
    const at = [...marks].sort((a, b) => far(a) - far(b))[0]!;
    return { name: text.said(), at, chosen: one === at };
  });
}

/**
 * What a cell offers to choose from with one press; nothing where it is another kind of cell.
 * @param parts of the cell
 * @param wanted names of what can be chosen
 * @param table where heads may name what stands under them
 */
export function choicesOf(parts: readonly Thing[], wanted: readonly string[], table: Thing): Choice[] {
  const names = table.screen.names(wanted);
  const texts = parts.filter((part) => part.kind === 'text' && names.has(plain(part.said())));
  const checks = parts.filter(({ kind }) => kind === 'check');
  if (checks.length > 1) {
    const isHead = (thing: Thing) => thing.kind === 'text' && names.has(plain(thing.said())) && !texts.includes(thing);
    const heads = () => (texts.length > 0 ? [] : table.find(isHead));
    return checks.flatMap((check) => {
      const name = nameOf(check, texts, heads, names);
      const words = texts.find((text) => plain(text.said()) === plain(name));
      const at = check.listed.ghost ? (words ?? check) : check;
      return name === undefined ? [] : [{ name, at, chosen: check.listed.checked === true }];
    });
  }
  const drawn = drawnChoices(texts);
  if (drawn.length > 0) return drawn;
  const buttons = texts.flatMap((text) => {
    const at = text.closest(({ kind }) => kind === 'button' || kind === 'check');
    return at === undefined ? [] : [{ name: text.said(), at }];
  });
  if (new Set(buttons.map(({ at }) => at)).size < 2) return [];
  // Where several are marked, the mark tells something else.
  const one = marked(buttons.map(({ at }) => at));
  return buttons.map(({ name, at }) => ({ name, at, chosen: one === at }));
}

/** How many things around a label may be looked through for its choices. */
const AROUND = 6;

/** What a form offers to choose from with one press under a label: radio buttons, before any box. */
export function choicesUnder(screen: Screen, labels: Term): Choice[] {
  const isLabel = (text: Thing) => !text.isIn(({ kind }) => kind === 'check' || kind === 'box');
  for (const label of uppermost(words(screen, labels)).filter(isLabel)) {
    const around = [...label.outward()].slice(0, AROUND);
    const part = around.find((one) => one.find((thing) => thing.is('radio') || thing.kind === 'box').length > 0);
    const [first, ...others] = part?.find((thing) => thing.is('radio') || thing.kind === 'box') ?? [];
    if (part === undefined || first?.is('radio') !== true || others.some(({ kind }) => kind === 'box')) continue;
    const texts = part.find((thing) => saysSomething(thing) && thing.order > label.order && !label.holds(thing));
    return [first, ...others].flatMap((check): Choice[] => {
      const far = (text: Thing) => besideWords(text.box, check.box);
      const own = check.closest(({ listed }) => listed.tag === 'label')?.find(saysSomething)[0];
      const beside = own ?? texts.filter((text) => far(text) < SMALL).sort((a, b) => far(a) - far(b))[0];
      const name = check.listed.label ?? check.listed.linked?.[0] ?? beside?.said();
      const at = check.listed.ghost ? (beside ?? check) : check;
      return name === undefined || check.listed.disabled ? [] : [{ name, at, chosen: check.listed.checked === true }];
    });
  }
  return [];
}
