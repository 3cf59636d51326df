import { hostname, platform, release } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Browser } from 'playwright';
import type { Context } from '../portal-sdk/index.ts';
import type { FoundBrowser } from '../browser/find.ts';
import { Connections } from '../browser/connections.ts';
import { launchBrowser } from '../browser/launch.ts';
import { Control } from '../watch/control.ts';
import type { Problem, RunEnd, RunEvent } from '../evidence/events.ts';
import { JournalWriteError } from '../evidence/journal.ts';
import { LiveView, type LivePicture } from '../watch/live/live-view.ts';
import { outcomesOf } from '../evidence/outcomes.ts';
import type { Prepared } from '../runbook/load.ts';
import { readOnlyEscrow, openEscrow } from '../secrets/escrow/escrow.ts';
import { readEntries } from '../secrets/escrow/entries.ts';
import { redact } from '../secrets/redact.ts';
import { Secret } from '../secrets/secret.ts';
import type { SecretSource } from '../secrets/sources.ts';
import type { Vault } from '../secrets/vault.ts';
import { readAccount } from './account.ts';
import { HumanInTheLoop } from '../watch/human-in-the-loop.ts';
import { startRun, closeKilledRuns } from './start-run.ts';
import { closeRun, closeNeverStarted } from './close-run.ts';
import { createContext } from './context.ts';
import { previousRuns, unfinishedRun } from './previous-runs.ts';
import { LONGEST_OPERATION } from './portal-session.ts';
import { openPortals, reachable, usedPortals } from './portals.ts';
import { machine, sha256OfFile } from './host-info.ts';
import { explainError, Interrupted } from './explain-error.ts';
import type { RunId } from './run-id.ts';
import { runStep } from './step.ts';
import { versions } from './versions.ts';

export interface RunOptions {
  run: RunId;
  prepared: Prepared;
  /**
   * The run that this one continues. Left out: the newest one of this runbook and customer, if it was killed or
   * interrupted.
   */
  continues?: string | undefined;
  /** Folder of all evidence: `<runs>/<customer>/<run>/`. */
  runs: string;
  /** Folder of the vault, the escrow and saved sessions. */
  state: string;
  browser: FoundBrowser;
  headed: boolean;
  /** The hands on the run. Left out: nobody's. */
  control?: Control | undefined;
  /** Steps whose changes are approved already, by id. */
  approved?: readonly string[] | undefined;
  /** Gets the live picture, where somebody watches from elsewhere. */
  live?: ((picture: LivePicture) => void) | undefined;
  /** Who runs this, as the evidence will say. */
  operator: string;
  sources: SecretSource;
  vault: Vault;
  /** Gets every event after it is on disk: for progress. */
  watch(event: RunEvent): void;
  /** Shows a request to the person at the terminal. */
  say(text: string): void;
  /** Address of a time stamp service (RFC 3161), where bundles are to be stamped. */
  timeStamps?: string | undefined;
  /** Turns a run folder into its report. */
  report(folder: string): Promise<void>;
  signal: AbortSignal;
}

export interface RunResult {
  run: string;
  folder: string;
  outcome: RunEnd['outcome'];
}

/** The input as evidence may hold it: secrets become their label and fingerprint. */
function shown(value: unknown, vault: Vault): unknown {
  if (value instanceof Secret) return { secret: value.label, fp: vault.fingerprint(value) };
  if (Array.isArray(value)) return value.map((item) => shown(item, vault));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item, vault)]));
  return value;
}

/**
 * Runs a prepared runbook for one customer, whose lock the caller holds, and leaves a run folder with journal, pictures
 * and report, whatever happens.
 * @throws only when the run folder or its journal cannot be written
 */
