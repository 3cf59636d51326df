import { ensureBrowser } from '../../browser/install.ts';
import { takeCustomerLock } from '../../engine/customer-lock.ts';
import { newRunId } from '../../engine/run-id.ts';
import { outcomesInWords } from '../../evidence/outcomes.ts';
import { type Batch, batchFolder, outcomesOfBatch, summaryOf } from '../../evidence/runs/batches.ts';
import { batchLock, closeKilledBatches } from '../../fleet/close-batches.ts';
import { hoursOf } from '../../fleet/hours.ts';
import { BatchRecord } from '../../fleet/record.ts';
import { Row } from '../../fleet/row.ts';
import { renderBatch } from '../../review/batch-page.ts';
import type { Prepared } from '../../runbook/load.ts';
import type { About } from '../../watch/notices.ts';
import type { Notifier } from '../../watch/notifier.ts';
import { confirmBatch } from '../confirm-deletion.ts';
import { ensureSigningKey } from '../ensure-signing-key.ts';
import { type BatchRunOptions, loadChosen } from '../load-chosen.ts';
import { jobSha256 } from '../load-job.ts';
import { type Chosen, CUSTOMERS_FILE } from '../many-customers.ts';
import { operator } from '../operator.ts';
import { batchEndLines, batchExit } from '../progress/batch-ending.ts';
import { BatchProgress } from '../progress/batch-progress.ts';
import { printJson, printResult } from '../progress/json.ts';
import { NO_SCREEN, screenHere } from '../progress/terminal-screen.ts';
import { hasTerminal } from '../prompt.ts';
import { openWorkspaceNotifier } from '../run-notices.ts';
import { print, printError, printLine } from '../terminal.ts';
import {
  refuseUnattended,
  refuseUnknownSteps,
  refuseWatchingMany,
  refuseWithoutWindow,
  type WatchingOptions,
  watchingOf,
} from '../watch-options.ts';
import { runsOf, stateOf } from '../workspace.ts';
import { forEachCustomer } from './for-each-customer.ts';

/** How many customers at once, where nobody says it. */
export const AT_ONCE = 4;

/** What each run of a batch is called with. */
function argumentsOf(
  command: readonly string[],
  { file }: Chosen,
  options: BatchRunOptions,
  prepared: Prepared,
): string[] {
  const { input = [], approve = [], yes, vendor } = options;
  return [
    ...command,
    ...['--customer', prepared.customer.name, '--customers', file, '--json'],
    ...(command[0] === 'run' ? ['--job-sha256', jobSha256(prepared)] : []),
    ...(vendor === undefined ? [] : ['--vendor', vendor]),
    ...input.flatMap((one) => ['--input', one]),
    ...approve.flatMap((step) => ['--approve', step]),
    ...(yes ? ['--yes'] : []),
    ...(options.watch ? ['--watch'] : []),
    ...(options.requestedBy === undefined ? [] : ['--requested-by', options.requestedBy]),
  ];
}

/**
 * Refuses what cannot be done for many, and has a person confirm what deletes.
 * @returns whether every step is approved
 */
async function confirmMany(prepared: Prepared[], watching: WatchingOptions, terminal: boolean): Promise<boolean> {
  refuseWatchingMany(watching);
  for (const one of prepared) {
    refuseUnknownSteps(one, watching);
    refuseWithoutWindow(one, false);
  }
  const yes = await confirmBatch(prepared, watching, terminal);
  for (const one of prepared) refuseUnattended(one, { ...watching, yes }, false);
  return yes;
}

/** A batch that may begin: all was checked and confirmed. */
interface ReadyBatch {
  options: BatchRunOptions;
  chosen: Chosen;
  runs: string;
  state: string;
  /** One for each customer, in their order. */
  prepared: Prepared[];
  terminal: boolean;
  watching: WatchingOptions;
  /** Whether every step is approved. */
  yes: boolean;
  say(text: string): void;
}

/** Gives killed batches their end, checks the customers' files, asks what must be confirmed. @throws UserError */
async function prepareBatch(runbook: string, chosen: Chosen, options: BatchRunOptions): Promise<ReadyBatch> {
  const { json, quiet } = options;
  const workspace = { customers: chosen.file };
  const [runs, state] = [runsOf(workspace), stateOf(workspace)];
  const killed = await closeKilledBatches({ runs, state, operator: operator() }, renderBatch);
  for (const one of killed) printError(`Batch ${one.batch} was killed. It has an end in the list of runs now.`);
  const prepared = await loadChosen(runbook, chosen, options);
  const terminal = hasTerminal() && !json;
  const watching = watchingOf(options);
  const yes = await confirmMany(prepared, watching, terminal);
  const say = json ? printError : print;
  const inform = quiet ? () => undefined : say;
  await ensureBrowser(inform);
  ensureSigningKey(state, runs, inform);
  return { options, chosen, runs, state, prepared, terminal, watching, yes, say };
}

