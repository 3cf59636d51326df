import { define } from '../define.ts';
import { atOnce, database, jsonLines, workerTag, workspace } from '../options.ts';
import type { WorkerCommandOptions } from '../work/worker.ts';

export const worker = define({
  name: 'worker',
  description: 'take jobs from the queue and run them, until Ctrl-C',
  options: [atOnce, workerTag, database, workspace, jsonLines],
  examples: [['keywright worker --at-once 2', 'run queued jobs on this machine, two customers at once']],
  async action(options: WorkerCommandOptions) {
    const { runWorker } = await import('../work/worker.ts');
    await runWorker(options);
  },
});
