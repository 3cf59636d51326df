import type { RunEvent } from '../../evidence/events.ts';
import { type BatchResult, runBatch, type Turn } from '../../fleet/batch.ts';
import type { Hours } from '../../fleet/hours.ts';
import { type RunEnding, type RunningJob, startJob } from '../../fleet/job-process.ts';
import { type FleetPage, startFleetPage } from '../../fleet/page/server.ts';
import type { Row } from '../../fleet/row.ts';
import { stoppedByPerson } from '../interrupt.ts';
import { operator } from '../operator.ts';
import { portTaken } from '../port-taken.ts';
import type { BatchProgress } from '../progress/batch-progress.ts';
import { askLine, promptForBatch } from '../prompt.ts';
import { printError } from '../terminal.ts';

interface ForEachOptions {
  /** One for each customer, in their order. */
  rows: readonly Row[];
  /** What is done: the page's title. */
  title: string;
  /** Serves a page that shows all of them; at this port, if it is given. */
  watch?: { port: number | undefined; say(text: string): void } | undefined;
  /** The name of the batch, for the evidence of its runs. */
  batch: string;
  /** What the program is called with for a customer; with `--json` among it. */
  argumentsFor(customer: string): string[];
  atOnce: number;
  hours: Hours;
  stopAfter?: number | undefined;
  /** The workspace's folder of the vault. */
  state: string;
  /** Whether somebody is there who can be asked. */
  terminal: boolean;
  progress: BatchProgress;
  /** The batch is held: somebody should know. */
  held?(why: string): void;
  onEvent(turn: Turn<RunEnding>, event: RunEvent): void;
  changed(turn: Turn<RunEnding>): void;
}

async function openFleetPage(
  { watch, title, rows }: ForEachOptions,
  jobs: ReadonlyMap<number, RunningJob>,
): Promise<FleetPage | undefined> {
  if (watch === undefined) return undefined;
  const page = await startFleetPage({
    title,
    rows,
    operator: operator(),
    port: watch.port,
    answer: (n, command, since, actor) => jobs.get(n)?.answer(command, since, actor),
    open: async (n) => await jobs.get(n)?.newLink(),
  }).catch((error: unknown) => {
    throw portTaken(error, watch.port, '--watch-port');
  });
  watch.say(`Watch and steer all runs (one browser, once):\n\n  ${page.link}\n`);
  return page;
}

/** Calls the program for each customer, some at once, until all have had their turn or the batch is stopped. */
export async function forEachCustomer(
  options: ForEachOptions,
): Promise<BatchResult<RunEnding> & { interrupted: boolean }> {
  const { rows, batch, atOnce, hours, stopAfter, terminal, progress } = options;
  const jobs = new Map<number, RunningJob>();
  const page = await openFleetPage(options, jobs);
  const { signal, stopper } = stoppedByPerson();
  const answer = promptForBatch(options.state);
  const result = await runBatch<RunEnding>({
    customers: rows.map(({ turn }) => turn.customer),
    atOnce,
    hours,
    stopAfter,
    signal,
    begin(turn) {
      const row = rows[turn.n - 1]!;
      const job = startJob({
        program: process.argv[1]!,
        args: options.argumentsFor(turn.customer),
        batch,
        stopper,
        async answer(question, variable) {
          row.prompt = question;
          progress.redraw();
          return await answer(question, variable).finally(() => (row.prompt = undefined));
        },
        onEvent(event) {
          row.see(event);
          progress.redraw();
          options.onEvent(turn, event);
        },
        onSay(line) {
          row.say(line);
          progress.redraw();
        },
        onAsking(asking) {
          row.asking = asking;
          progress.redraw();
        },
      });
      jobs.set(turn.n, job);
      return job;
    },
    async goOn(why) {
      printError(`The batch is held: ${why}.`);
      options.held?.(why);
      if (!terminal) return false;
      const answered = await askLine('Continue with the remaining customers? (yes/no)').catch(() => 'no');
      return /^y(es)?$/i.test(answered);
    },
    changed(turn) {
      rows[turn.n - 1]!.change(turn);
      options.changed(turn);
      progress.changed(turn);
    },
  });
  progress.stop();
  await page?.stop();
  return { ...result, interrupted: signal.aborted };
}
