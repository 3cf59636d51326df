import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { jsonLines } from '../options.ts';
import type { ReplayOptions } from '../work/replay.ts';

export const replay = define({
  name: 'replay',
  description:
    'show what the model of a screen sees in the screens of "check-screens --bundle": for maintainers, who cannot reach ' +
    'the portal; needs no browser',
  arguments: [new Argument('<bundle>', 'the zip file')],
  options: [
    new Option('--page <file>', 'write a page that draws the screens, and marks what is found'),
    new Option('--record <folder>', 'write each screen as a recorded list, for a unit test of the model'),
    jsonLines,
  ],
  examples: [
    ['keywright replay screens.zip --page screens.html', 'see what the model sees at a tenant you cannot reach'],
  ],
  async action(bundle: string, options: ReplayOptions) {
    const { replayBundle } = await import('../work/replay.ts');
    await replayBundle(bundle, options);
  },
});
