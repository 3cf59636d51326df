import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { workspace } from '../options.ts';
import type { ApproveOptions } from '../work/approve.ts';

export const approve = define({
  name: 'approve',
  description: 'approve or decline, with your signature, what a waiting run is about to change',
  arguments: [new Argument('<run>', 'the run that waits'), new Argument('<step>', 'the step that it waits at')],
  options: [
    new Option('--reason <text>', 'why'),
    new Option('--decline', 'decline it: the run stops'),
    new Option('--as <name>', 'your name as a registered operator (default: KEYWRIGHT_OPERATOR, or your user name)'),
    new Option('--key <file>', 'your private key, if it is not in your own folder'),
    workspace,
  ],
  examples: [
    [
      'keywright approve 20261124-141532-7k3f9xwp make-key --reason "Ticket 4711"',
      'approve a step with your signature',
    ],
  ],
  async action(run: string, step: string, options: ApproveOptions) {
    await (await import('../work/approve.ts')).approveStep(run, step, options);
  },
});
