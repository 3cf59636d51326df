import type { Context } from '../../../src/portal-sdk/index.ts';
import type { Surveyed } from '../../survey.ts';
import { View } from '../widgets/view.ts';
import { needed, type ScreenName } from './needed.ts';

/** One screen of a survey. @param open goes there, as a job does @param each visits the parts of a form */
export const surveyed = (
  ctx: Context,
  screen: ScreenName,
  open: Surveyed['open'],
  each?: Surveyed['each'],
): Surveyed => ({
  ...(each && { each }),
  screen,
  open,
  see: async () => await new View(ctx, screen).see(),
  ...needed[screen],
});
