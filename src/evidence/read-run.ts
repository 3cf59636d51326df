import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  AccountRead,
  ByPerson,
  Environment,
  EscrowEvent,
  GestureEnd,
  GestureStart,
  JournalLine,
  ListRead,
  Note,
  RunEnd,
  RunEvent,
  RunStart,
  SecretRead,
  Shot,
  ShotWithheld,
  StepFailed,
  StepFound,
  StepIntent,
  StepResult,
} from './events.ts';
import { parseJournalLine } from './journal-line.ts';
import { accountsOf } from './accounts.ts';
import { countPictures } from './picture-count.ts';
import { plainText } from '../files/plain-text.ts';

export type Line<E extends RunEvent> = E & Pick<JournalLine, 'seq' | 'utc' | 'mono_ms'>;

/** A picture with its place in the whole run, from 1. */
export type NumberedShot = Line<Shot> & {
  number: number;
  /** The first picture that is the same file, where this is not it. */
  sameAs?: number;
};

export interface Gesture {
  start: Line<GestureStart>;
  /** Missing when the journal ends inside the gesture. */
  end?: Line<GestureEnd>;
  before?: NumberedShot;
  after?: NumberedShot;
  failure?: NumberedShot;
  withheld: Line<ShotWithheld>[];
}

/** Something of a step beside its gestures, in the journal's order. */
export type TimelineEvent =
  | Line<StepIntent>
  | Line<StepFound>
  | Line<StepFailed>
  | Line<Note>
  | Line<ByPerson>
  | Line<AccountRead>
  | Line<ListRead>
  | Line<SecretRead>
  | Line<EscrowEvent>;

export type StepOutcome = StepResult['outcome'] | 'not finished' | 'not reached';

export interface Step {
  id: string;
  n: number;
  title: string;
  /** The action's name. */
  use: string;
  outcome: StepOutcome;
  /** One per try. */
  attempts: Line<StepIntent>[];
  found: Line<StepFound>[];
  gestures: Gesture[];
  notes: Line<Note>[];
  /** Gestures and remarks as they happened. */
  timeline: (Gesture | TimelineEvent)[];
  result?: Line<StepResult>;
}

export interface Phase {
  title: string;
  steps: Step[];
}

export interface Run {
  start: Line<RunStart>;
  phases: Phase[];
  /** What belongs to no step. */
  remarks: (Line<Note> | Line<EscrowEvent> | Line<ByPerson>)[];
  end?: Line<RunEnd>;
  environment?: Line<Environment>;
  /** `incomplete`: the journal stops without saying how the run ended. */
  outcome: RunEnd['outcome'] | 'incomplete';
  /** Milliseconds from the run's start to its last line. */
  ms: number;
  shots: NumberedShot[];
  /** Who was signed in where, as the screens said it; empty in journals of versions that did not read it. */
  accounts: Pick<AccountRead, 'portal' | 'account'>[];
  /** Every line that can be read, in order. */
  lines: JournalLine[];
  journal: { lines: number; sha256: string };
  /** What is wrong with the journal, one sentence each; empty for a good one. */
  doubts: string[];
}

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

export function isGesture(item: Gesture | TimelineEvent): item is Gesture {
  return 'start' in item;
}

export function stepsOf(run: Run): Step[] {
  return run.phases.flatMap((phase) => phase.steps);
}

/** Parses a journal line by line and keeps what can be read; the rest becomes doubts. */
function parseJournal(text: string, doubts: string[]): JournalLine[] {
  const raw = text.split('\n');
  const torn = raw.pop() !== '';
  if (torn) doubts.push('The last line of the journal is torn: writing stopped in the middle of it.');
  return raw.flatMap((line, index) => {
    try {
      const value = parseJournalLine(line) as JournalLine | null;
      if (typeof value?.type !== 'string' || !isKnown(value)) throw new Error('not an event');
      return [plainText(value)];
    } catch {
      doubts.push(`Line ${index + 1} of the journal cannot be read and is missing here.`);
      return [];
    }
  });
}

/** Doubts that a reader of the report should know of: missing lines, a clock that was set, counts that disagree. */
function doubtsOf(lines: JournalLine[], start: Line<RunStart>, end: Line<RunEnd> | undefined): string[] {
  const doubts: string[] = [];
  const gap = lines.findIndex((line, index) => line.seq !== index);
  if (gap >= 0) doubts.push(`The journal's lines are not numbered through: number ${gap} is missing or out of place.`);
  const jump = lines
    .map((line) => Date.parse(line.utc) - Date.parse(start.utc) - (line.mono_ms - start.mono_ms))
    .find((difference) => Math.abs(difference) > CLOCK_JUMP);
  if (jump !== undefined)
    doubts.push(
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
      if (said !== found) doubts.push(`The run's end counts ${said} ${what}, but the journal holds ${found}.`);
  }
  return doubts;
}

