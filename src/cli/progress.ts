import { performance } from 'node:perf_hooks';
import { UNREAD_ACCOUNT } from '../evidence/accounts.ts';
import type { Problem, RunEnd, RunEvent, RunStart, StepIntent, StepResult } from '../evidence/events.ts';
import { formatClock } from '../evidence/format-duration.ts';
import { leftInWords, outcomesInWords, stepsIn } from '../evidence/outcomes.ts';
import { count, pictureCountOf, picturesInWords } from '../evidence/picture-count.ts';
import { formatProblem } from '../evidence/problem-parts.ts';
import { howStopped, personDid } from '../review/format.ts';

export function problemLines(problem: Problem): string[] {
  const code = problem.code === undefined ? [] : [{ name: 'Code', text: problem.code }];
  return [...formatProblem(problem), ...code].map(({ name, text }) => `${`${name}:`.padEnd(9)} ${text}`);
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

/** How a run ended. What it left for people comes first, because it is all that is still to be done. */
function endingLines({ outcome, ms, counts, outcomes = {}, left = [] }: RunEnd): string {
  const how = outcomesInWords(outcomes);
  const steps = `${count(stepsIn(outcomes) || counts.steps, 'step')}${how === '' ? '' : ` (${how})`}`;
  const numbers = `${steps}, ${count(counts.gestures, 'gesture')}. ${picturesInWords(pictureCountOf(counts))}`;
  const more = leftInWords(left.length);
  if (more === undefined) return `${ENDING[outcome]} in ${formatClock(ms)}: ${numbers}`;
  const ending = outcome === 'nothing to do' ? 'Nothing was changed' : ENDING[outcome];
  const things = left.map(({ what, why }) => `${what} (${why})`);
  const list = things.length === 1 ? ` ${things[0]}` : things.map((thing) => `\n  - ${thing}`).join('');
  return `${ending}, ${more}:${list}\n${formatClock(ms)}: ${numbers}`;
}

function startLines({ runbook, customer, run, continues }: RunStart): string {
  const earlier =
    continues === undefined
      ? ''
      : `\nContinues run ${continues}, which did not come to its end: looks first, and goes on from what is there.`;
  return `${runbook.title}\nCustomer: ${customer.title}   Run: ${run}${earlier}`;
}

/** What an event of one line says; undefined for all other events. */
function eventLine(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'gesture':
      return event.title;
    case 'shot.withheld':
      return `(picture withheld: ${event.reason})`;
    case 'note':
      return event.text;
    case 'person':
      return `${event.who} ${personDid(event, formatClock, '')}`;
    case 'account':
      return `Signed in to ${event.portal} as: ${event.account ?? UNREAD_ACCOUNT}`;
    default:
      return undefined;
  }
}

/** Turns a run's events into lines for the person who waits: phase, step n of m, gestures, time so far. */
export function progress(print: (line: string) => void): (event: RunEvent) => void {
  const started = performance.now();
  let phases: string[] = [];
  let phase = '';
  let titles = new Map<string, string>();
  /** What `howStopped` needs. */
  const told: RunEvent[] = [];
  const line = (text: string) => print(`${formatClock(performance.now() - started).padStart(5)}  ${text}`);

  function start(event: RunStart): void {
    phases = event.plan.map((planned) => planned.phase);
    const steps = event.plan.flatMap((planned) => planned.steps);
    titles = new Map(steps.map(({ id, title }, n) => [id, `Step ${n + 1} of ${steps.length}: ${title}`]));
    print(startLines(event));
  }

  function beginStep(event: StepIntent): void {
    if (event.phase !== phase) print(`\nPhase ${phases.indexOf(event.phase) + 1} of ${phases.length}: ${event.phase}`);
    phase = event.phase;
    line(`Step ${event.n} of ${event.of}: ${event.title}${event.attempt > 1 ? ` (try ${event.attempt})` : ''}`);
  }

  function endStep({ step, outcome, actual, changes = [], problem }: StepResult): void {
    // A step that is not known was never begun, so its title has not been printed yet.
    if (outcome === 'not known') line(titles.get(step) ?? step);
    line(`  ${MARK[outcome]} ${outcome}: ${actual}`);
    for (const change of changes) print(`         To set right: ${change}`);
    if (problem !== undefined) for (const text of problemLines(problem)) print(`         ${text}`);
  }

  function end(event: RunEnd): void {
    const stopped = event.outcome === 'interrupted' ? howStopped(told) : undefined;
    if (stopped !== undefined) print(`\n${stopped}.`);
    print(`\n${endingLines(event)}`);
  }

  return (event) => {
    if (['run.start', 'step.intent', 'step.result', 'person'].includes(event.type)) told.push(event);
    if (event.type === 'run.start') start(event);
    else if (event.type === 'step.intent') beginStep(event);
    else if (event.type === 'step.result') endStep(event);
    else if (event.type === 'run.end') end(event);
    else {
      const text = eventLine(event);
      if (text !== undefined) line(`    ${text}`);
    }
  };
}
