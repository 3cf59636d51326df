import { define } from '../define.ts';
import { database, workspace } from '../options.ts';
import type { StateOptions } from '../work/state.ts';

const options = [database, workspace];

export const state = define({
  name: 'state',
  description:
    'show or change where shared state is kept (escrow, tags, sessions, confirmed words, run list, reviews): folder or database',
  options,
  examples: [['keywright state to-database', 'move the state to where all machines can reach it']],
  async action(given: StateOptions) {
    await (await import('../work/state.ts')).sayWhere(given);
  },
  commands: [
    define({
      name: 'to-database',
      description: 'move it into the database, sealed; no run may be in progress',
      options,
      async action(given: StateOptions) {
        await (await import('../work/state.ts')).toDatabase(given);
      },
    }),
    define({
      name: 'to-folder',
      description: 'move it back into this folder; no run may be in progress',
      options,
      async action(given: StateOptions) {
        await (await import('../work/state.ts')).toFolder(given);
      },
    }),
  ],
});
