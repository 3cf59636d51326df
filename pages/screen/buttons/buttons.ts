import { innermost, type Screen, type Thing, thingsIn } from '../thing.ts';
import { meant, plain, saidAs, tipped, words } from '../words/words.ts';

/** What is no button, whatever it says. */
const NO_BUTTONS = ['heading', 'label', 'columnheader', 'navigation', 'banner', 'tab'];

/** The place of the first of these words that a button has as its text, its name or its tooltip; -1 for none. */
function rank(button: Thing, wanted: readonly string[]): number {
  const texts = [button.text, button.said(({ kind }) => kind === 'icon')].map(plain);
  return saidAs(button, wanted).findIndex((word) => texts.includes(plain(word)) || tipped(button, [word]));
}

/** What says one of these words, and is neither a heading nor a label. */
export const sayingThis = (root: Screen | Thing, wanted: readonly string[]): Thing[] =>
  words(root, wanted).filter(
    (thing) => thing.kind !== 'box' && !thing.isIn(({ role }) => role !== undefined && NO_BUTTONS.includes(role)),
  );

/**
 * The buttons with one of these words, the first word's first: what can be pressed by its make, else the smallest
 * things that say it.
 */
export function buttonsOf(root: Screen | Thing, wanted: readonly string[]): Thing[] {
  const pressable = innermost(
    thingsIn(root).filter((thing) => thing.kind === 'button' && !thing.is('tab') && rank(thing, wanted) !== -1),
  );
  return meant(root, wanted, pressable.length > 0 ? pressable : sayingThis(root, wanted)).sort(
    (one, other) => rank(one, wanted) - rank(other, wanted) || one.order - other.order,
  );
}

/** Whether a button without words has a drawing that libraries of icons call so, by its class or its name. */
export const isDrawnAs = (button: Thing, name: RegExp): boolean =>
  plain(button.said()) === '' &&
  [button, ...button.all()].some(
    ({ kind, listed }) =>
      (kind === 'icon' && name.test(listed.look?.split('|')[0] ?? '')) ||
      (listed.role === 'img' && name.test(listed.label ?? '')),
  );
