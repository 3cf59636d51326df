import { Argument } from 'commander';
import { define } from '../define.ts';
import { customersFile, detail, headed, json, onlyCustomer, runName, watching, yes } from '../options.ts';
import type { ResumeOptions } from '../work/resume.ts';

export const resume = define({
  name: 'resume',
  description:
    'continue a run that was killed or stopped, with the same runbook and inputs; checks first what is already done',
  arguments: [new Argument('[run]', 'the run, by its folder (default: newest unfinished run)').argParser(runName)],
  options: [onlyCustomer, customersFile, headed, ...watching, yes, ...detail, json],
  examples: [['keywright resume', 'continue a run that was killed or stopped']],
  async action(run: string | undefined, options: ResumeOptions) {
    const { resumeRun } = await import('../work/resume.ts');
    const { withResult } = await import('../progress/json.ts');
    await withResult(options, async () => await resumeRun(run, options));
  },
});
