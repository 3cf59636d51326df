import { define } from '../define.ts';
import { detail, headed, watching } from '../options.ts';
import type { WatchingOptions } from '../watch-options.ts';
import type { Output } from '../work/run-job.ts';

export const demo = define({
  name: 'demo',
  description: 'run the onboarding for a practice customer, from nothing to a report',
  options: [headed, ...watching, ...detail],
  examples: [['keywright demo', 'see it work on practice portals']],
  async action(options: Partial<WatchingOptions> & Output) {
    const { runDemo } = await import('../work/demo.ts');
    await runDemo(options);
  },
});
