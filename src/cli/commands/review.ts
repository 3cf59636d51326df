import { Argument, Option } from 'commander';
import { define } from '../define.ts';
import { integer, runName, workspace } from '../options.ts';
import type { ReviewOptions } from '../work/review.ts';

export const review = define({
  name: 'review',
  description: 'review runs and sign them off in the browser, on this machine only',
  arguments: [new Argument('[run]', 'the run to open, by its folder (default: the list of runs)').argParser(runName)],
  options: [
    workspace,
    new Option('-c, --customer <name>', 'the customer of this run'),
    new Option('--open', 'open the link in your browser'),
    new Option('--port <number>', 'a fixed port, so that links keep working').argParser(integer),
  ],
  examples: [['keywright review', 'review the pictures, compare, sign off']],
  async action(run: string | undefined, options: ReviewOptions) {
    const { serveReview } = await import('../work/review.ts');
    await serveReview(run, options);
  },
});
