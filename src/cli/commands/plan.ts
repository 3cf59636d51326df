import { define } from '../define.ts';
import type { CustomerOptions } from '../load-job.ts';
import { forCustomer, json, runbook } from '../options.ts';

export const plan = define({
  name: 'plan',
  description: 'show what a run would change; touches nothing',
  arguments: [runbook],
  options: [...forCustomer, json],
  examples: [['keywright plan onboard --customer acme', 'what would change? (touches nothing)']],
  async action(name: string, options: CustomerOptions) {
    const { showPlan } = await import('../work/plan.ts');
    await showPlan(name, options);
  },
});
