import type { Term } from '../../../src/portal-sdk/index.ts';
import { buttonsOf } from '../buttons/buttons.ts';
import { isOff } from '../buttons/toolbar.ts';
import { sameLine } from '../layout.ts';
import type { Screen, Thing } from '../thing.ts';
import { labelOf } from './field.ts';

/** Words of what leads on and back in a form of which one step is shown at a time. */
interface StepWords {
  next: Term;
  back: Term;
}

/**
 * What leads to the next step of a form: it stands on one line with what leads back. That is grey in the first step;
 * in the last one, something else stands in place of 'next'.
 */
export function nextStep(screen: Screen, { next, back }: StepWords): Thing | undefined {
  const backs = buttonsOf(screen, back);
  return buttonsOf(screen, next).find(
    (button) => !isOff(button) && backs.some((one) => one.window === button.window && sameLine(one.box, button.box)),
  );
}

/** What tells one step from another: what its boxes are called. */
export const stepShown = (screen: Screen): string => screen.boxes.map((box) => labelOf(box) ?? '').join('\n');
