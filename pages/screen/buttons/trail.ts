import { SMALL, sameLine } from '../layout.ts';
import { isPressable, saysSomething, type Thing } from '../thing.ts';

/** What stands between the names of a breadcrumb. */
const STEP = /^\s*[/\u203a\u00bb>\u25b8\u2192]\s*$/;

/** Whether a list goes from name to name with a picture in an item of its own between each two, and none around them. */
function isTrail(list: Thing): boolean {
  const items = list.inside;
  const isStep = (item: Thing) =>
    item.said() === '' && item.find(({ kind }) => kind === 'icon').length > 0 && item.find(isPressable).length === 0;
  return (
    items.length > 2 &&
    items.every((item, n) => (n % 2 === 1 ? isStep(item) : item.find(saysSomething).length > 0)) &&
    items.length % 2 === 1 &&
    items.every(({ box }) => sameLine(box, items[0]!.box))
  );
}

/** Whether a thing is one of the names of a breadcrumb. */
export const isInTrail = (thing: Thing): boolean =>
  thing.screen.things.some(
    (step) =>
      step.kind === 'text' &&
      STEP.test(step.listed.text!) &&
      !isPressable(step) &&
      sameLine(step.box, thing.box) &&
      Math.max(step.box.left - thing.box.right, thing.box.left - step.box.right) < SMALL,
  ) || thing.isIn((part) => part.up?.is('list') === true && isTrail(part.up));
