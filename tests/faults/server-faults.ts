import { expect } from '@playwright/test';
import type { RunEvent } from '../../src/evidence/events.ts';
import { failAt, type Fault } from '../../src/practice/faults.ts';
import type { PracticeOptions, PracticeRequest } from '../../src/practice/start.ts';
import type { Rehearsal } from '../e2e/practice.ts';
import { expectClearStop } from './clear-stop.ts';
import { recordMoments } from './moments.ts';
import { expectOneKey } from './promise.ts';
import type { Proven } from './proven.ts';
import { runHere } from './run-here.ts';
import { standing } from './standing.ts';

export const FAULTS: [name: string, fault: Fault][] = [
  ['refused', { refuse: 'Not now.' }], ['500 before', 'error-before'], ['500 after saving', 'error-after'], ['30 s late', { late: 30_000 }], ['connection cut before', 'cut-before'], ['connection cut after saving', 'cut-after'],
  ['done twice', 'twice'], ['session lost', 'session-lost'], ['locked record', 'locked'], ['dialog in the way', 'dialog'],
];

/** A request of the clean run: the nth of its name within its step. */
export interface Request extends PracticeRequest {
  step: string;
  nth: number;
}

/** A clean onboarding, and what is needed to go back to the beginning of any of its steps and do it again with a fault. */
export interface Stage {
  rehearsal: Rehearsal;
  requests: Request[];
  /** @returns how it ended, in words for the tally */
  failing(request: Request, fault: Fault, always: boolean): Promise<string>;
}

/**
 * Does a job once without faults, to know its requests.
 * @param proven where a later run is known to set all right
 * @param begin starts the portals with these faults
 */
export async function serverFaults(proven: Proven, begin: (options: PracticeOptions) => Promise<{ rehearsal: Rehearsal; job: string }>): Promise<Stage> {
  let plan: (portal: PracticeRequest['portal'], request: string) => Fault | undefined = () => undefined;
  const { rehearsal, job } = await begin({ fault: (request) => plan('connectwise', request), mspcfoFault: (request) => plan('mspcfo', request) });
  const { practice } = rehearsal;
  /** How many requests had come when a line was written. */
  const come: number[] = [];
  const moments = await recordMoments(rehearsal, job, ({ seq, when }) => void (when === 'after' && (come[seq] = practice.log.length)));

  /** By step: where it begins, right after the result of the step before, and how things stand then and at its end. */
  const ends = moments.events.flatMap((event, seq) => (event.type === 'step.result' ? [{ step: event.step, seq }] : []));
  const steps = new Map(ends.map(({ step, seq }, n) => [step, { before: ends[n - 1]?.step, begin: n === 0 ? 0 : ends[n - 1]!.seq, end: seq }]));
  const stood = (seq: number) => moments.all.find((moment) => moment.seq === seq && moment.when === 'after')!.standing;
  const requests = practice.log.slice(0, come.at(-1)).map((request, n): Request => {
    const { step } = ends.find(({ seq }) => n < come[seq]!) ?? ends.at(-1)!;
    const from = come[steps.get(step)!.begin]!;
    return { ...request, step, nth: practice.log.slice(from, n + 1).filter((other) => other.portal === request.portal && other.request === request.request).length };
  });

  return {
    rehearsal, requests,
    async failing(request, fault, always) {
      const { begin, end, before } = steps.get(request.step)!;
      moments.goBack(stood(begin));
      const failed = failAt(fault, request.request, { nth: request.nth, always });
      let met = 0;
      const arm = () => void (plan = (portal, name) => {
        const now = portal === request.portal ? failed(name) : undefined;
        if (now !== undefined) met += 1;
        return now;
      });
      const stop = new AbortController();
      const done = (event: RunEvent, step: string | undefined) => event.type === 'step.result' && event.step === step && event.outcome !== 'failed';
      const result = await runHere(rehearsal, job, (event) => {
        if (before === undefined ? event.type === 'run.start' : done(event, before)) arm();
        // Where all stands as it does in the clean run, the clean run shows how it goes on.
        if (!always && done(event, request.step) && standing(rehearsal) === stood(end)) stop.abort();
      }, { signal: stop.signal });
      plan = () => undefined;
      expect(met, `how often ${request.request} came and failed`).toBeGreaterThan(0);
      rehearsal.expectNoSecret();
      if (result.outcome === 'interrupted') return 'went on as if nothing had been';
      if (result.outcome !== 'failed') {
        await expectOneKey(rehearsal);
        return 'ended well';
      }
      expectClearStop(rehearsal.journal(result.folder));
      const left = standing(rehearsal);
      if (!proven.has(left)) {
        const healed = await rehearsal.run('run', job, '--customer', 'practice');
        expect(healed.code, `the next run: ${healed.stdout}${healed.stderr}`).toBe(0);
        await expectOneKey(rehearsal);
        proven.add(left);
      }
      return 'stopped with a clear message, and the next run sets all right';
    },
  };
}
