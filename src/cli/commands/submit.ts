import { define } from '../define.ts';
import { approve, database, input, jsonLines, runbook, vendor, whichCustomers, workerTag, yes } from '../options.ts';
import type { SubmitOptions } from '../work/submit.ts';

export const submit = define({
  name: 'submit',
  description: 'queue a runbook for the workers on several machines, one job per customer',
  arguments: [runbook],
  options: [...whichCustomers, vendor, input, approve, yes, workerTag, database, jsonLines],
  examples: [
    ['keywright submit check-access --all', 'have the workers check the access of all customers'],
    ['keywright submit onboard --where tag=pilot --yes', 'have them onboard the pilot customers'],
  ],
  async action(name: string, options: SubmitOptions) {
    const { submitJobs } = await import('../work/submit.ts');
    await submitJobs(name, options);
  },
});
