/**
 * The hands on a run: pause, step by step, pace, approval, what to do after a failure. The terminal and the watch page
 * command it alike; the engine asks it
 * before each step and gesture. It knows nothing of pages and portals.
 */

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
] as const;
export type Command = (typeof COMMANDS)[number];

/** A place where a run can be held: before a step begins, or before a gesture is made. */
export interface Place {
  at: 'step' | 'gesture';
  step: string;
  title: string;
}

/** What the run wants to know of a person, who has until `until` (milliseconds since 1970). */
export interface Question {
  /** `hands`: something to be done in the browser; the run sees by itself when it is done. */
  kind: 'approve' | 'failed' | 'hands';
  title: string;
  lines: string[];
  choices: Command[];
  since: number;
  until: number;
}

export interface ControlState {
  mode: 'running' | 'pausing' | 'held' | 'asking' | 'stopping';
  held?: Place & { since: number };
  question?: Question;
  /** Milliseconds for which each instruction is shown before it is carried out. */
  pace: number;
}

/** Why a run is held: somebody's command, or the option that asked for it. */
export type Why = 'pause' | 'next step' | 'next gesture' | 'pause before this step';

/** What somebody did with the run, told at the moment when it is done and before it has any effect. */
export interface Act {
  did: 'pause' | 'resume' | 'stop' | 'approve' | 'refuse' | 'retry' | 'by hand' | 'nobody answered';
  /** Whose act it was; undefined where an option asked for it, or where nobody did anything. */
  actor: Actor | undefined;
  /** Milliseconds since 1970. */
  at: number;
  /** For how long the run had waited, in milliseconds. */
  ms?: number;
  /** `pause`: why. */
  why?: Why;
  /** `resume`: the command that let the run go on. */
  command?: Command;
  /** What the run was held before, by its title. */
  before?: string;
  /** What was asked. */
  question?: Question;
}

export type Answer = { command: Command; actor: Actor } | 'nobody answered';

/** Milliseconds. */
export const PACES = { fast: 250, normal: 700, slow: 1_500 } as const;
const SLOWEST = 10_000;

export interface ControlOptions {
  /** Milliseconds; 0 shows nothing before it is done. */
  pace: number;
  /** Hold before the first step, as if somebody had asked for it. */
  step: boolean;
  /** Steps to be held before, by id. */
  pauseBefore: readonly string[];
  /** Stops the run at the next safe place. */
  stop(): void;
  signal: AbortSignal;
}

export class Control {
  #wish: 'run' | 'pause' | 'next step' | 'next gesture';
  #by: Actor | undefined;
  #held: ControlState['held'];
  #question: Question | undefined;
  #pace: number;
  #pausedMs = 0;
  #release: ((command: Command, actor: Actor) => void) | undefined;
  #listeners = new Set<(state: ControlState) => void>();
  #heard: ((act: Act) => void) | undefined;
  /** Acts that nobody has heard of yet. */
  #untold: Act[] = [];
  #options: ControlOptions;
  /** Whether there is anybody who can command: a terminal, or a watch page. */
  attended = false;

