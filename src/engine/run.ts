import { join } from 'node:path';
import { launchBrowser } from '../browser/launch.ts';
import { Proxies } from '../browser/proxies.ts';
import { openRelay } from '../browser/relay.ts';
import type { RunEnd } from '../evidence/events.ts';
import { wordInWords } from '../runbook/confirmed-words.ts';
import { readEntries } from '../secrets/escrow/entries.ts';
import { type CustomerEscrow, openEscrow, readOnlyEscrow } from '../secrets/escrow/escrow.ts';
import { closeKilledRuns } from './close-killed-runs.ts';
import { closeNeverStarted } from './close-run.ts';
import { contextsOf } from './context/contexts.ts';
import { endRun, explainStop } from './end-run.ts';
import { jobName, type OpenPortals, openPortals, reachable } from './portals.ts';
import { RunMode } from './run-mode.ts';
import type { RunOptions, RunResult } from './run-options.ts';
import { note, type RunUnderWay } from './run-under-way.ts';
import { startRun } from './start-run.ts';
import { teach } from './teach.ts';
import { noteUnfinishedHandOvers } from './unfinished-hand-overs.ts';
import { walk } from './walk.ts';

/** The customer's escrow; what cannot be read of it is noted. A check opens and changes nothing. */
function escrowOf({ options: { prepared, state, vault }, recorder, at }: RunUnderWay): CustomerEscrow {
  const folder = join(state, 'escrow', prepared.customer.name);
  for (const { wrong } of readEntries(folder).unreadable) recorder.write({ type: 'note', text: wrong });
  if (prepared.runbook.check) return readOnlyEscrow(folder);
  return openEscrow(folder, vault, (event) =>
    recorder.write({ ...event, ...(at.step === undefined ? {} : { step: at.step }) }),
  );
}

async function startBrowser(run: RunUnderWay, launch: typeof launchBrowser): Promise<OpenPortals> {
  const { options, technical, live, connections, requests } = run;
  const { prepared, headed, vault, sources, state, proxies = Proxies.NONE, windowBrowser } = options;
  const { path } = options.browser;
  const origins = reachable(prepared);
  run.relay = await openRelay(origins, proxies);
  const browser = await launch({ path, headed, origins, relay: run.relay });
  run.browser = browser;
  note(run, `Started ${path} (version ${browser.version()}).`);
  for (const word of options.words?.all ?? [])
    note(run, `Words that ${word.who} confirmed are used: ${wordInWords(word)} (run ${word.run}).`, { ...word });
  return openPortals({
    browser,
    customer: prepared.customer,
    vault,
    sources,
    sessions: join(state, 'sessions'),
    connections,
    network: { reachable: origins, proxies, relay: run.relay },
    requests,
    words: options.words,
    log: technical.log,
    headed,
    launchWindow:
      windowBrowser &&
      (async () => (run.window = await launch({ path: windowBrowser.path, headed: true, origins, relay: run.relay }))),
    live,
    note: (text) => note(run, text),
  });
}

/** Closes what killed runs of this customer have left. */
async function closeEarlier({ options, earlier, recorder }: RunUnderWay): Promise<void> {
  closeNeverStarted(options.runs, options.state, options.prepared.customer.name, options.run.id);
  await closeKilledRuns(options, earlier, (text) => recorder.write({ type: 'note', text }));
}

/**
 * Notes what a check had to be stopped from: a change, or a request that does not tell what it does. A step that misses
 * what that one would have brought has failed.
 * @returns whether it was a change, which says that something is wrong with the check
 */
function stoppedFromChanges(run: RunUnderWay): boolean {
  const stopped = (run.requests?.list() ?? []).filter((request) => request.stopped);
  for (const { portal, method, path, requests, effect } of stopped)
    if (effect === 'may change')
      note(run, `This check would have changed something (${method} ${path}), so it was stopped.`, {
        code: 'KW-CHECK-CHANGES',
        actual: `${requests} × ${method} ${path} at ${portal}, which was not let through`,
        hint: 'Nothing was changed by it. Tell the maintainers; look in the portal whether the screen needs it to be drawn.',
      });
    else
      note(
        run,
        `${requests} × ${method} ${path} at ${portal} does not tell whether it changes something, so it was not let ` +
          `through; what it would have brought was not seen. If it only reads, say so: reads: ['${path}'] under ` +
          `${portal} in the customers file.`,
        { 'not let through': `${method} ${path} at ${portal}` },
      );
  return stopped.some(({ effect }) => effect === 'may change');
}

async function walkSteps(run: RunUnderWay, launch: typeof launchBrowser): Promise<RunEnd['outcome']> {
  const { options, recorder, readings, people, live, at, ourTags } = run;
  const { prepared, state, vault, sources, signal, headed, words } = options;
  const escrow = escrowOf(run);
  const portals = await startBrowser(run, launch);
  const open = contextsOf({
    recorder,
    readings,
    people,
    escrow,
    tag: options.run.tag,
    job: (runbook) => jobName(prepared, runbook),
    ourTags,
    vault,
    sources,
    state,
    customer: prepared.customer.name,
    signal,
    headed,
    proxies: options.proxies,
    say: options.say,
    mayCommit: options.mayCommit,
    heldBack: run.requests && ((portal) => run.requests!.heldBack(portal)),
    keep:
      options.keep &&
      (({ portal, account }, screen, shown) => options.keep!({ portal, screen, shown, account: account ?? undefined })),
    ...(words !== undefined && {
      teach: async (session, ctx, unknown) =>
        run.control.attended && teach({ session, people, recorder, words, run: options.run.id }, ctx, unknown),
    }),
  });
  const mode = new RunMode(run, open);
  await walk({ prepared, portals, people, live, at, signal }, mode);
  // A request that was stopped may be why a step failed.
  const stopped = stoppedFromChanges(run);
  if (mode.failed || stopped) return 'failed';
  const unfinished = prepared.runbook.check === true && noteUnfinishedHandOvers(prepared, escrow, recorder);
  if (mode.drift || unfinished) return 'drift';
  return mode.changed ? 'done' : 'nothing to do';
}

/**
 * Runs a prepared runbook for one customer, whose lock the caller holds. Leaves a run folder with journal, pictures and
 * report, whatever happens.
 * @param launch gives the browser, which the run closes. Default: one of its own is started
 * @throws only if the run folder or its journal cannot be written
 */
export async function run(options: RunOptions, launch = launchBrowser): Promise<RunResult> {
  const underWay = startRun(options);
  let outcome: RunEnd['outcome'];
  try {
    await closeEarlier(underWay);
    outcome = await walkSteps(underWay, launch);
  } catch (error) {
    outcome = await explainStop(underWay, error);
  }
  return await endRun(underWay, outcome);
}
