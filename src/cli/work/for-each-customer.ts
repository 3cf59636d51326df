import type { RunEvent } from '../../evidence/events.ts';
import { runBatch, type BatchResult, type Turn } from '../../fleet/batch.ts';
import type { Hours } from '../../fleet/hours.ts';
import { startJob, type RunEnding } from '../../fleet/job-process.ts';
import type { Actor } from '../../watch/commands.ts';
import { onInterrupt } from '../interrupt.ts';
import { operator } from '../operator.ts';
import type { BatchProgress } from '../progress/batch-progress.ts';
import { askLine, promptForBatch } from '../prompt.ts';
import { printError } from '../terminal.ts';

export interface ForEachOptions {
  customers: readonly string[];
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

/** Calls the program for each customer, some at once, until all have had their turn or the batch is stopped. */
export async function forEachCustomer(
  options: ForEachOptions,
): Promise<BatchResult<RunEnding> & { interrupted: boolean }> {
  const { customers, batch, atOnce, hours, stopAfter, terminal, progress } = options;
  const stop = new AbortController();
  let stopper: Actor = { who: operator(), via: 'terminal' };
  onInterrupt(stop.signal, (hand) => {
    stopper = hand;
    stop.abort();
  });
  const answer = promptForBatch(options.state);
  const result = await runBatch<RunEnding>({
    customers,
    atOnce,
    hours,
    stopAfter,
    signal: stop.signal,
    begin: (turn) =>
      startJob({
        program: process.argv[1]!,
        args: options.argumentsFor(turn.customer),
        batch,
        stopper: () => stopper,
        answer,
        onEvent(event) {
          progress.event(turn.n, event);
          options.onEvent(turn, event);
        },
        onSay: (line) => progress.said(turn.n, line),
      }),
    async goOn(why) {
      printError(`The batch is held: ${why}.`);
      options.held?.(why);
      if (!terminal) return false;
      const answered = await askLine('Begin the customers that are left? (yes/no)').catch(() => 'no');
      return /^y(es)?$/i.test(answered);
    },
    changed(turn) {
      options.changed(turn);
      progress.changed(turn);
    },
  });
  progress.stop();
  return { ...result, interrupted: stop.signal.aborted };
}
