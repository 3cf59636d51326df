import { Option } from 'commander';
import { define } from '../define.ts';
import { collect, customersFile, headed, json } from '../options.ts';
import type { CheckScreensOptions } from '../work/check-screens.ts';

export const checkScreens = define({
  name: 'check-screens',
  description:
    'look at every screen that jobs need, say what differs from what Keywright knows, and whether each job can run; ' +
    'changes nothing, and keeps the evidence',
  options: [
    new Option('-c, --customer <name>', 'the customer, by its name in the customers file').makeOptionMandatory(),
    customersFile,
    new Option('--job <runbook>', 'judge only this job (repeatable; default: all that come with Keywright)').argParser(
      collect,
    ),
    headed,
    json,
  ],
  examples: [['keywright check-screens --customer acme', 'see what differs at a tenant; changes nothing']],
  async action(options: CheckScreensOptions) {
    const { checkScreens: work } = await import('../work/check-screens.ts');
    const { withResult } = await import('../progress/json.ts');
    await withResult(options, async () => await work(options));
  },
});
