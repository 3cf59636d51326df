import type { Problem } from '../evidence/events.ts';
import type { Action, Context, Details } from '../portal-sdk/index.ts';
import { Secret } from '../secrets/secret.ts';
import type { Vault } from '../secrets/vault.ts';
import type { WatchedPage } from '../watch/human-in-the-loop.ts';
import { readAccount } from './account.ts';
import type { OpenContext } from './context/contexts.ts';
import type { PortalSession } from './portal-session.ts';
import type { OpenPortal } from './portals.ts';
import type { RunUnderWay } from './run-under-way.ts';
import type { StepRuntime, StepSpec } from './step/spec.ts';
import { runStep } from './step/step.ts';
import { speakOf } from './teach.ts';
import type { PlacedStep, Visit, WalkMode } from './walk.ts';

/** The input as evidence may hold it: secrets become their label and fingerprint. */
function shown(value: unknown, vault: Vault): unknown {
  if (value instanceof Secret) return { secret: value.label, fp: vault.fingerprint(value) };
  if (Array.isArray(value)) return value.map((item) => shown(item, vault));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item, vault)]));
  return value;
}

/** Looks, does what is needed, and reads it back; in a check, only looks. Keeps evidence of all of it. */
export class RunMode implements WalkMode {
  /** Something in a portal was changed. */
  changed = false;
  /** Something is not as it should be. Only a check says so. */
  drift = false;
  failed = false;
  readonly #run: RunUnderWay;
  readonly #open: OpenContext;

  constructor(run: RunUnderWay, open: OpenContext) {
    this.#run = run;
    this.#open = open;
  }

  blocked({ step }: PlacedStep, missing: { title: string }): void {
    this.drift = true;
    this.#run.recorder.write({
      type: 'step.result',
      step: step.id,
      outcome: 'not known',
      actual: `Not checked: this depends on “${missing.title}”.`,
      ms: 0,
    });
  }

  async visit(placed: PlacedStep, portal: OpenPortal, input: unknown): Promise<Visit> {
    const { step } = placed;
    const { recorder, options } = this.#run;
    const isSignIn = step.action === step.portal.signIn;
    const check = options.prepared.runbook.check === true && !isSignIn;
    const action = isSignIn ? portal.signIn : step.action;
    const work = async () =>
      await runStep(this.#spec(placed, action, input, { check, isSignIn }), this.#runtime(placed, portal, check));
    const done = isSignIn ? await this.#signingIn(step.portal.name, work) : await work();
    if (done.outcome === 'failed') {
      this.failed = true;
      return 'stop';
    }
    if (done.outcome === 'drift') {
      this.drift = true;
      return 'no output';
    }
    if (isSignIn) {
      await portal.session.save();
      if (!step.portal.noPages)
        await readAccount(portal.session, this.#open(step, portal, check).ctx, recorder, step.id);
    } else this.changed ||= done.performed;
    return { output: done.output };
  }

  /** A portal's page as people watch it. A key that nobody has read would be lost with its page. */
  #watched(session: PortalSession): WatchedPage {
    const { live, options } = this.#run;
    const { words } = options;
    if (session.intoWindow === undefined || session.secretUnread) return session;
    const openWindow = async () => {
      await session.intoWindow!();
      if (words !== undefined) speakOf(session, words);
      await live?.follow(session);
    };
    return {
      get page() {
        return session.page;
      },
      get view() {
        return session.view;
      },
      get lastTouched() {
        return session.lastTouched;
      },
      openWindow,
    };
  }

  async #signingIn<T>(portal: string, work: () => Promise<T>): Promise<T> {
    const { requests } = this.#run;
    return requests === undefined ? await work() : await requests.whileSigningIn(portal, work);
  }

  #spec(
    { step, n, of, phase }: PlacedStep,
    action: Action,
    input: unknown,
    { check, isSignIn }: { check: boolean; isSignIn: boolean },
  ): StepSpec {
    const { id, title, timeoutMs, approve } = step;
    const shownInput = shown(input, this.#run.options.vault) as Details;
    // A refused sign-in is never repeated: portals lock accounts.
    const retries = isSignIn ? 0 : step.retries;
    return { id, title, action, input, shownInput, n, of, phase, timeoutMs, check, approve, retries };
  }

  #runtime({ step }: PlacedStep, portal: OpenPortal, check: boolean): StepRuntime {
    const { session, signIn } = portal;
    const { recorder, control, people, live, options } = this.#run;
    return {
      recorder,
      signal: options.signal,
      customer: options.prepared.customer.name,
      where: step.portal.title,
      open: async () => this.#open(step, portal, check),
      pausedMs: () => control.pausedMs,
      networkProblem: () => session.networkProblem(),
      attended: () => control.attended,
      freshPage: async () => {
        await session.freshPage();
        await live?.follow(session);
      },
      approved: (changes: string[], again?: string) => people.approved(step, changes, session, again),
      onFailure: (problem: Problem, retry?: string) => people.onFailure(problem, this.#watched(session), retry),
      teach: (term: string) => {
        const { ctx } = this.#open(step, portal, check);
        return ctx.teach?.({ term }) ?? Promise.resolve(false);
      },
      declined: () => people.declined,
      arrive: async (ctx: Context) => {
        if (session.arrived || step.portal.noPages) return;
        await ctx.gesture(`Go to ${new URL(session.home).origin}`, () => session.arrive());
      },
      signInAgain: async () => {
        session.account = undefined;
        const { ctx } = this.#open(step, portal, false);
        await this.#signingIn(step.portal.name, async () => {
          if ((await signIn.inspect(ctx, {})).state === 'needed') await signIn.perform!(ctx, {});
        });
        await readAccount(session, ctx, recorder, step.id);
      },
    };
  }
}
