import type { Problem, RunEnd } from '../../evidence/events.ts';
import { formatClock } from '../../evidence/format-duration.ts';
import { AS_IT_SHOULD_BE, leftInWords, outcomesInWords, stepsIn } from '../../evidence/outcomes.ts';
import { count, pictureCountOf, picturesInWords } from '../../evidence/picture-count.ts';
import { formatProblem } from '../../evidence/problem-parts.ts';
import type { Line } from '../terminal.ts';
import type { Place, RunSoFar } from './run-so-far.ts';

/** A part of a problem with its name. What to do next stands out. */
function labelled(name: string, text: string, indent = ''): Line {
  const mark = `${indent}${`${name}:`.padEnd(9)} `;
  return name === 'Next' ? { mark, tone: 'strong', text, textTone: 'strong' } : { mark, tone: 'mute', text };
}

/** A problem in parts, one a line: where, expected, saw, next, code. */
export function problemLines(problem: Problem, indent = ''): Line[] {
  const code = problem.code === undefined ? [] : [{ name: 'Code', text: problem.code }];
  return [...formatProblem(problem), ...code].map(({ name, text }) => labelled(name, text, indent));
}

/** `step 3 of 9, “Create the member”` */
const placeInWords = ({ n, of, title }: Place): string => `step ${n} of ${of}, “${title}”`;

/** `9 steps (9 done), 95 gestures. 101 moments, …` */
function numbersOf({ counts, outcomes = {} }: RunEnd): string {
  const how = outcomesInWords(outcomes);
  const steps = `${count(stepsIn(outcomes) || counts.steps, 'step')}${how === '' ? '' : ` (${how})`}`;
  return `${steps}, ${count(counts.gestures, 'gesture')}. ${picturesInWords(pictureCountOf(counts))}`;
}

/** What a run left for people: all that is still to be done. */
function leftLines({ outcome, ms, left = [] }: RunEnd): Line[] {
  const how = outcome === 'nothing to do' ? 'Nothing was changed' : 'Done';
  const head = { mark: '! ', tone: 'warn', textTone: 'strong' } as const;
  return [
    { ...head, text: `${how}, ${leftInWords(left.length)} (${formatClock(ms)}):` },
    ...left.map(({ what, why }): Line => ({ mark: '  - ', text: `${what} (${why})` })),
  ];
}

function driftLines({ differing }: RunSoFar, { ms }: RunEnd): Line[] {
  // A hand-over that was never finished is no difference of a step.
  const what =
    differing.length === 0
      ? 'No step differs, but not all is as it should be: see the lines above'
      : `Drift: ${count(differing.length, 'step differs', 'steps differ')}`;
  return [
    { mark: '≠ ', tone: 'warn', text: `${what} (${formatClock(ms)}). Nothing was changed.`, textTone: 'strong' },
    ...differing.flatMap(({ n, of, title, actual, changes = [], problem }): Line[] => [
      { mark: '  - ', text: `${placeInWords({ step: '', n, of, title })}: ${actual}` },
      ...changes.map((text): Line => ({ mark: '    To fix: ', tone: 'mute', text })),
      ...(problem?.expected === undefined ? [] : [labelled('Expected', problem.expected, '    ')]),
      ...(problem === undefined ? [] : [labelled('Next', problem.hint, '    ')]),
    ]),
  ];
}

function failedLines({ failure }: RunSoFar, { ms }: RunEnd): Line[] {
  const where = failure?.place === undefined ? '' : ` at ${placeInWords(failure.place)}`;
  return [
    { mark: '✗ ', tone: 'bad', text: `Failed${where} (${formatClock(ms)})`, textTone: 'strong' },
    ...(failure === undefined ? [] : problemLines(failure.problem)),
  ];
}

/** What to do after a stop. */
const GO_ON = 'Run again, or "keywright resume": it looks first and continues from what is there.';
/** After a stop on practice portals: a resume would go on with a run on real ones. */
export const START_OVER = 'Start over: the practice portals are gone.';

function stoppedLines({ stoppedBy }: RunSoFar, next: string): Line[] {
  return [
    { mark: '! ', tone: 'warn', text: `${stoppedBy ?? 'Stopped'}.`, textTone: 'strong' },
    { mark: 'Next:     ', tone: 'strong', text: next },
  ];
}

function headLines(run: RunSoFar, end: RunEnd, next: string): Line[] {
  const good = { mark: '✓ ', tone: 'good', textTone: 'strong' } as const;
  switch (end.outcome) {
    case 'failed':
      return failedLines(run, end);
    case 'drift':
      return driftLines(run, end);
    case 'interrupted':
      return stoppedLines(run, next);
    case 'done':
      return [{ ...good, text: `Done (${formatClock(end.ms)})` }];
    case 'nothing to do':
      return [
        { ...good, text: `${run.start?.check ? AS_IT_SHOULD_BE : 'Nothing to change'} (${formatClock(end.ms)})` },
      ];
  }
}

/** The last lines of a run: how it ended, at which step, and what to do next; then the numbers. */
export function endingLines(run: RunSoFar, end: RunEnd, next = GO_ON): Line[] {
  const all = (end.left ?? []).length > 0;
  const good = end.outcome === 'done' || end.outcome === 'nothing to do';
  return [
    { text: '' },
    ...(all && good ? leftLines(end) : headLines(run, end, next)),
    ...(all && !good ? leftLines({ ...end, outcome: 'done' }).slice(1) : []),
    { text: `${end.outcome === 'interrupted' ? `${formatClock(end.ms)}: ` : ''}${numbersOf(end)}`, textTone: 'mute' },
  ];
}
