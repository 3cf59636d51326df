import { define } from '../define.ts';
import type { CustomerOptions } from '../load-job.ts';
import { detail, forCustomer, json, runbook, watching, yes } from '../options.ts';
import type { WatchingOptions } from '../watch-options.ts';

export const run = define({
  name: 'run',
  description: 'run a runbook for a customer, and keep the evidence',
  arguments: [runbook],
  options: [...forCustomer, ...watching, yes, ...detail, json],
  examples: [
    ['keywright run onboard --customer acme', 'run in an invisible browser'],
    ['keywright run onboard --customer acme --headed', 'show the browser, during a support call'],
    ['keywright run onboard --customer acme --watch', 'serve a live page to watch and steer it'],
    ['keywright run check-access --customer acme', 'check the access; changes nothing'],
    ['keywright run rotate-keys --customer acme', 'replace the keys (asks first)'],
    ['keywright run offboard --customer acme', 'revoke the access (asks first)'],
  ],
  async action(name: string, options: CustomerOptions & Partial<WatchingOptions>) {
    const { refuseLeakyEnvironment } = await import('../environment.ts');
    const { loadJob } = await import('../load-job.ts');
    const { runInWorkspace } = await import('../work/run.ts');
    const { withResult } = await import('../progress/json.ts');
    await withResult(options, async () => {
      refuseLeakyEnvironment();
      await runInWorkspace(await loadJob(name, options), options);
    });
  },
});
