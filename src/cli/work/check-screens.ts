import { basename } from 'node:path';
import { loadPortals } from '../../engine/registry.ts';
import type { Job } from '../../engine/verdicts.ts';
import { UserError } from '../../files/user-error.ts';
import { loadRunbook } from '../../runbook/load.ts';
import { ownRunbooks, runbookFile } from '../../runbook/own-runbooks.ts';
import { BadInput } from '../bad-input.ts';
import { ScreenBundle } from '../check-screens/bundle.ts';
import { changesSince, lastCheck, seenIn } from '../check-screens/since.ts';
import { surveyLines } from '../check-screens/summary.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import type { BatchRunOptions } from '../load-chosen.ts';
import { type CustomerOptions, loadJob } from '../load-job.ts';
import type { Chosen } from '../many-customers.ts';
import { runsOf, workspaceOf } from '../workspace.ts';
import { runInWorkspace } from './run.ts';
import { runForMany } from './run-batch.ts';

export interface CheckScreensOptions extends CustomerOptions {
  job?: string[];
  bundle?: string;
  bundlePictures?: boolean;
}

const SURVEY = 'check-screens';

/** The jobs that are judged: those that were named, else all that come with Keywright. */
async function jobsOf({ job, customers }: CheckScreensOptions): Promise<Job[]> {
  const registry = await loadPortals(workspaceOf({ customers }));
  const files = job?.map(runbookFile) ?? ownRunbooks().filter((file) => basename(file, '.yaml') !== SURVEY);
  return files.map((file): Job => {
    const loaded = loadRunbook(file, registry);
    if ('diagnostics' in loaded) throw new BadInput(loaded.diagnostics);
    const { name, phases } = loaded.runbook;
    return { name, actions: phases.flatMap(({ steps }) => steps.map(({ use }) => use)) };
  });
}

/** Looks at all screens as a run of its own, says what differs and what that means, and sets the exit code. */
export async function checkScreens(options: CheckScreensOptions): Promise<void> {
  refuseLeakyEnvironment();
  const [jobs, prepared] = [await jobsOf(options), await loadJob(SURVEY, options)];
  const { bundle } = options;
  if (bundle === undefined && options.bundlePictures)
    throw new UserError('KW-USAGE', 'error: --bundle-pictures adds pictures to the file of --bundle, which is missing');
  const screens = bundle === undefined ? undefined : new ScreenBundle(prepared.customer);
  const last = lastCheck(runsOf(options), prepared.customer.name, SURVEY);
  await runInWorkspace(prepared, options, undefined, {
    jobs,
    ending: (run, end) => surveyLines(run, end, last),
    ...(screens !== undefined && {
      keep: (shown) => screens.add(shown),
      over: (folder, run) => screens.write(bundle!, options.bundlePictures ? folder : undefined, options.json, run),
    }),
    since: ({ results }) => last && changesSince(last.seen, seenIn(results.values())),
  });
}

/** The same for many customers: what differs is one line each. */
export async function checkScreensOfMany(
  chosen: Chosen,
  options: Pick<CheckScreensOptions, 'job' | 'bundle'> & BatchRunOptions,
): Promise<void> {
  if (options.bundle !== undefined)
    throw new UserError('KW-USAGE', 'error: --bundle is for one customer\nNext:     add --customer <name>');
  refuseLeakyEnvironment();
  const jobs = (options.job ?? []).flatMap((job) => ['--job', job]);
  await runForMany(SURVEY, chosen, options, [SURVEY, ...jobs]);
}
