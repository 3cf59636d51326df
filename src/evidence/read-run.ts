import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from '../files/sha256.ts';
import { accountsOf } from './accounts.ts';
import type { Environment, JournalLine, RunEnd, RunStart } from './events.ts';
import { findWarnings, parseJournal } from './parse-journal.ts';
import type { Gesture, Line, NumberedShot, Phase, Run, Step } from './run-types.ts';

export * from './run-types.ts';

type StepLine = Exclude<JournalLine, Line<RunStart> | Line<RunEnd> | Line<Environment>>;

/** The phases and steps that were planned, before anything is known of them. */
function plannedPhases(start: Line<RunStart>): Phase[] {
  let planned = 0;
  return start.plan.map(({ phase, steps }) => ({
    title: phase,
    steps: steps.map(({ id, title, use, controls = [] }) => ({
      id,
      n: (planned += 1),
      title,
      use,
      controls,
      outcome: 'not reached',
      attempts: [],
      found: [],
      gestures: [],
      notes: [],
      timeline: [],
    })),
  }));
}

/** Puts the lines of a journal into steps and gestures. */
class Grouping {
  readonly remarks: Run['remarks'] = [];
  readonly shots: NumberedShot[] = [];
  readonly warnings: string[] = [];
  readonly #steps: Map<string, Step>;
  readonly #gestures = new Map<number, Gesture>();
  /** The number of the first picture with this file. */
  readonly #firstOf = new Map<string, number>();

  constructor(phases: Phase[]) {
    this.#steps = new Map(phases.flatMap((phase) => phase.steps).map((step) => [step.id, step]));
  }

  add(line: StepLine): void {
    const step = line.step === undefined ? undefined : this.#steps.get(line.step);
    if (step === undefined) this.#addWithoutStep(line);
    else this.#addToStep(step, line);
  }

  #addWithoutStep(line: StepLine): void {
    switch (line.type) {
      case 'note':
      case 'escrow.sealed':
      case 'escrow.opened':
      case 'escrow.destroyed':
        this.remarks.push(line);
        return;
      case 'person':
        if (line.step === undefined) {
          this.remarks.push(line);
          return;
        }
    }
    this.warnings.push(`Line ${line.seq + 1} of the journal names a step that was not planned: ${line.step}.`);
  }

  #addToStep(step: Step, line: StepLine): void {
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
      case 'step.result':
        step.result = line;
        step.outcome = line.outcome;
        break;
      case 'note':
        step.notes.push(line);
        step.timeline.push(line);
        break;
      case 'account':
      case 'prevented':
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
        this.#addToGesture(step, line);
    }
  }

  #addToGesture(step: Step, line: StepLine): void {
    switch (line.type) {
      case 'gesture': {
        const gesture: Gesture = { start: line, withheld: [] };
        this.#gestures.set(line.gesture, gesture);
        step.gestures.push(gesture);
        step.timeline.push(gesture);
        break;
      }
      case 'gesture.end': {
        const gesture = this.#gestures.get(line.gesture);
        if (gesture) gesture.end = line;
        break;
      }
      case 'shot': {
        const shot = this.#numbered(line);
        const gesture = this.#gestures.get(line.gesture);
        if (gesture) gesture[line.when] = shot;
        break;
      }
      case 'shot.withheld':
        this.#gestures.get(line.gesture)?.withheld.push(line);
        break;
      default:
    }
  }

  #numbered(line: Extract<StepLine, { type: 'shot' }>): NumberedShot {
    const number = this.shots.length + 1;
    const sameAs = this.#firstOf.get(line.file);
    if (sameAs === undefined) this.#firstOf.set(line.file, number);
    const shot: NumberedShot = { ...line, number, ...(sameAs !== undefined && { sameAs }) };
    this.shots.push(shot);
    return shot;
  }
}

/**
 * Groups a journal's text by phase, step and gesture. No string in the result holds hidden characters.
 * @throws if the journal has no readable run.start
 */
export function groupJournal(text: string): Run {
  const unreadable: string[] = [];
  const lines = parseJournal(text, unreadable);
  const start = lines.find((line) => line.type === 'run.start');
  if (start === undefined)
    throw new Error(
      'The journal has no readable run.start line, so there is nothing to report on. Is this a run folder, with ' +
        'its journal.jsonl?',
    );
  const end = lines.find((line) => line.type === 'run.end');
  const environment = lines.find((line) => line.type === 'environment');
  const phases = plannedPhases(start);
  const grouping = new Grouping(phases);
  for (const line of lines)
    if (line.type !== 'run.start' && line.type !== 'run.end' && line.type !== 'environment') grouping.add(line);
  const { remarks, shots, warnings } = grouping;
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
    journal: { lines: lines.length, sha256: sha256Of(text) },
    warnings: [...unreadable, ...warnings, ...findWarnings(lines, start, end)],
  };
}

/** Reads a run folder's journal. */
export async function readRun(folder: string): Promise<Run> {
  return groupJournal(await readFile(join(folder, 'journal.jsonl'), 'utf8'));
}
