import { belonging, boxesIn, held } from './field.ts';
import { distance, FURTHEST, sameLine, SMALL } from './layout.ts';
import { isInList } from './in-list.ts';
import type { Screen, Thing } from './thing.ts';
import { plain } from './words.ts';

/** A box that a form wants filled. */
export interface RequiredField {
  /** As the form writes it, without its mark. */
  label: string;
  box: Thing;
}

/** What is no part of a form: heads, filters and rows of lists, bars and menus. */
const isElsewhere = (thing: Thing): boolean =>
  isInList(thing) || thing.closest((at) => at.is('banner', 'navigation', 'search', 'menu')) !== undefined;

/** The whole label that a text is a part of, its mark included. */
function wholeLabel(text: Thing): Thing {
  let label = text;
  for (const around of text.outward()) {
    if (plain(around.said()) !== plain(text.said())) break;
    label = around;
  }
  return label;
}

/** The label of a box, as it is drawn. */
export function labelOf(box: Thing): Thing | undefined {
  const near = box.screen.texts
    .map((text) => ({ text, far: distance(text.box, box.box) }))
    .filter(
      ({ text, far }) =>
        far < FURTHEST &&
        !box.holds(text) &&
        text.closest(({ kind }) => kind === 'box' || kind === 'button') === undefined,
    )
    .sort((a, b) => a.far - b.far)
    .map(({ text }) => wholeLabel(text));
  return near.find((label) => belonging(label, boxesIn)[0] === box);
}

/** The mark of a required field may be in its label, drawn after it, or in a column of its own. */
function isMarked(label: Thing): boolean {
  if (/^\s*\*|\*\s*:?\s*$/.test(label.said()) || [label, ...label.all(), label.up].some((part) => part?.listed.star))
    return true;
  return label.screen.things.some(
    (thing) =>
      thing.kind === 'text' &&
      thing.listed.text?.trim() === '*' &&
      sameLine(thing.box, label.box) &&
      Math.min(Math.abs(thing.box.left - label.box.right), Math.abs(label.box.left - thing.box.right)) < SMALL * 2,
  );
}

/** All boxes that the form which is shown marks as required or as wrong. */
export function requiredFields(screen: Screen): RequiredField[] {
  return screen.boxes.flatMap((box) => {
    if (isElsewhere(box) || box.listed.disabled || box.listed.readonly) return [];
    const drawn = labelOf(box);
    const name = drawn?.said() ?? box.listed.linked?.[0] ?? box.listed.label ?? box.listed.placeholder;
    const marked =
      box.listed.required ||
      box.listed.invalid ||
      (drawn !== undefined && isMarked(drawn)) ||
      /\*\s*:?$/.test(box.listed.linked?.[0] ?? '');
    return marked && name !== undefined ? [{ label: name.replace(/[\s*:]+$|^[\s*]+/g, ''), box }] : [];
  });
}

/** Those of them that hold nothing. */
export const emptyRequired = (screen: Screen): RequiredField[] =>
  requiredFields(screen).filter(({ box }) => held(box) === '');
