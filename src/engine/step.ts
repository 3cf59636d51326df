import { setTimeout as delay } from 'node:timers/promises';
import type { Action, Context, Details, Finding } from '../portal-sdk/index.ts';
import { ONE_TIME_CODE, ScreenProblem, SecretRefused, SessionLost } from '../portal-sdk/index.ts';
import type { Problem, StepResult } from '../evidence/events.ts';
import { JournalWriteError } from '../evidence/journal.ts';
import type { Recorder } from '../evidence/recorder.ts';
import type { StepTrace } from './context.ts';
import { BrowserUsed, type FailureDecision } from '../watch/human-in-the-loop.ts';
import { explainError, Interrupted, withoutKeys } from './explain-error.ts';

/** After a commit whose outcome is unknown: how long to look for what it may still bring, and how often. */
const SETTLE = 30_000;
const SETTLE_EVERY = 3_000;

export interface StepSpec {
  id: string;
  title: string;
  action: Action;
  input: unknown;
  /** The input as evidence: secrets as labels and fingerprints. */
  shownInput: Details;
  n: number;
  of: number;
  phase: string;
  timeoutMs: number;
  retries: number;
  /** Only look: what is not satisfied is drift. */
  check: boolean;
  /** What it would change is shown to a person first, who must approve. */
  approve?: boolean;
}

export interface StepRuntime {
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
  /** Asks for the approval of changes. @throws BrowserUsed */
  approved?(changes: string[]): Promise<boolean>;
  /** Who has declined an approval, if anybody has: the run is stopping then. */
  declined?(): string | undefined;
  /** Asks what to do after a failure. @param retry what trying again does, where it is more than that */
  onFailure?(problem: Problem, retry?: string): Promise<FailureDecision>;
  /** Whether anybody is there to be asked. */
  attended?(): boolean;
  /** For how long the run has waited for people: no time limit counts it. Milliseconds. */
  pausedMs?(): number;
  signal: AbortSignal;
}

export type StepOutcome =
  | { outcome: 'done' | 'already in place' | 'skipped' | 'left for you'; output: unknown; performed: boolean }
  | { outcome: 'drift' }
  | { outcome: 'failed'; problem: Problem };

/** The step took longer than it may; what is left of the attempt must not touch the page of the next one. */
class StepTimeout extends Error {}

/** Nobody approved what the step would change. */
class NotApproved extends Error {
  constructor() {
    super('Nobody approved what this step would change, so it was not begun.');
  }
}

const notApproved = (actual: string): Problem => ({
  expected: 'an approval of what this step would change',
  actual,
  hint: 'Nothing of this step was done. Run again when somebody is there to approve it.',
});

/**
 * Ends as soon as the time is up or the run is interrupted; a commit under way may finish first, because its outcome
 * matters.
 */
