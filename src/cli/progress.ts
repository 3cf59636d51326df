import { performance } from 'node:perf_hooks';
import type { Problem, RunEnd, RunEvent, StepResult } from '../evidence/events.ts';
import { problemParts } from '../evidence/problem-parts.ts';
import { howStopped, personDid } from '../review/words.ts';
import { clock } from './clock.ts';

export function problemLines(problem: Problem): string[] {
  return problemParts(problem).map(({ name, text }) => `${`${name}:`.padEnd(9)} ${text}`);
}

const MARK: Record<StepResult['outcome'], string> = { done: '✓', 'already in place': '✓', failed: '✗', drift: '≠', 'not known': '?' };
const ENDING: Record<RunEnd['outcome'], string> = {
  done: 'Done', 'nothing to do': 'Nothing to do: everything was in place already', failed: 'Failed', interrupted: 'Interrupted',
  drift: 'Drift: not everything is as it should be (nothing was changed)',
};

/** Turns a run's events into lines for the person who waits: phase, step n of m, gestures, time so far. */
export function progress(print: (line: string) => void): (event: RunEvent) => void {
  const started = performance.now();
  let phases: string[] = [];
  let titles = new Map<string, string>();
  let phase = '';
  const told: RunEvent[] = [];
  const line = (text: string) => print(`${clock(performance.now() - started).padStart(5)}  ${text}`);
  return (event) => {
    if (['run.start', 'step.intent', 'step.result', 'person'].includes(event.type)) told.push(event);
    switch (event.type) {
      case 'run.start':
        phases = event.plan.map((planned) => planned.phase);
        titles = new Map(event.plan.flatMap(({ steps }) => steps).map(({ id, title }, n, { length }) => [id, `Step ${n + 1} of ${length}: ${title}`]));
        print(`${event.runbook.title}\nCustomer: ${event.customer.title}   Run: ${event.run}${event.continues === undefined ? '' : `\nContinues run ${event.continues}, which did not come to its end: looks first, and goes on from what is there.`}`);
        break;
      case 'step.intent':
        if (event.phase !== phase) print(`\nPhase ${phases.indexOf(event.phase) + 1} of ${phases.length}: ${event.phase}`);
        phase = event.phase;
        line(`Step ${event.n} of ${event.of}: ${event.title}${event.attempt > 1 ? ` (try ${event.attempt})` : ''}`);
        break;
      case 'gesture':
        line(`    ${event.title}`);
        break;
      case 'shot.withheld':
        line(`    (picture withheld: ${event.reason})`);
        break;
      case 'note':
        line(`    ${event.text}`);
        break;
      case 'person':
        line(`    ${event.who} ${personDid(event, clock, '')}`);
        break;
      case 'step.result':
        // What is not known was never begun.
        if (event.outcome === 'not known') line(titles.get(event.step) ?? event.step);
        line(`  ${MARK[event.outcome]} ${event.outcome}: ${event.saw}`);
        for (const change of event.changes ?? []) print(`         To set right: ${change}`);
        if (event.problem !== undefined) for (const text of problemLines(event.problem)) print(`         ${text}`);
        break;
      case 'run.end':
        if (event.outcome === 'interrupted' && howStopped(told) !== undefined) print(`\n${howStopped(told)}.`);
        print(`\n${ENDING[event.outcome]} ` +
          `in ${clock(event.ms)}: ${event.counts.steps} steps, ${event.counts.gestures} gestures, ${event.counts.shots} pictures, ${event.counts.withheld} withheld.`);
        break;
      default:
    }
  };
}