/** What people elsewhere are told of a batch: that it is held, and how it has ended. */
function noticesOf(notifier: Notifier, about: About) {
  const { runbook } = about;
  return {
    held: (why: string) => notifier.tell({ what: 'waits', ...about, text: `${runbook}: the batch is held: ${why}` }),
    async ended(outcomes: string, link: string): Promise<void> {
      notifier.tell({ what: 'ended', ...about, text: `${runbook}: ${outcomes}`, link });
      await notifier.settled();
    },
  };
}

/**
 * Runs a runbook for many customers, with a line for each at the terminal. Sets the exit code.
 * @param command what the program is called with for each of them; the customer and more are put behind it
 * @param tell gets its end, with `--json`
 * @returns why not all were begun; undefined if all were
 */
export async function runForMany(
  runbook: string,
  chosen: Chosen,
  options: BatchRunOptions,
  command: readonly string[] = ['run', runbook],
  tell: typeof printResult = printResult,
): Promise<string | undefined> {
  const { json, quiet, atOnce = AT_ONCE } = options;
  const ready = await prepareBatch(runbook, chosen, options);
  const { runs, state, prepared } = ready;
  const { runbook: job, sha256 } = prepared[0]!;
  const customers = prepared.map(({ customer: { name, title } }) => ({ name, title }));
  const batch = newRunId().id;
  const about = { run: batch, customer: `${customers.length} customers`, runbook: job.title };
  const notices = noticesOf(await openWorkspaceNotifier({ customers: chosen.file }), about);
  // The system frees it when this process ends, however it ends: then it is known that nobody begins more.
  const lock = await takeCustomerLock(state, batchLock(batch), { doing: `batch ${batch}`, operator: operator() });
  const record = new BatchRecord(
    { runs, state },
    {
      batch,
      runbook: { name: job.name, title: job.title, sha256 },
      operator: operator(),
      atOnce,
      again: againCommand(runbook, chosen, options),
    },
    customers,
  );
  if (!json && !quiet) printLine({ text: `${job.title}: ${customers.length} customers`, textTone: 'strong' });
  const { stopped, interrupted } = await runEach(ready, command, record, notices.held);
  await record.end(stopped, renderBatch);
  if ('release' in lock) lock.release();
  await notices.ended(outcomesInWords(outcomesOfBatch(record.batch)), summaryOf(runs, batch));
  process.exitCode = batchExit(record.batch, interrupted);
  tellEnd(ready, record.batch, tell);
  return stopped;
}

/** The runs themselves, each shown and recorded as it goes. */
async function runEach(
  { options, chosen, state, prepared, terminal, watching, yes, say }: ReadyBatch,
  command: readonly string[],
  record: BatchRecord,
  held: (why: string) => void,
): ReturnType<typeof forEachCustomer> {
  const { json, quiet, atOnce = AT_ONCE, stopAfter, notBefore, notAfter } = options;
  const { batch, customers, runbook } = record.batch;
  const rows = customers.map(({ n, name }) => new Row(n, name));
  const preparedFor = new Map(prepared.map((one) => [one.customer.name, one]));
  return await forEachCustomer({
    rows,
    title: runbook.title,
    watch: watching.watch ? { port: watching.watchPort, say } : undefined,
    batch,
    argumentsFor: (name) => argumentsOf(command, chosen, { ...options, yes }, preparedFor.get(name)!),
    atOnce,
    hours: hoursOf(notBefore, notAfter, new Date()),
    stopAfter,
    state,
    terminal,
    held,
    progress: new BatchProgress({ screen: json || quiet ? NO_SCREEN : screenHere(), rows, atOnce }),
    onEvent(turn, event) {
      if (json && !quiet) printJson({ customer: turn.customer, ...event });
    },
    changed(turn) {
      record.note(turn);
      if (json && turn.state === 'ended') printJson({ type: 'batch.customer', ...customers[turn.n - 1] });
    },
  });
}

/** What a person types for those whom a batch does not serve. */
function againCommand(runbook: string, { file }: Chosen, { vendor }: BatchRunOptions): string {
  const where = file === CUSTOMERS_FILE ? '' : ` --customers ${file}`;
  const whom = vendor === undefined ? '' : ` --vendor ${vendor}`;
  return `keywright run ${runbook} --only-failed${whom}${where}`;
}

/** Says how a batch has ended: to a script, or to a person with what to do next. */
function tellEnd({ options, runs }: ReadyBatch, ended: Batch, tell: typeof printResult): void {
  const { batch, stopped, customers } = ended;
  const page = summaryOf(runs, batch);
  if (options.json)
    tell({
      outcome: stopped === undefined ? 'ended' : 'stopped',
      exit: Number(process.exitCode),
      report: page,
      folder: batchFolder(runs, batch),
      batch,
      ...(stopped !== undefined && { stopped }),
      customers,
    });
  else for (const line of batchEndLines(ended, page)) printLine(line);
}
