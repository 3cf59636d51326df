import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasDisplay } from '../../browser/display.ts';
import { findBrowser } from '../../browser/find.ts';
import { ensureBrowser } from '../../browser/install.ts';
import { usePrivateTempFolder } from '../../browser/temp-folder.ts';
import { collectSecrets, requireCommands, usedPortals } from '../../engine/portals.ts';
import { openProxies } from '../../engine/proxies.ts';
import { run } from '../../engine/run.ts';
import { newRunId, type RunId } from '../../engine/run-id.ts';
import type { RunOptions, RunResult } from '../../engine/run-options.ts';
import type { Job } from '../../engine/verdicts.ts';
import { writeDurably } from '../../files/durable-write.ts';
import { batchHere, shareWithBatch } from '../../fleet/messages.ts';
import { renderReport } from '../../review/report.ts';
import type { ConfirmedWords } from '../../runbook/confirmed-words.ts';
import type { Prepared } from '../../runbook/load.ts';
import type { SecretSource } from '../../secrets/sources.ts';
import type { Control } from '../../watch/control.ts';
import type { WatchPage } from '../../watch/page/server.ts';
import { KEYS_HELP, openTerminalKeys, PAGE_KEYS_HELP, type TerminalKeys } from '../../watch/terminal-keys.ts';
import { keepBundles, openBundleStore } from '../bundle-store.ts';
import { type Claim, claimCustomer } from '../claim-customer.ts';
import { confirmDeletion } from '../confirm-deletion.ts';
import { ensureSigningKey } from '../ensure-signing-key.ts';
import { exit } from '../exit-codes.ts';
import { onInterrupt } from '../interrupt.ts';
import { openLivePage, pageKeys } from '../live-page.ts';
import { operator } from '../operator.ts';
import { printJson, printResult, resultOf } from '../progress/json.ts';
import { type Detail, Progress, type ProgressOptions } from '../progress/progress.ts';
import type { RunSoFar } from '../progress/run-so-far.ts';
import { NO_SCREEN, screenHere } from '../progress/terminal-screen.ts';
import { askLine } from '../prompt.ts';
import { openNotices } from '../run-notices.ts';
import { unlockStarter } from '../sign-start.ts';
import { print, printError, setLive } from '../terminal.ts';
import { timeStampService } from '../time-stamp-service.ts';
import { openVault } from '../vault.ts';
import {
  approvedBeforehand,
  hasKeyboardControl,
  openControl,
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
  const terminal = process.stdin.isTTY && process.stderr.isTTY && !output.json;
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

function openKeys(control: Control, page: WatchPage | undefined, say: (text: string) => void): TerminalKeys {
  const keys = openTerminalKeys(control, operator(), say, {
    n: () => void askNote(),
    ...(page && pageKeys(page, say)),
  });
  async function askNote(): Promise<void> {
    const note = await keys.without(() => askLine('Note (Enter to keep it)'));
    const refusal = control.note(note, { who: operator(), via: 'terminal' });
    if (refusal !== undefined) say(refusal);
  }
  return keys;
}

/** While a secret is typed, no key commands the run. */
const withoutKeys = (sources: SecretSource, keys: TerminalKeys): SecretSource => ({
  ...sources,
  ask: (label, portal) => keys.without(() => sources.ask(label, portal)),
  need: (variable, label, refused) => keys.without(() => sources.need(variable, label, refused)),
});

async function runWithClaim(
  id: RunId,
  claim: Claim,
  { prepared, continues, sources, runs, state, watching, output, words, survey }: RunJobOptions,
  terminal: boolean,
): Promise<number> {
  const { json } = output;
  const say = json ? printError : print;
  const inform = output.quiet ? () => undefined : say;
  const { customer } = prepared;
  const proxies = await openProxies(customer.proxy, (variable, label) => sources.need(variable, label));
  requireCommands(prepared, sources);
  const browser = await ensureBrowser(inform, watching.headed);
  await collectSecrets(prepared, sources);
  const vault = await openVault(state, customer.name, sources);
  const store = await openBundleStore(dirname(state), sources, customer.proxy);
  const starter = await unlockStarter(prepared, { runs, state });
  ensureSigningKey(state, runs, inform);
  const removeTempFolder = usePrivateTempFolder();
  const stop = new AbortController();
  const control = openControl(watching, stop);
  onInterrupt(stop.signal, (hand) => void control.command('stop', hand));
  const page = await openLivePage(watching, control, say);
  if (batchHere() !== undefined && page !== undefined) shareWithBatch(control, () => page.renewLink());
  const notices = await openNotices(prepared, { id: id.id, runs, control, page: page?.address }, sources, printError);
  const keys = terminal && hasKeyboardControl(prepared, watching) ? openKeys(control, page, say) : undefined;
  if (keys !== undefined) inform(`${page === undefined ? KEYS_HELP : `${KEYS_HELP}\n${PAGE_KEYS_HELP}`}\n`);
  const portals = new Map(usedPortals(prepared).map(({ name, title }) => [name, title]));
  const progress = new Progress({
    screen: json ? NO_SCREEN : screenHere(),
    detail: survey === undefined ? detailOf(output) : 'end',
    portals,
    ...(survey && { ending: survey.ending }),
  });
  let report: string | undefined;
  try {
    const result = await run({
      run: id,
      prepared,
      continues,
      runs,
      state,
      browser,
      headed: watching.headed,
      windowBrowser: hasDisplay() ? findBrowser(true) : undefined,
      proxies,
      control,
      approved: approvedBeforehand(prepared, watching),
      vault,
      say,
      sources: keys === undefined ? sources : withoutKeys(sources, keys),
      operator: operator(),
      starter,
      requestedBy: watching.requestedBy,
      batch: batchHere(),
      watch: (event) => {
        progress.tell(event);
        if (json && !output.quiet) printJson(event);
        page?.event(event);
        notices.event(event);
      },
      live: page && ((picture) => page.picture(picture)),
      report: async (folder) => writeDurably(join(folder, 'report.html'), await renderReport(folder)),
      words,
      jobs: survey?.jobs,
      keep: survey?.keep,
      timeStamps: timeStampService(state),
      mayCommit: claim.mayCommit,
      signal: stop.signal,
    });
    const written = join(result.folder, 'report.html');
    // A full disk has none.
    report = existsSync(written) ? written : result.folder;
    const code = CODE[result.outcome];
    progress.report(report);
    const kept = await keepBundles(store, { runs, state, customer: customer.name });
    survey?.over?.(result.folder, progress.run);
    const since = survey?.since(progress.run);
    const ended = { outcome: result.outcome, exit: code };
    if (json)
      printResult({
        ...resultOf(progress.run, report, ended),
        ...(since && { since }),
        ...kept,
      });
    return code;
  } finally {
    setLive(undefined);
    keys?.close();
    await page?.stop(report);
    await notices.close();
    removeTempFolder();
  }
}
