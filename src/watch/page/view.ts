import type { Tone } from '../../review/format.ts';
import type { Question } from '../commands.ts';

/** What the live page shows. It is sent whole each time, so that late and returning watchers have all of it. */
export interface View {
  run?: { customer: string; title: string; check: boolean };
  phases: { title: string; steps: ShownStep[] }[];
  /** Where the run is: `Phase 1 of 3: …`, `Step 4 of 12: …`. */
  place?: { phase: string; step: string };
  /** What is being done, or done next, as an instruction. */
  doing?: { drawing: 'look' | 'edit' | 'commit' | 'pause' | Tone; kind: string; title: string };
  /** Why the step is done, in the runbook's plain words. */
  say?: string;
  /** What was seen, and what is to be changed. Not for viewers. */
  why: string[];
  state: { mode: 'running' | 'pausing' | 'held' | 'asking' | 'stopping' | 'over'; words: string; tone: Tone };
  pace: string;
  /** Faster is not possible. */
  fastest: boolean;
  /** Milliseconds since the run began. */
  elapsed: number;
  question?: ShownQuestion;
  over?: RunSummary;
  /** Browsers that watch. */
  watching: number;
  /** Names of those who only look. Not for viewers. */
  viewers?: string[];
  /** Why the viewer code that was made last is not good any more. Not for viewers. */
  codeEnded?: string;
}

export interface ShownStep {
  n: number;
  title: string;
  /** `now` for the current one. */
  sign: Tone | 'now' | 'to come';
  words: string;
}

export interface ShownQuestion {
  /** What an answer must name, so that none is taken for another question's. */
  id: number;
  kind: Question['kind'];
  title: string;
  lines: Line[];
  choices: string[];
  /** Why it may be asked once more. Not for guests. */
  again?: string;
  /** Operators approve it with their signature: who must, and with which command. Not for guests. */
  signed?: { who: string; command: string };
  /** Milliseconds to answer. */
  left: number;
}

/** A line with or without a name before it: `Expected`. */
export interface Line {
  name: string;
  text: string;
}

export interface RunSummary {
  words: string;
  tone: Tone;
  counts: string;
  lines: Line[];
  /** Where the report is. Not for guests. */
  report?: string;
  /** Nothing more will come. */
  last: boolean;
}

/** Which picture to fetch, or why there is none. */
export type ShownPicture =
  | {
      number: number;
      /** The age of a picture that is no longer how the page looks, in milliseconds. */
      age?: number;
    }
  | { withheld: string }
  | { none: true };
