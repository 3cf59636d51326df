import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '../../evidence/events.ts';
import { JournalWriteError } from '../../evidence/journal.ts';
import type { Context, Finding } from '../../portal-sdk/index.ts';
import type { StepTrace } from '../context/options.ts';
import { blameNetwork, explainError, Interrupted, withoutKeys } from '../explain-error.ts';
import { carryOut } from './carry-out.ts';
import { decide, eventOf, type History } from './decide.ts';
import { cause, type FailedAttempt, type Failure, failure, lastTry, notApproved } from './problems.ts';
import type { Ending, ResultWriter } from './result.ts';
import type { StepRuntime, StepSpec } from './spec.ts';
import { bounded, StepTimeout } from './time-limit.ts';
import { resolveUnknownOutcome } from './unknown-outcome.ts';

const LOOKS_FIRST = 'it looks first and continues from what is there.';

/**
 * How long the last press of an abandoned attempt may still be on its way, in milliseconds: `touches` lets no other
 * begin.
 */
const LAST_PRESS = 31_000;

/** An attempt that was begun. */
interface Attempt {
  ctx: Context;
  trace: StepTrace;
  work: Promise<unknown>;
}

/** Attempts of one step in a row, until it has an end. Each begins from looking. */
export class Attempts {
  readonly #spec: StepSpec;
  readonly #runtime: StepRuntime;
  readonly #results: ResultWriter;
  readonly #history: History;
  readonly #failed: FailedAttempt[] = [];
  /** Of the attempt under way, counted from the step's first one. */
  #number: number;
  /** Why the next attempt is not the step's first one. */
  #again: string | undefined;

  /** @param before how many attempts of the step were made before these, and why there are more */
  constructor(
    spec: StepSpec,
    runtime: StepRuntime,
    results: ResultWriter,
    before: { made: number; again: string | undefined },
  ) {
    this.#spec = spec;
    this.#runtime = runtime;
    this.#results = results;
    this.#number = before.made;
    this.#again = before.again;
    this.#history = { retries: spec.retries, attempts: 0, browserUsed: 0, sessionsLost: 0, outcomesSettled: 0 };
  }

  /** How many attempts of the step were made so far. */
  get count(): number {
    return this.#number;
  }

  async runWithRetries(): Promise<Ending> {
    for (;;) {
      const ending = await this.#attempt();
      if (ending !== undefined) return ending;
    }
  }

  /** @returns undefined if the step is to be begun again */
  async #attempt(): Promise<Ending | undefined> {
    this.#history.attempts += 1;
    this.#number += 1;
    this.#writeIntent();
    const { ctx, trace } = await this.#runtime.open();
    const work = carryOut(this.#spec, ctx, this.#runtime, this.#again);
    try {
      const { finding, performed } = await bounded(work, this.#spec.timeoutMs, trace, this.#runtime);
      const ending = this.#results.finish(finding, performed);
      return 'problem' in ending ? this.#fail(ending) : ending;
    } catch (error) {
      return await this.#recover(error, { ctx, trace, work });
    }
  }

  #writeIntent(): void {
    const { id, n, of, phase, title, action, shownInput } = this.#spec;
    const attempt = this.#number;
    const what = { n, of, phase, title, use: action.name, input: shownInput, attempt };
    this.#runtime.recorder.write({ type: 'step.intent', step: id, ...what });
  }

