import { setTimeout as delay } from 'node:timers/promises';
import type { Action, Context, Facts, Finding } from '../contract.ts';
import { SessionLost } from '../contract.ts';
import type { Problem, StepResult } from '../evidence/events.ts';
import type { Recorder } from '../evidence/recorder.ts';
import type { StepTrace } from './context.ts';
import { explain, Interrupted, withoutKeys } from './problem.ts';

/** After a commit whose outcome is unknown: how long to look for what it may still bring, and how often. */
const SETTLE = 30_000;
const SETTLE_EVERY = 3_000;

export interface StepJob {
  id: string;
  title: string;
  action: Action;
  input: unknown;
  /** The input as evidence: secrets as labels and fingerprints. */
  shownInput: Facts;
  n: number;
  of: number;
  phase: string;
  timeoutMs: number;
  retries: number;
  /** Only look: what is not satisfied is drift. */
  check: boolean;
}

export interface StepTools {
  recorder: Recorder;
  open(): Promise<{ ctx: Context; trace: StepTrace }>;
  /** Signs in again after a lost session. */
  signInAgain(): Promise<void>;
  /** The portal's title: where a problem is that no screen of it tells of. */
  where: string;
  /** Leads the page to the portal, where it isn't yet. */
  arrive(ctx: Context): Promise<void>;
  /** Gives the portal a new page and closes the old one, with everything that still runs on it. */
  freshPage(): Promise<void>;
  signal: AbortSignal;
}

export type StepOutcome = { outcome: 'done' | 'already in place'; output: unknown; performed: boolean } | { outcome: 'drift' } | { outcome: 'failed'; problem: Problem };

/** The step took longer than it may; what is left of the attempt must not touch the page of the next one. */
class StepTimeout extends Error {}

/** Ends as soon as the time is up or the run is interrupted; a commit under way may finish first, because its outcome matters. */
async function bounded<T>(work: Promise<T>, timeoutMs: number, trace: StepTrace, signal: AbortSignal): Promise<T> {
  const timer = new AbortController();
  work.catch(() => undefined);
  const stop = async (): Promise<never> => {
    const started = performance.now();
    while (!signal.aborted && performance.now() - started < timeoutMs) await delay(100, undefined, { signal: timer.signal });
    const aborted = signal.aborted;
    const grace = performance.now() + 60_000;
    while (trace.committing && performance.now() < grace) await delay(50, undefined, { signal: timer.signal });
    trace.over = true;
    if (trace.committing) trace.unknownOutcome = true;
    throw aborted ? new Interrupted() : new StepTimeout(`Timeout ${timeoutMs}ms exceeded for the whole step.`);
  };
  try {
    return await Promise.race([work, stop()]);
  } finally {
    timer.abort();
  }
}

function conflict(finding: Extract<Finding, { state: 'conflict' }>): Problem {
  return { expected: finding.expected, saw: finding.saw, next: finding.next };
}

async function attempt(job: StepJob, ctx: Context, { recorder, arrive }: StepTools): Promise<{ finding: Finding; performed: boolean }> {
  const { action, input, id } = job;
  const found = (finding: Finding) => {
    const { output: _, ...shown } = { output: undefined, ...finding };
    recorder.write({ type: 'step.found', step: id, ...shown });
    return finding;
  };
  await arrive(ctx);
  const before = found(await action.inspect(ctx, input));
  if (before.state !== 'needed' || job.check) return { finding: before, performed: false };
  if (action.perform === undefined) throw new Error(`The action ${action.name} can only look, but it says that something is needed: ${before.saw}`);
  await action.perform(ctx, input);
  return { finding: found(await (action.confirm ?? action.inspect)(ctx, input)), performed: true };
}

/** Looks again and again for what a commit of unknown outcome may have brought; never presses anything. */
async function settle(job: StepJob, ctx: Context, { signal, signInAgain, arrive }: StepTools): Promise<Finding | undefined> {
  const end = performance.now() + SETTLE;
  for (;;) {
    if (signal.aborted) throw new Interrupted();
    const finding = await arrive(ctx).then(() => (job.action.confirm ?? job.action.inspect)(ctx, job.input)).catch(async (error: unknown) => {
      if (error instanceof SessionLost) await signInAgain().catch(() => undefined);
      return undefined;
    });
    if (finding?.state === 'satisfied' || performance.now() > end) return finding;
    await delay(SETTLE_EVERY, undefined, { signal }).catch(() => undefined);
  }
}

