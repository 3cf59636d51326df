import type { Thing } from './thing.ts';

const isWindow = (thing: Thing): boolean => thing.is('dialog', 'alertdialog') || thing.hooked('window');

/** The outermost window that a thing is in. */
export const windowOf = (thing: Thing): Thing | undefined => [thing, ...thing.outward()].findLast(isWindow);

/** Those in a window, where any are: what it lies over says the same words, and nobody means those. */
export function uppermost<T extends Thing>(things: readonly T[]): T[] {
  const inWindows = things.filter((thing) => windowOf(thing) !== undefined);
  return inWindows.length > 0 ? inWindows : [...things];
}
