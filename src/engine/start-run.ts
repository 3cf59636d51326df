import { hostname } from 'node:os';
import { join } from 'node:path';
import { Recorder } from '../evidence/recorder.ts';
import { appendToList, listedRuns } from '../evidence/runs/run-list.ts';
import { openSigner } from '../evidence/signing.ts';
import { DiskRefused, makeFolder, makeNewFolder, syncFolder, writeDurably } from '../files/durable-write.ts';
import { closeRun } from './close-run.ts';
import { completeFolder, unclosed, type PreviousRun } from './previous-runs.ts';
import type { RunOptions } from './run.ts';
import { addTag } from './run-tags.ts';
import { openTechnicalLog } from './technical-log.ts';

/** Closes what killed runs of this customer have left; tells of each. */
export async function closeKilledRuns(
  { runs, state, prepared, report, timeStamps }: RunOptions,
  earlier: PreviousRun[],
  note: (text: string) => void,
): Promise<void> {
  for (const killed of unclosed(runs, prepared.customer.name, earlier)) {
    const { run, start, end } = killed;
    const what =
      start === undefined
        ? 'was killed before it began'
        : end === undefined
          ? `(${start.runbook.name}) was killed before it ended`
          : `(${start.runbook.name}, ${end.outcome}) ended, but its evidence was not closed`;
    const then = await completeFolder(killed, report)
      .then(async () => await closeRun({ runs, state, folder: killed.folder, run, timeStamps }))
      .then(
        () =>
          start === undefined
            ? 'Nothing had been done.'
            : end === undefined
              ? 'Its folder has a report now, marked incomplete.'
              : 'It is closed now.',
        (error: Error) => `Its folder could not be completed: ${error.message}`,
      );
    note(`Run ${run} ${what}. ${then}`);
  }
}

/**
 * Makes the run's folder with all that is written during the run.
 * @throws before anything is started, when the disk does not take it
 */
export function startRun(
  { run: { id, tag }, runs, state, prepared, operator, watch, vault }: RunOptions,
  parent: string,
  folder: string,
  earlier: PreviousRun[],
  continues: string | undefined,
) {
  const { runbook, customer, sha256 } = prepared;
  try {
    const ourTags = addTag(
      state,
      prepared.customer.name,
      tag,
      earlier.map(({ run }) => run.slice(-tag.length)),
    );
    appendToList(runs, openSigner(state), (lines) => ({
      type: 'run.begun',
      run: id,
      number: listedRuns(lines).length + 1,
      customer: { name: customer.name, title: customer.title },
      runbook: { name: runbook.name, title: runbook.title, sha256 },
      operator,
      host: hostname(),
      ...(runbook.check && { check: true as const }),
      ...(continues !== undefined && { continues }),
    }));
    makeFolder(parent);
    makeNewFolder(folder);
    syncFolder(parent);
    const recorder = new Recorder(folder, watch, (secret) => vault.fingerprint(secret));
    writeDurably(join(folder, 'runbook.yaml'), prepared.bytes);
    return { ourTags, recorder, technical: openTechnicalLog(folder) };
  } catch (error) {
    const why = error instanceof DiskRefused ? error.actual : (error as Error).message;
    throw new Error(
      `The evidence of this run could not be begun in ${folder} (${why}). Nothing was started. See to the disk ` +
        'and its rights, then run again.',
    );
  }
}
