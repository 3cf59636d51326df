import { Argument } from 'commander';
import { define } from '../define.ts';
import { database, jsonLines, workspace } from '../options.ts';
import type { QueueOptions } from '../work/queue.ts';

const customer = new Argument('<customer>', 'its name in the customers file');
const options = [database, workspace];

export const queue = define({
  name: 'queue',
  description: 'show the jobs of the queue: running, waiting, blocked behind a failed one, failed',
  options: [...options, jsonLines],
  examples: [
    ['keywright queue', 'jobs running, waiting and failed, on all machines'],
    ['keywright queue retry acme', "run acme's failed job again"],
  ],
  async action(given: QueueOptions) {
    await (await import('../work/queue.ts')).showQueue(given);
  },
  commands: [
    define({
      name: 'hold',
      description: 'start no more jobs of this customer; one in progress continues',
      arguments: [customer],
      options,
      async action(name: string, given: QueueOptions) {
        await (await import('../work/queue.ts')).decide('hold', name, given);
      },
    }),
    define({
      name: 'release',
      description: 'lift a hold',
      arguments: [customer],
      options,
      async action(name: string, given: QueueOptions) {
        await (await import('../work/queue.ts')).decide('release', name, given);
      },
    }),
    define({
      name: 'retry',
      description: "run the customer's failed job again before its other jobs, signed by you",
      arguments: [customer],
      options,
      async action(name: string, given: QueueOptions) {
        await (await import('../work/queue.ts')).decide('retry', name, given);
      },
    }),
    define({
      name: 'drop',
      description: "set the customer's failed job aside, so that its other jobs continue",
      arguments: [customer],
      options,
      async action(name: string, given: QueueOptions) {
        await (await import('../work/queue.ts')).decide('drop', name, given);
      },
    }),
    define({
      name: 'migrate',
      description: 'prepare or upgrade the database (needs the right to create tables)',
      options,
      async action(given: QueueOptions) {
        await (await import('../work/queue.ts')).migrateDatabase(given);
      },
    }),
  ],
});
