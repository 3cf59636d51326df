import { closeRun } from './close-run.ts';
import { type PreviousRun, unclosed } from './previous-runs.ts';
import type { RunOptions } from './run-options.ts';

function whatHappened({ start, end }: PreviousRun): string {
  if (start === undefined) return 'was killed before it began';
  if (end === undefined) return `(${start.runbook.name}) was killed before it ended`;
  return `(${start.runbook.name}, ${end.outcome}) ended, but its evidence was not closed`;
}

function whatIsNow({ start, end }: PreviousRun): string {
  if (start === undefined) return 'Nothing had been done.';
  return end === undefined ? 'Its folder has a report now, marked incomplete.' : 'It is closed now.';
}

/**
 * Closes the folders that killed runs of this customer have left, with a report for those that had begun.
 * @param note gets a sentence about each
 */
export async function closeKilledRuns(
  { runs, state, prepared, report, timeStamps, proxies }: RunOptions,
  earlier: PreviousRun[],
  note: (text: string) => void,
): Promise<void> {
  const portals = Object.keys(prepared.customer.portals);
  for (const killed of unclosed(runs, prepared.customer.name, earlier)) {
    const { run, folder, start } = killed;
    const close = async () => {
      if (start !== undefined) await report(folder);
      await closeRun({ runs, state, folder, run, timeStamps, proxies, portals });
    };
    const now = await close().then(
      () => whatIsNow(killed),
      (error: Error) => `Its folder could not be completed: ${error.message}`,
    );
    note(`Run ${run} ${whatHappened(killed)}. ${now}`);
  }
}
