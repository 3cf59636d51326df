import { define } from '../define.ts';
import { database, workspace } from '../options.ts';
import type { StateOptions } from '../work/state.ts';

const options = [database, workspace];

export const state = define({
  name: 'state',
  description: 'where escrow, tags, sessions, the list of runs and reviews lie: in the folder, or in the database',
  options,
  examples: [['keywright state to-database', 'move the state to where all machines reach it']],
  async action(given: StateOptions) {
    await (await import('../work/state.ts')).sayWhere(given);
  },
  commands: [
    define({
      name: 'to-database',
      description: 'move it into the database, sealed; while nobody works for any customer',
      options,
      async action(given: StateOptions) {
        await (await import('../work/state.ts')).toDatabase(given);
      },
    }),
    define({
      name: 'to-folder',
      description: 'move it back into this folder; while nobody works for any customer',
      options,
      async action(given: StateOptions) {
        await (await import('../work/state.ts')).toFolder(given);
      },
    }),
  ],
});
