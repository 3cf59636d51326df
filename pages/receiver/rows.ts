import type { Thing } from '../screen/thing.ts';

/** The part of a list that stands for one thing, such as the one that a button is for. */
export const rowOf = (thing: Thing): Thing | undefined =>
  thing.closest((part) => part.is('row', 'listitem', 'article'));

/**
 * The same where nothing is called a row: the largest part that holds this button and none of the others that say the
 * same.
 */
export function cardOf(button: Thing, all: readonly Thing[]): Thing | undefined {
  let card: Thing | undefined;
  for (const part of button.outward()) {
    if (all.some((other) => other !== button && part.holds(other))) return card;
    card = part;
  }
  return undefined;
}

export const isAboutConnectWise = (text: string): boolean => /connectwise|\bcw\b/i.test(text);