export async function run(options: RunOptions): Promise<RunResult> {
  const { prepared, state, vault, sources, signal } = options;
  const { runbook, customer } = prepared;
  const { id, tag } = options.run;
  const parent = join(options.runs, customer.name);
  const earlier = previousRuns(parent);
  const continues = options.continues ?? unfinishedRun(earlier, runbook.name)?.run;
  const folder = join(parent, id);
  const { ourTags, recorder, technical } = startRun(options, parent, folder, earlier, continues);
  const control = options.control ?? Control.unattended(signal);
  const live = options.live && new LiveView(options.live);
  recorder.onClear = live && ((page, png) => live.offer(page, png));
  const started = performance.now();
  const phases = runbook.phases.map(({ title }, phase) => ({
    phase: title,
    steps: prepared.steps
      .filter((step) => step.phase === phase)
      .map(({ id, title, action }) => ({ id, title, use: action.name })),
  }));

  const start: RunEvent = {
    type: 'run.start',
    run: id,
    tag,
    ...(continues !== undefined && { continues }),
    runbook: { name: runbook.name, title: runbook.title, file: prepared.file, sha256: prepared.sha256 },
    customer: { name: customer.name, title: customer.title },
    portals: Object.fromEntries(
      usedPortals(prepared).map((portal) => [portal.name, customer.portals[portal.name]!.url.origin]),
    ),
    inputs: prepared.inputs,
    operator: options.operator,
    machine: { host: hostname(), os: `${platform()} ${release()}` },
    versions: versions(options.browser),
    mode: {
      headed: options.headed,
      ...(options.headed && { pace: control.pace }),
      ...(options.live && { watched: true as const }),
    },
    ...(runbook.check && { check: true }),
    plan: phases,
  };
  recorder.write(start);

  /** What could not be kept. A bad disk must not keep the run from ending: its browser goes, and the person is told. */
  const lost = new Set<string>();
  const keep = async (work: () => void | Promise<void>) => {
    try {
      await work();
    } catch (error) {
      lost.add(
        error instanceof JournalWriteError
          ? error.message
          : `This run's evidence is not complete: ${redact((error as Error).message)}`,
      );
    }
  };

  const connections = new Connections();
  const browserSha256 = sha256OfFile(options.browser.path);
  let browser: Browser | undefined;
  let outcome: RunEnd['outcome'] = 'failed';
  let current: string | undefined;
  let changed = false;
  let drift = false;
  const people = new HumanInTheLoop({
    control,
    recorder,
    headed: options.headed,
    customer: customer.title,
    approvedUpFront: options.approved ?? [],
    operator: options.operator,
    step: () => current,
  });
  try {
    closeNeverStarted(options.runs, state, customer.name, id);
    await closeKilledRuns(options, earlier, (text) => recorder.write({ type: 'note', text }));
    const escrowFolder = join(state, 'escrow', customer.name);
    for (const { wrong } of readEntries(escrowFolder).unreadable) recorder.write({ type: 'note', text: wrong });
    const escrow = runbook.check
      ? readOnlyEscrow(escrowFolder)
      : openEscrow(escrowFolder, vault, (event) =>
          recorder.write({ ...event, ...(current === undefined ? {} : { step: current }) }),
        );
    browser = await launchBrowser({ path: options.browser.path, headed: options.headed, origins: reachable(prepared) });
    recorder.write({ type: 'note', text: `Started ${options.browser.path} (version ${browser.version()}).` });
    const portals = openPortals({
      browser,
      customer,
      vault,
      sources,
      sessions: join(state, 'sessions'),
      connections,
      log: technical.log,
      headed: options.headed,
      live,
      note: (text) => recorder.write({ type: 'note', text, ...(current === undefined ? {} : { step: current }) }),
    });

    const outputs = new Map<string, unknown>();
    outcome = 'done';
    for (const [index, step] of prepared.steps.entries()) {
      if (signal.aborted) throw new Interrupted();
      current = step.id;
      const unmet = runbook.check && prepared.steps.find(({ id }) => step.needs.includes(id) && !outputs.has(id));
      if (unmet) {
        drift = true;
        recorder.write({
          type: 'step.result',
          step: step.id,
          outcome: 'not known',
          actual: `This will be known when "${unmet.title}" is as it should be.`,
          ms: 0,
        });
        continue;
      }
      const check = runbook.check === true && step.action !== step.portal.signIn;
      const { session, secrets, signIn } = await portals.open(step.portal);
      const { n, of, phase } = { n: index + 1, of: prepared.steps.length, phase: runbook.phases[step.phase]!.title };
      await live?.follow(session);
      await people.beforeStep({ id: step.id, title: step.title, n, of, phase }, session);
      if (signal.aborted) throw new Interrupted();
      session.page.setDefaultTimeout(Math.min(LONGEST_OPERATION, step.timeoutMs));
      const open = async (planning: boolean) =>
        createContext({
          session,
          recorder,
          people,
          escrow: escrow.of(step.portal.name),
          tag,
          ourTags,
          step: step.id,
          secrets: secrets.known,
          wasRefused: (value) => secrets.wasRefused(value),
          signal,
          headed: options.headed,
          planning,
          fingerprint: (secret) => vault.fingerprint(secret),
          say: options.say,
          askCode: () => sources.ask(`${step.portal.title} one-time code`),
        });
      const job = (action: typeof step.action, input: unknown) => ({
        id: step.id,
        title: step.title,
        action,
        input,
        shownInput: shown(input, vault) as Record<string, unknown>,
        n,
        of,
        phase,
        timeoutMs: step.timeoutMs,
        check,
        approve: step.approve,
        // A refused sign-in is never repeated: portals lock accounts.
        retries: action === signIn ? 0 : step.retries,
      });
      const tools = {
        recorder,
        signal,
        open: () => open(check),
        pausedMs: () => control.pausedMs,
        attended: () => control.attended,
        freshPage: async () => {
          await session.freshPage();
          await live?.follow(session);
        },
        approved: (changes: string[]) => people.approved(step, changes, session),
        onFailure: (problem: Problem, retry?: string) => people.onFailure(problem, session, retry),
        declined: () => people.declined,
        where: step.portal.title,
        arrive: async (ctx: Context) =>
          session.arrived
            ? undefined
            : await ctx.gesture(`Go to ${new URL(session.home).origin}`, () => session.arrive()),
        async signInAgain() {
          session.account = undefined;
          const again = await open(false);
          if ((await signIn.inspect(again.ctx, {})).state === 'needed') await signIn.perform!(again.ctx, {});
          await readAccount(session, again.ctx, recorder, step.id);
        },
      };
      const done = await runStep(
        job(step.action === step.portal.signIn ? signIn : step.action, step.resolve(outputs)),
        tools,
      );
      if (done.outcome === 'failed') {
        outcome = 'failed';
        break;
      }
      if (done.outcome === 'drift') {
        drift = true;
        continue;
      }
      outputs.set(step.id, done.output);
      if (step.action === step.portal.signIn) {
        await session.save();
        await readAccount(session, (await open(check)).ctx, recorder, step.id);
      } else changed ||= done.performed;
    }
    current = undefined;
    const checked = new Map(usedPortals(prepared).map(({ name, title }) => [name, title]));
    // What lies sealed of a portal that was not looked at says nothing about those that were.
    const unfinished =
      outcome === 'done' && runbook.check ? escrow.list().filter(({ portal }) => checked.has(portal)) : [];
    for (const { portal, label, publicKey, sealedAt } of unfinished) {
      drift = true;
      const text =
        `The escrow holds a sealed copy of the ${label} of ${publicKey}, so its hand-over was not finished. Run ` +
        'the runbook that made it again: it goes on from there.';
      recorder.write({
        type: 'note',
        text,
        details: { 'sealed copy': publicKey, portal: checked.get(portal), since: sealedAt },
      });
    }
    if (outcome === 'done' && (drift || !changed)) outcome = drift ? 'drift' : 'nothing to do';
  } catch (error) {
    outcome = error instanceof Interrupted || signal.aborted ? 'interrupted' : 'failed';
    technical.log.error(
      { error: String(error instanceof Error ? (error.stack ?? error.message) : error) },
      'the run stopped',
    );
    if (error instanceof JournalWriteError) lost.add(error.message);
    if (outcome === 'failed')
      await keep(() =>
        recorder.write({
          type: 'note',
          text: `The run stopped: ${explainError(error, undefined).actual}`,
          details: { ...explainError(error, undefined) },
          ...(current === undefined ? {} : { step: current }),
        }),
      );
  }
  const reached = await connections.list();
  await live?.close();
  await browser?.close().catch(() => undefined);
  if (live !== undefined)
    await keep(() =>
      recorder.write({
        type: 'note',
        text:
          `Watched live: ${live.counts.sent} pictures were sent, ${live.counts.held} were held back, and ` +
          `${live.counts.cards} times a card stood in their place.`,
      }),
    );
  await keep(async () =>
    recorder.write({
      type: 'environment',
      ...machine(),
      browserSha256: await browserSha256,
      connections: reached.map((one) => ({ ...one })),
    }),
  );
  await people.close();
  const { outcomes, left } = outcomesOf(recorder.results);
  const told = { counts: { ...recorder.counts }, outcomes, ...(left.length > 0 && { left }) };
  await keep(() => recorder.write({ type: 'run.end', outcome, ms: Math.round(performance.now() - started), ...told }));
  await keep(() => recorder.close());
  await keep(() => technical.close());
  await keep(() => options.report(folder));
  await keep(() => closeRun({ runs: options.runs, state, folder, run: id, timeStamps: options.timeStamps }));
  for (const text of lost) options.say(text);
  return { run: id, folder, outcome: lost.size > 0 && outcome !== 'interrupted' ? 'failed' : outcome };
}
