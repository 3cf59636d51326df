/** A run as its journal tells it: phases, steps, gestures, screenshots. */
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
  Prevented,
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

export type Line<E extends RunEvent> = E & Pick<JournalLine, 'seq' | 'utc' | 'mono_ms'>;

/** A picture with its place in the whole run, from 1. */
export type NumberedShot = Line<Shot> & {
  number: number;
  /** The number of the first picture with the same file, if that is another one. */
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
  | Line<Prevented>
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
  /** Controls that it is evidence for. */
  controls: string[];
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
  warnings: string[];
}

export function isGesture(item: Gesture | TimelineEvent): item is Gesture {
  return 'start' in item;
}

export function stepsOf(run: Run): Step[] {
  return run.phases.flatMap((phase) => phase.steps);
}
