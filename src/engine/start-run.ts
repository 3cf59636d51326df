import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { Connections } from '../browser/connections.ts';
import { Requests } from '../browser/requests.ts';
import type { RunStart } from '../evidence/events.ts';
import { registeredOperators } from '../evidence/operators/register.ts';
import { Recorder } from '../evidence/recorder.ts';
import { appendToList, listedRuns } from '../evidence/runs/run-list.ts';
import { openSigner } from '../evidence/signing.ts';
import { DiskRefused, makeFolder, makeNewFolder, syncFolder, writeDurably } from '../files/durable-write.ts';
import { sharedFolder } from '../files/state-store.ts';
import type { Portal } from '../portal-sdk/index.ts';
import { unusual } from '../runbook/portal-url.ts';
import { Control } from '../watch/control.ts';
import { HumanInTheLoop } from '../watch/human-in-the-loop.ts';
import { LiveView } from '../watch/live/live-view.ts';
import { SignedApprovals } from '../watch/signed-approvals.ts';
import { Readings } from './context/readings.ts';
import { machineInfo, sha256OfFile, versions } from './host-info.ts';
import { reachable, usedPortals } from './portals.ts';
import { type PreviousRun, previousRuns, unfinishedRun } from './previous-runs.ts';
import { originOf } from './registry.ts';
import type { RunOptions } from './run-options.ts';
import { addTag } from './run-tags.ts';
import { Losses, type RunUnderWay } from './run-under-way.ts';
import { openTechnicalLog } from './technical-log.ts';
import type { Whereabouts } from './walk.ts';

/**
 * Makes the run's folder with all that is written during the run, and enters the run in the list.
 * @throws before anything is started, if the disk does not take it
 */
function makeRunFolder(
  { run: { id, tag }, runs, state, prepared, operator, batch, watch, vault }: RunOptions,
  folder: string,
  earlier: PreviousRun[],
  continues: string | undefined,
): Pick<RunUnderWay, 'ourTags' | 'recorder' | 'technical'> {
  const { runbook, customer, sha256 } = prepared;
  try {
    const ourTags = addTag(
      state,
      customer.name,
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
      ...(batch !== undefined && { batch }),
      ...(sharedFolder() !== undefined && { folder: sharedFolder()! }),
    }));
    makeFolder(dirname(folder));
    makeNewFolder(folder);
    syncFolder(dirname(folder));
    const recorder = new Recorder(folder, watch, (secret) => vault.fingerprint(secret));
    writeDurably(join(folder, 'runbook.yaml'), prepared.bytes);
    return { ourTags, recorder, technical: openTechnicalLog(folder) };
  } catch (error) {
    const why = error instanceof DiskRefused ? error.actual : (error as Error).message;
    throw new Error(
      `The evidence of this run could not be begun in ${folder} (${why}). Nothing was started.\n` +
        'Next:     Check the disk and its rights, then run again.',
    );
  }
}

/** What some of the portals have, by their names; nothing if none has. */
function byPortal<K extends string>(
  key: K,
  { prepared }: RunOptions,
  of: (portal: Portal, place: { url: URL; settings: unknown }) => string | undefined,
): { [key in K]?: Record<string, string> } {
  const named = usedPortals(prepared).flatMap((portal) => {
    const said = of(portal, prepared.customer.portals[portal.name]!);
    return said === undefined ? [] : [[portal.name, said] as const];
  });
  return named.length === 0 ? {} : ({ [key]: Object.fromEntries(named) } as { [key in K]: Record<string, string> });
}

/** The journal's first line. */
function startEvent(options: RunOptions, control: Control, continues: string | undefined): RunStart {
  const { prepared, headed } = options;
  const { runbook, customer, file, sha256, inputs, steps } = prepared;
  return {
    type: 'run.start',
    run: options.run.id,
    tag: options.run.tag,
    ...(continues !== undefined && { continues }),
    runbook: {
      name: runbook.name,
      title: runbook.title,
      file,
      sha256,
      ...(runbook.controls && { controls: runbook.controls }),
    },
    customer: { name: customer.name, title: customer.title },
    portals: Object.fromEntries(
      usedPortals(prepared).map(({ name, noPages }) => [
        name,
        noPages === 'a command' ? noPages : customer.portals[name]!.url.origin,
      ]),
    ),
    ...byPortal('titles', options, ({ title }) => title),
    ...byPortal('tenants', options, (portal, { settings }) => portal.tenant?.(settings)),
    ...byPortal('unusual', options, ({ name, noPages }, { url }) =>
      noPages === 'a command' ? undefined : unusual(url, name),
    ),
    ...byPortal('origins', options, originOf),
    inputs,
    operator: options.operator,
    ...(options.requestedBy !== undefined && { requestedBy: options.requestedBy }),
    machine: machineInfo(),
    versions: versions(options.browser),
    mode: { headed, ...(headed && { pace: control.pace }), ...(options.live && { watched: true as const }) },
    ...(runbook.check && { check: true }),
    plan: runbook.phases.map(({ title }, phase) => ({
      phase: title,
      steps: steps
        .filter((step) => step.phase === phase)
        .map(({ id, title, say, action, approve, signed, controls }) => ({
          id,
          title,
          use: action.name,
          ...(say !== undefined && { say }),
          ...(approve && { approve: signed ?? (true as const) }),
          ...(controls && { controls: [...controls] }),
        })),
    })),
  };
}

function signedApprovals({ run, prepared, runs, state, operator, starter, say }: RunOptions): SignedApprovals {
  const { customer, runbook, sha256 } = prepared;
  return new SignedApprovals({
    state,
    about: {
      run: run.id,
      customer: { name: customer.name, title: customer.title },
      runbook: { name: runbook.name, title: runbook.title, sha256 },
      startedBy: starter?.name ?? operator,
    },
    starter,
    operators: () => registeredOperators(runs, state),
    say,
  });
}

/**
 * Begins a run: its folder, its journal, and the people around it. Nothing is done in a portal yet.
 * @throws if the folder or the journal cannot be written
 */
export function startRun(options: RunOptions): RunUnderWay {
  const { prepared, headed, operator } = options;
  const { runbook, customer } = prepared;
  const parent = join(options.runs, customer.name);
  const earlier = previousRuns(parent);
  const continues = options.continues ?? (options.newPortals ? undefined : unfinishedRun(earlier, runbook.name)?.run);
  const folder = join(parent, options.run.id);
  const kept = makeRunFolder(options, folder, earlier, continues);
  const { recorder } = kept;
  const control = options.control ?? Control.unattended(options.signal);
  const live = options.live && new LiveView(options.live);
  recorder.onClear = live && ((page, png) => live.offer(page, png));
  const started = performance.now();
  recorder.write(startEvent(options, control, continues));
  const at: Whereabouts = { step: undefined };
  const readings = new Readings();
  const people = new HumanInTheLoop({
    control,
    recorder,
    headed,
    customer: customer.title,
    approvedUpFront: options.approved ?? [],
    operator,
    signed: signedApprovals(options),
    step: () => at.step,
    waited: () => readings.forgetAll(),
  });
  return {
    ...kept,
    readings,
    options,
    folder,
    earlier,
    control,
    people,
    live,
    connections: new Connections(reachable(options.prepared), options.proxies),
    requests: options.prepared.runbook.check ? new Requests() : undefined,
    browser: undefined,
    window: undefined,
    relay: undefined,
    browserSha256: sha256OfFile(options.browser.path),
    at,
    losses: new Losses(),
    started,
  };
}