  constructor(options: ControlOptions) {
    this.#options = options;
    this.#pace = options.pace;
    this.#wish = options.step ? 'next step' : 'run';
    options.signal.addEventListener('abort', () => this.#tell());
  }

  /** Of a run that nobody steers. */
  static unattended(signal: AbortSignal): Control {
    return new Control({ pace: 0, step: false, pauseBefore: [], stop: () => undefined, signal });
  }

  get state(): ControlState {
    const stopping = this.#options.signal.aborted;
    const mode = stopping
      ? 'stopping'
      : this.#question
        ? 'asking'
        : this.#held
          ? 'held'
          : this.#wish === 'pause'
            ? 'pausing'
            : 'running';
    return {
      mode,
      pace: this.#pace,
      ...(this.#held && { held: this.#held }),
      ...(this.#question && { question: this.#question }),
    };
  }

  get pace(): number {
    return this.#pace;
  }

  /** For how long the run has waited for people so far: a step's time limit does not count it. Milliseconds. */
  get pausedMs(): number {
    const since = this.#held?.since ?? this.#question?.since;
    return this.#pausedMs + (since === undefined ? 0 : Date.now() - since);
  }

  /** Calls back at each change. @returns what ends it */
  onChange(listener: (state: ControlState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls the one listener back with each act, and at once with those that were done before there was one. */
  onAct(listener: (act: Act) => void): void {
    this.#heard = listener;
    for (const act of this.#untold.splice(0)) listener(act);
  }

  #did(did: Act['did'], actor: Actor | undefined, more: Omit<Act, 'did' | 'actor' | 'at'> = {}): void {
    const act = { did, actor, at: Date.now(), ...more };
    if (this.#heard === undefined) this.#untold.push(act);
    else this.#heard(act);
  }

  /** What the run waits for, and since when. */
  #waited(): Pick<Act, 'ms' | 'before' | 'question'> {
    const [held, question] = [this.#held, this.#question];
    const since = held?.since ?? question?.since;
    const ms = since === undefined ? {} : { ms: Date.now() - since };
    return { ...ms, ...(held && { before: held.title }), ...(question && { question }) };
  }

  /** Obeys, or says why not, in words for the person. */
  command(command: Command, actor: Actor): string | undefined {
    const refusal = this.#applyCommand(command, actor);
    if (refusal === undefined) this.#tell();
    return refusal;
  }

  #applyCommand(command: Command, actor: Actor): string | undefined {
    if (this.#options.signal.aborted) return 'The run is stopping already.';
    switch (command) {
      case 'stop':
        // A signal answers no question.
        this.#did(this.#question && !actor.via.startsWith('SIG') ? 'refuse' : 'stop', actor, this.#waited());
        this.#release?.('stop', actor);
        this.#options.stop();
        return undefined;
      case 'slower':
      case 'faster':
        this.#pace =
          command === 'slower'
            ? Math.min(SLOWEST, Math.max(PACES.fast, this.#pace * 2))
            : this.#pace <= PACES.fast
              ? 0
              : Math.round(this.#pace / 2);
        return undefined;
      case 'approve':
      case 'retry':
      case 'by hand':
        if (!this.#question?.choices.includes(command))
          return command === 'approve' ? 'Nothing waits for an approval.' : 'No step has failed.';
        this.#did(command, actor, this.#waited());
        this.#release!(command, actor);
        return undefined;
      case 'pause':
        if (this.#held) return 'The run is paused already.';
        if (this.#question) return 'The run waits for an answer already.';
        if (this.#wish === 'pause') return 'The run is pausing already.';
        this.#did('pause', actor, { why: 'pause' });
        this.#wish = 'pause';
        return undefined;
      default:
        if (this.#question) return 'The run waits for an answer first.';
        if (!this.#held && command !== 'continue') return 'The run is not paused. Pause it first.';
        // Nobody holds it now, but the next step or gesture would be held.
        if (!this.#held && this.#wish === 'run') return 'The run is going on already.';
        this.#did('resume', actor, { command, ...this.#waited() });
        this.#wish = command === 'continue' ? 'run' : command;
        this.#by = actor;
        this.#release?.(command, actor);
        return undefined;
    }
  }

  /** Whether somebody wants the run held at a place. */
  holdsAt(place: Place): boolean {
    return this.#reason(place) !== undefined && !this.#options.signal.aborted;
  }

  /** Waits where somebody wants the run held. Also comes back when the run is to stop. @returns whether it was held */
  async reach(place: Place): Promise<boolean> {
    const why = this.#reason(place);
    if (why === undefined || this.#options.signal.aborted) return false;
    const since = Date.now();
    this.#held = { ...place, since };
    // A pause that somebody commanded was told when they did.
    const by = why === 'pause before this step' ? undefined : this.#by;
    if (why !== 'pause') this.#did('pause', by, { why, before: place.title });
    await this.#released(undefined);
    this.#held = undefined;
    this.#pausedMs += Date.now() - since;
    this.#tell();
    return true;
  }

  #reason({ at, step }: Place): Why | undefined {
    if (
      this.#wish === 'pause' ||
      (this.#wish === 'next step' && at === 'step') ||
      (this.#wish === 'next gesture' && at === 'gesture')
    )
      return this.#wish;
    return at === 'step' && this.#options.pauseBefore.includes(step) ? 'pause before this step' : undefined;
  }

  /**
   * Asks whoever commands, and waits.
   * @param limit milliseconds
   * @param done ends a question that people answer with their hands
   * @returns undefined when the run is to stop, or when `done` is
   */
  async ask(
    question: Omit<Question, 'since' | 'until'>,
    limit: number,
    done?: Promise<unknown>,
  ): Promise<Answer | undefined> {
    const since = Date.now();
    this.#question = { ...question, since, until: since + limit };
    const answer = await this.#released(limit, done);
    if (answer === 'nobody answered') this.#did(answer, undefined, this.#waited());
    this.#question = undefined;
    this.#pausedMs += Date.now() - since;
    this.#tell();
    return answer;
  }

  #released(limit: number, done?: Promise<unknown>): Promise<Answer | undefined>;
  #released(limit: undefined): Promise<Exclude<Answer, string> | undefined>;
  async #released(limit: number | undefined, done?: Promise<unknown>): Promise<Answer | undefined> {
    const { signal } = this.#options;
    if (signal.aborted) return undefined;
    let timer: NodeJS.Timeout | undefined;
    let aborted: (() => void) | undefined;
    const answer = new Promise<Answer | undefined>((resolve) => {
      this.#release = (command, actor) => {
        // At once: the next key may come in the same breath, and is about what is then.
        this.#release = this.#held = this.#question = undefined;
        resolve({ command, actor });
      };
      aborted = () => resolve(undefined);
      signal.addEventListener('abort', aborted);
      if (limit !== undefined) timer = setTimeout(() => resolve('nobody answered'), limit);
      void done?.then(
        () => resolve(undefined),
        () => resolve(undefined),
      );
    });
    this.#tell();
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted!);
      this.#release = undefined;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.state);
  }
}
