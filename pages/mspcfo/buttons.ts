import type { Sight } from '../sight/engine.ts';

/** What can be pressed by its make. */
export const BUTTONS = 'button, a, input[type=button], input[type=submit], [role=button]';

/** What is no button, whatever it says. */
export const NO_BUTTONS = 'h1, h2, h3, h4, label, th, nav, header, title';

/** A part of a list that stands for one thing. */
export const ROW = 'tr, li, [role=row], [role=listitem], article';

/** The button with one of these words: by its make, else whatever says it. */
export function buttonOf(words: readonly string[]): Sight[] {
  return [...words.map((word) => ({ css: BUTTONS, words: [word] })), { words: [...words], not: NO_BUTTONS }];
}
