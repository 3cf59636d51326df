import { Option } from 'commander';
import { define } from '../define.ts';
import type { BatchRunOptions } from '../load-chosen.ts';
import type { ManyOptions } from '../many-customers.ts';
import { collect, forCustomers, json, watching } from '../options.ts';
import type { CheckScreensOptions } from '../work/check-screens.ts';

export const checkScreens = define({
  name: 'check-screens',
  description:
    'compare every screen that jobs need with what Keywright expects, and say which jobs can run; changes nothing, ' +
    'and keeps the evidence',
  options: [
    ...forCustomers,
    new Option('--job <runbook>', 'judge only this job (repeatable; default: all that come with Keywright)').argParser(
      collect,
    ),
    new Option(
      '--bundle <file>',
      "write a zip for the maintainers: the structure and the words of the screens, without the customer's data; see " +
        'what is in it with "keywright replay"',
    ),
    new Option('--bundle-pictures', "add the check's pictures, which show customer data"),
    ...watching,
    json,
  ],
  examples: [
    ['keywright check-screens --customer acme', 'see what differs at a tenant; changes nothing'],
    [
      'keywright check-screens --customer acme --bundle screens.zip',
      'and write a file that can be sent to the maintainers',
    ],
    ['keywright check-screens --customer acme --headed', 'the same, and point at what is not found'],
    ['keywright check-screens --all', 'the same for all customers, each night'],
  ],
  async action(given: Omit<CheckScreensOptions, 'customer' | 'customers'> & BatchRunOptions & ManyOptions) {
    const { checkScreens: work, checkScreensOfMany } = await import('../work/check-screens.ts');
    const { chosenCustomers } = await import('../many-customers.ts');
    const { withResult } = await import('../progress/json.ts');
    await withResult(given, async () => {
      const chosen = chosenCustomers(given);
      if (chosen.one === undefined) await checkScreensOfMany(chosen, given);
      else await work({ ...given, customer: chosen.one, customers: chosen.file });
    });
  },
});
