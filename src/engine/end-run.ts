import type { RunEnd } from '../evidence/events.ts';
import { JournalWriteError } from '../evidence/journal.ts';
import { outcomesOf } from '../evidence/outcomes.ts';
import { closeRun } from './close-run.ts';
import { explainError, Interrupted } from './explain-error.ts';
import { userSettings } from './host-info.ts';
import type { RunResult } from './run-options.ts';
import { note, type RunUnderWay } from './run-under-way.ts';
import { verdictsOf } from './verdicts.ts';

/** Says why a run has stopped before its end. */
export async function explainStop(run: RunUnderWay, error: unknown): Promise<'interrupted' | 'failed'> {
  const { options, technical, losses } = run;
  const outcome = error instanceof Interrupted || options.signal.aborted ? 'interrupted' : 'failed';
  technical.log.error(
    { error: String(error instanceof Error ? (error.stack ?? error.message) : error) },
    'the run stopped',
  );
  if (error instanceof JournalWriteError) losses.add(error);
  if (outcome === 'failed') {
    const problem = explainError(error, undefined);
    await losses.keep(() => note(run, `The run stopped: ${problem.actual}`, { ...problem }));
  }
  return outcome;
}

/** Closes what people see and the browser, ends the journal, and closes the folder. Goes on when some of it fails. */
export async function endRun(run: RunUnderWay, outcome: RunEnd['outcome']): Promise<RunResult> {
  const { options, folder, recorder, technical, people, live, losses } = run;
  const connections = (await run.connections.list()).map((one) => ({ ...one }));
  const refused = run.connections.refused();
  await live?.close();
  await run.browser?.close().catch(() => undefined);
  await run.window?.close().catch(() => undefined);
  run.relay?.close();
  if (live !== undefined) {
    const { sent, held, cards } = live.counts;
    const text = `Live view: ${sent} frames sent, ${held} held back for safety, ${cards} times a card in their place.`;
    await losses.keep(() => recorder.write({ type: 'note', text }));
  }
  await losses.keep(async () => {
    const browserSha256 = await run.browserSha256;
    recorder.write({
      type: 'environment',
      ...userSettings(),
      browserSha256,
      connections,
      ...(refused.length > 0 && { refused }),
      ...(run.requests && { requests: run.requests.list().map((one) => ({ ...one })) }),
    });
  });
  await people.close();
  const { outcomes, left } = outcomesOf(
    recorder.results,
    options.prepared.steps.map(({ id }) => id),
    recorder.counts.steps,
  );
  const { jobs, prepared } = options;
  const verdicts =
    jobs && verdictsOf(prepared.steps, new Map(recorder.results.map((result) => [result.step, result])), jobs);
  const told = {
    counts: { ...recorder.counts },
    outcomes,
    ...(left.length > 0 && { left }),
    ...(verdicts && { verdicts }),
  };
  const ms = Math.round(performance.now() - run.started);
  await losses.keep(() => recorder.write({ type: 'run.end', outcome, ms, ...told }));
  await losses.keep(() => recorder.close());
  await losses.keep(() => technical.close());
  await losses.keep(() => options.report(folder));
  const { runs, state, timeStamps, proxies } = options;
  const portals = Object.keys(prepared.customer.portals);
  await losses.keep(() => closeRun({ runs, state, folder, run: options.run.id, timeStamps, proxies, portals }));
  for (const text of losses.texts) options.say(text);
  const incomplete = losses.texts.length > 0 && outcome !== 'interrupted';
  return { run: options.run.id, folder, outcome: incomplete ? 'failed' : outcome };
}
