import type { Context } from '../../../src/portal-sdk/index.ts';
import type { Surveyed } from '../../survey.ts';
import { View } from '../widgets/view.ts';
import { needed, type ScreenName } from './needed.ts';

/** One screen of a survey. @param open goes there, as a job does */
export const surveyed = (ctx: Context, screen: ScreenName, open: Surveyed['open']): Surveyed => ({
  screen,
  open,
  see: async () => await new View(ctx, screen).see(),
  ...needed[screen],
});
