import { define } from '../define.ts';
import type { CustomerOptions } from '../load-job.ts';
import { forCustomer, runbook, saying, watching, yes } from '../options.ts';
import type { WatchingOptions } from '../watch-options.ts';

export const run = define({
  name: 'run',
  description: 'run a runbook for a customer, and keep the evidence',
  arguments: [runbook],
  options: [...forCustomer, ...watching, yes, ...saying],
  examples: [
    ['keywright run onboard --customer acme', 'headless'],
    ['keywright run onboard --customer acme --headed', '  during a support call, at a pace that eyes can follow'],
    ['keywright run onboard --customer acme --watch', '  headless, with a live page for people to watch and steer it'],
    ['keywright run check-access --customer acme', 'check that everything is as it should be; changes nothing'],
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
