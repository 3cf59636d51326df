import { define } from '../define.ts';
import type { CustomerOptions } from '../load-job.ts';
import { forCustomer, json, runbook } from '../options.ts';

export const plan = define({
  name: 'plan',
  description: 'show what a run would change; changes nothing',
  arguments: [runbook],
  options: [...forCustomer, json],
  examples: [['keywright plan onboard --customer acme', 'show what would change; changes nothing']],
  async action(name: string, options: CustomerOptions) {
    const { showPlan } = await import('../work/plan.ts');
    await showPlan(name, options);
  },
});
