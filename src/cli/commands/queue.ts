import { Argument } from 'commander';
import { define } from '../define.ts';
import { database, json, workspace } from '../options.ts';
import type { QueueOptions } from '../work/queue.ts';

const customer = new Argument('<customer>', 'its name in the customers file');
const options = [database, workspace];

export const queue = define({
  name: 'queue',
  description: 'show the jobs of the queue: running, waiting, blocked behind a failed one, failed',
  options: [...options, json],
  examples: [
    ['keywright queue', 'what waits, runs and failed on all machines'],
    ['keywright queue retry acme', "let acme's failed job run again"],
  ],
  async action(given: QueueOptions) {
    await (await import('../work/queue.ts')).showQueue(given);
  },
  commands: [
    define({
      name: 'hold',
      description: 'begin no job of this customer any more; one under way goes on',
      arguments: [customer],
      options,
      async action(name: string, given: QueueOptions) {
        await (await import('../work/queue.ts')).decide('hold', name, given);
      },
    }),
    define({
      name: 'release',
      description: 'take back a hold',
      arguments: [customer],
      options,
      async action(name: string, given: QueueOptions) {
        await (await import('../work/queue.ts')).decide('release', name, given);
      },
    }),
    define({
      name: 'retry',
      description: "run the customer's failed job again, ahead of its others; you sign it",
      arguments: [customer],
      options,
      async action(name: string, given: QueueOptions) {
        await (await import('../work/queue.ts')).decide('retry', name, given);
      },
    }),
    define({
      name: 'drop',
      description: "set the customer's failed job aside, so that its others go on",
      arguments: [customer],
      options,
      async action(name: string, given: QueueOptions) {
        await (await import('../work/queue.ts')).decide('drop', name, given);
      },
    }),
    define({
      name: 'migrate',
      description: 'prepare the database, or bring it up to date; once, by somebody who may make tables',
      options,
      async action(given: QueueOptions) {
        await (await import('../work/queue.ts')).migrateDatabase(given);
      },
    }),
  ],
});
