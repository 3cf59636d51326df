/** Who did something, and by which way; a signal by its name. */
export interface Actor {
  who: string;
  via: 'terminal' | 'watch page' | 'SIGINT' | 'SIGTERM' | 'SIGHUP';
}

export const COMMANDS = [
  'pause',
  'continue',
  'next step',
  'next gesture',
  'slower',
  'faster',
  'stop',
  'approve',
  'retry',
  'by hand',
  'take over',
  'point',
  'confirm',
  'skip',
] as const;
export type Command = (typeof COMMANDS)[number];

/** Where a run can be held: before a step begins, or before a gesture is made. */
export interface Place {
  at: 'step' | 'gesture';
  step: string;
  title: string;
}

/** What the run asks a person. */
export interface Question {
  /**
   * `hands`: something to be done in the browser; the run sees by itself when it is done. `point`: somebody is to point at
   * something, in the browser or on the live page's picture. `words`: whether what was pointed at is what was asked for.
   */
  kind: 'approve' | 'failed' | 'hands' | 'point' | 'words';
  title: string;
  lines: string[];
  choices: Command[];
  /** Of `approve`: why it may be asked once more. */
  again?: string | undefined;
  /** Operators answer it with their signature: who must, and with which command. */
  signed?: { who: string; command: string };
  /** Milliseconds since 1970, like `until`, the end of the time for an answer. */
  since: number;
  until: number;
}

export interface ControlState {
  mode: 'running' | 'pausing' | 'held' | 'asking' | 'stopping';
  held?: Place & { since: number };
  question?: Question;
  /** For how many milliseconds each instruction is shown before it is carried out. */
  pace: number;
}

/** Why a run is held: a command, or the option that asked for it. */
export type Why = 'pause' | 'next step' | 'next gesture' | 'pause before this step';

/** What somebody did with the run. It is told when it is done, before it has any effect. */
export interface Act {
  did:
    | 'pause'
    | 'resume'
    | 'stop'
    | 'approve'
    | 'refuse'
    | 'retry'
    | 'by hand'
    | 'take over'
    | 'point'
    | 'confirm'
    | 'skip'
    | 'nobody answered'
    /** Something for the journal that steers nothing. */
    | 'note'
    | 'watch'
    | 'new link';
  /** undefined if an option asked for it, or if nobody did anything. */
  actor: Actor | undefined;
  /** Milliseconds since 1970. */
  at: number;
  /** For how long the run had waited, in milliseconds. */
  ms?: number;
  /** Of `pause`. */
  why?: Why;
  /** Of `resume`: the command that let the run go on. */
  command?: Command;
  /** The title of what the run was held before. */
  before?: string;
  /** What was asked. */
  question?: Question;
  /** Of `note`: what somebody wrote. */
  note?: string;
}

/** A place on the page's picture: parts of its width and its height. */
export interface PictureSpot {
  x: number;
  y: number;
}

export type Answer = { command: Command; actor: Actor; spot?: PictureSpot | undefined } | 'nobody answered';
