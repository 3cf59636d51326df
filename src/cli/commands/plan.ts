import { define } from '../define.ts';
import type { BatchRunOptions } from '../load-chosen.ts';
import type { ManyOptions } from '../many-customers.ts';
import { forCustomers, json, runbook, vendor } from '../options.ts';

export const plan = define({
  name: 'plan',
  description: 'show what a run would change, for a customer or for many; changes nothing',
  arguments: [runbook],
  options: [...forCustomers, vendor, json],
  examples: [['keywright plan onboard --customer acme', 'show what would change; changes nothing']],
  async action(name: string, given: BatchRunOptions & ManyOptions) {
    const { chosenCustomers } = await import('../many-customers.ts');
    const chosen = chosenCustomers(given);
    if (chosen.one === undefined) return await (await import('../work/plan-many.ts')).planForMany(name, chosen, given);
    const { showPlan } = await import('../work/plan.ts');
    await showPlan(name, { ...given, customer: chosen.one, customers: chosen.file });
  },
});
