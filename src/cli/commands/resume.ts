import { Argument } from 'commander';
import { UserError } from '../../files/user-error.ts';
import { define } from '../define.ts';
import type { CustomerOptions } from '../load-job.ts';
import { customersFile, headed, json, onlyCustomer, watching } from '../options.ts';
import type { WatchingOptions } from '../watch-options.ts';

type ResumeOptions = Omit<CustomerOptions, 'customer' | 'input'> & Partial<WatchingOptions> & { customer?: string };

export const resume = define({
  name: 'resume',
  description: 'go on with a run that was killed or interrupted: the same runbook and inputs, looking first',
  arguments: [new Argument('[run]', 'the run, by the name of its folder; left out: the newest whose job is not done')],
  options: [onlyCustomer, customersFile, headed, json, ...watching],
  examples: [['keywright resume', 'go on with the run that was killed or interrupted']],
  async action(run: string | undefined, options: ResumeOptions) {
    const { newestUnfinished, previousRun } = await import('../../engine/previous-runs.ts');
    const { refuseLeakyEnvironment } = await import('../environment.ts');
    const { loadSameJob } = await import('../load-job.ts');
    const { print, printError } = await import('../terminal.ts');
    const { runInWorkspace } = await import('../work/run.ts');
    const { runsOf } = await import('../workspace.ts');
    refuseLeakyEnvironment();
    const say = options.json ? printError : print;
    const runs = runsOf(options);
    const found =
      run === undefined ? newestUnfinished(runs, options.customer) : previousRun(runs, run, options.customer);
    if (found === undefined)
      return say(
        `Nothing is unfinished${options.customer === undefined ? '' : ` for customer ${options.customer}`}: no ` +
          `runbook's newest run was killed or interrupted.`,
      );
    const { start, end } = found;
    if (start === undefined)
      throw new UserError(
        'KW-RUN-NEVER-STARTED',
        `Run ${found.run} was killed before it began, so nothing is known of its job. ` +
          'Start it anew with keywright run.',
      );
    if (end?.outcome === 'done' || end?.outcome === 'nothing to do')
      return say(`Run ${found.run} came to its end (${end.outcome}): there is nothing to resume.`);
    const prepared = await loadSameJob({ ...found, start }, options.customers);
    if (prepared !== undefined) await runInWorkspace(prepared, options, found.run);
  },
});
