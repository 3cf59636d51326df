import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { customersFile, detail, headed, input, watching } from '../options.ts';
import type { RehearseOptions } from '../work/rehearse.ts';

export const rehearse = define({
  name: 'rehearse',
  description:
    "run a job on practice portals that carry a customer's names; none of their systems is reached, none of their " +
    'secrets is read',
  arguments: [new Argument('[runbook]', 'the runbook').default('onboard')],
  options: [
    new Option('-c, --customer <name>', 'the customer, by its name in the customers file').makeOptionMandatory(),
    customersFile,
    input,
    headed,
    ...watching,
    ...detail,
  ],
  examples: [['keywright rehearse --customer acme --watch', 'practise before the call']],
  async action(runbook: string, options: RehearseOptions) {
    const { runRehearsal } = await import('../work/rehearse.ts');
    await runRehearsal(runbook, options);
  },
});
