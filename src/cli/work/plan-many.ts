import { ensureBrowser } from '../../browser/install.ts';
import type { PlannedStep } from '../../engine/plan.ts';
import { newRunId } from '../../engine/run-id.ts';
import { causesOf } from '../../evidence/runs/causes.ts';
import { hoursOf } from '../../fleet/hours.ts';
import { entryOf } from '../../fleet/record.ts';
import { Row } from '../../fleet/row.ts';
import { refuseLeakyEnvironment } from '../environment.ts';
import { type BatchRunOptions, loadChosen } from '../load-chosen.ts';
import type { Chosen } from '../many-customers.ts';
import { batchExit, causeLines } from '../progress/batch-ending.ts';
import { BatchProgress } from '../progress/batch-progress.ts';
import { printJson, printResult, withResult } from '../progress/json.ts';
import { NO_SCREEN, screenHere } from '../progress/terminal-screen.ts';
import { hasTerminal } from '../prompt.ts';
import { print, printError, printLine } from '../terminal.ts';
import { refuseWatchingMany, refuseWithoutWindow, watchingOf } from '../watch-options.ts';
import { stateOf } from '../workspace.ts';
import { forEachCustomer } from './for-each-customer.ts';
import { sumOf } from './plan.ts';
import { AT_ONCE } from './run-batch.ts';

/** Looks at each step for many customers, and prints a line for each: what a run would change. Sets the exit code. */
export async function planForMany(runbook: string, chosen: Chosen, options: BatchRunOptions): Promise<void> {
  await withResult(options, async () => await planEach(runbook, chosen, options));
}

async function planEach(runbook: string, chosen: Chosen, options: BatchRunOptions): Promise<void> {
  refuseLeakyEnvironment();
  const { json = false, input = [], atOnce = AT_ONCE } = options;
  const prepared = await loadChosen(runbook, chosen, options);
  refuseWatchingMany(watchingOf(options));
  for (const one of prepared) refuseWithoutWindow(one, false);
  await ensureBrowser(json ? printError : print);
  const customers = prepared.map(({ customer }) => customer.name);
  const found = new Map<string, PlannedStep[]>(customers.map((name) => [name, []]));
  const rows = customers.map((name, index) => new Row(index + 1, name, prepared[0]!.steps.length));
  const progress = new BatchProgress({
    screen: json ? NO_SCREEN : screenHere(),
    rows,
    atOnce,
    ended: ({ customer }) => sumOf(found.get(customer)!),
  });
  const { turns, stopped, interrupted } = await forEachCustomer({
    rows,
    title: prepared[0]!.runbook.title,
    batch: newRunId().id,
    argumentsFor: (customer) => [
      'plan',
      runbook,
      ...['--customer', customer, '--customers', chosen.file, '--json'],
      ...input.flatMap((one) => ['--input', one]),
    ],
    atOnce,
    hours: hoursOf(undefined, undefined, new Date()),
    state: stateOf({ customers: chosen.file }),
    terminal: hasTerminal() && !json,
    progress,
    onEvent(turn, event) {
      if (json) printJson({ customer: turn.customer, ...event });
      const told = event as unknown as PlannedStep & { type: string };
      if (told.type === 'step.planned') found.get(turn.customer)!.push(told);
    },
    changed: () => undefined,
  });
  const batch = {
    customers: turns.map((turn) => entryOf(turn, turn.customer)),
    ...(stopped !== undefined && { stopped }),
  };
  const code = batchExit(batch, interrupted);
  if (json) printResult({ outcome: 'planned', exit: code, customers: batch.customers });
  else {
    for (const line of causesOf(batch).flatMap(causeLines)) printLine(line);
    printLine({ text: 'Nothing was changed.', textTone: 'strong' });
  }
  process.exitCode = code;
}
