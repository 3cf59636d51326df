import { expect } from '@playwright/test';
import type { RunResult } from '../../src/engine/run-options.ts';
import type { RunEvent } from '../../src/evidence/events.ts';
import { type Fault, failAt } from '../../src/practice/testing/faults.ts';
import type { PracticeOptions, PracticeRequest } from '../../src/practice/testing/start.ts';
import type { TestWorkspace } from '../support/test-workspace.ts';
import { expectClearStop } from './clear-stop.ts';
import { expectOneKey } from './invariants.ts';
import { recordMoments } from './moments.ts';
import type { Proven } from './proven.ts';
import { runHere } from './run-here.ts';
import { stateDigest } from './state-digest.ts';

export const FAULTS: [name: string, fault: Fault][] = [
  ['refused', { refuse: 'Not now.' }],
  ['500 before', 'error-before'],
  ['500 after saving', 'error-after'],
  ['30 s late', { late: 30_000 }],
  ['connection cut before', 'cut-before'],
  ['connection cut after saving', 'cut-after'],
  ['done twice', 'twice'],
  ['session lost', 'session-lost'],
  ['locked record', 'locked'],
  ['dialog in the way', 'dialog'],
];

/** A request of the clean run: the nth of its name within its step. */
export interface Request extends PracticeRequest {
  step: string;
  nth: number;
}

/** One way in which one request fails. */
export interface Case {
  request: Request;
  name: string;
  fault: Fault;
}

/** How it ended, in words for the tally, or what did not hold. */
export interface Ending {
  tried: Case;
  how: string | Error;
}

/**
 * A clean onboarding, and what is needed to go back to the beginning of any of its steps and do it again with faults.
 */
export interface Stage {
  workspace: TestWorkspace;
  requests: Request[];
  /**
   * Does the job again, with one fault in each of several steps. As long as a step ends as it does in the clean run,
   * the next one meets its fault in the same run; after a stop, in another.
   * @param cases in the order of their steps
   */
  once(cases: Case[]): Promise<Ending[]>;
  /** Does the job again with a request that fails each time from then on. */
  always(tried: Case): Promise<Ending>;
}

/**
 * Does a job once without faults, to know its requests.
 * @param proven where a later run is known to set all right
 * @param begin starts the portals with these faults
 */
export async function serverFaults(
  proven: Proven,
  begin: (options: PracticeOptions) => Promise<{ workspace: TestWorkspace; job: string }>,
): Promise<Stage> {
  let plan: (portal: PracticeRequest['portal'], request: string) => Fault | undefined = () => undefined;
  const { workspace, job } = await begin({
    fault: (request) => plan('connectwise', request),
    mspcfoFault: (request) => plan('mspcfo', request),
  });
  const { practice } = workspace;
  /** How many requests had come when a line was written. */
  const come: number[] = [];
  const moments = await recordMoments(
    workspace,
    job,
    ({ seq, when }) => void (when === 'after' && (come[seq] = practice.log.length)),
  );

  /** By step: where it begins, right after the result of the step before, and how things stand then and at its end. */
  const ends = moments.events.flatMap((event, seq) =>
    event.type === 'step.result' ? [{ step: event.step, seq }] : [],
  );
  const steps = new Map(
    ends.map(({ step, seq }, n) => [
      step,
      { before: ends[n - 1]?.step, begin: n === 0 ? 0 : ends[n - 1]!.seq, end: seq },
    ]),
  );
  const stood = (seq: number) => moments.all.find((moment) => moment.seq === seq && moment.when === 'after')!.state;
  const requests = practice.log.slice(0, come.at(-1)).map((request, n): Request => {
    const { step } = ends.find(({ seq }) => n < come[seq]!) ?? ends.at(-1)!;
    const from = come[steps.get(step)!.begin]!;
    return {
      ...request,
      step,
      nth: practice.log
        .slice(from, n + 1)
        .filter((other) => other.portal === request.portal && other.request === request.request).length,
    };
  });

  const stepOf = ({ request }: Case) => steps.get(request.step)!;
  const asClean = (tried: Case) => stateDigest(workspace) === stood(stepOf(tried).end);
  const done = (event: RunEvent, step: string | undefined) =>
    step === undefined
      ? event.type === 'run.start'
      : event.type === 'step.result' && event.step === step && event.outcome !== 'failed';

  /** What has to hold after a run that met a fault and did not go on as the clean one. */
  async function afterwards({ outcome, folder }: RunResult): Promise<string> {
    if (outcome !== 'failed') {
      await expectOneKey(workspace);
      return 'ended well';
    }
    expectClearStop(workspace.journal(folder));
    const left = stateDigest(workspace);
    if (!proven.has(left)) {
      const healed = await workspace.run('run', job, '--customer', 'practice');
      expect(healed.code, `the next run: ${healed.stdout}${healed.stderr}`).toBe(0);
      await expectOneKey(workspace);
      proven.add(left);
    }
    return 'stopped with a clear message, and the next run sets all right';
  }

  /**
   * Runs the job from the first case's step on, each case meeting its fault, until one of them does not go on as the
   * clean run.
   * @returns the endings of those that were tried
   */
  async function from(cases: Case[], always: boolean): Promise<Ending[]> {
    moments.goBack(stood(stepOf(cases[0]!).begin));
    const endings: Ending[] = [];
    const stop = new AbortController();
    let met = 0;
    let armed: Case | undefined;
    /** Whether the step of the armed case ended, but not as it does in the clean run. */
    let astray = false;
    const arm = (next: Case) => {
      armed = next;
      met = 0;
      const failed = failAt(next.fault, next.request.request, { nth: next.request.nth, always });
      plan = (portal, name) => {
        const now = portal === next.request.portal ? failed(name) : undefined;
        if (now !== undefined) met += 1;
        return now;
      };
    };
    try {
      const result = await runHere(
        workspace,
        job,
        (event) => {
          if (astray) return;
          // Where all stands as it does in the clean run, the clean run shows how it goes on.
          if (armed !== undefined && !always && done(event, armed.request.step)) {
            plan = () => undefined;
            if (met === 0 || !asClean(armed)) return void (astray = true);
            endings.push({ tried: armed, how: 'went on as if nothing had been' });
            armed = undefined;
            if (endings.length === cases.length) return stop.abort();
          }
          const next = cases[endings.length]!;
          if (armed === undefined && done(event, stepOf(next).before)) arm(next);
        },
        { signal: stop.signal },
      );
      plan = () => undefined;
      workspace.expectNoSecret();
      if (endings.length === cases.length) return endings;
      const tried = cases[endings.length]!;
      expect(met, `how often ${tried.request.request} came and failed in step ${tried.request.step}`).toBeGreaterThan(
        0,
      );
      return [...endings, { tried, how: await afterwards(result) }];
    } catch (problem) {
      const tried = cases[endings.length] ?? cases.at(-1)!;
      return [...endings.filter((ending) => ending.tried !== tried), { tried, how: problem as Error }];
    } finally {
      plan = () => undefined;
    }
  }

  return {
    workspace,
    requests,
    async once(cases) {
      const endings: Ending[] = [];
      while (endings.length < cases.length) endings.push(...(await from(cases.slice(endings.length), false)));
      return endings;
    },
    always: async (tried) => (await from([tried], true))[0]!,
  };
}