/**
 * Groups a journal's text by phase, step and gesture. Every string in what it gives is free of control and direction
 * characters.
 * @throws when there is no run.start to begin with
 */
export function groupJournal(text: string): Run {
  const doubts: string[] = [];
  const lines = parseJournal(text, doubts);
  const start = lines.find((line) => line.type === 'run.start');
  if (start === undefined)
    throw new Error(
      'The journal has no readable run.start line, so there is nothing to report on. Is this a run folder, with ' +
        'its journal.jsonl?',
    );
  const end = lines.find((line) => line.type === 'run.end');
  const environment = lines.find((line) => line.type === 'environment');

  let planned = 0;
  const phases: Phase[] = start.plan.map(({ phase, steps }) => ({
    title: phase,
    steps: steps.map(({ id, title, use }) => ({
      id,
      n: (planned += 1),
      title,
      use,
      outcome: 'not reached',
      attempts: [],
      found: [],
      gestures: [],
      notes: [],
      timeline: [],
    })),
  }));
  const steps = new Map(phases.flatMap((phase) => phase.steps).map((step) => [step.id, step]));
  const gestures = new Map<number, Gesture>();
  const remarks: Run['remarks'] = [];
  const shots: NumberedShot[] = [];
  const firstOf = new Map<string, number>();

  for (const line of lines) {
    if (line.type === 'run.start' || line.type === 'run.end' || line.type === 'environment') continue;
    const step = line.step === undefined ? undefined : steps.get(line.step);
    if (step === undefined) {
      if (
        line.type === 'note' ||
        (line.type === 'person' && line.step === undefined) ||
        line.type === 'escrow.sealed' ||
        line.type === 'escrow.opened' ||
        line.type === 'escrow.destroyed'
      )
        remarks.push(line);
      else doubts.push(`Line ${line.seq + 1} of the journal speaks of a step that was not planned: ${line.step}.`);
      continue;
    }
    switch (line.type) {
      case 'step.intent':
        step.attempts.push(line);
        step.outcome = 'not finished';
        step.timeline.push(line);
        break;
      case 'step.found':
        step.found.push(line);
        step.timeline.push(line);
        break;
      case 'gesture': {
        const gesture: Gesture = { start: line, withheld: [] };
        gestures.set(line.gesture, gesture);
        step.gestures.push(gesture);
        step.timeline.push(gesture);
        break;
      }
      case 'gesture.end': {
        const gesture = gestures.get(line.gesture);
        if (gesture) gesture.end = line;
        break;
      }
      case 'shot': {
        const number = shots.length + 1;
        const sameAs = firstOf.get(line.file);
        if (sameAs === undefined) firstOf.set(line.file, number);
        const shot: NumberedShot = { ...line, number, ...(sameAs !== undefined && { sameAs }) };
        shots.push(shot);
        const gesture = gestures.get(line.gesture);
        if (gesture) gesture[line.when] = shot;
        break;
      }
      case 'shot.withheld':
        gestures.get(line.gesture)?.withheld.push(line);
        break;
      case 'step.result':
        step.result = line;
        step.outcome = line.outcome;
        break;
      case 'note':
        step.notes.push(line);
        step.timeline.push(line);
        break;
      case 'account':
      case 'step.failed':
      case 'list.read':
      case 'person':
      case 'secret.read':
      case 'escrow.sealed':
      case 'escrow.opened':
      case 'escrow.destroyed':
        step.timeline.push(line);
        break;
      default:
    }
  }

  return {
    start,
    phases,
    remarks,
    shots,
    lines,
    accounts: accountsOf(lines),
    ...(end && { end }),
    ...(environment && { environment }),
    outcome: end?.outcome ?? 'incomplete',
    ms: end?.ms ?? lines.at(-1)!.mono_ms - start.mono_ms,
    journal: { lines: lines.length, sha256: createHash('sha256').update(text).digest('hex') },
    doubts: [...doubts, ...doubtsOf(lines, start, end)],
  };
}

/** Reads a run folder's journal. */
export async function readRun(folder: string): Promise<Run> {
  return groupJournal(await readFile(join(folder, 'journal.jsonl'), 'utf8'));
}
