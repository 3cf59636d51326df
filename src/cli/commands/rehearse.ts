import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { customersFile, detail, headed, input, watching } from '../options.ts';
import type { RehearseOptions } from '../work/rehearse.ts';

export const rehearse = define({
  name: 'rehearse',
  description:
    "run a job for a customer on practice portals with that customer's names; nothing of theirs is reached, and no " +
    'secret of theirs is read',
  arguments: [new Argument('[runbook]', 'the runbook').default('onboard')],
  options: [
    new Option('-c, --customer <name>', 'the customer, by its name in the customers file').makeOptionMandatory(),
    customersFile,
    input,
    headed,
    ...watching,
    ...detail,
  ],
  examples: [['keywright rehearse --customer acme --watch', 'the call before the call']],
  async action(runbook: string, options: RehearseOptions) {
    const { runRehearsal } = await import('../work/rehearse.ts');
    await runRehearsal(runbook, options);
  },
});