  async #recover(error: unknown, attempt: Attempt): Promise<Ending | undefined> {
    // No disk takes it any more, so nobody is asked about it.
    if (error instanceof JournalWriteError) throw error;
    const who = this.#runtime.declined?.();
    const event = eventOf(error, { declined: who !== undefined, aborted: this.#runtime.signal.aborted });
    const first = decide(event, this.#history);
    if (first === 'end') {
      if (event !== 'declined') throw new Interrupted();
      return this.#fail({ problem: notApproved(`${who} declined the approval`), declined: true });
    }
    if (first === 'look again') {
      this.#history.browserUsed += 1;
      this.#again = 'someone used the browser in the meantime';
      attempt.ctx.note('A person used the browser in the meantime. Looking again.');
      return undefined;
    }
    if (event === 'not approved') return this.#fail({ problem: notApproved('nobody approved it') });
    const said = blameNetwork(
      explainError(error, attempt.trace.doing, this.#runtime.customer),
      await this.#runtime.networkProblem?.(),
    );
    const problem = attempt.trace.secretUnread ? withoutKeys(said) : said;
    await attempt.trace.keepPicture().catch(() => undefined);
    if (error instanceof StepTimeout) await this.#abandon(attempt);
    // Only now can nothing of the attempt reach the server any more.
    const { unknownOutcome } = attempt.trace;
    switch (decide(unknownOutcome ? 'outcome unknown' : event, this.#history)) {
      case 'look for the outcome':
        return await this.#lookForOutcome(attempt, problem);
      case 'sign in again':
        return await this.#signInAgain(attempt);
      case 'retry':
        return await this.#retry(error, attempt, problem);
      default:
        return this.#fail(failure(error, problem));
    }
  }

  /** Prepares for another attempt. */
  async #retry(error: unknown, { ctx }: Attempt, problem: Problem): Promise<undefined> {
    this.#failed.push(this.#keep(problem));
    this.#again = lastTry(problem);
    // What this attempt has left open would be in the next one's way. An abandoned one has lost its page already.
    if (!(error instanceof StepTimeout) || this.#runtime.attended?.()) await this.#tryFreshPage();
    ctx.note(`Retrying on a fresh page, starting from a look. Seen before: ${problem.actual}`);
  }

  /** Sees to it that nothing of an attempt touches the page any more. A person is shown the page as it was left. */
  async #abandon({ work }: Attempt): Promise<void> {
    if (this.#runtime.attended?.()) await Promise.race([work.catch(() => undefined), delay(LAST_PRESS)]);
    else await this.#runtime.freshPage();
  }

  async #lookForOutcome({ ctx, trace }: Attempt, problem: Problem): Promise<Ending | undefined> {
    const { signal, open } = this.#runtime;
    await this.#leaveUnreadPage(trace);
    ctx.note(`It is not known whether "${trace.doing}" reached the server. Looking, without pressing again.`, {
      ...problem,
    });
    let retry: string | undefined;
    const finding = await resolveUnknownOutcome(this.#spec, (await open()).ctx, this.#runtime).catch(
      (reason: unknown) => {
        if (reason instanceof JournalWriteError) throw reason;
        if (reason instanceof Interrupted || signal.aborted) throw new Interrupted();
        const stays = failure(reason, explainError(reason, 'Sign in again', this.#runtime.customer));
        retry = stays.retry;
        ctx.note('The portal had ended the session, and signing in again failed.', { ...stays.problem });
        return undefined;
      },
    );
    if (finding?.state === 'satisfied')
      return this.#results.finish(finding, true, ' (found by looking after an unclear answer)');
    return this.#beginAnewOrFail(finding, ctx, { ...(retry && { retry }), problem });
  }

  /** After looking for the outcome of a commit in vain, or to find that it has left something. */
  #beginAnewOrFail(
    finding: Exclude<Finding, { state: 'satisfied' }> | undefined,
    ctx: Context,
    { problem, retry }: Failure,
  ): Ending | undefined {
    const settled = finding?.state === 'needed' && finding.settled ? finding.actual : undefined;
    const event = settled === undefined ? 'outcome not found' : 'outcome settled';
    if (decide(event, this.#history) === 'look again') {
      this.#history.outcomesSettled += 1;
      this.#again = lastTry(problem);
      ctx.note(`What it left behind is known: ${settled} Looking again, as a later run would.`);
      return undefined;
    }
    const left = settled ?? 'It is not known whether the portal carried this out, so it was not repeated.';
    const rest = problem.hint.replace(`Run again: ${LOOKS_FIRST}`, '').trim();
    const hint = `${left} Run again later: ${LOOKS_FIRST} ${rest}`.trim();
    return this.#fail({ ...(retry && { retry }), problem: { ...problem, hint } });
  }

  async #signInAgain({ ctx, trace }: Attempt): Promise<Ending | undefined> {
    this.#history.sessionsLost += 1;
    this.#again = 'the portal had ended the session';
    await this.#leaveUnreadPage(trace);
    ctx.note('The portal had ended the session. Signing in again.');
    const stays = await this.#runtime.signInAgain().then(
      () => undefined,
      (reason: unknown) => failure(reason, explainError(reason, 'Sign in again', this.#runtime.customer)),
    );
    return stays && this.#fail(stays);
  }

  /** No key can stand on a fresh page, so pictures can be taken again. */
  async #leaveUnreadPage(trace: StepTrace): Promise<void> {
    if (trace.secretUnread) await this.#tryFreshPage();
  }

  async #tryFreshPage(): Promise<void> {
    await this.#runtime.freshPage().catch(() => undefined);
  }

  #keep(problem: Problem): FailedAttempt {
    const { recorder, where } = this.#runtime;
    const attempt = this.#number;
    recorder.write({ type: 'step.failed', step: this.#spec.id, attempt, problem: { screen: where, ...problem } });
    return { attempt, problem };
  }

  #fail({ problem, ...more }: Failure): Failure {
    return { ...more, problem: cause(this.#failed, this.#keep(problem)) };
  }
}
