import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hasDisplay } from '../../browser/display.ts';
import { findBrowser } from '../../browser/find.ts';
import { usePrivateTempFolder } from '../../browser/temp-folder.ts';
import { usedPortals } from '../../engine/portals.ts';
import { run } from '../../engine/run.ts';
import { newRunId, type RunId } from '../../engine/run-id.ts';
import type { RunOptions, RunResult } from '../../engine/run-options.ts';
import type { Job } from '../../engine/verdicts.ts';
import { writeDurably } from '../../files/durable-write.ts';
import { batchHere } from '../../fleet/messages.ts';
import { renderReport } from '../../review/report.ts';
import type { ConfirmedWords } from '../../runbook/confirmed-words.ts';
import type { Prepared } from '../../runbook/load.ts';
import type { SecretSource } from '../../secrets/sources.ts';
import { waitsFor } from '../../watch/page/format-state.ts';
import { keepBundles } from '../bundle-store.ts';
import { type Claim, claimCustomer } from '../claim-customer.ts';
import { confirmDeletion } from '../confirm-deletion.ts';
import { exit } from '../exit-codes.ts';
import { operator } from '../operator.ts';
import { endingLines, START_OVER } from '../progress/ending.ts';
import { printJson, printResult, resultOf } from '../progress/json.ts';
import { type Detail, Progress, type ProgressOptions } from '../progress/progress.ts';
import type { RunSoFar } from '../progress/run-so-far.ts';
import { NO_SCREEN, screenHere } from '../progress/terminal-screen.ts';
import { hasTerminal } from '../prompt.ts';
import { collectRunNeeds } from '../run-needs.ts';
import { openRunSteering } from '../run-steering.ts';
import { print, printError, setLive } from '../terminal.ts';
import { timeStampService } from '../time-stamp-service.ts';
import {
  approvedBeforehand,
  refuseUnattended,
  refuseUnknownSteps,
  refuseWithoutWindow,
  type WatchingOptions,
} from '../watch-options.ts';

/** How a run speaks to people or scripts. */
export interface Output {
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
}

/** What a check of screens is made for, and how its end is told. */
export interface Survey {
  jobs: readonly Job[];
  ending: NonNullable<ProgressOptions['ending']>;
  /** What has changed since the last one, in sentences; undefined where there was none. */
  since(run: RunSoFar): string[] | undefined;
  /** As `RunOptions.keep`. */
  keep?: RunOptions['keep'];
  /** Called with the run's folder, when it is over. */
  over?(folder: string, run: RunSoFar): void;
}

interface RunJobOptions {
  prepared: Prepared;
  /** The run that this one continues. */
  continues?: string;
  sources: SecretSource;
  runs: string;
  state: string;
  watching: WatchingOptions;
  output: Output;
  /** What people have confirmed of this customer's screens. */
  words?: ConfirmedWords;
  survey?: Survey;
  /** The portals are new, and gone after it. */
  practice?: boolean;
}

const CODE: Record<RunResult['outcome'], number> = {
  done: exit.success,
  'nothing to do': exit.success,
  failed: exit.runFailed,
  drift: exit.drift,
  interrupted: exit.interrupted,
};

function detailOf({ quiet, verbose }: Output): Detail {
  if (quiet) return 'quiet';
  return verbose ? 'verbose' : 'normal';
}

/** Runs a prepared runbook with progress at the terminal, and says where the report is. Gives the exit code. */
export async function runJob(options: RunJobOptions): Promise<number> {
  const { prepared, watching, output } = options;
  const { name } = prepared.customer;
  const terminal = hasTerminal() && !output.json;
  refuseUnknownSteps(prepared, watching);
  refuseWithoutWindow(prepared, watching.headed);
  await confirmDeletion(prepared, watching, terminal);
  refuseUnattended(prepared, watching, terminal);
  const id = newRunId();
  const { state } = options;
  const claim = await claimCustomer({ state, customer: name, doing: `run ${id.id}`, json: output.json });
  try {
    return await runWithClaim(id, claim, options, terminal);
  } finally {
    await claim.release();
  }
}

async function runWithClaim(id: RunId, claim: Claim, options: RunJobOptions, terminal: boolean): Promise<number> {
  const { prepared, continues, runs, state, watching, output, words, survey } = options;
  const { json } = output;
  const say = json ? printError : print;
  const inform = output.quiet ? () => undefined : say;
  const { store, ...needs } = await collectRunNeeds({ ...options, headed: watching.headed }, inform);
  const removeTempFolder = usePrivateTempFolder();
  const steering = await openRunSteering({ ...options, run: id.id, terminal, say, inform });
  const progress = new Progress({
    screen: json ? NO_SCREEN : screenHere(),
    detail: survey === undefined ? detailOf(output) : 'end',
    waiting: () => waitsFor(steering.control.state),
    portals: new Map(usedPortals(prepared).map(({ name, title }) => [name, title])),
    ...(survey && { ending: survey.ending }),
    ...(options.practice && { ending: (soFar, end) => endingLines(soFar, end, START_OVER) }),
  });
  let report: string | undefined;
  try {
    const result = await run({
      ...needs,
      run: id,
      prepared,
      continues,
      newPortals: options.practice,
      runs,
      state,
      headed: watching.headed,
      windowBrowser: hasDisplay() ? findBrowser(true) : undefined,
      control: steering.control,
      approved: approvedBeforehand(prepared, watching),
      say,
      sources: steering.sources,
      operator: operator(),
      requestedBy: watching.requestedBy,
      batch: batchHere(),
      watch: (event) => {
        progress.tell(event);
        if (json && !output.quiet) printJson(event);
        steering.event(event);
      },
      live: steering.live,
      report: async (folder) => writeDurably(join(folder, 'report.html'), await renderReport(folder)),
      words,
      jobs: survey?.jobs,
      keep: survey?.keep,
      timeStamps: timeStampService(state),
      mayCommit: claim.mayCommit,
      signal: steering.signal,
    });
    const written = join(result.folder, 'report.html');
    // A full disk has none.
    report = existsSync(written) ? written : result.folder;
    const code = CODE[result.outcome];
    progress.report(report);
    const kept = await keepBundles(store, { runs, state, customer: prepared.customer.name });
    survey?.over?.(result.folder, progress.run);
    const since = survey?.since(progress.run);
    const ended = { outcome: result.outcome, exit: code };
    if (json) printResult({ ...resultOf(progress.run, report, ended), ...(since && { since }), ...kept });
    return code;
  } finally {
    setLive(undefined);
    await steering.close(report);
    removeTempFolder();
  }
}
