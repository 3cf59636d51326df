import { plainText } from '../files/sanitize.ts';
import type { GestureEnd, GestureStart, JournalLine, RunEnd, RunStart, Shot, StepFound, StepResult } from './events.ts';
import { parseJournalLine } from './journal-line.ts';
import { countPictures } from './picture-count.ts';
import type { Line } from './run-types.ts';

/** More difference than this between wall clock and running time is worth a sentence. */
const CLOCK_JUMP = 120_000;

/** The only values of what decides how a line is shown. A line with another was not written by this program. */
const KNOWN: { readonly [type: string]: readonly [field: string, values: readonly unknown[]] } = {
  'step.found': ['state', ['satisfied', 'needed', 'conflict'] satisfies StepFound['state'][]],
  gesture: ['kind', ['look', 'edit', 'commit'] satisfies GestureStart['kind'][]],
  'gesture.end': ['outcome', ['done', 'failed', 'unknown', 'stopped'] satisfies GestureEnd['outcome'][]],
  shot: ['when', ['before', 'after', 'failure'] satisfies Shot['when'][]],
  'shot.withheld': ['when', ['before', 'after', 'failure'] satisfies Shot['when'][]],
  'step.result': [
    'outcome',
    [
      'done',
      'already in place',
      'skipped',
      'left for you',
      'failed',
      'drift',
      'not known',
    ] satisfies StepResult['outcome'][],
  ],
  'run.end': ['outcome', ['done', 'nothing to do', 'failed', 'interrupted', 'drift'] satisfies RunEnd['outcome'][]],
};

function isKnown(line: JournalLine): boolean {
  const [field, values] = (Object.hasOwn(KNOWN, line.type) && KNOWN[line.type]) || [];
  return field === undefined || values!.includes(line[field as keyof JournalLine]);
}

/** Parses a journal line by line and keeps what can be read; the rest becomes warnings. */
export function parseJournal(text: string, warnings: string[]): JournalLine[] {
  const raw = text.split('\n');
  const torn = raw.pop() !== '';
  if (torn) warnings.push('The last line of the journal is torn: writing stopped in the middle of it.');
  return raw.flatMap((line, index) => {
    try {
      const value = parseJournalLine(line) as JournalLine | null;
      if (typeof value?.type !== 'string' || !isKnown(value)) throw new Error('not an event');
      return [plainText(value)];
    } catch {
      warnings.push(`Line ${index + 1} of the journal cannot be read and is missing here.`);
      return [];
    }
  });
}

/** Doubts that a reader of the report should know of: missing lines, a clock that was set, counts that disagree. */
export function findWarnings(lines: JournalLine[], start: Line<RunStart>, end: Line<RunEnd> | undefined): string[] {
  const warnings: string[] = [];
  const gap = lines.findIndex((line, index) => line.seq !== index);
  if (gap >= 0)
    warnings.push(`The journal's lines are not numbered consecutively: number ${gap} is missing or out of place.`);
  const jump = lines
    .map((line) => Date.parse(line.utc) - Date.parse(start.utc) - (line.mono_ms - start.mono_ms))
    .find((difference) => Math.abs(difference) > CLOCK_JUMP);
  if (jump !== undefined)
    warnings.push(
      `The machine's clock was changed by about ${Math.round(jump / 1000)} s during the run. Times of day are ` +
        'doubtful; the times since the start (+) are not.',
    );
  if (end !== undefined) {
    const { moments, files, withheld } = countPictures(lines);
    for (const [what, said, found] of [
      ['gestures', end.counts.gestures, lines.filter((line) => line.type === 'gesture').length],
      ['moments that were pictured', end.counts.shots, moments],
      ['picture files', end.counts.files ?? files, files],
      ['withheld pictures', end.counts.withheld, withheld],
    ] as const)
      if (said !== found) warnings.push(`The run's end counts ${said} ${what}, but the journal holds ${found}.`);
  }
  return warnings;
}
