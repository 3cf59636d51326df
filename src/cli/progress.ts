import { performance } from 'node:perf_hooks';
import type { Problem, RunEnd, RunEvent, StepResult } from '../evidence/events.ts';
import { UNREAD_ACCOUNT } from '../evidence/accounts.ts';
import { leftInWords, outcomesInWords } from '../evidence/outcomes.ts';
import { count, pictureCountOf, picturesInWords } from '../evidence/picture-count.ts';
import { formatProblem } from '../evidence/problem-parts.ts';
import { howStopped, personDid } from '../review/format.ts';
import { clock } from './format-duration.ts';

export function problemLines(problem: Problem): string[] {
  return formatProblem(problem).map(({ name, text }) => `${`${name}:`.padEnd(9)} ${text}`);
}

const MARK: Record<StepResult['outcome'], string> = {
  done: '✓',
  'already in place': '✓',
  skipped: '–',
  'left for you': '!',
  failed: '✗',
  drift: '≠',
  'not known': '?',
};
const ENDING: Record<RunEnd['outcome'], string> = {
  done: 'Done',
  'nothing to do': 'Nothing to do: everything was in place already',
  failed: 'Failed',
  interrupted: 'Interrupted',
  drift: 'Drift: not everything is as it should be (nothing was changed)',
};

/** How a run ended: with what is left for people first, because it is all that is to be done. */
function endingLines({ outcome, ms, counts, outcomes = {}, left = [] }: RunEnd): string {
  const how = outcomesInWords(outcomes);
  const steps = `${count(counts.steps, 'step')}${how === '' ? '' : ` (${how})`}`;
  const numbers = `${steps}, ${count(counts.gestures, 'gesture')}. ${picturesInWords(pictureCountOf(counts))}`;
  const more = leftInWords(left.length);
  if (more === undefined) return `${ENDING[outcome]} in ${clock(ms)}: ${numbers}`;
  const ending = outcome === 'nothing to do' ? 'Nothing was changed' : ENDING[outcome];
  const things = left.map(({ what, why }) => `${what} (${why})`);
  const list = things.length === 1 ? ` ${things[0]}` : things.map((thing) => `\n  - ${thing}`).join('');
  return `${ending}, ${more}:${list}\n${clock(ms)}: ${numbers}`;
}

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
        titles = new Map(
          event.plan
            .flatMap(({ steps }) => steps)
            .map(({ id, title }, n, { length }) => [id, `Step ${n + 1} of ${length}: ${title}`]),
        );
        print(
          `${event.runbook.title}\nCustomer: ${event.customer.title}   Run: ` +
            `${event.run}${event.continues === undefined ? '' : `\nContinues run ${event.continues}, which did not come to its end: looks first, and goes on from what is there.`}`,
        );
        break;
      case 'step.intent':
        if (event.phase !== phase)
          print(`\nPhase ${phases.indexOf(event.phase) + 1} of ${phases.length}: ${event.phase}`);
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
      case 'account':
        line(`    Signed in to ${event.portal} as: ${event.account ?? UNREAD_ACCOUNT}`);
        break;
      case 'step.result':
        // What is not known was never begun.
        if (event.outcome === 'not known') line(titles.get(event.step) ?? event.step);
        line(`  ${MARK[event.outcome]} ${event.outcome}: ${event.actual}`);
        for (const change of event.changes ?? []) print(`         To set right: ${change}`);
        if (event.problem !== undefined) for (const text of problemLines(event.problem)) print(`         ${text}`);
        break;
      case 'run.end':
        if (event.outcome === 'interrupted' && howStopped(told) !== undefined) print(`\n${howStopped(told)}.`);
        print(`\n${endingLines(event)}`);
        break;
      default:
    }
  };
}