async function bounded<T>(
  work: Promise<T>,
  timeoutMs: number,
  trace: StepTrace,
  { signal, pausedMs = () => 0 }: StepRuntime,
): Promise<T> {
  const timer = new AbortController();
  work.catch(() => undefined);
  const stop = async (): Promise<never> => {
    const started = performance.now() - pausedMs();
    while (!signal.aborted && performance.now() - pausedMs() - started < timeoutMs)
      await delay(100, undefined, { signal: timer.signal });
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

/**
 * How long the last press of an attempt that was given up may still be on its way, in milliseconds (`touches` lets no
 * other begin).
 */
const LAST_PRESS = 31_000;

function conflict(finding: Extract<Finding, { state: 'conflict' }>): Problem {
  return { expected: finding.expected, actual: finding.actual, hint: finding.hint };
}

type Satisfied = Extract<Finding, { state: 'satisfied' }>;

/** How a step ended whose wish is true, as far as it is the action's to make it so. */
function outcomeOf(
  { skipped, left = [] }: Satisfied,
  did: boolean,
): 'done' | 'already in place' | 'skipped' | 'left for you' {
  if (left.length > 0) return 'left for you';
  if (skipped) return 'skipped';
  return did ? 'done' : 'already in place';
}

async function carryOut(
  job: StepSpec,
  ctx: Context,
  { recorder, arrive, approved }: StepRuntime,
): Promise<{ finding: Finding; performed: boolean }> {
  const { action, input, id } = job;
  const found = (finding: Finding) => {
    const { output: _, settled: __, ...shown } = { output: undefined, settled: undefined, ...finding };
    recorder.write({ type: 'step.found', step: id, ...shown });
    return finding;
  };
  await arrive(ctx);
  const before = found(await action.inspect(ctx, input));
  if (before.state !== 'needed' || job.check) return { finding: before, performed: false };
  if (action.perform === undefined)
    throw new Error(`The action ${action.name} can only look, but it says that something is needed: ${before.actual}`);
  if (job.approve && !(await approved?.(before.changes))) throw new NotApproved();
  await action.perform(ctx, input);
  return { finding: found(await (action.confirm ?? action.inspect)(ctx, input)), performed: true };
}

/** Looks again and again for what a commit of unknown outcome may have brought; never presses anything. */
async function resolveUnknownOutcome(
  job: StepSpec,
  ctx: Context,
  { signal, signInAgain, arrive }: StepRuntime,
): Promise<Finding | undefined> {
  const end = performance.now() + SETTLE;
  for (;;) {
    if (signal.aborted) throw new Interrupted();
    const finding = await arrive(ctx)
      .then(() => (job.action.confirm ?? job.action.inspect)(ctx, job.input))
      .catch(async (error: unknown) => {
        if (error instanceof JournalWriteError) throw error;
        // A refused sign-in ends this: portals lock accounts.
        if (error instanceof SessionLost) await signInAgain();
        return undefined;
      });
    if (finding?.state === 'satisfied' || (finding?.state === 'needed' && finding.settled) || performance.now() > end)
      return finding;
    await delay(SETTLE_EVERY, undefined, { signal }).catch(() => undefined);
  }
}

/** A step's end: its outcome, or a problem that nobody has been asked about yet. */
type Ending = Exclude<StepOutcome, { outcome: 'failed' }> | Failure;

interface Failure {
  problem: Problem;
  /** Somebody declined the approval, so the run stops. */
  declined?: true;
  /** What trying again does, where the portal has refused a secret. */
  retry?: string;
}

/** What has failed, and what another try would do about it. */
function failure(error: unknown, problem: Problem): Failure {
  if (!(error instanceof SecretRefused)) return { problem };
  const what =
    error.secret === ONE_TIME_CODE
      ? 'Takes another one-time code'
      : 'Reads the password anew from where it comes from, or asks for it at the terminal';
  return { problem, retry: `${what}. What was refused is not sent again.` };
}

/**
 * The problem of a step that was tried several times in one go: the first try's is the cause, and what a later one met
 * instead stands beside it.
 */
function cause(earlier: Try[], last: Try): Problem {
  const first = earlier[0] ?? last;
  const same = ({ problem: { expected, actual, hint } }: Try) =>
    expected === first.problem.expected && actual === first.problem.actual && hint === first.problem.hint;
  const told = ({ attempt, problem: { expected, actual, hint } }: Try) =>
    `On try ${attempt}: ${expected === undefined ? '' : `expected ${expected}, but `}saw ${actual}. ${hint}`;
  const later = [...earlier, last].filter((one) => !same(one)).map(told);
  return { ...first.problem, ...(later.length > 0 && { later: later.join(' ') }) };
}

/** A try that failed. */
interface Try {
  attempt: number;
  problem: Problem;
}

/**
 * Runs one step: intent on disk, look, do if needed, read back, result. Restarting always begins with looking. A
 * failure is put to whoever is there.
 */
export async function runStep(job: StepSpec, tools: StepRuntime): Promise<StepOutcome> {
  const { recorder } = tools;
  const started = performance.now();
  const result = (fields: Omit<StepResult, 'type' | 'step' | 'ms'>) =>
    recorder.write({ type: 'step.result', step: job.id, ms: Math.round(performance.now() - started), ...fields });
  const drift = (finding: Exclude<Finding, { state: 'satisfied' }>): StepOutcome => {
    const { actual, details } = finding;
    result({
      outcome: 'drift',
      actual,
      ...(finding.state === 'needed' ? { changes: finding.changes } : { problem: conflict(finding) }),
      ...(details && { details }),
    });
    return { outcome: 'drift' };
  };
  const finish = (finding: Finding, performed: boolean, how = ''): Ending => {
    if (job.check && finding.state !== 'satisfied') return drift(finding);
    if (finding.state === 'conflict') return { problem: conflict(finding) };
    if (finding.state === 'needed') {
      return {
        problem: {
          expected: `that ${job.title} is in place afterwards`,
          actual: finding.actual,
          hint: 'Look at the pictures of this step. Running again is safe: it looks first.',
        },
      };
    }
    const outcome = outcomeOf(finding, performed || job.action.perform === undefined);
    result({
      outcome,
      actual: finding.actual + how,
      ...(outcome === 'left for you' && { left: finding.left }),
      ...(finding.details && { details: finding.details }),
    });
    return { outcome, output: finding.output, performed };
  };

  let tries = 0;
  let ending = await runWithRetries(job, tools, finish, () => (tries += 1));
  while ('problem' in ending) {
    const problem = { screen: tools.where, ...ending.problem };
    if ('declined' in ending) {
      result({ outcome: 'failed', actual: problem.actual, problem });
      throw new Interrupted();
    }
    const choice = await tools.onFailure?.(problem, ending.retry);
    if (choice === undefined || choice === 'stop') {
      result({ outcome: 'failed', actual: problem.actual, problem });
      return { outcome: 'failed', problem };
    }
    // What the old page says of the secret that it refused would be taken for the answer to the next one.
    if (choice === 'retry' && ending.retry !== undefined) await tools.freshPage().catch(() => undefined);
    ending =
      choice === 'retry'
        ? await runWithRetries(job, tools, finish, () => (tries += 1))
        : await confirmManualStep(job, tools, finish);
  }
  return ending;
}

type Finish = (finding: Finding, performed: boolean, how?: string) => Ending;

/** Somebody did the step by hand: only the portal can say whether it is done. */
async function confirmManualStep(job: StepSpec, tools: StepRuntime, finish: Finish): Promise<Ending> {
  const { ctx, trace } = await tools.open();
  try {
    await tools.arrive(ctx);
    return finish(
      await bounded((job.action.confirm ?? job.action.inspect)(ctx, job.input), job.timeoutMs, trace, tools),
      true,
      ' (done by hand, and read back)',
    );
  } catch (error) {
    if (error instanceof JournalWriteError) throw error;
    if (error instanceof Interrupted || tools.signal.aborted) throw new Interrupted();
    return failure(error, explainError(error, trace.doing));
  }
}

/** Tries, and tries again where that is safe, until the step has an end. */
async function runWithRetries(job: StepSpec, tools: StepRuntime, finish: Finish, count: () => number): Promise<Ending> {
  const { recorder, open, signInAgain, signal } = tools;
  const failed: Try[] = [];
  for (let tries = 1, free = 0, lost = 0, anew = 0; ; tries += 1) {
    const attempt = count();
    recorder.write({
      type: 'step.intent',
      step: job.id,
      n: job.n,
      of: job.of,
      phase: job.phase,
      title: job.title,
      use: job.action.name,
      input: job.shownInput,
      attempt,
    });
    const keep = (problem: Problem): Try => {
      recorder.write({ type: 'step.failed', step: job.id, attempt, problem: { screen: tools.where, ...problem } });
      return { attempt, problem };
    };
    const fail = ({ problem, ...more }: Failure): Failure => ({ ...more, problem: cause(failed, keep(problem)) });
    const { ctx, trace } = await open();
    const work = carryOut(job, ctx, tools);
    try {
      const { finding, performed } = await bounded(work, job.timeoutMs, trace, tools);
      const ending = finish(finding, performed);
      return 'problem' in ending ? fail(ending) : ending;
    } catch (error) {
      // Nothing can help that on this disk, and nobody is asked about it.
      if (error instanceof JournalWriteError) throw error;
      const who = tools.declined?.();
      if (who !== undefined) return fail({ problem: notApproved(`${who} declined the approval`), declined: true });
      if (error instanceof Interrupted || signal.aborted) throw new Interrupted();
      if (error instanceof BrowserUsed) {
        free += 1;
        ctx.note('A person used the browser meanwhile. Going on from looking.');
        continue;
      }
      const said = explainError(error, trace.doing);
      const problem = trace.secretUnread ? withoutKeys(said) : said;
      if (error instanceof NotApproved) return fail({ problem: notApproved('nobody approved it') });
      await trace.keepPicture().catch(() => undefined);
      const triesAgain =
        (!(error instanceof ScreenProblem) || error.retry) && tries <= job.retries + lost + free + anew;
      // Whoever is there sees the page as it was left, as soon as nothing of the old attempt can touch it any more.
      if (error instanceof StepTimeout)
        await (tools.attended?.() ? Promise.race([work.catch(() => undefined), delay(LAST_PRESS)]) : tools.freshPage());
      // On a page that was opened anew no key can stand, so its pictures can be taken again.
      const leaveBlindPage = async () => void (trace.secretUnread && (await tools.freshPage().catch(() => undefined)));
      if (trace.unknownOutcome) {
        await leaveBlindPage();
        ctx.note(`It is not known whether "${trace.doing}" reached the server. Looking, and not pressing again.`, {
          ...problem,
        });
        let retry: string | undefined;
        const finding = await resolveUnknownOutcome(job, (await open()).ctx, tools).catch((reason: unknown) => {
          if (reason instanceof JournalWriteError) throw reason;
          if (reason instanceof Interrupted || signal.aborted) throw new Interrupted();
          const stays = failure(reason, explainError(reason, 'Sign in again'));
          retry = stays.retry;
          ctx.note('The portal had ended the session, and signing in again failed.', { ...stays.problem });
          return undefined;
        });
        if (finding?.state === 'satisfied') return finish(finding, true, ' (found by looking after an unclear answer)');
        const arrived = finding?.state === 'needed' && finding.settled ? finding.actual : undefined;
        if (arrived !== undefined && anew === 0) {
          anew += 1;
          ctx.note(`What it left is known: ${arrived} Going on from looking, as a later run would.`);
          continue;
        }
        const left = arrived ?? 'It is not known whether the portal carried this out, so it was not repeated.';
        return fail({
          ...(retry && { retry }),
          problem: {
            ...problem,
            hint: `${left} Run again later: it looks first and goes on from what is there. ${problem.hint}`,
          },
        });
      }
      if (error instanceof SessionLost && lost < 2) {
        lost += 1;
        await leaveBlindPage();
        ctx.note('The portal had ended the session. Signing in again.');
        const stays = await signInAgain().then(
          () => undefined,
          (reason: unknown) => failure(reason, explainError(reason, 'Sign in again')),
        );
        if (stays !== undefined) return fail(stays);
        continue;
      }
      if (!triesAgain) return fail(failure(error, problem));
      failed.push(keep(problem));
      // What this try has left open would be in the next one's way.
      if (!(error instanceof StepTimeout) || tools.attended?.()) await tools.freshPage().catch(() => undefined);
      ctx.note(`Trying again, from looking, on a fresh page: ${problem.actual}`);
    }
  }
}
