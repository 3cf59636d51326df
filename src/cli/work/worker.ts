import { hostname } from 'node:os';
import { ensureBrowser } from '../../browser/install.ts';
import type { Signer } from '../../evidence/signing.ts';
import type { Database } from '../../fleet/database.ts';
import { JobMarks } from '../../fleet/job-marks.ts';
import { type JobProcessOptions, startJob } from '../../fleet/job-process.ts';
import { Queue } from '../../fleet/queue.ts';
import { Schedules } from '../../fleet/schedules.ts';
import type { QueuedJob } from '../../fleet/signed-job.ts';
import { trustedKeys } from '../../fleet/trusted-keys.ts';
import { type Told, Worker } from '../../fleet/worker.ts';
import type { Notifier } from '../../watch/notifier.ts';
import { keepBundles, openWorkspaceStore } from '../bundle-store.ts';
import { type WithDatabase, withDatabase } from '../database-address.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { exit } from '../exit-codes.ts';
import { stoppedByPerson } from '../interrupt.ts';
import { printJson } from '../progress/json.ts';
import { openWorkspaceNotifier } from '../run-notices.ts';
import { type Line, print, printError, printLine } from '../terminal.ts';
import { type InWorkspace, runsOf, stateOf, workspaceOf } from '../workspace.ts';
import { AT_ONCE } from './run-batch.ts';
import { askedFrom, scheduleLines, scheduleNotices } from './schedule.ts';
import { jobSigner, runbookPath } from './submit.ts';

export interface WorkerCommandOptions extends InWorkspace, WithDatabase {
  atOnce?: number;
  tag?: string;
  json?: boolean;
}

/** What a job's run is called with. Its place is the workspace of this worker, and its runbook one of its own. */
export function argumentsOf(job: QueuedJob, customers: string): string[] {
  const { runbook, sha256, vendor, portals, customer, inputs, approve, yes } = job;
  return [
    'run',
    runbookPath(runbook, workspaceOf({ customers })),
    ...['--customer', customer, '--customers', customers, '--json', '--runbook-sha256', sha256],
    ...['--portals-sha256', portals],
    ...(vendor === undefined ? [] : ['--vendor', vendor]),
    ...inputs.map((one) => `--input=${one}`),
    ...approve.map((step) => `--approve=${step}`),
    ...(yes ? ['--yes'] : []),
  ];
}

function lineOf(told: Told): Line {
  switch (told.what) {
    case 'begun':
      return { mark: '…  ', text: `${told.job.customer}: ${told.job.runbook}, asked for by ${told.job.operator}` };
    case 'ended': {
      const { job, end, given } = told;
      const isGood = end.exit === exit.success || end.exit === exit.drift;
      const why = end.code ? `, ${end.code}` : '';
      const kept = end.notStored === undefined ? '' : `; not in the bundle store: ${end.notStored}`;
      const text = `${job.customer}: ${end.outcome}${why}${given ? '; given back to the queue' : ''}${kept}`;
      return { mark: isGood ? '✓  ' : '✗  ', tone: isGood ? 'good' : 'bad', text };
    }
    case 'refused':
      return { mark: '✗  ', tone: 'bad', text: `${told.customer}: ${told.why}` };
    case 'no database':
      return { mark: '!  ', tone: 'warn', text: `The database does not answer (${told.why}). Trying again.` };
  }
}

function tellAsJson(told: Told): void {
  const { what, ...more } = told;
  const job = 'job' in more ? { customer: more.job.customer, runbook: more.job.runbook, job: more.job.id } : {};
  const end = 'end' in more ? { outcome: more.end.outcome, exit: more.end.exit, code: more.end.code ?? null } : {};
  const why = 'why' in more ? { why: more.why } : {};
  const who = 'customer' in more ? { customer: more.customer } : {};
  printJson({ type: `job.${what.replace(' ', '-')}`, ...who, ...job, ...end, ...why });
}

/** Submits what schedules ask for now, and says what came of it; of what was missed, also to people elsewhere. */
async function follow(
  schedules: Schedules,
  signer: Signer,
  notifier: Notifier,
  { customers, tag, json }: WorkerCommandOptions,
): Promise<void> {
  const keys = trustedKeys(stateOf({ customers }));
  for (const told of await schedules.follow(tag, keys, signer, askedFrom(customers))) {
    if (json) printJson({ type: 'job.schedule', ...told });
    else for (const line of scheduleLines(told)) print(line);
    for (const notice of scheduleNotices(told)) notifier.tell(notice);
  }
}

/** Takes jobs from the queue and runs them, each in a process of its own, until somebody stops it. */
export async function runWorker(options: WorkerCommandOptions): Promise<void> {
  refuseLeakyEnvironment();
  const { customers, tag, atOnce = AT_ONCE, json } = options;
  const [state, runs] = [stateOf(options), runsOf(options)];
  const say = json ? printError : print;
  await ensureBrowser(say);
  const signer = jobSigner(state, runs, say);
  const notifier = await openWorkspaceNotifier(options);
  const store = await openWorkspaceStore(options);
  await keepBundles(store, { runs, state, customer: undefined });
  const { signal, stopper } = stoppedByPerson();
  const work = async (database: Database, queue: Queue) => {
    const schedules = new Schedules(database, queue, state);
    const worker = new Worker({
      queue,
      tag,
      atOnce,
      marks: new JobMarks(state),
      keys: () => trustedKeys(state),
      follow: () => follow(schedules, signer, notifier, options),
      signal,
      tell: (told) => (json ? tellAsJson(told) : printLine(lineOf(told))),
      begin: (job) => startJob({ ...jobProcess(job, customers), stopper }),
    });
    const whose = tag === undefined ? 'jobs' : `jobs with the tag ${tag}`;
    say(`Waiting for ${whose}, ${atOnce} at once. Ctrl-C stops at the next safe place.`);
    return await worker.work();
  };
  const held = await withDatabase(
    workspaceOf(options),
    options.database,
    async (database) => await Queue.with(database, (queue) => work(database, queue), true),
    4,
  );
  if (held !== undefined) {
    const said = `This worker takes no more jobs: ${held}.`;
    printError(`${said}\nNext:     keywright queue; fix the cause, then start it again.`);
    notifier.tell({ what: 'waits', text: `${hostname()}: ${said}` });
  }
  await notifier.settled();
  process.exitCode = held === undefined ? exit.success : exit.runFailed;
}

/** The process of a job's run. It has the secrets of this machine, and takes its customer's lease itself. */
function jobProcess(job: QueuedJob, customers: string): Omit<JobProcessOptions, 'stopper'> {
  return {
    program: process.argv[1]!,
    args: argumentsOf(job, customers),
    batch: job.batch,
    env: { KEYWRIGHT_OPERATOR: job.operator },
    // Nobody is at a terminal for it.
    answer: async () => undefined,
    onEvent: () => undefined,
    onSay: () => undefined,
    onAsking: () => undefined,
  };
}
