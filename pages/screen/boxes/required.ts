import { SMALL, sameLine } from '../layout.ts';
import { isInList } from '../tables/in-list.ts';
import type { Screen, Thing } from '../thing.ts';
import { drawnLabelOf, held, labelOf } from './field.ts';

/** A box that a form wants filled. */
export interface RequiredField {
  /** As the form writes it, without its mark. */
  label: string;
  box: Thing;
}

/** What is no part of a form: heads, filters and rows of lists, bars and menus. */
const isNoField = (thing: Thing): boolean =>
  isInList(thing) || thing.isIn((at) => at.is('banner', 'navigation', 'search', 'menu'));

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
    if (isNoField(box) || box.listed.disabled || box.listed.readonly) return [];
    const drawn = drawnLabelOf(box);
    const label = labelOf(box);
    const isLinked = (box.listed.linked ?? []).some((name) => /\*\s*:?$/.test(name));
    const isRequired =
      box.listed.required || box.listed.invalid || isLinked || (drawn !== undefined && isMarked(drawn));
    return isRequired && label !== undefined ? [{ label, box }] : [];
  });
}

/** Those of them that hold nothing. */
export const emptyRequired = (screen: Screen): RequiredField[] =>
  requiredFields(screen).filter(({ box }) => held(box) === '');