/** Runs one step: intent on disk, look, do if needed, read back, result. Restarting always begins with looking. */
export async function runStep(job: StepJob, tools: StepTools): Promise<StepOutcome> {
  const { recorder, open, signInAgain, signal } = tools;
  const started = performance.now();
  const result = (fields: Omit<StepResult, 'type' | 'step' | 'ms'>) => recorder.write({ type: 'step.result', step: job.id, ms: Math.round(performance.now() - started), ...fields });
  const fail = (problem: Problem): StepOutcome => {
    const placed = { screen: tools.where, ...problem };
    result({ outcome: 'failed', saw: problem.saw, problem: placed });
    return { outcome: 'failed', problem: placed };
  };
  const drift = (finding: Exclude<Finding, { state: 'satisfied' }>): StepOutcome => {
    const { saw, facts } = finding;
    result({ outcome: 'drift', saw, ...(finding.state === 'needed' ? { changes: finding.changes } : { problem: conflict(finding) }), ...(facts && { facts }) });
    return { outcome: 'drift' };
  };
  const finish = (finding: Finding, performed: boolean, how = ''): StepOutcome => {
    if (job.check && finding.state !== 'satisfied') return drift(finding);
    if (finding.state === 'conflict') return fail(conflict(finding));
    if (finding.state === 'needed') {
      return fail({ expected: `that ${job.title} is in place afterwards`, saw: finding.saw, next: 'Look at the pictures of this step. Running again is safe: it looks first.' });
    }
    const outcome = performed || job.action.perform === undefined ? 'done' : 'already in place';
    result({ outcome, saw: finding.saw + how, ...(finding.facts && { facts: finding.facts }) });
    return { outcome, output: finding.output, performed };
  };

  for (let tries = 1, lost = 0; ; tries += 1) {
    recorder.write({ type: 'step.intent', step: job.id, n: job.n, of: job.of, phase: job.phase, title: job.title, use: job.action.name, input: job.shownInput, attempt: tries });
    const { ctx, trace } = await open();
    try {
      const { finding, performed } = await bounded(attempt(job, ctx, tools), job.timeoutMs, trace, signal);
      return finish(finding, performed);
    } catch (error) {
      if (error instanceof Interrupted || signal.aborted) throw new Interrupted();
      const said = explain(error, trace.doing);
      const problem = trace.blind ? withoutKeys(said) : said;
      if (!trace.pictureOfFailure) await ctx.gesture('Keep a picture of the screen as it was left', async () => undefined).catch(() => undefined);
      if (error instanceof StepTimeout) await tools.freshPage();
      // On a page that was opened anew no key can stand, so its pictures can be taken again.
      const leaveBlindPage = async () => void (trace.blind && (await tools.freshPage().catch(() => undefined)));
      if (trace.unknownOutcome) {
        await leaveBlindPage();
        ctx.note(`It is not known whether "${trace.doing}" reached the server. Looking, and not pressing again.`, { ...problem });
        const finding = await settle(job, (await open()).ctx, tools);
        if (finding?.state === 'satisfied') return finish(finding, true, ' (found by looking after an unclear answer)');
        return fail({ ...problem, next: `It is not known whether the portal carried this out, so it was not repeated. Run again later: it looks first and goes on from what is there. ${problem.next}` });
      }
      if (error instanceof SessionLost && lost < 2) {
        lost += 1;
        await leaveBlindPage();
        ctx.note('The portal had ended the session. Signing in again.');
        const failed = await signInAgain().then(() => undefined, (reason: unknown) => explain(reason, 'Sign in again'));
        if (failed !== undefined) return fail(failed);
        continue;
      }
      if (tries > job.retries + lost) return fail(problem);
      await leaveBlindPage();
      ctx.note(`Trying again, from looking: ${problem.saw}`);
    }
  }
}
